import type { JsonMap } from './json';
import type { Problem } from './definitions/shape';

/** What a request is refused with. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: JsonMap,
  ) {
    super(typeof body['message'] === 'string' ? body['message'] : String(status));
  }
}

const refuse = (status: number, message: string, more: JsonMap = {}): ApiError =>
  new ApiError(status, { message, ...more });

/** The body is no JSON at all. */
export const malformedJson = (reason: string): ApiError =>
  refuse(400, 'Invalid JSON', { details: [{ message: reason }] });

/** A field is not of its type or not within its limits. Marathon answers this with 422 since 1.5. */
export const invalidJson = (problems: readonly Problem[]): ApiError =>
  refuse(422, 'Invalid JSON', { details: problems.map((problem) => ({ ...problem })) });

/** The fields do not go together. */
export const invalidObject = (problems: readonly Problem[]): ApiError =>
  refuse(422, 'Object is not valid', { details: problems.map((problem) => ({ ...problem })) });

export const badRequest = (message: string): ApiError => refuse(400, message);
export const unknownApp = (id: string, version?: string): ApiError =>
  refuse(404, `App '${id}' does not exist${version === undefined ? '' : ` in version ${version}`}`);
export const unknownPod = (id: string, version?: string): ApiError =>
  refuse(404, `Pod '${id}' does not exist${version === undefined ? '' : ` in version ${version}`}`);
export const unknownGroup = (id: string, version?: string): ApiError =>
  refuse(404, `Group '${id}' does not exist${version === undefined ? '' : ` in version ${version}`}`);
export const unknownTask = (id: string): ApiError => refuse(404, `Task '${id}' does not exist`);
export const unknownDeployment = (id: string): ApiError => refuse(404, `DeploymentPlan ${id} does not exist`);
export const unknownPath = (path: string): ApiError => refuse(404, `URI not found: ${path}`);
export const conflict = (message: string): ApiError => refuse(409, message);
export const unprocessable = (message: string): ApiError => refuse(422, message);
export const noLeader = (): ApiError => refuse(503, 'Could not determine the current leader');
export const methodNotAllowed = (): ApiError => refuse(405, 'Method Not Allowed');
export const unsupportedMediaType = (): ApiError => refuse(415, 'Unsupported Media Type');

export const locked = (ids: readonly string[]): ApiError =>
  refuse(
    409,
    "App is locked by one or more deployments. Override with the option '?force=true'. " +
      "View details at '/v2/deployments/<DEPLOYMENT_ID>'.",
    { deployments: ids.map((id) => ({ id })) },
  );
