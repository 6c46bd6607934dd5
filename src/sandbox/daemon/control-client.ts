import { request } from 'node:http';

/** The sandbox answered that it could not do what it was asked. */
export class ControlError extends Error {}

/** One order to the background sandbox. Undefined when nothing listens on the socket. */
export function order(
  socketPath: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ readonly answer: unknown } | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, method, path, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const answer = JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
        if (incoming.statusCode === 200) resolve({ answer });
        else reject(new ControlError((answer as { error: string }).error));
      });
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined);
      else reject(error);
    });
    if (body !== undefined) outgoing.write(JSON.stringify(body));
    outgoing.end();
  });
}
