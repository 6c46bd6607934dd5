import { DiagnosticError } from '../../tfplugin';

/**
 * Reads `ID` or `CONFIGURATION/ID`, under which what is on EC2 is imported.
 *
 * @param example `i-0123456789abcdef0`
 * @throws DiagnosticError when the id is none.
 */
export function parseEc2ImportId(
  text: string,
  form: RegExp,
  example: string,
): { readonly configuration: string; readonly id: string } {
  const slash = text.indexOf('/');
  const configuration = slash < 0 ? 'default' : text.slice(0, slash);
  const id = text.slice(slash + 1);
  if (configuration === '' || !form.test(id)) {
    throw new DiagnosticError(
      `import id ${JSON.stringify(text)} names nothing on EC2`,
      `use ${example}, or CONFIGURATION/${example} with the name of one of the provider's ec2 configurations`,
    );
  }
  return { configuration, id };
}
