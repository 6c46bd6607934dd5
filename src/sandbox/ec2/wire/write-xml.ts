import type { Shape, Struct, ValueOf } from './shape';

const EC2_NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';
const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** EC2's answer to an action that worked: the members stand directly beneath the root. */
export function writeEc2Response<S extends Struct>(
  action: string,
  requestId: string,
  shape: S,
  value: ValueOf<S>,
): string {
  const root = `${action}Response`;
  const body = writeFields(shape, value);
  return `${DECLARATION}<${root} xmlns="${EC2_NAMESPACE}"><requestId>${requestId}</requestId>${body}</${root}>`;
}

/** EC2's error body has no namespace, and writes RequestID with a capital D. */
export function writeEc2Error(code: string, message: string, requestId: string): string {
  return `${DECLARATION}<Response><Errors><Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`;
}

/** The query protocol of STS wraps results and says at the end which request it was. */
export function writeStsResponse<S extends Struct>(
  action: string,
  requestId: string,
  shape: S,
  value: ValueOf<S>,
): string {
  const body = writeFields(shape, value);
  return `${DECLARATION}<${action}Response xmlns="${STS_NAMESPACE}"><${action}Result>${body}</${action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;
}

export function writeStsError(code: string, message: string, requestId: string): string {
  return `${DECLARATION}<ErrorResponse xmlns="${STS_NAMESPACE}"><Error><Type>Sender</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function writeFields(shape: Struct, value: object): string {
  const given = new Map<string, unknown>(Object.entries(value));
  return Object.entries(shape.fields)
    .map(([name, field]) => writeElement(name, field, given.get(name)))
    .join('');
}

function writeElement(name: string, shape: Shape, value: unknown): string {
  if (value === undefined) return '';
  const content = writeContent(shape, value);
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

function writeContent(shape: Shape, value: unknown): string {
  if (shape.kind === 'struct' && typeof value === 'object' && value !== null)
    return writeFields(shape, value);
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.map((entry: unknown) => writeElement(shape.element, shape.item, entry)).join('');
  }
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return escapeXml(String(value));
  }
  throw new TypeError(`a ${typeof value} cannot be written as ${shape.kind}`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xD;',
};

/** Characters that XML 1.0 cannot hold become U+FFFD. */
export function escapeXml(value: string): string {
  return value
    .replace(/[&<>"'\r]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
