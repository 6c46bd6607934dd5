import { etcdMembers, removeEtcdMember } from '../kubernetes/cluster-memory';
import { caHashOf } from '../kubernetes/kubeconfig';
import { API_PORT } from '../kubernetes/kubernetes-paths';
import type { MachineContext } from '../machine-context';
import { UnreachableError } from '../neighbourhood';
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

/** `curl`: keys of package repositories, etcd's gateway; what is on this computer's loopback is really asked. */
export async function curl(call: ProgramCall, machine: MachineContext): Promise<number> {
  const { url, options } = parse(call);
  const { hostname, port, pathname, protocol } = parseUrl(url);
  if (port === '2379')
    return answer(call, machine, options, await etcd(call, machine, hostname, pathname, options));
  if (/^127\./.test(hostname) || hostname === 'localhost') return call.become(REAL_CURL);
  const isKey =
    /\/(Release\.key|[^/]*\.(key|gpg|asc))$/.test(pathname) &&
    /(^|\/)deb\/|pkgs\.k8s\.io|debian\.org|\/mesos\//.test(url);
  if (!isKey || !protocol.startsWith('http')) {
    throw failure(COULD_NOT_RESOLVE, `Could not resolve host: ${hostname} (the sandbox has no internet)`);
  }
  return answer(call, machine, options, REPOSITORY_KEY);
}

function answer(
  call: ProgramCall,
  machine: MachineContext,
  options: Request['options'],
  text: string,
): number {
  const output = options.get('-o') ?? options.get('--output');
  if (output === undefined || output === '-') {
    call.out(text);
    return 0;
  }
  const path = posix.resolve(call.folder, output);
  requireSpace(call, path);
  if (!machine.files.isFolder(posix.dirname(path))) {
    throw failure(WRITE_ERROR, 'Failure writing output to destination');
  }
  machine.files.write(path, text);
  return 0;
}

function failure(status: number, message: string): ProgramError {
  return new ProgramError(`(${String(status)}) ${message}`, status);
}

/** The computer's own, where it has one. */
const REAL_CURL = `
for real in /.host/usr/bin/curl /.host/bin/curl; do
  if [ -x "$real" ]; then exec "$real" "$@"; fi
done
echo 'curl: this computer has no curl, which the sandbox needs for addresses on its loopback' >&2
exit 1
`;

/** etcd runs where an API server runs, as one with it. */
async function etcd(
  call: ProgramCall,
  machine: MachineContext,
  hostname: string,
  pathname: string,
  options: Request['options'],
): Promise<string> {
  const { neighbourhood, spec, files, clusters } = machine;
  try {
    const target = neighbourhood.route(spec.addresses[0], hostname, 2379);
    await neighbourhood.probe(target, target, API_PORT);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    throw failure(COULD_NOT_CONNECT, `Failed to connect to ${hostname} port 2379: ${error.message}`);
  }
  for (const name of ['--cert', '--key', '--cacert']) {
    const path = options.get(name);
    if (path === undefined || files.read(path) === undefined) {
      throw failure(BAD_CERTIFICATE, `could not load PEM client certificate: ${path ?? name}`);
    }
  }
  const cluster = clusters.byCaHash(caHashOf(files.read(options.get('--cacert') ?? '') ?? ''));
  if (cluster === undefined) throw failure(BAD_CERTIFICATE, 'SSL certificate problem: unknown authority');
  const body = JSON.parse(options.get('-d') ?? options.get('--data') ?? '{}') as { readonly ID?: string };
  switch (pathname) {
    case '/health':
      return '{"health":"true","reason":""}\n';
    case '/v3/cluster/member/list':
      return `${JSON.stringify({ members: etcdMembers(cluster) })}\n`;
    case '/v3/cluster/member/remove':
      if (!removeEtcdMember(cluster, ({ ID }) => ID === body.ID)) {
        throw failure(HTTP_ERROR, 'The requested URL returned error: 404');
      }
      return `${JSON.stringify({ members: etcdMembers(cluster) })}\n`;
    default:
      throw notCovered(call);
  }
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
  if (url === undefined) throw failure(2, 'no URL specified');
  return { url, options };
}

function parseUrl(url: string): URL {
  try {
    return new URL(/^[a-z]+:\/\//.test(url) ? url : `http://${url}`);
  } catch {
    throw failure(3, `URL rejected: ${url}`);
  }
}
