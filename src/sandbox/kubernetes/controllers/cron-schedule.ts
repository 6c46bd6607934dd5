const shortcuts: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const minute = 60_000;
const farthest = 366 * 24 * 60;

/** The first minute after `after` that a cron schedule names, in UTC; undefined when there is none within a year. */
export function nextRun(schedule: string, after: Date): Date | undefined {
  const fields = (shortcuts[schedule.trim()] ?? schedule).trim().split(/\s+/);
  const [minutes, hours, days, ofMonths, ofWeek] = [
    readField(fields[0], 0, 59),
    readField(fields[1], 0, 23),
    readField(fields[2], 1, 31),
    readField(fields[3], 1, 12, months),
    readField(fields[4], 0, 7, weekdays),
  ];
  // Where both days are given, either will do.
  const either = fields[2] !== '*' && fields[4] !== '*';
  let time = new Date(Math.floor(after.getTime() / minute) * minute + minute);
  for (let tried = 0; tried < farthest; tried++, time = new Date(time.getTime() + minute)) {
    const weekday = time.getUTCDay();
    const inMonth = days.has(time.getUTCDate());
    const inWeek = ofWeek.has(weekday) || (weekday === 0 && ofWeek.has(7));
    const dayFits = either ? inMonth || inWeek : inMonth && inWeek;
    if (
      dayFits &&
      minutes.has(time.getUTCMinutes()) &&
      hours.has(time.getUTCHours()) &&
      ofMonths.has(time.getUTCMonth() + 1)
    ) {
      return time;
    }
  }
  return undefined;
}

function readField(text = '*', first: number, last: number, names: readonly string[] = []): Set<number> {
  const found = new Set<number>();
  const valueOf = (part: string) => {
    const named = names.indexOf(part.toLowerCase());
    return named < 0 ? Number(part) : named + (names === months ? 1 : 0);
  };
  for (const part of text.split(',')) {
    const [range = '*', step] = part.split('/');
    const [from, to] = range === '*' || range === '?' ? [first, last] : range.split('-').map(valueOf);
    const end = to ?? (step === undefined ? from : last);
    for (let value = from ?? first; value <= (end ?? last); value += Number(step ?? 1)) found.add(value);
  }
  return found;
}
