import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface KeyPair {
  readonly certFile: string;
  readonly keyFile: string;
}

/** A throw-away certificate authority in a folder, by way of the openssl program. */
export class CertificateAuthority {
  readonly certFile: string;
  private readonly keyFile: string;

  constructor(private readonly folder: string) {
    this.certFile = join(folder, 'ca.crt');
    this.keyFile = join(folder, 'ca.key');
    openssl(
      'req',
      '-x509',
      ...newKey(this.keyFile),
      '-days',
      '1',
      '-subj',
      '/CN=test-ca',
      '-out',
      this.certFile,
    );
  }

  issue(name: string, subject: string, extensions: readonly string[]): KeyPair {
    const path = (suffix: string) => join(this.folder, `${name}.${suffix}`);
    openssl('req', ...newKey(path('key')), '-subj', subject, '-out', path('csr'));
    writeFileSync(path('ext'), extensions.join('\n'));
    const signing = ['-CA', this.certFile, '-CAkey', this.keyFile, '-CAcreateserial', '-days', '1'];
    openssl('x509', '-req', '-in', path('csr'), ...signing, '-extfile', path('ext'), '-out', path('crt'));
    return { certFile: path('crt'), keyFile: path('key') };
  }
}

export function base64File(path: string): string {
  return readFileSync(path).toString('base64');
}

function newKey(file: string): string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file];
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
