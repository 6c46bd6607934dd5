import type { FileOperation, Operation } from '../operation';
import { quote } from '../shell-text';
import { RecipeError } from './recipe-error';

/** An apt repository as sources.list has it. */
export interface AptRepository {
  /** `URL` of a flat repository, or `URL suite component`. */
  readonly repository: string;
  /** What its packages are of, for progress: `Kubernetes`. */
  readonly what: string;
  /** Default `<URL>Release.key`. */
  readonly keyUrl?: string;
  /** Fingerprint that the key must have, 40 hex digits. Default: any key under the URL is trusted. */
  readonly keyFingerprint?: string;
  /** Begins the ids of the operations: `kubernetes`. */
  readonly id: string;
  readonly keyPath: string;
  /** Where the URL that the key came from is written down. */
  readonly keyRecord: string;
  readonly sourcePath: string;
}

/** Trusts the repository's key and adds the repository. Throws {@link RecipeError} when it is no URL. */
export function aptRepository(source: AptRepository): readonly Operation[] {
  const { repository, id, what, keyPath, sourcePath } = source;
  // A repository that is not flat is written as in sources.list: "URL suite component".
  const [url = '', ...suites] = repository.trim().split(/\s+/);
  if (!/^[a-z][a-z0-9+.-]*:\/?\/?\S+$/i.test(url)) {
    throw new RecipeError(`packages.apt_repository "${repository}" must be a URL`, 'packages.apt_repository');
  }
  const base = url.endsWith('/') ? url : `${url}/`;
  const list: FileOperation = {
    kind: 'file',
    id: `${id}/apt-source`,
    description: `add the ${what} package repository`,
    path: sourcePath,
    content: `deb [signed-by=${keyPath}] ${base} ${suites.length > 0 ? suites.join(' ') : '/'}\n`,
    mode: '0644',
  };
  return [aptKey(source, source.keyUrl ?? `${base}Release.key`), list];
}

/** apt wants an armored key under the name .asc; a binary one is armored on arrival. */
function aptKey({ id, what, keyPath, keyRecord, keyFingerprint }: AptRepository, url: string): Operation {
  return {
    kind: 'command',
    id: `${id}/apt-key`,
    description: `trust the key of the ${what} package repository`,
    check: `[ -s ${keyPath} ] && [ "$(cat ${keyRecord} 2>/dev/null)" = ${quote(recordOf(url, keyFingerprint))} ]`,
    apply: `
key=$(mktemp)
trap 'rm -f "$key"' EXIT
if command -v curl >/dev/null 2>&1; then curl -fsSL --retry 3 --max-time 60 -o "$key" ${quote(url)}
elif command -v wget >/dev/null 2>&1; then wget -q --tries=3 --timeout=60 -O "$key" ${quote(url)}
else
  apt-get install -y --no-install-recommends curl ca-certificates >/dev/null
  curl -fsSL --retry 3 --max-time 60 -o "$key" ${quote(url)}
fi
${keyFingerprint === undefined ? '' : assertFingerprint(keyFingerprint)}mkdir -p -m 0755 /etc/apt/keyrings
if grep -q 'BEGIN PGP PUBLIC KEY BLOCK' "$key"; then cat "$key" >${keyPath}.new
else
  {
    printf '%s\\n\\n' '-----BEGIN PGP PUBLIC KEY BLOCK-----'
    base64 "$key"
    echo '-----END PGP PUBLIC KEY BLOCK-----'
  } >${keyPath}.new
fi
chmod 0644 ${keyPath}.new
mv ${keyPath}.new ${keyPath}
printf '%s\\n' ${quote(recordOf(url, keyFingerprint))} >${keyRecord}
`,
    timeoutSeconds: 300,
  };
}

function recordOf(url: string, fingerprint: string | undefined): string {
  return fingerprint === undefined ? url : `${url} ${normalFingerprint(fingerprint)}`;
}

/** sh; fails unless the first key in `$key` has the fingerprint. */
function assertFingerprint(fingerprint: string): string {
  return `command -v gpg >/dev/null 2>&1 || DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends gpg >/dev/null
found=$(gpg --batch --with-colons --show-keys "$key" 2>/dev/null | sed -n 's/^fpr:*\\([0-9A-F]*\\):.*/\\1/p' | head -n 1)
if [ "$found" != ${normalFingerprint(fingerprint)} ]; then
  echo "the key has the fingerprint \${found:-none}, declared ${normalFingerprint(fingerprint)}; correct packages.apt_key_fingerprint or packages.apt_key_url" >&2
  exit 1
fi
`;
}

function normalFingerprint(fingerprint: string): string {
  const normal = fingerprint.replaceAll(/[\s:]/g, '').toUpperCase();
  if (/^[0-9A-F]{40}$/.test(normal)) return normal;
  throw new RecipeError(
    `packages.apt_key_fingerprint "${fingerprint}" must be 40 hex digits, as gpg --show-keys prints them`,
    'packages.apt_key_fingerprint',
  );
}
