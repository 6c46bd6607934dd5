/** How long ago, as kubectl shows it: `42s`, `5m30s`, `3h12m`, `12d`. */
export function ageOf(time: string | undefined, now = Date.now()): string {
  if (time === undefined || time === '') return '<unknown>';
  return formatSeconds(Math.max(0, Math.floor((now - Date.parse(time)) / 1000)));
}

export function formatSeconds(seconds: number): string {
  if (seconds < 120) return `${String(seconds)}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${String(minutes)}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${String(hours)}h`;
  const days = Math.floor(hours / 24);
  if (hours < 192) return withRest(days, 'd', hours % 24, 'h');
  if (days < 730) return `${String(days)}d`;
  return withRest(Math.floor(days / 365), 'y', days % 365, 'd');
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${String(whole)}${unit}` : `${String(whole)}${unit}${String(rest)}${restUnit}`;
}
