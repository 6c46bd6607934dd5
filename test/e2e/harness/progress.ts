const started = Date.now();

/** One line of progress on stderr with the minutes and seconds since the start of the process. */
export function progress(message: string): void {
  const seconds = Math.round((Date.now() - started) / 1000);
  const clock = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  process.stderr.write(`[harness ${clock}] ${message}\n`);
}
