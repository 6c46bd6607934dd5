import { quote } from '../../shell-text';
import { RecipeError } from '../recipe-error';
import type { Script } from '../script';
import { script } from './script';

export interface EtcdMember {
  /** Decimal, as etcd's JSON has it. */
  readonly id: string;
  /** The node's name; empty while the member has not started. */
  readonly name: string;
  readonly peerUrls: readonly string[];
  /** Empty while the member has not started. */
  readonly clientUrls: readonly string[];
  readonly learner: boolean;
}

/**
 * Prints the members of the cluster's etcd, for a control-plane host that lives. etcd's JSON gateway is used
 * because its image needs to hold nothing but etcd, and a member of a dead host can be removed in no other way.
 */
export function listEtcdMembers(): Script {
  return script('list the members of etcd', callEtcd('/v3/cluster/member/list', '{}'));
}

/** Removes a member, so that the remaining ones form the quorum. */
export function removeEtcdMember(member: EtcdMember): Script {
  return script(
    `remove the member ${member.name || member.id} from etcd`,
    `${callEtcd('/v3/cluster/member/remove', JSON.stringify({ ID: member.id }))} >/dev/null`,
  );
}

/**
 * Prints the names of the members that have started and do not answer as healthy, one a line. `kubeadm join` refuses
 * to add a control plane while there is one.
 */
export function listUnhealthyMembers(members: readonly EtcdMember[]): Script {
  const started = members.filter(({ clientUrls }) => clientUrls.length > 0);
  return script(
    'ask the members of etcd for their health',
    started
      .map(({ name, clientUrls }) => {
        const asked = clientUrls.map((url) => askEtcd(`${url}/health`)).join(' || ');
        return `health=$({ ${asked}; } 2>/dev/null) || health=
case "$health" in *'"true"'*) ;; *) printf '%s\\n' ${quote(name)} ;; esac`;
      })
      .join('\n'),
  );
}

/** Understands the output of {@link listEtcdMembers}. */
export function parseEtcdMembers(stdout: string): readonly EtcdMember[] {
  let answer: unknown;
  try {
    answer = JSON.parse(stdout);
  } catch {
    throw new RecipeError(`etcd answered something else than a list of members: "${stdout.slice(0, 200)}"`);
  }
  const { members = [] } = answer as { readonly members?: readonly RawMember[] };
  return members.map((member) => ({
    id: member.ID,
    name: member.name ?? '',
    peerUrls: member.peerURLs ?? [],
    clientUrls: member.clientURLs ?? [],
    learner: member.isLearner ?? false,
  }));
}

interface RawMember {
  readonly ID: string;
  readonly name?: string;
  readonly peerURLs?: readonly string[];
  readonly clientURLs?: readonly string[];
  readonly isLearner?: boolean;
}

const pki = '/etc/kubernetes/pki/etcd';

function callEtcd(path: string, body: string): string {
  return askEtcd(`https://127.0.0.1:2379${path}`, body);
}

/** Braces keep it one command, whatever it is combined with. */
function askEtcd(url: string, body?: string): string {
  const seconds = body === undefined ? 5 : 20;
  const [curlBody, wgetBody] = body === undefined ? ['', ''] : [`-d '${body}' `, `--post-data='${body}' `];
  return `{
if command -v curl >/dev/null 2>&1; then
  curl -fsS --max-time ${String(seconds)} --cacert ${pki}/ca.crt --cert ${pki}/healthcheck-client.crt --key ${pki}/healthcheck-client.key \\
    ${curlBody}${quote(url)}
elif command -v wget >/dev/null 2>&1; then
  wget -q -O - --timeout=${String(seconds)} --tries=1 --ca-certificate=${pki}/ca.crt --certificate=${pki}/healthcheck-client.crt \\
    --private-key=${pki}/healthcheck-client.key ${wgetBody}${quote(url)}
else echo 'etcd cannot be asked: install curl or wget on this host' >&2; exit 1; fi
}`;
}
