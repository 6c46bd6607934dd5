import type { SandboxCluster } from '../../kubernetes';
import type { MachineContext } from '../machine-context';
import { notCovered, type ProgramCall } from '../programs/program-call';

/** How often a watched table is read again, in simulated seconds. */
const LOOK_SECONDS = 4;

type Rows = ReadonlyMap<string, string>;
type RowsListener = (rows: Rows | Error) => void;

/**
 * `kubectl get … --watch --output-watch-events -o custom-columns=…`. The table is read again and again, once for all
 * who watch the same one, and what differs is told as events.
 */
export async function watchTable(
  call: ProgramCall,
  machine: MachineContext,
  cluster: SandboxCluster,
  args: readonly string[],
): Promise<number> {
  const columns = columnsOf(args);
  if (columns === undefined) throw notCovered(call);
  const plain = args
    .filter((word) => !/^(--watch|-w|--watch=true|--output-watch-events|--no-headers)$/.test(word))
    .map((word) => word.replace(/^custom-columns=.*/, `custom-columns=${columns}`));
  let before: Rows = new Map();
  await new Promise<void>((resolve) => {
    const forget = subscribe(cluster, [...plain, '--no-headers'], machine, (rows) => {
      if (rows instanceof Error) {
        forget();
        resolve();
        return;
      }
      for (const [name, line] of rows) {
        if (before.get(name) === line) continue;
        call.out(`${before.has(name) ? 'MODIFIED' : 'ADDED'}   ${line}\n`);
      }
      for (const [name, line] of before) if (!rows.has(name)) call.out(`DELETED   ${line}\n`);
      before = rows;
      call.flush();
    });
    call.gone.addEventListener('abort', () => {
      forget();
      resolve();
    });
  });
  return 0;
}

/** Of `EVENT:.type,NAME:.object.metadata.name,…` what a plain table has: `NAME:.metadata.name,…`. */
function columnsOf(args: readonly string[]): string | undefined {
  const spec = args.find((word) => word.startsWith('custom-columns='))?.slice('custom-columns='.length);
  const [event, ...columns] = (spec ?? '').split(/,(?=[A-Z]+:)/);
  if (!args.includes('--output-watch-events') || event !== 'EVENT:.type') return undefined;
  return columns.map((column) => column.replace(':.object.', ':.')).join(',');
}

interface Table {
  readonly listeners: Set<RowsListener>;
  rows: Rows | undefined;
}

const tables = new WeakMap<SandboxCluster, Map<string, Table>>();

function subscribe(
  cluster: SandboxCluster,
  args: readonly string[],
  machine: MachineContext,
  listener: RowsListener,
): () => void {
  const ofCluster = tables.get(cluster) ?? new Map<string, Table>();
  tables.set(cluster, ofCluster);
  const key = args.join('\0');
  const known = ofCluster.get(key);
  const table = known ?? { listeners: new Set<RowsListener>(), rows: undefined };
  table.listeners.add(listener);
  if (known === undefined) {
    ofCluster.set(key, table);
    void poll(cluster, args, table, machine).finally(() => ofCluster.delete(key));
  } else if (table.rows !== undefined) {
    listener(table.rows);
  }
  return () => table.listeners.delete(listener);
}

async function poll(
  cluster: SandboxCluster,
  args: readonly string[],
  table: Table,
  machine: MachineContext,
): Promise<void> {
  while (table.listeners.size > 0) {
    const { exitCode, stdout, stderr } = await cluster.kubectl(args, '');
    if (exitCode !== 0) {
      tell(table, new Error(stderr));
      return;
    }
    const lines = stdout.split('\n').filter((line) => line.trim() !== '');
    table.rows = new Map(lines.map((line) => [line.split(/\s+/)[0] ?? '', line]));
    tell(table, table.rows);
    try {
      await machine.world.clock.sleep(LOOK_SECONDS);
    } catch {
      tell(table, new Error('the sandbox has stopped'));
      return;
    }
  }
}

function tell(table: Table, rows: Rows | Error): void {
  for (const listener of [...table.listeners]) listener(rows);
}
