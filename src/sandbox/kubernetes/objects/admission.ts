import type { ApiObject, JsonMap } from '../json';
import type { Resource } from '../kinds/resource';
import type { Actor } from './actor';

export interface AdmissionRequest {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  /** In the resource's version; undefined for deletions. */
  readonly object: ApiObject | undefined;
  readonly before: ApiObject | undefined;
  readonly dryRun: boolean;
  readonly actor: Actor;
  readonly options: JsonMap;
}

/** What looks at a write before it is made. @throws StatusError when it is refused */
export interface Admission {
  /** May change the object, which is nobody else's. */
  mutate(request: AdmissionRequest): Promise<ApiObject | undefined>;
  validate(request: AdmissionRequest): Promise<void>;
}
