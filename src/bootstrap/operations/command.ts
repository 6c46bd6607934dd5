import type { CommandOperation } from '../operation';
import { printExactly } from '../shell-text';
import type { CompiledOperation } from './compiled-operation';

const defaultTimeoutSeconds = 600;
const checkTimeoutSeconds = 60;

/** Both scripts travel over a pipe into a shell of their own: no argument list, and a syntax error is theirs alone. */
export function compileCommand(operation: CommandOperation): CompiledOperation {
  const limitSeconds = operation.timeoutSeconds ?? defaultTimeoutSeconds;
  return {
    check: [
      `reason=$(${printExactly(operation.check)} | snippet ${String(checkTimeoutSeconds)} -)`,
      'status=$?',
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
