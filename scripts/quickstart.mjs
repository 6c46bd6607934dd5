// npm run quickstart            a data centre on this machine, and a Kubernetes cluster with an app on it, by plain `cdktf deploy`
// npm run quickstart -- --down  removes all of it
// Needs Node, and Terraform or OpenTofu: no account, no root, no network.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './build.mjs';
import { CommandFailed, cdktf, fleetwright, npm } from './quickstart/commands.mjs';
import { createProgress } from './quickstart/progress.mjs';
import { changedLines, summary } from './quickstart/summary.mjs';

const example = join(root, 'examples/quickstart');
const fleetFile = join(example, 'fleet.json');
/** What synth, deploy and this script make in the folder of the example. */
const made = [
  ...['fleet.json', 'build', 'cdktf.out', 'cdktf.log', '.terraform.lock.hcl'],
  ...['terraform.quickstart.tfstate', 'terraform.quickstart.tfstate.backup'],
];

const started = performance.now();
const progress = createProgress(process.stdout);
const args = process.argv.slice(2);
try {
  if (args.some((arg) => arg !== '--down')) {
    progress.say('usage: npm run quickstart [-- --down]');
    process.exitCode = 2;
  } else if (args.includes('--down')) {
    await down();
  } else {
    await quickstart();
  }
} catch (error) {
  progress.fail(error instanceof CommandFailed ? error.details : String(error.message ?? error));
  process.exitCode = 1;
}

async function quickstart() {
  const terraform = findTerraform();
  progress.say(
    'Fleetwright quickstart: machines, Kubernetes on them and an app on top, from one declaration.',
  );
  progress.say('Everything runs in a sandbox on this computer; nothing of yours is touched.\n');
  await progress.step('build', 'building the library and the provider', () =>
    npm('run', '--silent', 'build'),
  );

  const sandbox = await progress.step('sandbox', 'starting the sandbox', async (done) => {
    // What an earlier quickstart left is begun anew.
    if (existsSync(fleetFile)) await fleetwright('sandbox', 'down');
    removeMade();
    const status = JSON.parse(await fleetwright('sandbox', 'up', '--json'));
    const { machineSupport, inventory, rack } = status;
    if (!machineSupport.ok) throw new Error(`the sandbox cannot boot machines: ${machineSupport.reason}`);
    if (Object.values(inventory.ec2).some((objects) => objects.length > 0) || rack.length !== 1) {
      throw new Error(
        'a sandbox is up already, and not empty; end it with "npx fleetwright sandbox down" and try again',
      );
    }
    done(`EC2 API at ${status.ec2.endpoint}, one machine in the rack`);
    return status;
  });
  const environment = { ...awsFree(process.env), ...sandbox.environment, TERRAFORM_BINARY_NAME: terraform };

  declare(sandbox, 3);
  await deploy('deploy', 'cdktf deploy: an empty data centre to a running app', environment);
  const status = JSON.parse(await fleetwright('sandbox', 'status', '--json'));
  progress.say(`\n${summary(status)}\n`);

  const again = await deploy('again', 'cdktf deploy again', environment);
  if (!/no changes/i.test(again)) throw new Error(`the second deploy changed something:\n${again}`);

  declare(sandbox, 5);
  const changed = await deploy('change', 'cdktf deploy with 5 replicas instead of 3', environment);
  progress.say(
    changedLines(changed, 'replicas')
      .map((line) => `    ${line}`)
      .join('\n'),
  );

  progress.say(`\nDone in ${Math.round((performance.now() - started) / 1000)} s. ${whatNext(status)}`);
}

/** Writes what `examples/quickstart/main.ts` declares its fleet from. */
function declare({ ec2, ssh, rack }, replicas) {
  const { region, endpoint } = ec2;
  writeFileSync(
    fleetFile,
    `${JSON.stringify({ ec2: { region, endpoint }, ssh, rack, replicas }, undefined, 2)}\n`,
  );
}

function deploy(name, title, environment) {
  return progress.step(name, title, (done, tick) =>
    cdktf(example, environment, { done, tick }, 'deploy', '--auto-approve'),
  );
}

async function down() {
  await progress.step('down', 'removing the sandbox and what the example made', async (done) => {
    if (existsSync(join(root, 'dist/cli/main.js'))) await fleetwright('sandbox', 'down');
    removeMade();
    done('nothing is left');
  });
}

function removeMade() {
  for (const name of made) rmSync(join(example, name), { recursive: true, force: true });
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
function awsFree(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')));
}

function whatNext({ rack: [machine] }) {
  const folder = relative(process.cwd(), example) || '.';
  return `What next?

  Look around
    npx fleetwright sandbox status
    npx fleetwright sandbox ssh ${machine.name}
  Break something, and see it in the plan
    npx fleetwright sandbox ssh ${machine.name} systemctl stop kubelet
    cd ${folder} && eval "$(npx fleetwright sandbox env)" && npx cdktf diff
  Repair it, or change main.ts or fleet.json there and apply that
    npx cdktf deploy
  Destroy what was deployed
    npx cdktf destroy
  Remove everything
    npm run quickstart -- --down`;
}
