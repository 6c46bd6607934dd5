import type { Address } from '../transport/transport';
import { VERSION } from '../version';

export interface MasterInfo {
  readonly id: string;
  /** The address as a number, its first part the lowest. */
  readonly ip: number;
  readonly port: number;
  readonly pid: string;
  readonly hostname: string;
  readonly version: string;
  readonly address: { readonly hostname: string; readonly ip: string; readonly port: number };
  readonly capabilities: readonly { readonly type: string }[];
  readonly domain?: unknown;
}

export const MASTER_CAPABILITIES = ['AGENT_UPDATE', 'AGENT_DRAINING', 'QUOTA_V2'];

export function masterInfo(
  id: string,
  { ip, port }: Address,
  hostname: string,
  domain?: unknown,
): MasterInfo {
  return {
    id,
    ip: ip.split('.').reduceRight((number, part) => number * 256 + Number(part), 0),
    port,
    pid: `master@${ip}:${String(port)}`,
    hostname,
    version: VERSION,
    address: { hostname, ip, port },
    capabilities: MASTER_CAPABILITIES.map((type) => ({ type })),
    ...(domain === undefined ? {} : { domain }),
  };
}
