import { connectToAny } from '../../../src/provider/kubernetes/control-planes';
import type { HostReference, Session } from '../../../src/provider/session';
import { Sandbox } from '../../../src/sandbox';
import { UnreachableClusterError } from '../../../src/provider/unreachable';
import { HostKeyMismatchError } from '../../../src/drivers/ssh';
import { failureOf } from '../../drivers/ssh/support/failure';
import { startFaultServer, type FaultServer } from '../../drivers/ssh/support/fault-server';
import { makeKey } from '../../drivers/ssh/support/keys';
import { freePort } from '../../drivers/ssh/support/openssh-server';
import { describeWith } from '../../support/require-component';
import { keyFile, sessionOf } from '../support/session';

const { signal } = new AbortController();
const { ok, reason } = Sandbox.machineSupport();
const machines = { name: 'a machine of the sandbox', available: ok, howToEnable: reason ?? '' };

let server: FaultServer;
let session: Session;
let alive: HostReference;
let dead: HostReference;

beforeAll(async () => {
  server = await startFaultServer();
  const { credential } = server.target;
  if (credential.kind !== 'key-file') throw new Error('the server lets a key in');
  session = sessionOf({ ssh_credentials: { key: keyFile(credential.privateKeyFile) } });
  alive = {
    address: '127.0.0.1',
    port: server.port,
    user: 'root',
    credential: 'key',
    host_key: server.hostKey.public,
  };
  dead = { ...alive, port: await freePort() };
});
afterAll(async () => {
  await session.close();
  await server.stop();
});

test('a control-plane host that is down does not stand in the way of the next', async () => {
  const reached = await connectToAny(session, [dead, alive], signal);
  expect(reached.host).toBe(alive);
  expect((await reached.shell.run('echo here', { signal })).stdout).toBe('here\n');
});

test('when none answers, each is named with its reason', async () => {
  const failure = await failureOf(UnreachableClusterError, connectToAny(session, [dead], signal));
  expect(failure.summary).toBe('no control-plane host of the cluster answers SSH');
  expect(failure.detail).toContain(`root@127.0.0.1:${dead.port}`);
  expect(failure.path).toEqual(['cluster', 'control_planes']);
});

test('a host with another key is no silence: the next one is not asked', async () => {
  const imposter = { ...alive, host_key: makeKey().public };
  await failureOf(HostKeyMismatchError, connectToAny(session, [imposter, alive], signal));
});

describeWith(machines, 'of two hosts that answer SSH', () => {
  let sandbox: Sandbox;
  let hosts: readonly HostReference[];

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 1000 });
    const rack = [
      await sandbox.addRackMachine({ name: 'one' }),
      await sandbox.addRackMachine({ name: 'two' }),
    ];
    hosts = rack.map(({ address, port, user, hostKey: host_key }) => ({
      ...{ address, port, user, host_key },
      credential: 'rack',
    }));
    session = sessionOf({ ssh_credentials: { rack: keyFile(sandbox.sshKeyFile) } });
  });
  afterAll(() => sandbox.stop());

  const kubectl = async (host: HostReference | undefined, exitCode: number) => {
    if (host === undefined) throw new Error('there are two hosts');
    const { shell } = await session.reach(host, 'running', signal);
    const program = `printf '#!/bin/sh\\nexit ${String(exitCode)}\\n' >/usr/local/bin/kubectl && chmod 755 /usr/local/bin/kubectl`;
    await shell.run(program, { sudo: true, signal });
  };

  test('the one whose API server is ready is taken', async () => {
    await kubectl(hosts[0], 1);
    await kubectl(hosts[1], 0);
    expect((await connectToAny(session, hosts, signal)).host).toBe(hosts[1]);
  });

  test('the first one is, when no API server is ready', async () => {
    await kubectl(hosts[1], 1);
    expect((await connectToAny(session, hosts, signal)).host).toBe(hosts[0]);
  });
});

test('a list without hosts says so', async () => {
  const failure = await failureOf(UnreachableClusterError, connectToAny(session, [], signal));
  expect(failure.detail).toContain('cluster.control_planes is empty');
});
