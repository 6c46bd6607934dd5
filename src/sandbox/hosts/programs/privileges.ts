import { type ProgramCall, ProgramError } from './program-call';

interface Privilege {
  /** What everybody may ask for: words with which the arguments begin, options left out; as in `token list`. */
  readonly everybody?: RegExp;
  /** Also everybody's, anywhere in the arguments. */
  readonly options?: RegExp;
  /** What it says to others than root. */
  readonly refusal: (call: ProgramCall, words: readonly string[]) => string;
  readonly status: number;
}

const apt: Privilege = {
  options: /^(-v|--version|-h|--help|-s|--simulate|--dry-run|--print-uris)$/,
  refusal: () =>
    'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?',
  status: 100,
};
const power: Privilege = {
  refusal: ({ program }) => `Call to ${program} failed: Interactive authentication required.`,
  status: 1,
};
const tables: Privilege = {
  options: /^(-V|--version|-h|--help)$/,
  refusal: ({ program }) =>
    `${program} v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)`,
  status: 4,
};

/** The programs that do not do everything for everybody, each in its own words. */
const PRIVILEGES: Readonly<Record<string, Privilege>> = {
  apt,
  'apt-get': apt,
  'apt-mark': { ...apt, everybody: /^show/ },
  containerd: {
    everybody: /^config default$/,
    options: /^(-v|--version|-h|--help)$/,
    refusal: () => 'containerd: failed to create "/var/lib/containerd": permission denied',
    status: 1,
  },
  ctr: {
    options: /^(-v|--version|-h|--help)$/,
    refusal: () =>
      'ctr: failed to dial "/run/containerd/containerd.sock": connection error: permission denied',
    status: 1,
  },
  dpkg: {
    options: /^(-l|--list|-s|--status|--print-architecture|--version)$/,
    refusal: () => 'dpkg: error: requested operation requires superuser privilege',
    status: 2,
  },
  halt: power,
  ip: {
    everybody: /^\S+( (show|list|get)( .*)?)?$/,
    refusal: () => 'RTNETLINK answers: Operation not permitted',
    status: 2,
  },
  ip6tables: tables,
  'ip6tables-restore': tables,
  'ip6tables-save': tables,
  iptables: tables,
  'iptables-restore': tables,
  'iptables-save': tables,
  kubeadm: {
    // Its preflight says of `init` and `join` itself who may.
    everybody: /^(version|init( (?!phase).*)?|join( .*)?|config images .*)$/,
    refusal: () => 'error: user is not running as root',
    status: 1,
  },
  poweroff: power,
  reboot: power,
  shutdown: power,
  systemctl: {
    everybody:
      /^$|^(is-system-running|list-units|list-unit-files|show|cat|is-active|is-enabled|is-failed|status)( .*)?$/,
    refusal: (_, [verb = '', unit]) =>
      `Failed to ${verb}${unit === undefined ? '' : ` ${unit}`}: Interactive authentication required.`,
    status: 1,
  },
};

/** Refuses a call that only root may make. @throws ProgramError */
export function requirePrivilege(call: ProgramCall): void {
  const privilege = PRIVILEGES[call.program];
  if (call.user === 'root' || privilege === undefined) return;
  const { everybody, options, refusal, status } = privilege;
  if (options !== undefined && call.args.some((word) => options.test(word))) return;
  const words = call.args.filter((word) => !word.startsWith('-'));
  if (everybody?.test(words.join(' ')) === true) return;
  throw new RefusedError(refusal(call, words), status);
}

/** In the words of the program alone. */
class RefusedError extends ProgramError {
  override readonly bare = true;
}
