import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Component } from '../../../support/require-component';

const folder = join(__dirname, '../../../../../shared/contracts/mesos');

export const recordings: Component = {
  name: 'the contracts folder',
  available: existsSync(folder),
  howToEnable: 'put it beside the repository, at ../shared/contracts',
};

/** An answer of a real master or agent. */
export interface Answer {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function recordingNames(): readonly string[] {
  return readdirSync(folder);
}

export function readRecording(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

export function recordedAnswer(name: string): Answer {
  const text = readRecording(`${name}.response.txt`);
  const end = text.indexOf('\r\n\r\n');
  const [line = '', ...headers] = text.slice(0, end).split('\r\n');
  return {
    status: Number(line.split(' ')[1]),
    headers: Object.fromEntries(
      headers.map((header) => {
        const colon = header.indexOf(':');
        return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()];
      }),
    ),
    body: text.slice(end + 4),
  };
}

/** What was asked: a call as it was posted, or a path. */
export function recordedRequest(name: string): { readonly body: string } | { readonly path: string } {
  if (existsSync(join(folder, `${name}.request.json`))) {
    return { body: readRecording(`${name}.request.json`).replace(/\n$/, '') };
  }
  const [, url = ''] = readRecording(`${name}.request.txt`).trim().split(' ');
  return { path: url.replace(/^http:\/\/[^/]+/, '') };
}
