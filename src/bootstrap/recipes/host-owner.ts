import { quote } from '../shell-text';
import { hostScript, type Script } from './script';

/**
 * What is on a host belongs to one resource of one Terraform state, known by a token that the state remembers. What is
 * being made is marked with where that state is, because a run that is killed leaves nothing in it: the next one on the
 * same state has another token and goes on.
 */
export interface HostOwner {
  readonly token: string;
  /** Where the state is; one word. */
  readonly state: string;
}

/** The file that says whose something on a host is. */
export class OwnerRecord {
  /**
   * @param folder Where records are kept, 0700.
   * @param path In that folder: the token, and in a second line where its state is until it is in there.
   * @param what What belongs to somebody, for messages: `the host`.
   */
  constructor(
    private readonly folder: string,
    private readonly path: string,
    private readonly what: string,
  ) {}

  /** sh; sets `other`, unless it says something already, when it is another resource's. */
  findOther({ token, state }: HostOwner): string {
    return `
if [ -z "$other" ] && [ -s ${this.path} ]; then
  owner= state=
  { read -r owner && read -r state; } <${this.path} || true
  if [ "$owner" != ${quote(token)} ] && [ "$state" != ${quote(state)} ]; then other='${this.what} belongs to another Terraform state'; fi
fi`;
  }

  /** sh; fails, and says so, when it is not known to be ours. */
  check({ token }: HostOwner): string {
    return `[ "$(sed -n 1p ${this.path} 2>/dev/null)" = ${quote(token)} ] || { echo '${this.what} has no record of whose it is'; exit 1; }`;
  }

  /** sh; after it was found to be nobody else's. */
  write({ token, state }: HostOwner): string {
    return `
if [ "$(sed -n 1p ${this.path} 2>/dev/null)" != ${quote(token)} ]; then
  mkdir -p -m 0700 ${this.folder}
  printf '%s\\n' ${quote(token)} ${quote(state)} >${this.path}.new
  mv ${this.path}.new ${this.path}
fi`;
  }

  /** Prints the token of the resource that it belongs to, if it belongs to any. */
  read(): Script {
    return hostScript(`find out whose ${this.what} is`, `sed -n 1p ${this.path} 2>/dev/null || true`);
  }

  /** It is in a state: from now on nobody else goes on with it. */
  confirm(token: string): Script {
    return hostScript(
      `write down whose ${this.what} is`,
      `
[ "$(sed -n 1p ${this.path} 2>/dev/null)" = ${quote(token)} ] || exit 0
printf '%s\\n' ${quote(token)} >${this.path}.new
mv ${this.path}.new ${this.path}`,
    );
  }
}
