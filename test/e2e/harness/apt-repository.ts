import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run-command';

/**
 * Makes a signed, flat apt repository of the packages that are in a folder, `Release.key` beside them. The signing key is
 * made for it and lost afterwards.
 */
export async function makeAptRepository(folder: string, suite: string): Promise<void> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.deb'));
  const stanzas: string[] = [];
  for (const file of files.sort()) stanzas.push(await stanzaOf(folder, file));
  const index = `${stanzas.join('\n')}\n`;
  writeFileSync(join(folder, 'Packages'), index);
  const release = [
    'Origin: fleetwright.test',
    `Suite: ${suite}`,
    `Date: ${new Date().toUTCString()}`,
    'Architectures: amd64',
    'SHA256:',
    ` ${sha256(Buffer.from(index))} ${String(Buffer.byteLength(index))} Packages`,
  ];
  writeFileSync(join(folder, 'Release'), `${release.join('\n')}\n`);
  await sign(folder);
}

/** What the index says of a package. */
async function stanzaOf(folder: string, file: string): Promise<string> {
  const path = join(folder, file);
  const control = await run('dpkg-deb', ['--field', path]);
  const measures = [`Size: ${String(statSync(path).size)}`, `SHA256: ${sha256(readFileSync(path))}`];
  return `${[control, `Filename: ./${file}`, ...measures].join('\n')}\n`;
}

async function sign(folder: string): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'gpg-'));
  const gpg = (...args: readonly string[]) =>
    run('gpg', ['--homedir', home, '--batch', '--quiet', '--yes', '--passphrase', '', ...args]);
  try {
    // Some repositories are made once and kept.
    await gpg('--quick-generate-key', 'tests@fleetwright.test', 'ed25519', 'sign', 'never');
    await gpg('--armor', '--output', join(folder, 'Release.key'), '--export');
    await gpg('--clearsign', '--output', join(folder, 'InRelease'), join(folder, 'Release'));
  } finally {
    await run('gpgconf', ['--homedir', home, '--kill', 'all']);
    rmSync(home, { recursive: true, force: true });
  }
}

export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
