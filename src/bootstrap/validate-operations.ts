import { posix } from 'node:path';
import type { Operation } from './operation';

const idPattern = /^[a-z0-9][a-z0-9./_-]*$/;
const modePattern = /^[0-7]{3,4}$/;
const ownerPattern = /^[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+$/;
const sha256Pattern = /^[0-9a-f]{64}$/;
const unitPattern = /^[A-Za-z0-9:_.\\@-]+\.(service|socket|timer|mount|target|path)$/;
/** A package of the distribution, optionally with a version as apt knows it: `kubelet=1.34.4-*`. */
const packagePattern = /^[a-z0-9][a-z0-9+.-]*(=[A-Za-z0-9.+:~*-]+)?$/;

/** Folders without which a machine is none: whoever asks for their removal means something else. */
const vitalFolders =
  /^\/(bin|boot|dev|etc|home|lib|lib32|lib64|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)(\/(bin|lib|lib64|local|sbin|share|log|spool|cache|tmp))?$/;

/**
 * Throws for a list that no recipe may return: a duplicate or malformed id, a restart on an operation that is not
 * there or comes later, a path, mode, owner, checksum, unit or package that cannot be meant.
 */
export function validateOperations(operations: readonly Operation[]): void {
  const ids = new Set<string>();
  const all = new Set(operations.map((operation) => operation.id));
  for (const operation of operations) {
    const { id } = operation;
    demand(idPattern.test(id), `operation id "${id}" must match ${idPattern.source}`);
    demand(!ids.has(id), `operation id "${id}" is used twice; ids must be unique in a list`);
    const fault = faultOf(operation) ?? restartFault(operation, ids, all);
    demand(fault === null, `operation "${id}": ${fault ?? ''}`);
    ids.add(id);
  }
}

function demand(fulfilled: boolean, message: string): void {
  if (!fulfilled) throw new Error(message);
}

function faultOf(operation: Operation): string | null {
  switch (operation.kind) {
    case 'file':
    case 'directory':
      return (
        pathFault(operation.path) ??
        modeFault(operation.mode) ??
        fault(ownerPattern, 'owner', operation.owner)
      );
    case 'transfer':
      return (
        pathFault(operation.path) ??
        modeFault(operation.mode) ??
        fault(sha256Pattern, 'sha256', operation.sha256)
      );
    case 'absent':
      return firstFault(operation.paths, removalFault);
    case 'packages':
      return firstFault(operation.names, (name) => fault(packagePattern, 'package', name));
    case 'service':
      return fault(unitPattern, 'unit', operation.unit);
    case 'command':
      return (operation.timeoutSeconds ?? 1) > 0 ? null : 'timeoutSeconds must be greater than 0';
  }
}

/** A service comes after what it is restarted for: otherwise the restart would wait for the next run. */
function restartFault(
  operation: Operation,
  before: ReadonlySet<string>,
  all: ReadonlySet<string>,
): string | null {
  if (operation.kind !== 'service') return null;
  return firstFault(operation.restartOn ?? [], (id) => {
    if (before.has(id)) return null;
    return all.has(id)
      ? `restartOn names "${id}", which must come before it in the list`
      : `restartOn names "${id}", which is not in the list`;
  });
}

function removalFault(path: string): string | null {
  if (vitalFolders.test(path)) return `path "${path}" is a part of the system that must not be removed`;
  return pathFault(path);
}

function pathFault(path: string): string | null {
  const normal =
    path.startsWith('/') && path !== '/' && !path.endsWith('/') && posix.normalize(path) === path;
  return normal && !/[\0\n]/.test(path)
    ? null
    : `path "${path}" must be absolute, without "..", "." or a slash at its end`;
}

function modeFault(mode: string): string | null {
  return fault(modePattern, 'mode', mode);
}

function fault(pattern: RegExp, field: string, value: string | undefined): string | null {
  if (value === undefined || pattern.test(value)) return null;
  return `${field} "${value}" must match ${pattern.source}`;
}

function firstFault<T>(values: readonly T[], faultOfOne: (value: T) => string | null): string | null {
  return values.map(faultOfOne).find((one) => one !== null) ?? null;
}
