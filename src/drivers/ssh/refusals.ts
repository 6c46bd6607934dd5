import { SshShellError, SshSudoError } from './errors';

/** Of a long output a message holds this many characters; the error's properties hold all of it. */
const MESSAGE_TAIL = 2_000;

/** The end of a text, for a message. */
export function tailOf(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > MESSAGE_TAIL ? `…${trimmed.slice(-MESSAGE_TAIL)}` : trimmed;
}

/** The error when it was sudo that kept a command from starting. Texts are redacted already. */
export function sudoRefusal(host: string, stdout: string, stderr: string): SshSudoError | undefined {
  if (!/\bsudo: /.test(stderr)) return undefined;
  return new SshSudoError(
    `sudo on ${host} did not run a command without a password: ${tailOf(stdout + stderr)}; allow it with a sudoers ` +
      'line such as "deploy ALL=(ALL) NOPASSWD: ALL", or connect as root',
    { host },
  );
}

/** The error when the host ran anything but what it was asked to. Texts are redacted already. */
export function shellRefusal(host: string, exitCode: number, stdout: string, stderr: string): SshShellError {
  return new SshShellError(
    `${host} ran something other than the script and exited with code ${exitCode}: ` +
      `${tailOf(stdout + stderr) || 'it printed nothing'}; check the user's login shell, a forced command in ` +
      'authorized_keys, and that setsid (util-linux) is installed',
    { host },
  );
}
