export { UNKNOWN, isUnknown, isWhollyKnown } from './unknown';
export type { Unknown } from './unknown';
export { formatPath } from './path';
export type { Path } from './path';
export { a, t } from './schema/dsl';
export type { Attribute, AttributeOptions, Attributes } from './schema/attribute';
export { defineSchema } from './schema/schema';
export type {
  Applied,
  Config,
  Imported,
  Known,
  PartialState,
  Planned,
  Returned,
  Schema,
} from './schema/schema';
export { DiagnosticError, Diagnostics, messageOf } from './diagnostics';
export type { Diagnostic } from './diagnostics';
export type { JsonValue, PrivateState } from './private-state';
export type { Logger, LogLevel } from './log';
export { configOf, readConfig } from './plan/kept-config';
export { lazyResource } from './resource';
export type {
  CreateContext,
  DeleteContext,
  ImportContext,
  LazyResource,
  PlanChangeContext,
  PlanContext,
  PlanDestroyContext,
  ReadContext,
  Resource,
  ResourceContext,
  UpdateContext,
} from './resource';
export type { ConfigureContext, Provider } from './provider';
export { serve } from './serve';
