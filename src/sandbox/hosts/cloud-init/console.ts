import type { HostKey } from '../ssh/host-keys';

const RULE = '#############################################################';

/** What the machine printed on its serial console since it was made, as EC2 gives it out. */
export class Console {
  private text = '';
  private started = Date.now();

  get output(): string {
    return this.text;
  }

  /** The power comes on: times count from here. */
  powerOn(version: string): void {
    this.started = Date.now();
    this.kernel(`Linux version ${version} (the sandbox's stand-in for a machine)`);
    this.kernel('Command line: BOOT_IMAGE=/boot/vmlinuz root=/dev/xvda1 console=ttyS0');
  }

  kernel(line: string): void {
    const seconds = ((Date.now() - this.started) / 1000).toFixed(6);
    this.text += `[${seconds.padStart(12)}] ${line}\r\n`;
  }

  cloudInit(line: string): void {
    this.kernel(`cloud-init[512]: ${line}`);
  }

  /** As it is, line by line. */
  plain(text: string): void {
    this.text += text.replaceAll(/\r?\n/g, '\r\n');
  }

  /** The two blocks from which a client learns the host keys without connecting. */
  hostKeys(keys: readonly HostKey[]): void {
    const fingerprints = keys.map(({ bits, fingerprint, publicLine, kind }) => {
      const comment = publicLine.split(' ')[2] ?? 'no comment';
      return `${String(bits)} ${fingerprint} ${comment} (${kind.toUpperCase()})`;
    });
    const lines = [
      '',
      RULE,
      '-----BEGIN SSH HOST KEY FINGERPRINTS-----',
      ...fingerprints,
      '-----END SSH HOST KEY FINGERPRINTS-----',
      RULE,
    ];
    for (const line of lines) this.plain(`<14>${timestamp()} ec2: ${line}\n`);
    this.plain('-----BEGIN SSH HOST KEY KEYS-----\n');
    for (const { publicLine } of keys) this.plain(`${publicLine}\n`);
    this.plain('-----END SSH HOST KEY KEYS-----\n');
  }
}

/** As syslog writes it: `Nov  3 04:05:06`. */
function timestamp(): string {
  const [, month = '', day = '', , time = ''] =
    /^\w+ (\w+) (\d+) (\d+) (\S+)/.exec(new Date().toString()) ?? [];
  return `${month} ${String(Number(day)).padStart(2)} ${time}`;
}
