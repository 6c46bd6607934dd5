import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpRequest, HttpResponse, HttpTransport } from '../../../../src/drivers/http';
import type { Component } from '../../../support/require-component';

const folder = join(__dirname, '../../../../../shared/contracts/mesos');

export const contracts: Component = {
  name: 'the contracts folder',
  available: existsSync(folder),
  howToEnable: 'put it beside the repository, at ../shared/contracts',
};

/** What was sent to a real master or agent, and what it answered. */
export interface Recording {
  /** `api-v1-GET_AGENTS-running` */
  readonly name: string;
  /** The body of a call, or the line `GET http://…`. */
  readonly request: string;
  readonly response: HttpResponse;
}

/** All calls and reads that were recorded with their answers. */
export function recordings(): Recording[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.response.txt'))
    .map((file) => file.replace(/\.response\.txt$/, ''))
    .flatMap((name) => {
      const request = requestOf(name);
      const response = parseResponse(readFileSync(join(folder, `${name}.response.txt`), 'utf8'));
      // Some are curl's word that the master dropped the connection.
      return request === undefined || response === undefined ? [] : [{ name, request, response }];
    });
}

export function recording(name: string): Recording {
  const request = requestOf(name);
  const response = parseResponse(readFileSync(join(folder, `${name}.response.txt`), 'utf8'));
  if (request === undefined || response === undefined)
    throw new Error(`nothing was recorded under the name ${name}`);
  return { name, request, response };
}

function requestOf(name: string): string | undefined {
  const file = ['json', 'txt'].map((end) => join(folder, `${name}.request.${end}`)).find(existsSync);
  return file === undefined ? undefined : readFileSync(file, 'utf8').trim();
}

function parseResponse(text: string): HttpResponse | undefined {
  const [head = '', ...rest] = text.split(/\r?\n\r?\n/);
  const [status = '', ...lines] = head.split(/\r?\n/);
  const code = /^HTTP\/1\.1 (\d+)/.exec(status)?.[1];
  if (code === undefined) return undefined;
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(code), headers, body: rest.join('\n\n') };
}

/** Answers requests as a function says, and remembers them. */
export class Replay implements HttpTransport {
  readonly sent: HttpRequest[] = [];

  constructor(private readonly answer: (request: HttpRequest, count: number) => HttpResponse | Error) {}

  send(request: HttpRequest): Promise<HttpResponse> {
    this.sent.push(request);
    const answer = this.answer(request, this.sent.length);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
