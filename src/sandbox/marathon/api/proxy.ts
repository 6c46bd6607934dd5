import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Connect } from '../checks/prober';

const via = 'x-marathon-via';

/** Whether a request has come through this Marathon already: it and another each take the other for the leader. */
export function isLoop(incoming: IncomingMessage, own: string): boolean {
  return String(incoming.headers[via] ?? '')
    .split(',')
    .some((one) => one.trim().endsWith(` ${own}`));
}

/**
 * Has the leader answer a request.
 * @param leader `host:port`
 * @param own `host:port`
 * @throws Error when the leader cannot be reached
 */
export function proxy(
  incoming: IncomingMessage,
  response: ServerResponse,
  leader: string,
  own: string,
  connect: Connect,
): Promise<void> {
  const { hostname, port } = new URL(`http://${leader}`);
  const hops = [String(incoming.headers[via] ?? ''), `1.1 ${own}`].filter((hop) => hop !== '').join(', ');
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: hostname,
        port,
        path: incoming.url,
        method: incoming.method,
        headers: { ...incoming.headers, [via]: hops },
        createConnection: () => connect(hostname, Number(port || 80)),
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'X-Marathon-Via': hops });
        answer.pipe(response);
        answer.once('error', () => response.destroy());
        answer.once('close', resolve);
      },
    );
    response.once('close', () => {
      outgoing.destroy();
    });
    outgoing.once('error', reject);
    incoming.pipe(outgoing);
  });
}
