import type { CommandOperation } from '../operation';
import { hereDocument, printExactly } from '../shell-text';
import type { CompiledOperation } from './compiled-operation';

const defaultTimeoutSeconds = 600;
const checkTimeoutSeconds = 60;

/**
 * Both scripts reach a shell of their own without being an argument of it, and a syntax error is theirs alone. Checks are
 * run by every plan, so they take the way with the fewest processes.
 */
export function compileCommand(operation: CommandOperation): CompiledOperation {
  const limitSeconds = operation.timeoutSeconds ?? defaultTimeoutSeconds;
  return {
    check: [
      `{ reason=$(ask ${String(checkTimeoutSeconds)}); status=$?; } ${hereDocument(8, `exec 8<&-\n${operation.check}`)}`,
      'reason=${reason##*"$nl"}',
      'return $status',
    ].join('\n'),
    apply: ['reload_units', `${printExactly(operation.apply)} | snippet ${String(limitSeconds)} -eu`].join(
      '\n',
    ),
    library: { check: [], apply: [] },
    limitSeconds: limitSeconds + 10,
  };
}
