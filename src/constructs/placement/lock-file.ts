/** One provider in `.terraform.lock.hcl`. */
export interface LockEntry {
  /** With its host: `registry.terraform.io/hashicorp/aws`. */
  readonly source: string;
  readonly version: string;
  readonly hash: string;
}

const HEADER = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
`;

/**
 * The lock file with this entry in it. All other entries, and everything else somebody wrote, stay as
 * they are; an entry of the same provider that already says the same stays too, so that nothing
 * is written when nothing changes.
 */
export function withLockEntry(lockFile: string, entry: LockEntry): string {
  const block = renderBlock(entry);
  const existing = findBlock(lockFile, entry.source);
  if (existing === undefined) {
    const before = lockFile.trim() === '' ? HEADER : lockFile.replace(/\n*$/, '\n');
    return `${before}\n${block}`;
  }
  const text = lockFile.slice(existing.start, existing.end);
  if (
    attribute(text, 'version') === entry.version &&
    attribute(text, 'constraints') === entry.version &&
    text.includes(`"${entry.hash}"`)
  ) {
    return lockFile;
  }
  return lockFile.slice(0, existing.start) + block + lockFile.slice(existing.end);
}

/** The addresses of the providers a lock file has entries for. */
export function lockedSources(lockFile: string): string[] {
  return [...lockFile.matchAll(/^\s*provider\s+"([^"]+)"\s*\{/gm)].map(([, source]) => source ?? '');
}

function renderBlock({ source, version, hash }: LockEntry): string {
  return `provider "${source}" {
  version     = "${version}"
  constraints = "${version}"
  hashes = [
    "${hash}",
  ]
}
`;
}

/** A block ends at the first line that is nothing but a closing brace: Terraform nests none in here. */
function findBlock(lockFile: string, source: string): { start: number; end: number } | undefined {
  const opening = new RegExp(`^provider[ \\t]+"${source.replaceAll('.', '\\.')}"[ \\t]*\\{`, 'm').exec(
    lockFile,
  );
  if (opening === null) return undefined;
  const closing = /^\}[^\S\n]*(\n|$)/m.exec(lockFile.slice(opening.index));
  const end = closing === null ? lockFile.length : opening.index + closing.index + closing[0].length;
  return { start: opening.index, end };
}

function attribute(block: string, name: string): string | undefined {
  return new RegExp(`^\\s*${name}\\s*=\\s*"([^"]*)"`, 'm').exec(block)?.[1];
}
