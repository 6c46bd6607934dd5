import { spawn } from 'node:child_process';
import { REGION, type TestCloud } from '../support/test-cloud';

/** What every AWS program reads: where EC2 is, and the keys. */
export function environmentOf(cloud: TestCloud): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: 'sandbox',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_DEFAULT_REGION: REGION,
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    // Nothing of whoever runs the tests.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

/** Runs a program to its end; rejects with what it said when it fails. */
export function runProgram(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  stdin = '',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env } });
    const output: string[] = [];
    const errors: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output.join(''));
      else reject(new Error(`${file} ended with ${code}: ${errors.join('')}${output.join('')}`));
    });
    child.stdin.end(stdin);
  });
}
