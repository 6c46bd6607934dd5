import { createHash } from 'node:crypto';

export interface MimePart {
  /** `multipart` when the content is a MIME entity with headers of its own. */
  readonly type: string;
  readonly name: string;
  readonly content: Buffer;
}

/** What cloud-init tells the kinds of user data apart by, the longer before what it begins with. */
const typesByStart: readonly (readonly [RegExp, string])[] = [
  [/^#!/, 'text/x-shellscript'],
  [/^#cloud-config-archive/, 'text/cloud-config-archive'],
  [/^#cloud-config/, 'text/cloud-config'],
  [/^#cloud-boothook/, 'text/cloud-boothook'],
  [/^#include-once/, 'text/x-include-once-url'],
  [/^#include/, 'text/x-include-url'],
  [/^#part-handler/, 'text/part-handler'],
  [/^## template: jinja/, 'text/jinja2'],
  [/^(content-type|mime-version):/i, 'multipart'],
];

/** The content type of user data by its first line; undefined when it is nothing that cloud-init knows. */
export function mimeTypeOf(content: Buffer): string | undefined {
  const start = content.subarray(0, 100).toString('latin1');
  return typesByStart.find(([pattern]) => pattern.test(start))?.[1];
}

/** A MIME archive as cloud-init takes it. The same parts give the same bytes. */
export function mimeArchive(parts: readonly MimePart[]): Buffer {
  const hash = createHash('sha256');
  for (const { content } of parts) hash.update(content).update('\0');
  const boundary = `fleetwright-${hash.digest('hex').slice(0, 32)}`;
  return Buffer.concat([
    Buffer.from(`Content-Type: multipart/mixed; boundary="${boundary}"\nMIME-Version: 1.0\n`),
    ...parts.flatMap((part) => [Buffer.from(`\n--${boundary}\n`), entityOf(part)]),
    Buffer.from(`\n--${boundary}--\n`),
  ]);
}

function entityOf({ type, name, content }: MimePart): Buffer {
  if (type === 'multipart') return content;
  const plain = isPlain(content);
  const headers = [
    `Content-Type: ${type}; charset="utf-8"`,
    'MIME-Version: 1.0',
    `Content-Transfer-Encoding: ${plain ? '7bit' : 'base64'}`,
    `Content-Disposition: attachment; filename="${name}"`,
  ];
  const body = plain ? content : Buffer.from(content.toString('base64').replace(/.{76}/g, '$&\n'));
  return Buffer.concat([Buffer.from(`${headers.join('\n')}\n\n`), body]);
}

/** ASCII in lines that no mail software would break (RFC 2045, 2.7), with line breaks that none would change. */
function isPlain(content: Buffer): boolean {
  const text = content.toString('latin1');
  return /^[\t\n\x20-\x7e]*$/.test(text) && text.split('\n').every((line) => line.length <= 900);
}
