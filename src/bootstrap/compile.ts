import type { Operation } from './operation';
import { compileAbsent } from './operations/absent';
import { compileCommand } from './operations/command';
import type { CompiledOperation } from './operations/compiled-operation';
import { compileDirectory } from './operations/directory';
import { compileFile } from './operations/file';
import { compilePackages } from './operations/packages';
import { compileService, restartMarker } from './operations/service';
import { compileTransfer } from './operations/transfer';
import { applyRuntime, checkRuntime, sharedRuntime } from './script-runtime';
import { quote } from './shell-text';

export interface CompileOptions {
  /** `check` only looks. */
  readonly mode: 'check' | 'apply';
  /** Begins every line of the report; see `randomTag`. */
  readonly tag: string;
}

export interface CompiledScript {
  /** POSIX sh, for standard input. Runs nothing until it has arrived completely. */
  readonly script: string;
  readonly tag: string;
  /** How long it may run at most, in seconds, not counting the wait for another script. */
  readonly limitSeconds: number;
}

/** One script that walks the operations in their order, checks each, applies what is needed and reports. */
export function compile(operations: readonly Operation[], options: CompileOptions): CompiledScript {
  const apply = options.mode === 'apply';
  const compiled = operations.map(compileOperation);
  const libraries = compiled.flatMap((one) => [...one.library.check, ...(apply ? one.library.apply : [])]);
  const functions = compiled.flatMap((one, index) => [
    shellFunction(`check_${String(index)}`, one.check),
    ...(apply ? [shellFunction(`apply_${String(index)}`, one.apply)] : []),
  ]);
  const walk = operations.map((operation, index) => callOf(operation, index, operations));
  const script = [
    sharedRuntime(options.tag),
    apply ? applyRuntime : checkRuntime,
    ...new Set(libraries),
    ...functions,
    ...(apply ? [shellFunction('uploads_from', uploadCalls(operations).join('\n'))] : []),
    shellFunction(
      'main',
      [
        'exec 3>&1 >/dev/null 2>&1 </dev/null',
        'LC_ALL=C',
        'PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"',
        'export LC_ALL PATH',
        'set -f',
        // Whatever was printed before, the first line of the report is a line of its own.
        'echo >&3',
        'begin',
        ...rememberFiles(operations),
        ...walk,
        ...(apply ? keepSums(operations) : []),
        'end',
      ].join('\n'),
    ),
    'main; exit',
    '',
  ].join('\n');
  const limits = compiled.map((one) => (apply ? one.limitSeconds : 0));
  return { script, tag: options.tag, limitSeconds: limits.reduce((sum, one) => sum + one, 300) };
}

function compileOperation(operation: Operation): CompiledOperation {
  switch (operation.kind) {
    case 'file':
      return compileFile(operation);
    case 'directory':
      return compileDirectory(operation);
    case 'absent':
      return compileAbsent(operation);
    case 'packages':
      return compilePackages(operation);
    case 'transfer':
      return compileTransfer(operation);
    case 'service':
      return compileService(operation);
    case 'command':
      return compileCommand(operation);
  }
}

function rememberFiles(operations: readonly Operation[]): string[] {
  const paths = operations.flatMap((operation) => {
    const isFile = operation.kind === 'file' || operation.kind === 'transfer';
    return isFile || operation.kind === 'directory' ? [quote(operation.path)] : [];
  });
  return paths.length === 0 ? ['forget_files'] : [`remember_files ${[...new Set(paths)].join(' ')}`];
}

/** What comes out of a bundle is large: reading all of it again is most of a look at a host. */
function keepSums(operations: readonly Operation[]): string[] {
  const paths = operations.flatMap((one) => (one.kind === 'transfer' ? [quote(one.path)] : []));
  return paths.length === 0 ? [] : [`keep_sums ${paths.join(' ')}`];
}

function callOf(operation: Operation, index: number, operations: readonly Operation[]): string {
  const origin = isPush(operation) ? 'push' : 'local';
  return ['operation', String(index), origin, ...markersOf(operation, operations)].join(' ');
}

function uploadCalls(operations: readonly Operation[]): string[] {
  const calls = operations.flatMap((operation, position) => {
    if (!isPush(operation)) return [];
    const index = String(position);
    const declared = [index, quote(operation.path), operation.sha256, ...markersOf(operation, operations)];
    return [`[ ${index} -lt "$1" ] || wanted ${declared.join(' ')}`];
  });
  return calls.length === 0 ? [':'] : calls;
}

function isPush(operation: Operation): operation is Operation & { kind: 'transfer' } {
  return operation.kind === 'transfer' && operation.source.kind === 'push';
}

/** What must be remembered on the host before the operation changes anything. */
function markersOf(operation: Operation, operations: readonly Operation[]): string[] {
  const restarts = operations.flatMap((other) =>
    other.kind === 'service' && other.restartOn?.includes(operation.id) === true
      ? [quote(restartMarker(other))]
      : [],
  );
  return [...restarts, ...(changesUnitFiles(operation) ? ['daemon-reload'] : [])];
}

const unitFolder = /^\/(etc|run|lib|usr\/lib|usr\/local\/lib)\/systemd\//;

function changesUnitFiles(operation: Operation): boolean {
  switch (operation.kind) {
    case 'file':
    case 'transfer':
      return unitFolder.test(operation.path);
    case 'absent':
      return operation.paths.some((path) => unitFolder.test(path));
    case 'directory':
    case 'packages':
    case 'service':
    case 'command':
      return false;
  }
}

function shellFunction(name: string, body: string): string {
  return `${name}() {\n${body}\n}`;
}
