import { many, mapOf, message, one, presence, scalar, stringMap } from './protobuf';
import type { Decoded, Encodables, Field, Message } from './protobuf';

/*
 * The messages of tfplugin6 that this framework reads or writes, field by field as in the protocol; fields of
 * features it does not offer are left out. A test holds these tables against the protocol's definition.
 */

export const dynamicValue = message('DynamicValue', {
  msgpack: scalar('bytes', 1),
  json: scalar('bytes', 2),
});
export type DynamicValue = Decoded<typeof dynamicValue>;

export const attributePathStep = message('AttributePath.Step', {
  attribute_name: presence('string', 1),
  element_key_string: presence('string', 2),
  element_key_int: presence('int64', 3),
});
export type AttributePathStep = Encodables<typeof attributePathStep>;

export const attributePath = message('AttributePath', { steps: many(() => attributePathStep, 1) });
export type AttributePath = Encodables<typeof attributePath>;

export const DiagnosticSeverity = { INVALID: 0, ERROR: 1, WARNING: 2 } as const;

export const diagnostic = message('Diagnostic', {
  severity: scalar('enum', 1),
  summary: scalar('string', 2),
  detail: scalar('string', 3),
  attribute: one(() => attributePath, 4),
});
export type WireDiagnostic = Encodables<typeof diagnostic>;

export const rawState = message('RawState', { json: scalar('bytes', 1), flatmap: stringMap(2) });

export const StringKind = { PLAIN: 0, MARKDOWN: 1 } as const;
export const NestingMode = { INVALID: 0, SINGLE: 1, LIST: 2, SET: 3, MAP: 4 } as const;

/** Written out because the two contain each other. */
export interface SchemaObject {
  attributes: SchemaAttribute[];
  nesting: number;
}

export interface SchemaAttribute {
  name: string;
  type: Uint8Array;
  nested_type: SchemaObject | undefined;
  description: string;
  required: boolean;
  optional: boolean;
  computed: boolean;
  sensitive: boolean;
  description_kind: number;
  deprecated: boolean;
  write_only: boolean;
  deprecation_message: string;
}

type FieldsOf<T> = { readonly [K in keyof T]: Field<T[K]> };

export const schemaAttribute: Message<FieldsOf<SchemaAttribute>> = message('Schema.Attribute', {
  name: scalar('string', 1),
  type: scalar('bytes', 2),
  nested_type: { number: 10, type: () => schemaObject, label: 'single' },
  description: scalar('string', 3),
  required: scalar('bool', 4),
  optional: scalar('bool', 5),
  computed: scalar('bool', 6),
  sensitive: scalar('bool', 7),
  description_kind: scalar('enum', 8),
  deprecated: scalar('bool', 9),
  write_only: scalar('bool', 11),
  deprecation_message: scalar('string', 12),
});

export const schemaObject = message('Schema.Object', {
  attributes: many(() => schemaAttribute, 1),
  nesting: scalar('enum', 3),
});

export const schemaBlock = message('Schema.Block', {
  version: scalar('int64', 1),
  attributes: many(() => schemaAttribute, 2),
  description: scalar('string', 4),
  description_kind: scalar('enum', 5),
});

export const schema = message('Schema', { version: scalar('int64', 1), block: one(() => schemaBlock, 2) });
export type WireSchema = Encodables<typeof schema>;

export const serverCapabilities = message('ServerCapabilities', {
  plan_destroy: scalar('bool', 1),
  get_provider_schema_optional: scalar('bool', 2),
});

export const clientCapabilities = message('ClientCapabilities', {
  deferral_allowed: scalar('bool', 1),
  write_only_attributes_allowed: scalar('bool', 2),
});

export const getProviderSchemaRequest = message('GetProviderSchema.Request', {});
export const getProviderSchemaResponse = message('GetProviderSchema.Response', {
  provider: one(() => schema, 1),
  resource_schemas: mapOf(() => schema, 2),
  diagnostics: many(() => diagnostic, 4),
  provider_meta: one(() => schema, 5),
  server_capabilities: one(() => serverCapabilities, 6),
});

export const validateProviderConfigRequest = message('ValidateProviderConfig.Request', {
  config: one(() => dynamicValue, 1),
});
export const validateProviderConfigResponse = message('ValidateProviderConfig.Response', {
  diagnostics: many(() => diagnostic, 2),
});

export const validateResourceConfigRequest = message('ValidateResourceConfig.Request', {
  type_name: scalar('string', 1),
  config: one(() => dynamicValue, 2),
  client_capabilities: one(() => clientCapabilities, 3),
});
export const validateResourceConfigResponse = message('ValidateResourceConfig.Response', {
  diagnostics: many(() => diagnostic, 1),
});

export const upgradeResourceStateRequest = message('UpgradeResourceState.Request', {
  type_name: scalar('string', 1),
  version: scalar('int64', 2),
  raw_state: one(() => rawState, 3),
});
export const upgradeResourceStateResponse = message('UpgradeResourceState.Response', {
  upgraded_state: one(() => dynamicValue, 1),
  diagnostics: many(() => diagnostic, 2),
});

export const configureProviderRequest = message('ConfigureProvider.Request', {
  terraform_version: scalar('string', 1),
  config: one(() => dynamicValue, 2),
  client_capabilities: one(() => clientCapabilities, 3),
});
export const configureProviderResponse = message('ConfigureProvider.Response', {
  diagnostics: many(() => diagnostic, 1),
});

export const readResourceRequest = message('ReadResource.Request', {
  type_name: scalar('string', 1),
  current_state: one(() => dynamicValue, 2),
  private: scalar('bytes', 3),
  client_capabilities: one(() => clientCapabilities, 5),
});
export const readResourceResponse = message('ReadResource.Response', {
  new_state: one(() => dynamicValue, 1),
  diagnostics: many(() => diagnostic, 2),
  private: scalar('bytes', 3),
});

export const planResourceChangeRequest = message('PlanResourceChange.Request', {
  type_name: scalar('string', 1),
  prior_state: one(() => dynamicValue, 2),
  proposed_new_state: one(() => dynamicValue, 3),
  config: one(() => dynamicValue, 4),
  prior_private: scalar('bytes', 5),
  client_capabilities: one(() => clientCapabilities, 7),
});
export const planResourceChangeResponse = message('PlanResourceChange.Response', {
  planned_state: one(() => dynamicValue, 1),
  requires_replace: many(() => attributePath, 2),
  planned_private: scalar('bytes', 3),
  diagnostics: many(() => diagnostic, 4),
});

export const applyResourceChangeRequest = message('ApplyResourceChange.Request', {
  type_name: scalar('string', 1),
  prior_state: one(() => dynamicValue, 2),
  planned_state: one(() => dynamicValue, 3),
  config: one(() => dynamicValue, 4),
  planned_private: scalar('bytes', 5),
});
export const applyResourceChangeResponse = message('ApplyResourceChange.Response', {
  new_state: one(() => dynamicValue, 1),
  private: scalar('bytes', 2),
  diagnostics: many(() => diagnostic, 3),
});

export const importResourceStateRequest = message('ImportResourceState.Request', {
  type_name: scalar('string', 1),
  id: scalar('string', 2),
  client_capabilities: one(() => clientCapabilities, 3),
});
export const importedResource = message('ImportResourceState.ImportedResource', {
  type_name: scalar('string', 1),
  state: one(() => dynamicValue, 2),
  private: scalar('bytes', 3),
});
export const importResourceStateResponse = message('ImportResourceState.Response', {
  imported_resources: many(() => importedResource, 1),
  diagnostics: many(() => diagnostic, 2),
});

export const stopProviderRequest = message('StopProvider.Request', {});
export const stopProviderResponse = message('StopProvider.Response', { Error: scalar('string', 1) });
