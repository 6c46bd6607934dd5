const MASK = '(redacted)';

/** Shorter values occur by chance in ordinary text and protect nothing. */
const MIN_SECRET_LENGTH = 4;

/** Lines of a multi-line secret (a PEM key) are looked for alone from this length on. */
const MIN_LINE_LENGTH = 8;

/**
 * Replaces every occurrence of every secret: as it is, and as shells, JSON, URLs and base64 write it, also one
 * inside another (a JSON string in a quoted word of a sudo command). Secrets shorter than four characters are
 * ignored.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const spans = occurrences(text, writtenForms(secrets));
  let redacted = '';
  let position = 0;
  for (const span of spans) {
    redacted += text.slice(position, span.start) + MASK;
    position = span.end;
  }
  return redacted + text.slice(position);
}

interface Span {
  readonly start: number;
  end: number;
}

/** Where any of the forms occurs; overlapping occurrences become one span, so that no rest of a secret remains. */
function occurrences(text: string, forms: ReadonlySet<string>): Span[] {
  const found: Span[] = [];
  for (const form of forms) {
    for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + 1)) {
      found.push({ start, end: start + form.length });
    }
  }
  found.sort((a, b) => a.start - b.start);
  const merged: Span[] = [];
  for (const span of found) {
    const last = merged.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else merged.push(span);
  }
  return merged;
}

function writtenForms(secrets: readonly string[]): Set<string> {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < MIN_SECRET_LENGTH) continue;
    const plain = [secret, ...secret.split(/\r?\n/).filter((line) => line.length >= MIN_LINE_LENGTH)];
    for (const value of plain) {
      for (const form of [value, ...base64Forms(value), ...urlForm(value)]) {
        forms.add(form);
        for (const once of quotedForms(form)) {
          forms.add(once);
          for (const twice of quotedForms(once)) forms.add(twice);
        }
      }
    }
  }
  return forms;
}

function quotedForms(value: string): string[] {
  return [
    value.replaceAll("'", `'\\''`),
    value.replaceAll("'", `'"'"'`),
    value.replace(/["\\$`]/g, '\\$&'),
    JSON.stringify(value).slice(1, -1),
  ];
}

function urlForm(value: string): string[] {
  try {
    return [encodeURIComponent(value)];
  } catch {
    return []; // a lone surrogate has no URL form
  }
}

/**
 * Base64 of the secret alone, and the characters that are the same wherever in an encoded text the secret
 * stands: three bytes share four characters, so there are three alignments.
 */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value);
  const forms = [bytes.toString('base64').replace(/=+$/, '')];
  for (const lead of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(lead), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const stable = encoded.slice(Math.ceil((lead * 8) / 6), Math.floor(((lead + bytes.length) * 8) / 6));
    if (stable.length >= MIN_SECRET_LENGTH) forms.push(stable);
  }
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}
