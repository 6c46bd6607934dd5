/** Quotes a value so that a POSIX shell reads it as one literal word. Values with NUL bytes are refused. */
export function shellQuote(value: string): string {
  if (value.includes('\0'))
    throw new Error('a shell word cannot contain a NUL byte; remove it from the value');
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

/** `sh -c` with its positional parameters, quoted for a login shell; behind `sudo -n` when asked for. */
export function shellCommand(script: string, parameters: readonly string[], sudo: boolean): string {
  const words = ['-c', script, 'sh', ...parameters].map(shellQuote).join(' ');
  return `${sudo ? 'sudo -n -- ' : ''}sh ${words}`;
}
