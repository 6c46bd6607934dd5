import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadBundle, parseManifest } from '../../../src/bootstrap/bundle';
import { download } from '../../../src/bootstrap/bundle/download';

let work: string;
let bundle: string;
let cache: string;
let server: Server;
let url: string;
let requests: string[];

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const file = join(work, path);
    if (existsSync(file)) response.end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'bundle-test-'));
  bundle = join(work, 'k8s');
  cache = join(work, 'cache');
  requests = [];
  mkdirSync(join(bundle, 'bin'), { recursive: true });
  const files = ['kubeadm', 'kubelet', 'kubectl'].map((name) => {
    writeFileSync(join(bundle, 'bin', name), name);
    return { path: `bin/${name}`, kind: 'binary', sha256: sha256(name), size: name.length };
  });
  const manifest = {
    apiVersion: 'fleetwright.dev/bundle/v1',
    kubernetesVersion: '1.34.4',
    architecture: 'amd64',
    files,
  };
  writeFileSync(join(bundle, 'bundle.json'), JSON.stringify(manifest));
});
afterEach(() => {
  rmSync(work, { recursive: true, force: true });
});

function archive(name: string): string {
  const path = join(work, name);
  execFileSync('tar', [name.endsWith('.tar') ? '-cf' : '-czf', path, '-C', bundle, '.']);
  return path;
}

test('a folder is used where it is', async () => {
  const loaded = await loadBundle(bundle, { cache });
  expect(loaded).toMatchObject({ folder: bundle, baseUrl: null, manifest: { kubernetesVersion: '1.34.4' } });
});

test.each(['b.tar', 'b.tar.gz', 'b.tgz'])('%s is unpacked once', async (name) => {
  const path = archive(name);
  const first = await loadBundle(path, { cache, sha256: sha256(readFileSync(path)) });
  expect(readFileSync(join(String(first.folder), 'bin/kubelet'), 'utf8')).toBe('kubelet');
  writeFileSync(join(String(first.folder), 'touched'), '');
  const second = await loadBundle(path, { cache, sha256: sha256(readFileSync(path)) });
  expect(second.folder).toBe(first.folder);
  expect(existsSync(join(String(second.folder), 'touched'))).toBe(true);
});

test('an archive that changed is unpacked again', async () => {
  const first = await loadBundle(archive('b.tar'), { cache });
  writeFileSync(join(bundle, 'more'), 'more');
  const second = await loadBundle(archive('b.tar'), { cache });
  expect(second.folder).not.toBe(first.folder);
});

test('the URL of an archive is downloaded once when its checksum is known', async () => {
  const path = archive('b.tar.gz');
  const options = { cache, sha256: sha256(readFileSync(path)) };
  const loaded = await loadBundle(`${url}/b.tar.gz`, options);
  expect(existsSync(join(String(loaded.folder), 'bin/kubeadm'))).toBe(true);
  // Spelled in another way, so that it is the cache on disk that answers.
  await loadBundle(`${url}/./b.tar.gz`, options);
  expect(requests).toEqual(['/b.tar.gz']);
});

test.each(['b.tar.gz', 'k8s'])('%s behind a URL is loaded once by many at a time', async (name) => {
  archive('b.tar.gz');
  const load = () => loadBundle(`${url}/${name}`, { cache });
  const all = await Promise.all(Array.from({ length: 8 }, load));
  expect(new Set(all.map(({ folder }) => folder)).size).toBe(1);
  await load();
  expect(new Set(requests).size).toBe(requests.length);
});

test('the same archive may be downloaded several times at once', async () => {
  const path = join(cache, 'b.tar');
  writeFileSync(join(work, 'b.tar'), 'bytes');
  await Promise.all(
    Array.from({ length: 8 }, () => download(`${url}/b.tar`, path, { sha256: undefined, signal: undefined })),
  );
  expect(readdirSync(cache)).toEqual(['b.tar']);
});

test('a load that failed is tried again', async () => {
  await expect(loadBundle(`${url}/b.tar`, { cache })).rejects.toThrow('404');
  archive('b.tar');
  await expect(loadBundle(`${url}/b.tar`, { cache })).resolves.toMatchObject({ baseUrl: null });
});

test('a load that one caller aborts goes on for the others', async () => {
  archive('b.tar');
  const controller = new AbortController();
  const first = loadBundle(`${url}/b.tar`, { cache, signal: controller.signal });
  const second = loadBundle(`${url}/b.tar`, { cache });
  controller.abort();
  await expect(first).rejects.toThrow('abort');
  await expect(second).resolves.toMatchObject({ baseUrl: null });
});

test('the URL of an unpacked bundle is mirrored to be pushed', async () => {
  const loaded = await loadBundle(`${url}/k8s`, { cache });
  expect(readFileSync(join(String(loaded.folder), 'bin/kubectl'), 'utf8')).toBe('kubectl');
  expect(loaded.baseUrl).toBeNull();
});

test('with "fetch" nothing but the manifest is read', async () => {
  const loaded = await loadBundle(`${url}/k8s`, { cache, delivery: 'fetch' });
  expect(loaded).toMatchObject({ folder: null, baseUrl: `${url}/k8s/` });
  expect(requests).toEqual(['/k8s/bundle.json']);
});

test('a damaged file of a mirror is refused, also the second time, until the mirror is mended', async () => {
  const original = readFileSync(join(bundle, 'bin/kubelet'));
  writeFileSync(join(bundle, 'bin/kubelet'), original.toString().toUpperCase());
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(loadBundle(`${url}/k8s`, { cache })).rejects.toThrow(
      /bin\/kubelet" has the SHA-256 .* damaged/,
    );
  }
  writeFileSync(join(bundle, 'bin/kubelet'), original);
  const { folder } = await loadBundle(`${url}/k8s`, { cache });
  expect(readFileSync(join(String(folder), 'bin/kubelet'))).toEqual(original);
});

test.each([
  ['folder', () => bundle],
  ['archive', () => archive('b.tar')],
  ['URL of an archive', () => (archive('b.tar'), `${url}/b.tar`)],
  ['URL of a folder', () => `${url}/k8s`],
])('a %s with another checksum is refused', async (_, source) => {
  await expect(loadBundle(source(), { cache, sha256: '0'.repeat(64) })).rejects.toThrow(
    `not ${'0'.repeat(64)}`,
  );
});

test.each([
  ['/nowhere/at-all', {}, 'no such file or folder'],
  ['bundle.zip', {}, 'no such file or folder'],
  [__filename, {}, 'must be a folder, a .tar, .tar.gz or .tgz file, or an http(s) URL'],
  [__dirname, {}, 'cannot read'],
  [__dirname, { sha256: 'abc' }, 'packages.bundle_sha256 "abc" must be 64 hex digits'],
  [__dirname, { delivery: 'fetch' as const }, 'needs the http(s) URL of an unpacked bundle'],
  ['http://127.0.0.1:1/k8s', {}, 'cannot download http://127.0.0.1:1/k8s/bundle.json'],
])('%s is refused', async (source, options, message) => {
  await expect(loadBundle(source, { cache, ...options })).rejects.toThrow(message);
});

test('a server that has no such bundle is named with its answer', async () => {
  await expect(loadBundle(`${url}/other`, { cache })).rejects.toThrow(
    `cannot download ${url}/other/bundle.json: the server answered 404 Not Found`,
  );
});

describe('the manifest', () => {
  const file = { path: 'bin/kubeadm', kind: 'binary', sha256: 'a'.repeat(64), size: 1 };
  const valid = {
    apiVersion: 'fleetwright.dev/bundle/v1',
    kubernetesVersion: '1.34.4',
    architecture: 'amd64',
    files: ['kubeadm', 'kubelet', 'kubectl'].map((name) => ({ ...file, path: `bin/${name}` })),
  };
  const withFile = (changes: object) => ({
    ...valid,
    files: [...valid.files, { ...file, path: 'x/y', ...changes }],
  });

  test('a valid one is returned', () => {
    expect(parseManifest(JSON.stringify(valid), 'b')).toEqual(valid);
  });

  test.each([
    [{ ...valid, apiVersion: 'v2' }, 'b: apiVersion is "v2"; it must be "fleetwright.dev/bundle/v1"'],
    [{ ...valid, kubernetesVersion: 'new' }, 'b: kubernetesVersion is "new"'],
    [{ ...valid, architecture: 'mips' }, 'b: architecture is "mips"'],
    [{ ...valid, files: 'all' }, 'b: files is "all"; it must be a list'],
    [{ ...valid, files: valid.files.slice(1) }, 'the binary "kubeadm" is missing'],
    [{ ...valid, files: [...valid.files, valid.files[0]] }, '"bin/kubeadm" is listed twice'],
    [withFile({ path: '../etc/passwd' }), 'files[3].path is "../etc/passwd"'],
    [withFile({ path: '/etc/passwd' }), 'files[3].path is "/etc/passwd"'],
    [withFile({ kind: 'rpm' }), 'files[3].kind is "rpm"; it must be binary, cni, image'],
    [withFile({ sha256: 'A'.repeat(64) }), '64 lowercase hex digits'],
    [withFile({ size: -1 }), 'files[3].size is -1'],
    [withFile({ roles: ['master'] }), 'files[3].roles is "master"'],
    [withFile({ kind: 'image' }), 'files[3].reference is missing'],
    [[], 'the document must be an object'],
  ])('%j is refused', (value, message) => {
    expect(() => parseManifest(JSON.stringify(value), 'b')).toThrow(message);
  });

  test('text that is no JSON is refused', () => {
    expect(() => parseManifest('{', 'b')).toThrow('b: not JSON');
  });
});
