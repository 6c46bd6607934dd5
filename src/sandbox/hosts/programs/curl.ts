import type { SandboxCluster } from '../../kubernetes';
import { etcdMembers, removeEtcdMember } from '../kubernetes/cluster-memory';
import { readKubeconfig } from '../kubernetes/kubeconfig';
import { kubernetesPaths as paths } from '../kubernetes/kubernetes-paths';
import type { MachineContext } from '../machine-context';
import { posix } from 'node:path';
import { notCovered, type ProgramCall, ProgramError, requireSpace } from './program-call';

/** As curl numbers what went wrong. */
const COULD_NOT_RESOLVE = 6;
const COULD_NOT_CONNECT = 7;
const HTTP_ERROR = 22;
const WRITE_ERROR = 23;
const BAD_CERTIFICATE = 58;

/** Options that take a value. */
const VALUED =
  /^(-o|--output|-d|--data|-H|--header|-X|--request|-m|--max-time|--retry|--retry-delay|--connect-timeout|--cacert|--cert|-E|--key|-u|--user|-A|--user-agent|-w|--write-out)$/;

/** The key of a repository of the sandbox: armored, and of nobody. */
const REPOSITORY_KEY = `-----BEGIN PGP PUBLIC KEY BLOCK-----

${Buffer.from("the sandbox's stand-in for the key of a package repository").toString('base64')}
-----END PGP PUBLIC KEY BLOCK-----
`;

interface Request {
  readonly url: string;
  readonly options: ReadonlyMap<string, string>;
}

/** `curl`: keys of package repositories, etcd's gateway on this machine; what is on this computer's loopback is really asked. */
export function curl(call: ProgramCall, machine: MachineContext): number {
  const { url, options } = parse(call);
  const { hostname, port, pathname, protocol } = parseUrl(url);
  if (port === '2379' && /^(127\.0\.0\.1|localhost)$/.test(hostname))
    return answer(call, options, etcd(call, machine, pathname, options));
  if (/^127\./.test(hostname) || hostname === 'localhost') return call.become(REAL_CURL);
  const isKey =
    /\/(Release\.key|[^/]*\.(key|gpg|asc))$/.test(pathname) &&
    /(^|\/)deb\/|pkgs\.k8s\.io|debian\.org/.test(url);
  if (!isKey || !protocol.startsWith('http')) {
    throw new ProgramError(
      `(${String(COULD_NOT_RESOLVE)}) Could not resolve host: ${hostname} (the sandbox has no internet)`,
      COULD_NOT_RESOLVE,
    );
  }
  return answer(call, options, REPOSITORY_KEY);

  function answer(of: ProgramCall, given: Request['options'], text: string): number {
    const output = given.get('-o') ?? given.get('--output');
    if (output === undefined || output === '-') {
      of.out(text);
      return 0;
    }
    const path = posix.resolve(of.folder, output);
    if (of.diskFull) requireSpace(of, path);
    if (!machine.files.isFolder(posix.dirname(path))) {
      throw new ProgramError(`(${String(WRITE_ERROR)}) Failure writing output to destination`, WRITE_ERROR);
    }
    machine.files.write(path, text);
    return 0;
  }
}

/** The computer's own, where it has one. */
const REAL_CURL = `
for real in /.host/usr/bin/curl /.host/bin/curl; do
  if [ -x "$real" ]; then exec "$real" "$@"; fi
done
echo 'curl: this computer has no curl, which the sandbox needs for addresses on its loopback' >&2
exit 1
`;

function etcd(
  call: ProgramCall,
  machine: MachineContext,
  pathname: string,
  options: Request['options'],
): string {
  const cluster = runningEtcd(machine);
  if (cluster === undefined) {
    throw new ProgramError(
      `(${String(COULD_NOT_CONNECT)}) Failed to connect to 127.0.0.1 port 2379: Connection refused`,
      COULD_NOT_CONNECT,
    );
  }
  for (const name of ['--cert', '--key', '--cacert']) {
    const path = options.get(name);
    if (path === undefined || machine.files.read(path) === undefined) {
      throw new ProgramError(
        `(${String(BAD_CERTIFICATE)}) could not load PEM client certificate: ${path ?? name}`,
        BAD_CERTIFICATE,
      );
    }
  }
  const body = JSON.parse(options.get('-d') ?? options.get('--data') ?? '{}') as { readonly ID?: string };
  switch (pathname) {
    case '/v3/cluster/member/list':
      return `${JSON.stringify({ members: etcdMembers(cluster) })}\n`;
    case '/v3/cluster/member/remove':
      if (!removeEtcdMember(cluster, ({ ID }) => ID === body.ID)) {
        throw new ProgramError(`(${String(HTTP_ERROR)}) The requested URL returned error: 404`, HTTP_ERROR);
      }
      return `${JSON.stringify({ members: etcdMembers(cluster) })}\n`;
    default:
      throw notCovered(call);
  }
}

/** etcd runs where an API server runs. */
function runningEtcd(machine: MachineContext): SandboxCluster | undefined {
  const text = machine.files.read(paths.adminConf);
  if (text === undefined || !machine.kubernetes.servesApi()) return undefined;
  return machine.clusters.byCaHash(readKubeconfig(text).caHash);
}

function parse(call: ProgramCall): Request {
  const options = new Map<string, string>();
  let url: string | undefined;
  for (let index = 0; index < call.args.length; index += 1) {
    const word = call.args[index] ?? '';
    const bundled = /^-[fsSLgkN]+([omXHd])$/.exec(word)?.[1];
    if (VALUED.test(word) || bundled !== undefined) {
      options.set(bundled === undefined ? word : `-${bundled}`, call.args[index + 1] ?? '');
      index += 1;
    } else if (word.startsWith('-')) {
      options.set(word, '');
    } else if (url === undefined) {
      url = word;
    } else {
      throw notCovered(call);
    }
  }
  if (options.has('--version') || options.has('-V')) throw notCovered(call);
  if (url === undefined) throw new ProgramError('(2) no URL specified', 2);
  return { url, options };
}

function parseUrl(url: string): URL {
  try {
    return new URL(/^[a-z]+:\/\//.test(url) ? url : `http://${url}`);
  } catch {
    throw new ProgramError(`(3) URL rejected: ${url}`, 3);
  }
}
