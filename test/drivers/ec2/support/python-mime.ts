import { execFileSync } from 'node:child_process';

/** Python, whose email package is what cloud-init reads user data with. */
export function findPython(): string | undefined {
  try {
    execFileSync('python3', ['-c', 'import email']);
    return 'python3';
  } catch {
    return undefined;
  }
}

export interface ReadPart {
  readonly type: string;
  readonly content: string;
}

const program = `
import email, gzip, json, sys
data = sys.stdin.buffer.read()
if data[:2] == b'\\x1f\\x8b':
    data = gzip.decompress(data)
parts = []
for part in email.message_from_string(data.decode('utf-8')).walk():
    if part.get_content_maintype() != 'multipart':
        content = part.get_payload(decode=True).decode('utf-8')
        parts.append({'type': part.get_content_type(), 'content': content})
print(json.dumps(parts))
`;

/** The parts that cloud-init would find. */
export function parseMime(userData: Buffer): ReadPart[] {
  const output = execFileSync('python3', ['-c', program], { input: userData, encoding: 'utf8' });
  return JSON.parse(output) as ReadPart[];
}
