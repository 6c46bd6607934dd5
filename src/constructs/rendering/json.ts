import { Fn, Token } from 'cdktf';

/**
 * A value as JSON text that Terraform turns into the same JSON again: keys in order, so that the text
 * changes only when the value does; `${` and `%{` of a literal escaped; and a token encoded by Terraform
 * once it knows the value, so that a quotation mark or a number in it cannot break the text.
 */
export function terraformJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Token.isUnresolved(value)) return typeof value === 'string' ? mixedString(value) : Fn.jsonencode(value);
  if (Array.isArray(value)) return `[${value.map(terraformJson).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => `${key === '' ? '""' : terraformJson(key)}:${terraformJson(entry)}`);
    return `{${entries.join(',')}}`;
  }
  return withoutInterpolation(JSON.stringify(value));
}

/**
 * Literals and tokens in one string. The literals are encoded here: cdktf does not escape quotation marks
 * of a string that has tokens beside them.
 */
function mixedString(text: string): string {
  const parts = text.split(/(\$\{TfToken\[[^\]]+\]\})/).filter((part) => part !== '');
  if (parts.length === 1) return Fn.jsonencode(text);
  const encoded = parts.map((part) =>
    Token.isUnresolved(part)
      ? Fn.replace(Fn.jsonencode(part), Fn.rawString('/^"|"$/'), '')
      : withoutInterpolation(JSON.stringify(part).slice(1, -1)),
  );
  return `"${encoded.join('')}"`;
}

/** Text as Terraform's JSON syntax has to hold it in order to mean itself; tokens in it stay tokens. */
export function withoutInterpolation(text: string): string {
  return text.replace(/\$\{(?!TfToken\[)|%\{/g, (opening) => `${opening.charAt(0)}${opening}`);
}
