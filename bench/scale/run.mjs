// Runs a program and says what it took: time, processor time, and the memory of the provider that it started.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { clearInterval, setInterval } from 'node:timers';

const SAMPLE_MS = 100;
/** What /proc counts processor time in, per second: USER_HZ, which is 100 wherever Linux has a stable interface. */
const TICKS = 100;

/**
 * @returns wall, cpu (of all its processes) and providerCpu in seconds, providerBytes (its peak, 0 without one), status
 *   and output
 */
export async function run(command, args, options) {
  const before = reapedSeconds('self');
  const started = performance.now();
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const providers = new Map();
  const timer = setInterval(() => sample(child.pid, providers), SAMPLE_MS);
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(timer);
  const all = [...providers.values()];
  return {
    wall: (performance.now() - started) / 1000,
    cpu: reapedSeconds('self') - before,
    providerCpu: all.reduce((sum, { cpu }) => sum + cpu, 0),
    providerBytes: Math.max(0, ...all.map(({ bytes }) => bytes)),
    status,
    output: Buffer.concat(output).toString('utf8'),
  };
}

/** Processor time of a process and of its children that have ended, in seconds. */
export function spentSeconds(pid) {
  const { own, reaped } = times(pid) ?? { own: 0, reaped: 0 };
  return own + reaped;
}

function reapedSeconds(pid) {
  return times(pid)?.reaped ?? 0;
}

/** Terraform starts providers, validates with one and may end it before it starts the next. */
function sample(pid, providers) {
  for (const child of childrenOf(pid)) {
    const bytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${child}/status`))?.[1] ?? 0) * 1024;
    const cpu = times(child)?.own ?? 0;
    const known = providers.get(child) ?? { bytes: 0, cpu: 0 };
    providers.set(child, { bytes: Math.max(bytes, known.bytes), cpu: Math.max(cpu, known.cpu) });
  }
}

function childrenOf(pid) {
  return namesIn(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean),
  );
}

/** The name of the program, in brackets, may contain anything. */
function times(pid) {
  const text = read(`/proc/${pid}/stat`);
  if (text === '') return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [user, system, childUser, childSystem] = fields.slice(11, 15).map((ticks) => Number(ticks) / TICKS);
  return { own: user + system, reaped: childUser + childSystem };
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It has ended.
    return '';
  }
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
