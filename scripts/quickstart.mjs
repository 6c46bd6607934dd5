// npm run quickstart             a data centre on this machine, and a Kubernetes cluster with an app on it, by plain `cdktf deploy`
// npm run quickstart -- --mesos  the same machines, with Mesos and Marathon in the place of Kubernetes
// npm run quickstart -- --down   removes all of it
// Needs Node, and Terraform or OpenTofu: no account, no root, no network.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './build.mjs';
import {
  CommandFailed,
  Interrupted,
  cdktf,
  fleetwright,
  goOn,
  interrupt,
  npm,
} from './quickstart/commands.mjs';
import { kubernetes } from './quickstart/kubernetes.mjs';
import { mesos } from './quickstart/mesos.mjs';
import { nextSteps } from './quickstart/next-steps.mjs';
import { mark, markedSandbox, refuseForeignFiles, removeOwnFiles, STATE } from './quickstart/own-files.mjs';
import { createProgress } from './quickstart/progress.mjs';
import { changedLines } from './quickstart/summary.mjs';

const example = join(root, 'examples/quickstart');

const started = performance.now();
const progress = createProgress(process.stdout);
const args = process.argv.slice(2);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupt(signal));
try {
  if (args.some((arg) => arg !== '--mesos' && arg !== '--down')) {
    progress.say('usage: npm run quickstart [-- --mesos | --down]');
    process.exitCode = 2;
  } else if (args.includes('--down')) {
    await progress.step('down', 'removing the sandbox and what the example made', async (done) => {
      done((await takeDown()) ? 'nothing is left' : 'nothing of the quickstart was there');
    });
  } else {
    await quickstart(args.includes('--mesos') ? mesos : kubernetes);
  }
} catch (error) {
  progress.fail(error instanceof CommandFailed ? error.details : String(error.message ?? error));
  process.exitCode = 1;
  if (error instanceof Interrupted) await clearAway();
  else if (markedSandbox(example) !== undefined) {
    progress.say('\nWhat there is so far stays, to look into; "npm run quickstart -- --down" removes it.');
  }
}

async function quickstart(orchestrator) {
  const terraform = findTerraform();
  refuseForeignFiles(example);
  progress.say(
    `Fleetwright quickstart: machines, ${orchestrator.title} on them and an app on top, from one declaration.`,
  );
  progress.say('Everything runs in a sandbox on this computer; nothing of yours is touched.\n');
  await progress.step('build', 'building the library and the provider', () =>
    npm('run', '--silent', 'build', '--', 'provider', 'library', 'sandbox'),
  );
  const sandbox = await progress.step('sandbox', 'starting the sandbox', async (done) => {
    // What an earlier quickstart left is begun anew.
    await takeDown();
    const status = await startSandbox();
    done(`EC2 at ${status.ec2.endpoint}, Azure at ${status.azure.endpoint}, one machine in the rack`);
    return status;
  });
  const environment = {
    ...accountFree(process.env),
    ...sandbox.environment,
    TERRAFORM_BINARY_NAME: terraform,
  };

  declare(sandbox, orchestrator, 3);
  await deploy('deploy', 'cdktf deploy: an empty data centre to a running app', environment);
  const status = JSON.parse(await fleetwright(['sandbox', 'status', '--json']));
  progress.say(`\n${await orchestrator.describe(status, outputs())}\n`);

  const again = await deploy('again', 'cdktf deploy again', environment);
  if (!/no changes/i.test(again)) throw new Error(`the second deploy changed something:\n${again}`);

  declare(sandbox, orchestrator, 5);
  const changed = await deploy('change', 'cdktf deploy with 5 replicas instead of 3', environment);
  progress.say(
    changedLines(changed, orchestrator.count)
      .map((line) => `    ${line}`)
      .join('\n'),
  );

  const seconds = Math.round((performance.now() - started) / 1000);
  const folder = relative(process.cwd(), example) || '.';
  const { name } = status.rack[0];
  progress.say(`\nDone in ${seconds} s. ${nextSteps(name, orchestrator.unit, folder, terraform)}`);
}

async function startSandbox() {
  const { started: isNew, ...status } = JSON.parse(await fleetwright(['sandbox', 'up', '--json']));
  if (!isNew) {
    throw new Error(
      'a sandbox is up already that the quickstart did not start; end it with "npx fleetwright sandbox down", or name a folder for another one in FLEETWRIGHT_SANDBOX_FOLDER, and try again',
    );
  }
  mark(example, {
    publicKey: status.ssh.publicKey,
    subscriptionId: status.azure.subscriptionId,
    folder: process.env.FLEETWRIGHT_SANDBOX_FOLDER,
  });
  if (!status.machineSupport.ok) {
    await takeDown();
    throw new Error(`the sandbox cannot boot machines: ${status.machineSupport.reason}`);
  }
  return status;
}

/** Writes what `examples/quickstart/main.ts` declares its fleet from. */
function declare({ ec2, azure, ssh, rack }, orchestrator, replicas) {
  const fleet = {
    ec2: { region: ec2.region, endpoint: ec2.endpoint },
    azure: { subscriptionId: azure.subscriptionId, endpoint: azure.endpoint },
    ssh,
    rack,
    // Whatever cloud they are of, machines of the sandbox have loopback addresses.
    peerCidrs: ['127.0.0.0/8'],
    ...orchestrator.fleet,
    replicas,
  };
  writeFileSync(join(example, 'fleet.json'), `${JSON.stringify(fleet, undefined, 2)}\n`);
}

/** What the stack says of what it made. */
function outputs() {
  const { outputs } = JSON.parse(readFileSync(join(example, STATE), 'utf8'));
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}

function deploy(name, title, environment) {
  return progress.step(name, title, (done, tick) =>
    cdktf(example, environment, { done, tick }, 'deploy', '--auto-approve'),
  );
}

/** Ends the sandbox that a quickstart started, and removes what it made. False when there is none. */
async function takeDown() {
  refuseForeignFiles(example);
  const sandbox = markedSandbox(example);
  if (sandbox === undefined) return false;
  if (existsSync(join(root, 'dist/cli/main.js'))) {
    const env = { ...process.env };
    if (sandbox.folder === undefined) delete env.FLEETWRIGHT_SANDBOX_FOLDER;
    else env.FLEETWRIGHT_SANDBOX_FOLDER = sandbox.folder;
    const key = await sandboxKey(env);
    // Another one may have taken its place since. Of one that died, something may be left.
    if (key === undefined || key === sandbox.publicKey) await fleetwright(['sandbox', 'down'], env);
  }
  removeOwnFiles(example);
  return true;
}

async function clearAway() {
  goOn();
  try {
    if (await takeDown()) progress.say('The sandbox and everything in it is removed.');
  } catch (error) {
    progress.say(`What there is stays, to be removed by "npm run quickstart -- --down": ${error.message}`);
  }
}

/** The operator's key of the sandbox that is up; undefined when none answers. */
async function sandboxKey(env) {
  try {
    return JSON.parse(await fleetwright(['sandbox', 'status', '--json'], env)).ssh?.publicKey;
  } catch (error) {
    if (error instanceof CommandFailed) return undefined;
    throw error;
  }
}

function findTerraform() {
  const named = process.env.TERRAFORM_BINARY_NAME;
  const found = (named ? [named] : ['terraform', 'tofu']).find(
    (name) =>
      spawnSync(name, ['version'], { stdio: 'ignore', env: { ...process.env, CHECKPOINT_DISABLE: '1' } })
        .status === 0,
  );
  if (found === undefined) {
    throw new Error(
      `${named ? `"${named}", which TERRAFORM_BINARY_NAME names, does not run` : 'neither terraform nor tofu is on PATH'}: get one from https://opentofu.org/docs/intro/install or https://developer.hashicorp.com/terraform/install`,
    );
  }
  return found;
}

/** An environment in which nothing leads to an account of the user's. */
function accountFree(environment) {
  const leads = /^(AWS|AZURE|IDENTITY|IMDS|MSI)_/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !leads.test(name)));
}
