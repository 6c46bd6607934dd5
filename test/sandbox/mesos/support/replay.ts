import type { Request } from '../../../../src/sandbox/mesos/transport/http';
import type { TestCluster } from './cluster';
import { type Answer, recordedAnswer, recordedRequest } from './recordings';
import { differences } from './shape';

/** What of an answer must be the same. */
const HEADERS = ['content-type', 'location', 'www-authenticate', 'allow'];

export interface ReplayOptions {
  readonly ip?: string;
  readonly port?: number;
  /** Instead of the agent that is named in the recording. */
  readonly agentId?: string | undefined;
  readonly frameworkId?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where texts are the same but for names and numbers. */
  readonly loose?: boolean;
}

/** Asks what was asked when it was recorded. Gives where the answer differs. */
export async function replay(
  cluster: TestCluster,
  name: string,
  options: ReplayOptions = {},
): Promise<readonly string[]> {
  const { ip = '127.0.0.1', port = 5050, headers } = options;
  const request = recordedRequest(name);
  const parts: Partial<Request> =
    'body' in request
      ? {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
          body: withIds(request.body, options),
        }
      : { headers: headers ?? {} };
  const path = 'path' in request ? request.path : '/api/v1';
  return compare(recordedAnswer(name), await cluster.ask(ip, path, parts, port), options);
}

export function compare(recorded: Answer, answer: Answer, options: ReplayOptions = {}): readonly string[] {
  const problems = [
    ...(recorded.status === answer.status
      ? []
      : [`status ${String(answer.status)}, not ${String(recorded.status)}: ${answer.body}`]),
    ...HEADERS.filter((header) => recorded.headers[header] !== answer.headers[header]).map(
      (header) => `${header} is ${String(answer.headers[header])}, not ${String(recorded.headers[header])}`,
    ),
  ];
  if (problems.length > 0) return problems;
  if (recorded.headers['content-type'] === 'application/json') return differences(recorded.body, answer.body);
  if (recorded.body.includes('\r\n') || recorded.headers['content-type'] === 'text/html') return [];
  const expected = withIds(recorded.body, options);
  if (expected === answer.body) return [];
  const words = (text: string): string => text.replace(/[\d.:[\]-]+/g, '#');
  if (options.loose === true && words(expected) === words(answer.body)) return [];
  return [`"${answer.body}", not "${expected}"`];
}

function withIds(text: string, { agentId, frameworkId }: ReplayOptions): string {
  const agents = agentId === undefined ? text : text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}-S\d+/g, agentId);
  return frameworkId === undefined ? agents : agents.replace(/[0-9a-f]{8}-[0-9a-f-]{27}-\d{4}/g, frameworkId);
}
