import { quote } from '../../shell-text';
import { paths } from './paths';
import type { Script } from './script';
import { script } from './script';

/**
 * Every host belongs to one resource of one Terraform state, known by a token that the state remembers. What is being
 * made is marked with where that state is, because a run that is killed leaves nothing in it: the next one on the same
 * state has another token and goes on.
 */
export interface HostOwner {
  readonly token: string;
  /** Where the state is; one word. */
  readonly state: string;
}

/** sh; sets `other` when the host is another resource's. */
export function findOtherOwner({ token, state }: HostOwner): string {
  return `
if [ -z "$other" ] && [ -s ${paths.owner} ]; then
  owner= state=
  { read -r owner && read -r state; } <${paths.owner} || true
  if [ "$owner" != ${quote(token)} ] && [ "$state" != ${quote(state)} ]; then other='the host belongs to another Terraform state'; fi
fi`;
}

/** sh; fails, and says so, when the host is not known to be ours. */
export function checkOwner({ token }: HostOwner): string {
  return `[ "$(sed -n 1p ${paths.owner} 2>/dev/null)" = ${quote(token)} ] || { echo 'the host has no record of whose it is'; exit 1; }`;
}

/** sh; after it was found to be nobody else's. */
export function recordOwner({ token, state }: HostOwner): string {
  return `
if [ "$(sed -n 1p ${paths.owner} 2>/dev/null)" != ${quote(token)} ]; then
  mkdir -p -m 0700 ${paths.state}
  printf '%s\\n' ${quote(token)} ${quote(state)} >${paths.owner}.new
  mv ${paths.owner}.new ${paths.owner}
fi`;
}

/** Prints the token of the resource that the host belongs to, if it belongs to any. */
export function readOwner(): Script {
  return script('find out whose the host is', `sed -n 1p ${paths.owner} 2>/dev/null || true`);
}

/** The host is in a state: from now on nobody else goes on with it. */
export function confirmOwner(token: string): Script {
  return script(
    'write down whose the host is',
    `
[ "$(sed -n 1p ${paths.owner} 2>/dev/null)" = ${quote(token)} ] || exit 0
printf '%s\\n' ${quote(token)} >${paths.owner}.new
mv ${paths.owner}.new ${paths.owner}`,
  );
}
