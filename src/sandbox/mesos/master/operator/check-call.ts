import { type Reply, type Request, text } from '../../transport/http';
import { isObject, JsonSyntaxError, parseJson } from '../../values/json';
import { CALL_PARTS, CALLS_WITHOUT_PART, problemWithTypes } from './call-schema';
import type { OperatorCall } from './operator-call';

const JSON_TYPE = 'application/json';
const PROTOBUF_TYPE = 'application/x-protobuf';

/** The call of a request, or what is wrong with it. */
export function checkCall(request: Request): OperatorCall | Reply {
  const contentType = request.headers['content-type'];
  if (contentType === undefined) return text(400, "Expecting 'Content-Type' to be present");
  if (contentType !== JSON_TYPE) {
    return text(415, `Expecting 'Content-Type' of ${JSON_TYPE} or ${PROTOBUF_TYPE}`);
  }
  const call = parse(request.body);
  if (typeof call === 'string') return text(400, call);
  const problem = problemWithTypes(call);
  if (problem !== undefined) return text(400, `Failed to convert JSON into Call protobuf: ${problem}`);
  const missing = missingPart(call);
  if (missing !== undefined) {
    return text(400, `Failed to validate master::Call: Expecting '${missing}' to be present`);
  }
  if (acceptedType(request) === undefined) {
    return text(406, `Expecting 'Accept' to allow '${PROTOBUF_TYPE}' or '${JSON_TYPE}'`);
  }
  return call as unknown as OperatorCall;
}

export function acceptedType(request: Request): 'json' | 'protobuf' | undefined {
  const { accept = '*/*' } = request.headers;
  const types = accept.split(',').map((type) => type.split(';')[0]?.trim() ?? '');
  if (types.some((type) => [JSON_TYPE, 'application/*', '*/*'].includes(type))) return 'json';
  return types.includes(PROTOBUF_TYPE) ? 'protobuf' : undefined;
}

function parse(body: string): Readonly<Record<string, unknown>> | string {
  try {
    const parsed = parseJson(body);
    return isObject(parsed) ? parsed : 'Failed to convert JSON into Call protobuf: Expecting a JSON object';
  } catch (error) {
    if (error instanceof JsonSyntaxError) return `Failed to parse body into JSON: ${error.message}`;
    throw error;
  }
}

/** An unknown type is none. */
function missingPart(call: Readonly<Record<string, unknown>>): string | undefined {
  const { type } = call;
  if (typeof type !== 'string') return 'type';
  const part = type.toLowerCase();
  if (part in CALL_PARTS && type === type.toUpperCase()) return call[part] === undefined ? part : undefined;
  return CALLS_WITHOUT_PART.includes(type) ? undefined : 'type';
}
