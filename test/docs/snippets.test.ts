import { execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { placeInMirror } from '../../src/constructs/placement/mirror';
import { machinesComponent } from '../sandbox/hosts/support/park';
import { describeWith } from '../support/require-component';
import { runTerraform } from '../support/run-terraform';
import { scratchFolder } from '../support/scratch';

const root = resolve(__dirname, '../..');
const main = join(root, 'dist/cli/main.js');

interface Snippet {
  /** "docs/constructs.md, line 12". */
  readonly where: string;
  readonly name: string;
  readonly code: string;
}

function snippetsOf(file: string, language: string): Snippet[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    (match, index) => ({
      where: `${file}, line ${text.slice(0, match.index).split('\n').length}`,
      name: `${file.replace(/\W+/g, '-')}-${index + 1}`,
      code: match[1] ?? '',
    }),
  );
}

const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'].filter((file) => existsSync(join(root, file))),
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
// A snippet that imports nothing is part of one, to be read and not to be run.
const snippets = documents
  .flatMap((file) => snippetsOf(file, 'ts'))
  .filter(({ code }) => /from 'fleetwright(\/\w+)?'/.test(code));
// A snippet with a sandbox is a program or a test, any other one is an app to be synthesized.
const programs = snippets.filter(({ code }) => code.includes("from 'fleetwright/sandbox'"));
const apps = snippets.filter((snippet) => !programs.includes(snippet));
const commands = documents
  .flatMap((file) => snippetsOf(file, 'sh'))
  .filter(({ code }) => code.includes('npx fleetwright sandbox'));
const configurations = documents.flatMap((file) => snippetsOf(file, 'hcl'));

/** All snippets compiled as a user's project would be, which is also their type check. */
function compileAll(): string {
  const folder = scratchFolder();
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const { name, code } of snippets) writeFileSync(join(folder, `${name}.ts`), code);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        module: 'NodeNext',
        strict: true,
        skipLibCheck: true,
        moduleDetection: 'force',
        types: ['node'],
        outDir: 'build',
      },
      include: ['*.ts'],
    }),
  );
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`a snippet does not compile:\n${stdout}`);
  return folder;
}

/** Fails with everything that was printed. */
async function run(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  await promisify(execFile)(command, args, { cwd, env: { ...process.env, ...env } }).catch(
    (error: Error & { stdout: string; stderr: string }) => {
      throw new Error(`${error.message}\n${error.stdout}\n${error.stderr}`);
    },
  );
}

describe('the snippets of the documents', () => {
  let folder = '';
  beforeAll(() => {
    folder = compileAll();
  });

  test.each(apps)('$where', ({ name }) => {
    const outdir = join(folder, `${name}.out`);
    mkdirSync(outdir);
    execFileSync(process.execPath, [join('build', `${name}.js`)], {
      cwd: folder,
      env: { ...process.env, CDKTF_OUTDIR: outdir },
      encoding: 'utf8',
    });
    expect(existsSync(join(outdir, 'manifest.json'))).toBe(true);
  });

  describeWith(machinesComponent, 'with a sandbox', () => {
    test.each(programs)(
      '$where: it runs',
      async ({ name }) => {
        await run(process.execPath, [join('build', `${name}.js`)], folder, {});
      },
      120_000,
    );

    test('what is typed into a shell works from the first line to the last', async () => {
      const home = mkdtempSync(join(tmpdir(), 'fw-'));
      // As npx finds it in a project that has the package.
      writeFileSync(join(home, 'npx'), `#!/bin/sh\nshift\nexec node '${main}' "$@"\n`, { mode: 0o755 });
      const environment = {
        FLEETWRIGHT_SANDBOX_FOLDER: join(home, 'box'),
        PATH: `${home}:${process.env.PATH ?? ''}`,
      };
      try {
        const script = commands.map(({ code }) => code).join('');
        await run('sh', ['-ec', script], home, environment);
        expect(existsSync(join(home, 'box'))).toBe(false);
      } finally {
        await run('npx', ['fleetwright', 'sandbox', 'down'], home, environment);
        rmSync(home, { recursive: true });
      }
    }, 120_000);
  });

  test.each(configurations)(
    '$where: Terraform plans it',
    ({ code }) => {
      const project = scratchFolder();
      placeInMirror(join(project, 'terraform.d/plugins'));
      writeFileSync(join(project, 'main.tf'), code);
      runTerraform(project, ['init', '-input=false']);
      expect(runTerraform(project, ['plan', '-input=false', '-no-color'])).toMatch(
        /Plan: \d+ to add, 0 to change, 0 to destroy/,
      );
    },
    60_000,
  );
});
