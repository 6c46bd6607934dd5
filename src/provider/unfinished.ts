import { DiagnosticError, type Resource, type Schema } from '../tfplugin';
import type { Session } from './session';

/** A resource type whose schema is there before what it does is: whatever is asked of it is refused. */
export function unfinished<S extends Schema>(typeName: string, schema: S): Resource<S, Session> {
  const refuse = (): Promise<never> =>
    Promise.reject(
      new DiagnosticError(
        `${typeName} cannot be managed yet`,
        'this version of the provider knows what it takes, not how to make it; use a later one',
      ),
    );
  return { typeName, schema, create: refuse, read: refuse, update: refuse, delete: refuse };
}
