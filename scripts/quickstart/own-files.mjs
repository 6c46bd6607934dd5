// What in the folder of the example is the quickstart's own, and may be removed: nothing that a user wrote or deployed.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Says that an example is being shown, and in which sandbox. */
const MARK = '.quickstart.json';
const FLEET = 'fleet.json';
/** What Terraform keeps of the stack. */
export const STATE = 'terraform.quickstart.tfstate';
const STATES = [STATE, `${STATE}.backup`];
/** What synth and deploy make again at any time. */
const DERIVED = [
  ...['build', 'cdktf.out', 'cdktf.log', '.terraform.lock.hcl'],
  // Of a deploy that was broken off.
  '.terraform.quickstart.tfstate.lock.info',
];

/**
 * Marks what is made in the folder from now on as made for this sandbox.
 * @param {string} folder
 * @param {{ publicKey: string, subscriptionId: string, folder: string | undefined }} sandbox its operator's key, which no
 *   other sandbox has, its Azure subscription, which only sandboxes have, and what FLEETWRIGHT_SANDBOX_FOLDER said when it
 *   was started
 */
export function mark(folder, sandbox) {
  writeFileSync(join(folder, MARK), `${JSON.stringify(sandbox, undefined, 2)}\n`);
}

/** The sandbox that the quickstart started, whether or not it still runs. */
export function markedSandbox(folder) {
  return read(join(folder, MARK));
}

/** @throws Error naming the first file that somebody else wrote, or that knows machines of somebody else's */
export function refuseForeignFiles(folder) {
  const sandbox = markedSandbox(folder);
  const fleet = join(folder, FLEET);
  if (existsSync(fleet) && !(sandbox !== undefined && leadsTo(sandbox, read(fleet)))) {
    throw new Error(
      `"${fleet}" is not what the quickstart wrote: move it away, or name another file in FLEET_FILE for your own fleet, and try again`,
    );
  }
  for (const state of STATES.map((name) => join(folder, name))) {
    if (!existsSync(state) || (sandbox !== undefined && isOfSandbox(read(state), sandbox))) continue;
    throw new Error(
      `"${state}" knows machines that are not the quickstart's: end them with "npx cdktf destroy" in that folder, or move the file away to keep them, and try again`,
    );
  }
}

/** Removes what the quickstart made. @throws Error as {@link refuseForeignFiles} does, before anything is removed */
export function removeOwnFiles(folder) {
  refuseForeignFiles(folder);
  if (markedSandbox(folder) === undefined) return;
  // The mark last: what is broken off is gone on with.
  for (const name of [FLEET, ...STATES, ...DERIVED, MARK]) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** The user may have changed it since; where it leads is what counts. */
function leadsTo({ publicKey }, fleet) {
  const here = /^http:\/\/127\.0\.0\.1:/;
  const clouds = [fleet?.ec2, ...(fleet?.azure === undefined ? [] : [fleet.azure])];
  return fleet?.ssh?.publicKey === publicKey && clouds.every((cloud) => here.test(cloud?.endpoint ?? ''));
}

/** A machine of the sandbox has a loopback address, which no other machine has. */
function isOfSandbox(state, { publicKey, subscriptionId }) {
  if (state === undefined) return false;
  return (state.resources ?? []).every(({ type, instances }) =>
    instances.every(({ attributes }) => {
      if (/_(ec2_instance|azure_virtual_machine)$/.test(type)) {
        return /^127\./.test(attributes.private_address ?? '127.');
      }
      if (type === 'fleetwright_azure_network') {
        const subscription = `/subscriptions/${subscriptionId}/`;
        return (attributes.id ?? subscription).startsWith(subscription);
      }
      if (type === 'fleetwright_ssh_host') return /^127\./.test(attributes.address ?? '127.');
      return type !== 'fleetwright_ec2_key_pair' || attributes.public_key === publicKey;
    }),
  );
}

/** Undefined when it is not there or says nothing. */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
