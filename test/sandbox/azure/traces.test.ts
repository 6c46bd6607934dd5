import { describeWith } from '../../support/require-component';
import { contracts, traces, type TraceStep } from './support/contracts';
import { DEBIAN, PUBLIC_KEY } from './support/fixtures';
import { TestAzure, type RawAnswer } from './support/test-azure';

const ZEROS = '00000000-0000-0000-0000-000000000000';
/** What the recordings have of other services, and of other resources than ours. */
const FOREIGN =
  /Microsoft\.(Storage|Authorization)|graph|loadBalancers|applicationGateways|networkWatchers|\/extensions\//i;
/** Where what goes on is asked about; the query of a `Location` says so, too. */
const POLL = /\/(operations|operationResults|operationresults)\//;
type Json = Record<string, unknown>;

interface Shape {
  readonly step: string;
  readonly status: number;
  /** Of those by which what goes on is followed. */
  readonly headers: readonly string[];
  readonly state: unknown;
}

describeWith(contracts, 'recorded conversations come out the same', () => {
  test.each(traces().map(({ name, steps }) => [name, steps] as const))('%s', async (_, steps) => {
    const azure = await TestAzure.start({ delays: { groupDeletion: 1 } });
    try {
      const replayed = await replay(
        azure,
        steps.filter(({ path }) => !FOREIGN.test(path)),
      );
      expect(replayed.ours).toEqual(replayed.theirs);
      expect(replayed.ours.length).toBeGreaterThan(2);
    } finally {
      await azure.stop();
    }
  });
});

/** Sends what was sent, and says of each step what it was like then and now. Polls are asked until they end. */
async function replay(
  azure: TestAzure,
  steps: readonly TraceStep[],
): Promise<{ ours: Shape[]; theirs: Shape[] }> {
  const ours: Shape[] = [];
  const theirs: Shape[] = [];
  let last: RawAnswer | undefined;
  /** Where the last step that went on is asked about. */
  let urls: Readonly<Record<string, string>> = {};
  for (const [index, step] of steps.entries()) {
    if (POLL.test(step.path)) {
      const next = steps[index + 1];
      // Of many polls the last one counts; a recording that breaks off before it says nothing.
      if (next !== undefined && next.path === step.path) continue;
      if (!isEnd(step)) continue;
      const url = urls[styleOf(step.path)] ?? '';
      const answer = await pollToEnd(azure, url);
      theirs.push(shapeOf(step, 'poll'));
      ours.push(shapeOf({ ...step, ...plain(answer) }, 'poll'));
      continue;
    }
    // It was recorded without waiting: what went on had ended when the next thing was asked for.
    for (const url of Object.values(urls)) await pollToEnd(azure, url);
    const body = await requestOf(azure, step);
    last = await azure.send(step.method, pathOf(azure, step.path), {
      ...(body === undefined ? {} : { body }),
    });
    urls = urlsOf(last);
    theirs.push(shapeOf(step, step.method));
    ours.push(shapeOf({ ...step, ...plain(last) }, step.method));
  }
  return { ours, theirs };
}

async function pollToEnd(azure: TestAzure, url: string): Promise<RawAnswer> {
  for (;;) {
    const answer = await azure.send('GET', url);
    const inProgress = answer.status === 202 || (answer.body as Json | undefined)?.status === 'InProgress';
    if (!inProgress) return answer;
    await azure.world.clock.sleep(1);
  }
}

function isEnd({ status, body }: TraceStep): boolean {
  return status !== 202 && (body as Json | null)?.status !== 'InProgress';
}

/** The three ways to ask. */
function styleOf(path: string): string {
  if (/\/operationresults\//.test(path)) return 'group';
  return /monitor=true|operationResults/.test(path) ? 'location' : 'async';
}

function urlsOf({ headers }: RawAnswer): Readonly<Record<string, string>> {
  const entries = ['azure-asyncoperation', 'location'].flatMap((name) => {
    const url = headers.get(name);
    return url === null ? [] : [[styleOf(url), url]];
  });
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

function plain({ status, headers, body }: RawAnswer): Pick<TraceStep, 'status' | 'headers' | 'body'> {
  return { status, headers: Object.fromEntries(headers), body: body ?? null };
}

function shapeOf({ path, status, headers, body }: TraceStep, step: string): Shape {
  return {
    step: `${step} ${typeOf(path)}`,
    status,
    headers: ['azure-asyncoperation', 'location'].filter((name) => headers[name] !== undefined),
    state: stateOf(body),
  };
}

function typeOf(path: string): string {
  const plainPath = path.split('?')[0] ?? '';
  if (POLL.test(plainPath)) return styleOf(path);
  const parts = plainPath.split('/').slice(1);
  return parts
    .filter((part, index) => index % 2 === 0 && part !== 'subscriptions')
    .map((part) => part.toLowerCase())
    .join('/');
}

/** What a client goes by. */
function stateOf(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return undefined;
  const { status, properties, error, value } = body as Json;
  if (typeof status === 'string') return { status, keys: Object.keys(body).sort() };
  if (error !== undefined) return (error as Json).code;
  if (Array.isArray(value)) return (value as Json[])[0]?.displayStatus ?? 'a list';
  return (properties as Json | undefined)?.provisioningState;
}

function pathOf(azure: TestAzure, path: string): string {
  const url = new URL(path.replace(ZEROS, azure.service.subscriptionId), 'http://host');
  url.searchParams.delete('api-version');
  return `${url.pathname}${url.search}`;
}

/** An interface that is in a machine keeps its addresses here: of changes, the rest is replayed. */
async function requestOf(azure: TestAzure, step: TraceStep): Promise<unknown> {
  const { method, status, path } = step;
  if (method === 'PUT' && status === 200 && /networkInterfaces\//.test(path)) {
    return (await azure.send('GET', pathOf(azure, path))).body;
  }
  return method === 'GET' || method === 'HEAD' || method === 'DELETE' ? undefined : bodyOf(azure, step);
}

/** Requests were not recorded: what came back is sent, as clients do that change one thing of it. */
function bodyOf(azure: TestAzure, { path, body, method }: TraceStep): unknown {
  if (/runCommand/.test(path)) return { commandId: 'RunShellScript', script: ['true'] };
  if (method === 'PATCH' && /virtualMachines/.test(path)) return { identity: (body as Json).identity };
  if (method === 'PATCH') return { tags: (body as Json).tags ?? {} };
  if (method === 'POST' || body === null) return undefined;
  const text = JSON.stringify(body).replaceAll(ZEROS, azure.service.subscriptionId);
  const sent = { ...(JSON.parse(text) as Json), location: 'westeurope' };
  return /virtualMachines\/[^/]+\?/.test(path) ? machineOf(sent) : withoutStatics(sent);
}

/** The machines of the recordings are of sizes and images that are no more. */
function machineOf({ properties, ...rest }: Json): unknown {
  const { networkProfile, osProfile } = properties as { networkProfile: unknown; osProfile: Json };
  return {
    ...rest,
    properties: {
      hardwareProfile: { vmSize: 'Standard_D2s_v5' },
      storageProfile: { imageReference: DEBIAN, osDisk: { createOption: 'FromImage' } },
      osProfile: {
        computerName: osProfile.computerName,
        adminUsername: String(osProfile.adminUsername).toLowerCase(),
        linuxConfiguration: {
          disablePasswordAuthentication: true,
          ssh: { publicKeys: [{ keyData: PUBLIC_KEY }] },
        },
      },
      networkProfile,
    },
  };
}

/** Addresses are loopback ones here: no other can be asked for. Old versions had properties that nobody sends. */
function withoutStatics(body: Json): unknown {
  const sent = (name: string, value: unknown): unknown => {
    if (name === 'subnetID') return undefined;
    return name === 'privateIPAllocationMethod' ? 'Dynamic' : value;
  };
  return JSON.parse(JSON.stringify(body, sent)) as unknown;
}
