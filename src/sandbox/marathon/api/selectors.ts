import { badRequest } from '../errors';

/**
 * A query for labels: `environment==production, tier!=front\ end, deployed in (us, eu), deployed notin (aa), my_label`.
 * @throws ApiError 400
 */
export function labelSelector(text: string): (labels: Readonly<Record<string, string>>) => boolean {
  const word = String.raw`((?:\\.|[-A-Za-z0-9_.])+)`;
  const terms = text.split(/(?<!\\),(?![^(]*\))/).map((term) => term.trim());
  const plain = (escaped: string | undefined): string => (escaped ?? '').replace(/\\(.)/g, '$1');
  const tests = terms.map((term) => {
    const set = new RegExp(`^${word}\\s+(in|notin)\\s*\\(([^)]*)\\)$`).exec(term);
    if (set !== null) {
      const values = (set[3] ?? '').split(',').map((value) => plain(value.trim()));
      const key = plain(set[1]);
      return (labels: Readonly<Record<string, string>>) => {
        const value = labels[key];
        return value !== undefined && values.includes(value) === (set[2] === 'in');
      };
    }
    const equal = new RegExp(`^${word}\\s*(==|!=)\\s*${word}$`).exec(term);
    if (equal !== null) {
      const [key, value] = [plain(equal[1]), plain(equal[3])];
      return (labels: Readonly<Record<string, string>>) =>
        labels[key] !== undefined && (labels[key] === value) === (equal[2] === '==');
    }
    if (new RegExp(`^${word}$`).test(term))
      return (labels: Readonly<Record<string, string>>) => labels[plain(term)] !== undefined;
    throw badRequest(`Can not parse label selector ${text}`);
  });
  return (labels) => tests.every((test) => test(labels));
}
