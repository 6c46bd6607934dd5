import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import {
  ChecksumMismatchError,
  SshAbortError,
  SshCommandError,
  SshConfigurationError,
  SshConnection,
  type UploadSource,
} from '../../../src/drivers/ssh';
import { describeWith } from '../../support/require-component';
import { failureOf } from './support/failure';
import { temporaryFolder } from './support/folder';
import { sshd, startOpenSshServer, type OpenSshServer } from './support/openssh-server';

const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex');

describeWith(sshd, 'an upload', () => {
  let server: OpenSshServer;
  let connection: SshConnection;
  let folder: ReturnType<typeof temporaryFolder>;
  const path = (name: string): string => join(folder.path, name);

  beforeAll(async () => {
    server = await startOpenSshServer();
    connection = await SshConnection.connect(server.target);
  });
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => {
    folder.remove();
  });
  afterAll(async () => {
    connection.close();
    await server.stop();
  });

  test.each<[string, Buffer]>([
    ['an empty file', Buffer.alloc(0)],
    ['one byte', Buffer.of(0)],
    ['every byte value', Buffer.from(Array.from({ length: 256 }, (_, value) => value))],
    ['several windows of data', randomBytes(9 * 1024 * 1024 + 17)],
  ])('brings %s over unchanged, from memory and from a file', async (_name, data) => {
    const local = path('source');
    writeFileSync(local, data);
    const sources: UploadSource[] = [
      { kind: 'content', data },
      { kind: 'file', path: local },
    ];
    for (const source of sources) {
      const progress: number[] = [];
      await connection.upload(source, path('target'), {
        mode: '0640',
        sha256: sha256(data),
        onProgress: (sent, total) => {
          expect(total).toBe(data.length);
          progress.push(sent);
        },
      });
      expect(sha256(readFileSync(path('target')))).toBe(sha256(data));
      expect(statSync(path('target')).mode & 0o7777).toBe(0o640);
      expect(progress.at(-1) ?? 0).toBe(data.length);
    }
    expect(readdirSync(folder.path).toSorted()).toEqual(['source', 'target']);
  });

  test('takes any file name', async () => {
    const name = `it's a "name" $HOME -- ü;\`id\``;
    await connection.upload({ kind: 'content', data: 'text' }, path(name), { mode: '600' });
    expect(readFileSync(path(name), 'utf8')).toBe('text');
    await connection.upload({ kind: 'content', data: 'dash' }, path('-rf'), { mode: '600' });
    expect(readFileSync(path('-rf'), 'utf8')).toBe('dash');
  });

  test('replaces a file and a link, not what the link points to', async () => {
    writeFileSync(path('elsewhere'), 'kept');
    symlinkSync(path('elsewhere'), path('link'));
    await connection.upload({ kind: 'content', data: 'new' }, path('link'), { mode: '0644' });
    expect(readFileSync(path('link'), 'utf8')).toBe('new');
    expect(readFileSync(path('elsewhere'), 'utf8')).toBe('kept');
  });

  test('never shows a file that is not finished', async () => {
    const data = randomBytes(32 * 1024 * 1024);
    writeFileSync(path('target'), 'old');
    let seen = '';
    await connection.upload({ kind: 'content', data }, path('target'), {
      mode: '0600',
      onProgress: () => {
        seen ||= readFileSync(path('target'), 'utf8');
      },
    });
    expect(seen).toBe('old');
    expect(statSync(path('target')).size).toBe(data.length);
  });

  test('of a source with another checksum is refused before anything is sent', async () => {
    const wanted = sha256(Buffer.from('other'));
    const error = await failureOf(
      ChecksumMismatchError,
      connection.upload({ kind: 'content', data: 'this' }, path('target'), { mode: '0600', sha256: wanted }),
    );
    expect(error).toMatchObject({ expected: wanted, actual: sha256(Buffer.from('this')) });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test('of a file that changes meanwhile is refused', async () => {
    const local = path('source');
    writeFileSync(local, randomBytes(24 * 1024 * 1024));
    let changed = false;
    const error = await failureOf(
      ChecksumMismatchError,
      connection.upload({ kind: 'file', path: local }, path('target'), {
        mode: '0600',
        onProgress: () => {
          if (!changed) writeFileSync(local, randomBytes(100), { flag: 'a' });
          changed = true;
        },
      }),
    );
    expect(error.message).toContain('nothing was replaced');
    expect(readdirSync(folder.path)).toEqual(['source']);
  });

  test('that the caller aborts leaves nothing behind', async () => {
    const abort = new AbortController();
    await failureOf(
      SshAbortError,
      connection.upload({ kind: 'content', data: Buffer.alloc(64 * 1024 * 1024) }, path('target'), {
        mode: '0600',
        signal: abort.signal,
        onProgress: (sent) => {
          if (sent > 3_000_000) abort.abort();
        },
      }),
    );
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test('into a folder that is missing, or over a folder, says so', async () => {
    const content: UploadSource = { kind: 'content', data: Buffer.alloc(8 * 1024 * 1024) };
    const missing = await failureOf(
      SshCommandError,
      connection.upload(content, path('no/target'), { mode: '0600' }),
    );
    expect(missing.message).toMatch(/cannot write ".*no\/target".*its folder must exist/);
    mkdirSync(path('taken'));
    const taken = await failureOf(
      SshCommandError,
      connection.upload(content, path('taken'), { mode: '0600' }),
    );
    expect(taken.message).toContain('it is a directory');
    expect(readdirSync(path('taken'))).toEqual([]);
  });

  test.each<[string, string, { mode: string; owner?: string; sha256?: string }]>([
    ['a relative path', 'etc/hosts', { mode: '0644' }],
    ['a folder as path', '/etc/', { mode: '0644' }],
    ['a mode that is not octal', '/tmp/x', { mode: 'rw-r--r--' }],
    ['an owner that is none', '/tmp/x', { mode: '0644', owner: 'root:root;id' }],
    ['a checksum that is none', '/tmp/x', { mode: '0644', sha256: 'abc' }],
  ])('refuses %s', async (_name, target, options) => {
    await failureOf(
      SshConfigurationError,
      connection.upload({ kind: 'content', data: 'x' }, target, options),
    );
  });

  test('names a local file that is missing', async () => {
    const upload = connection.upload({ kind: 'file', path: path('none') }, path('target'), { mode: '0600' });
    expect((await failureOf(SshConfigurationError, upload)).message).toContain('it does not exist');
  });

  test('sets the owner, or fails without leaving the file', async () => {
    const upload = connection.upload({ kind: 'content', data: 'x' }, path('owned'), {
      mode: '0600',
      owner: 'daemon:daemon',
    });
    if (userInfo().uid === 0) {
      await upload;
      expect(statSync(path('owned')).uid).not.toBe(0);
    } else {
      await failureOf(SshCommandError, upload);
      expect(readdirSync(folder.path)).toEqual([]);
    }
  });
});
