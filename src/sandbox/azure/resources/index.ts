import type { Operation } from '../operation';
import { GROUP_RESULT_OPERATION } from './delete-group';
import { GROUP_OPERATIONS } from './groups';
import { LIST_OPERATIONS } from './lists';

/** What Microsoft.Resources does here. */
export const RESOURCE_OPERATIONS: readonly Operation[] = [
  ...GROUP_OPERATIONS,
  GROUP_RESULT_OPERATION,
  ...LIST_OPERATIONS,
];
