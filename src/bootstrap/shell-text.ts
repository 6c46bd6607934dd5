/** One word of POSIX sh that is exactly this text. */
export function quote(text: string): string {
  return /^[A-Za-z0-9_/.:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * A command that prints exactly these bytes. `printf` is built into every sh of Linux, so that the content
 * never becomes an argument of a process; octal escapes carry what a script cannot, such as a zero byte.
 */
export function printExactly(content: string): string {
  let format = '';
  for (const byte of Buffer.from(content, 'utf8')) {
    const character = String.fromCharCode(byte);
    const plain = byte === 10 || (byte >= 32 && byte < 127 && !`\\%'`.includes(character));
    // A leading dash would be taken for an option.
    format +=
      plain && !(format === '' && character === '-') ? character : `\\${byte.toString(8).padStart(3, '0')}`;
  }
  return `printf '${format}'`;
}

/** A redirection that has a descriptor read exactly this text, which ends with a line feed. */
export function hereDocument(descriptor: number, text: string): string {
  let end = 'END';
  while (text.split('\n').includes(end)) end += '_';
  return `${String(descriptor)}<<'${end}'\n${text.replace(/\n?$/, '\n')}${end}`;
}
