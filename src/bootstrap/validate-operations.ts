import type { Operation } from './operation';

const idPattern = /^[a-z0-9][a-z0-9./_-]*$/;

/** Throws for a list no recipe may return: a duplicate or malformed id, a restart on an operation that is not there. */
export function validateOperations(operations: readonly Operation[]): void {
  const ids = new Set<string>();
  for (const operation of operations) {
    if (!idPattern.test(operation.id)) {
      throw new Error(`operation id "${operation.id}" must match ${idPattern.source}`);
    }
    if (ids.has(operation.id)) {
      throw new Error(`operation id "${operation.id}" is used twice; ids must be unique in a list`);
    }
    ids.add(operation.id);
  }
  for (const operation of operations) {
    if (operation.kind !== 'service') continue;
    for (const id of operation.restartOn ?? []) {
      if (!ids.has(id)) {
        throw new Error(`operation "${operation.id}": restartOn names "${id}", which is not in the list`);
      }
    }
  }
}
