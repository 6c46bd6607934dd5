import type { MachineContext } from '../machine-context';
import { notCovered, type ProgramCall } from '../programs/program-call';
import { journalPath } from './service';

/** Options that change how lines look or where they are shown: there is one way only. */
const IGNORED =
  /^(--no-pager|--quiet|-q|--output=.*|-x|-e|-b|--boot|--full|-l|--no-hostname|--catalog|--pager-end)$/;

/** `journalctl -u UNIT [-n LINES]`: what a service printed, line by line and without times. */
export function journalctl(call: ProgramCall, { files }: MachineContext): number {
  const units: string[] = [];
  let last = Infinity;
  const args = call.args.flatMap((word) => (/^-[xe]+u$/.test(word) ? ['-u'] : [word]));
  for (let word = args.shift(); word !== undefined; word = args.shift()) {
    const [name, value] = word.split(/=(.*)/s);
    if (name === '-u' || name === '--unit') units.push(value ?? args.shift() ?? '');
    else if (name === '-n' || name === '--lines') last = Number(value ?? args.shift());
    else if (name === '-o' || name === '--since' || name === '-S')
      args.splice(0, value === undefined ? 1 : 0);
    else if (!IGNORED.test(word)) throw notCovered(call);
  }
  if (units.length === 0) throw notCovered(call);
  const lines = units
    .map((unit) => (unit.includes('.') ? unit : `${unit}.service`))
    .flatMap((unit) => (files.read(journalPath(unit)) ?? '').split('\n').slice(0, -1));
  const shown = Number.isFinite(last) ? lines.slice(Math.max(0, lines.length - last)) : lines;
  call.out(shown.map((line) => `${line}\n`).join(''));
  return 0;
}
