import { quote } from '../../shell-text';
import { paths } from './paths';
import type { Script } from './script';
import { script } from './script';

/**
 * Every host belongs to one resource of one Terraform state, known by a token that the state remembers. What is being
 * made is marked, because a run that is killed leaves no state: the next one has another token and goes on with it.
 */
const creating = 'creating';

/** sh; sets `other` when the host is another resource's. */
export function findOtherOwner(token: string): string {
  return `
if [ -z "$other" ] && [ -s ${paths.owner} ]; then
  owner= stage=
  { read -r owner && read -r stage; } <${paths.owner} || true
  if [ "$owner" != ${quote(token)} ] && [ "$stage" != ${creating} ]; then other='the host belongs to another Terraform state'; fi
fi`;
}

/** sh; fails, and says so, when the host is not known to be ours. */
export function checkOwner(token: string): string {
  return `[ "$(sed -n 1p ${paths.owner} 2>/dev/null)" = ${quote(token)} ] || { echo 'the host has no record of whose it is'; exit 1; }`;
}

/** sh; after it was found to be nobody else's. */
export function recordOwner(token: string): string {
  return `
if [ "$(sed -n 1p ${paths.owner} 2>/dev/null)" != ${quote(token)} ]; then
  mkdir -p -m 0700 ${paths.state}
  printf '%s\\n' ${quote(token)} ${creating} >${paths.owner}.new
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
${writeOwner(token)}`,
  );
}

/** Whatever it belonged to before: for an import. */
export function takeOver(token: string): Script {
  return script('write down whose the host is', writeOwner(token));
}

function writeOwner(token: string): string {
  return `printf '%s\\n' ${quote(token)} >${paths.owner}.new
mv ${paths.owner}.new ${paths.owner}`;
}
