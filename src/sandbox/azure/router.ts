import { ArmError } from './errors';
import type { Operation } from './operation';
import type { ArmRequest } from './wire/read-request';

export interface Route {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds the operation that a request is for, as Azure does it: paths in any case, versions by the type. */
export class Router {
  readonly #operations: readonly { readonly operation: Operation; readonly parts: readonly string[] }[];

  constructor(operations: readonly Operation[]) {
    this.#operations = operations.map((operation) => ({ operation, parts: partsOf(operation.path) }));
  }

  /** @throws ArmError with what Azure says when there is none */
  find(request: ArmRequest): Route {
    const matching = this.#operations.flatMap(({ operation, parts }) => {
      const parameters = match(parts, request.segments);
      return parameters === undefined ? [] : [{ operation, parameters }];
    });
    const found = matching.find(({ operation }) => operation.method === request.method);
    if (matching.length === 0) throw this.#unknown(request);
    if (found === undefined) {
      throw new ArmError(
        405,
        'MethodNotAllowed',
        `The requested resource does not support http method '${request.method}': the sandbox does not cover it.`,
      );
    }
    checkVersion(found.operation, request);
    return found;
  }

  #unknown({ segments, method, query }: ArmRequest): ArmError {
    const index = segments.findIndex((part) => part.toLowerCase() === 'providers');
    const namespace = index < 0 ? undefined : segments[index + 1];
    if (namespace === undefined) {
      return new ArmError(
        404,
        'NotFound',
        `No HTTP resource was found that matches the request '${method} /${segments.join('/')}': the sandbox does not cover it.`,
      );
    }
    const known = this.#operations.some(({ parts }) =>
      parts.some((part) => part.toLowerCase() === namespace.toLowerCase()),
    );
    if (!known) {
      return new ArmError(
        404,
        'InvalidResourceNamespace',
        `The resource namespace '${namespace}' is invalid: the sandbox does not cover it.`,
      );
    }
    return new ArmError(
      404,
      'InvalidResourceType',
      `The resource type '${typeOf(segments.slice(index + 2))}' could not be found in the namespace '${namespace}' for api version '${query.get('api-version') ?? ''}': the sandbox does not cover it.`,
    );
  }
}

function checkVersion({ versions, path }: Operation, { query }: ArmRequest): void {
  const version = query.get('api-version') ?? '';
  if (versions.includes(version)) return;
  const supported = versions.join(', ');
  const parts = partsOf(path);
  const index = parts.indexOf('providers');
  if (index < 0) {
    throw new ArmError(
      400,
      'InvalidApiVersionParameter',
      `The api-version '${version}' is invalid. The supported versions are '${supported}'.`,
    );
  }
  throw new ArmError(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for API version '${version}' for type '${typeOf(parts.slice(index + 2))}' of '${parts[index + 1] ?? ''}'. The supported api-versions are '${supported}'.`,
  );
}

/** `virtualNetworks/subnets` of `virtualNetworks/a/subnets/b`. */
function typeOf(parts: readonly string[]): string {
  return parts.filter((_, index) => index % 2 === 0).join('/');
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

function match(
  parts: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (parts.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = segment;
    else if (part.toLowerCase() !== segment.toLowerCase()) return undefined;
  }
  return parameters;
}
