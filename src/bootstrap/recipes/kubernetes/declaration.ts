import type { Operation } from '../../operation';
import { findLeftovers } from './host-ownership';
import { parseMembership, type Membership } from './membership';
import type { NodeParams } from './params';
import { paths } from './paths';
import type { Script } from '../script';
import { script } from './script';

/** Keeps the declaration on the host. Last of all operations: a record is of a host that became what it says. */
export function declarationRecord({ declaration }: Pick<NodeParams, 'declaration'>): readonly Operation[] {
  if (declaration === undefined) return [];
  return [
    {
      kind: 'file',
      id: 'host/declaration',
      description: 'write down what is declared of the host',
      path: paths.declaration,
      content: declaration,
      mode: '0600',
    },
  ];
}

/** What a host is that somebody wants to import. */
export type FoundHost =
  /** No cluster, and nothing left of one. */
  | { readonly kind: 'nothing' }
  /** kubeadm has begun on it for us, and was stopped. */
  | { readonly kind: 'unfinished' }
  /** Of a cluster that somebody else made; with the files that show it. */
  | { readonly kind: 'foreign'; readonly files: string }
  | CompleteHost;

export interface CompleteHost {
  readonly kind: 'complete';
  /** Undefined on a host that was completed before there was a record of it. */
  readonly membership: Membership | undefined;
  /** Where its administrator's kubeconfig has the API: `https://10.0.0.11:6443`. On control planes only. */
  readonly endpoint: string | undefined;
  readonly declaration: string | undefined;
}

/** Prints what {@link parseFoundHost} understands. Changes nothing, and prints no secret. */
export function findHost(): Script {
  return script(
    'find out what the host is part of',
    `
if [ -f ${paths.complete} ]; then
  echo complete
  if [ -s ${paths.joined} ]; then head -n 1 ${paths.joined}; else echo; fi
  if [ -f ${paths.adminConf} ]; then sed -n 's/^ *server: *//p' ${paths.adminConf} | head -n 1; else echo; fi
  if [ -f ${paths.declaration} ]; then cat ${paths.declaration}; fi
elif [ -f ${paths.started} ]; then echo unfinished
else${findLeftovers}
  if [ -n "$leftovers" ]; then echo foreign; echo "$leftovers"; else echo nothing; fi
fi
`,
  );
}

/** The host in the output of {@link findHost}. */
export function parseFoundHost(stdout: string): FoundHost {
  const [kind, first = '', second = '', ...rest] = stdout.split('\n');
  if (kind === 'unfinished') return { kind };
  if (kind === 'foreign') return { kind, files: first.trim() };
  if (kind !== 'complete') return { kind: 'nothing' };
  const declaration = rest.join('\n');
  return {
    kind,
    membership: parseMembership(first),
    endpoint: /^https:\/\/\S+$/.test(second) ? second : undefined,
    declaration: declaration.trim() === '' ? undefined : declaration,
  };
}
