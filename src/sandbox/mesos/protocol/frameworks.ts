import type { Resources } from '../values/resource';
import type { Attribute } from '../values/attributes';
import type { Id } from './tasks';

export interface FrameworkInfo {
  readonly user: string;
  readonly name: string;
  readonly id?: Id;
  readonly failover_timeout?: number;
  readonly checkpoint?: boolean;
  readonly role?: string;
  readonly roles?: readonly string[];
  readonly hostname?: string;
  readonly principal?: string;
  readonly webui_url?: string;
  readonly capabilities?: readonly { readonly type: string }[];
  readonly labels?: unknown;
}

export function rolesOf({ roles, role, capabilities }: FrameworkInfo): readonly string[] {
  const multiRole = capabilities?.some(({ type }) => type === 'MULTI_ROLE') === true;
  return multiRole ? (roles ?? []) : [role ?? '*'];
}

export function hasCapability({ capabilities }: FrameworkInfo, type: string): boolean {
  return capabilities?.some((capability) => capability.type === type) === true;
}

/** Resources of one agent, for one framework to take or leave. */
export interface Offer {
  readonly id: Id;
  readonly framework_id: Id;
  readonly agent_id: Id;
  readonly hostname: string;
  readonly url: unknown;
  readonly resources: Resources;
  readonly attributes: readonly Attribute[];
  readonly allocation_info: { readonly role: string };
  readonly domain?: unknown;
  readonly unavailability?: unknown;
}
