import { listAt, textAt } from '../json';
import type { JsonMap } from '../json';

/**
 * What the simulated kubelet makes of a container, by rules that a test can use:
 * - an image that can be no name (upper case, spaces) is `InvalidImageName`;
 * - an image whose registry ends in `.invalid` (RFC 2606), or whose tag begins with `absent`, cannot be pulled;
 * - a tag that begins with `crash` exits with 1 again and again, one that begins with `unready` never gets ready;
 * - the commands `true`, `false` and `sh -c 'exit N'` (any N, also after `sleep N;`) end as they would; all others run on, and those of
 *   a pod that is not restarted always end well after a few seconds.
 */
export type ContainerFate =
  | { readonly kind: 'bad-name' | 'no-image' }
  | { readonly kind: 'runs'; readonly ready: boolean }
  | { readonly kind: 'exits'; readonly code: number; readonly afterSeconds: number };

const reference =
  /^(?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$/;
const jobSeconds = 5;
const crashSeconds = 1;

export function fateOf(container: JsonMap, restartPolicy: string): ContainerFate {
  const image = textAt(container, 'image') ?? '';
  if (!reference.test(image)) return { kind: 'bad-name' };
  const registry = image.split('/')[0] ?? '';
  const tag = /:([\w][\w.-]*)$/.exec(image.split('@')[0] ?? '')?.[1] ?? '';
  if (/\.invalid(:\d+)?$/.test(registry) || tag.startsWith('absent')) return { kind: 'no-image' };
  if (tag.startsWith('crash')) return { kind: 'exits', code: 1, afterSeconds: crashSeconds };
  const exit = exitOf([...listAt(container, 'command'), ...listAt(container, 'args')].map(String));
  if (exit !== undefined) return exit;
  if (restartPolicy !== 'Always') return { kind: 'exits', code: 0, afterSeconds: jobSeconds };
  return { kind: 'runs', ready: !tag.startsWith('unready') };
}

function exitOf(words: readonly string[]): ContainerFate | undefined {
  const [program = '', option, script = ''] = words;
  const name = program.split('/').at(-1);
  if (words.length === 1 && name === 'true') return { kind: 'exits', code: 0, afterSeconds: crashSeconds };
  if (words.length === 1 && name === 'false') return { kind: 'exits', code: 1, afterSeconds: crashSeconds };
  if ((name !== 'sh' && name !== 'bash') || option !== '-c') return undefined;
  const match = /^(?:sleep (\d+)\s*(?:;|&&)\s*)?exit (\d+)$/.exec(script.trim());
  if (match === null) return undefined;
  return { kind: 'exits', code: Number(match[2]), afterSeconds: Number(match[1] ?? crashSeconds) };
}
