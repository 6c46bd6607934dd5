/** Where a command's words go: data to stdout, so that it can be piped, and everything else to stderr. */
export interface Output {
  data(text: string): void;
  message(text: string): void;
}

export const standardOutput: Output = {
  data: (text) => {
    process.stdout.write(`${text}\n`);
  },
  message: (text) => {
    process.stderr.write(`${text}\n`);
  },
};
