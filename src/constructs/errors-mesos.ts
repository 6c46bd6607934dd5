import { FleetwrightError } from './fleetwright-error';

// As errors.ts, for Mesos and Marathon.

const quote = (value: unknown): string => JSON.stringify(value) ?? 'undefined';

export function invalidApp(at: string, field: string, problem: string): FleetwrightError {
  return new FleetwrightError('invalidApp', `${at}: ${field} ${problem}`);
}

export function definitionNotOneWay(at: string): FleetwrightError {
  return new FleetwrightError('definitionNotOneWay', `${at}: needs exactly one of definition and file`);
}

export function definitionUnreadable(at: string, file: string, reason: string): FleetwrightError {
  return new FleetwrightError('definitionUnreadable', `${at}: cannot read ${quote(file)}: ${reason}`);
}
