export { describeDrift, driftOfApp } from './drift';
export type { FieldDrift } from './drift';
export { isMarathonError, MarathonError } from './errors';
export type { MarathonErrorKind } from './errors';
export { MarathonApi } from './marathon-api';
export type { MarathonConnection, RequestOptions } from './marathon-api';
export { minimalApp } from './minimal-app';
export { absoluteId, isWithin, parentOf } from './paths';
