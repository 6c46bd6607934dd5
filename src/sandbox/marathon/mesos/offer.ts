import type { JsonMap } from '../json';
import { asList, asMap, asText } from '../json';

export interface PortRange {
  readonly begin: number;
  readonly end: number;
}

/** A resource of an offer, as far as it is looked at. */
export interface OfferedResource {
  readonly name: string;
  /** The role that it is reserved for; `*` for none. */
  readonly role: string;
  readonly scalar?: number;
  readonly ranges?: readonly PortRange[];
  readonly set?: readonly string[];
  /** Of a dynamic reservation. */
  readonly labels: Readonly<Record<string, string>>;
  readonly persistenceId?: string;
  /** `root`, or `PATH` or `MOUNT` with its root folder. */
  readonly disk: { readonly type: string; readonly root?: string };
  /** As Mesos sent it. */
  readonly raw: JsonMap;
}

export interface OfferedAttribute {
  readonly name: string;
  readonly text?: string;
  readonly scalar?: number;
  readonly ranges?: readonly PortRange[];
  readonly set?: readonly string[];
}

export interface Offer {
  readonly id: string;
  readonly agentId: string;
  readonly hostname: string;
  /** The agent's own address; its hostname when Mesos tells none. */
  readonly address: string;
  readonly resources: readonly OfferedResource[];
  readonly attributes: readonly OfferedAttribute[];
  readonly region?: string;
  readonly zone?: string;
  /** The role that it is offered to. */
  readonly role: string;
  /** When a planned maintenance of the agent begins. Milliseconds since 1970. */
  readonly unavailableFrom?: number;
}

export function readOffer(json: JsonMap): Offer {
  const domain = asMap(asMap(json['domain'])['fault_domain']);
  const [region, zone] = [asMap(domain['region'])['name'], asMap(domain['zone'])['name']];
  const hostname = asText(json['hostname']);
  const start = asMap(asMap(json['unavailability'])['start'])['nanoseconds'];
  return {
    id: valueOf(json['id']),
    agentId: valueOf(json['agent_id']),
    hostname,
    address: asText(asMap(asMap(json['url'])['address'])['ip']) || hostname,
    resources: asList(json['resources']).map((resource) => readResource(asMap(resource))),
    attributes: asList(json['attributes']).map((attribute) => readAttribute(asMap(attribute))),
    role: asText(asMap(json['allocation_info'])['role']) || '*',
    ...(typeof region === 'string' ? { region } : {}),
    ...(typeof zone === 'string' ? { zone } : {}),
    ...(start === undefined ? {} : { unavailableFrom: Number(start) / 1e6 }),
  };
}

/** `{"value": "x"}` */
export function valueOf(id: unknown): string {
  return asText(asMap(id)['value']);
}

function readResource(raw: JsonMap): OfferedResource {
  const refined = asMap(asList(raw['reservations']).at(-1));
  const reservation = raw['reservations'] === undefined ? asMap(raw['reservation']) : refined;
  const disk = asMap(raw['disk']);
  const source = asMap(disk['source']);
  const root = asMap(source['path'])['root'] ?? asMap(source['mount'])['root'];
  const persistence = asMap(disk['persistence'])['id'];
  return {
    name: asText(raw['name']),
    role: asText(refined['role']) || asText(raw['role']) || '*',
    ...values(raw),
    labels: Object.fromEntries(
      asList(asMap(reservation['labels'])['labels']).map((label) => [
        asText(asMap(label)['key']),
        asText(asMap(label)['value']),
      ]),
    ),
    ...(typeof persistence === 'string' ? { persistenceId: persistence } : {}),
    disk: { type: asText(source['type']) || 'root', ...(typeof root === 'string' ? { root } : {}) },
    raw,
  };
}

function readAttribute(raw: JsonMap): OfferedAttribute {
  const text = asMap(raw['text'])['value'];
  return { name: asText(raw['name']), ...(typeof text === 'string' ? { text } : {}), ...values(raw) };
}

function values(raw: JsonMap): Pick<OfferedResource, 'scalar' | 'ranges' | 'set'> {
  const scalar = asMap(raw['scalar'])['value'];
  const ranges = asMap(raw['ranges'])['range'];
  const set = asMap(raw['set'])['item'];
  return {
    ...(typeof scalar === 'number' ? { scalar } : {}),
    ...(ranges === undefined
      ? {}
      : {
          ranges: asList(ranges).map((range) => ({
            begin: Number(asMap(range)['begin']),
            end: Number(asMap(range)['end']),
          })),
        }),
    ...(set === undefined ? {} : { set: asList(set).map(String) }),
  };
}

/** An attribute's value as constraints compare it. */
export function attributeText(attribute: OfferedAttribute): string {
  const { text, scalar, ranges, set } = attribute;
  if (text !== undefined) return text;
  // Mesos keeps scalars to three places.
  if (scalar !== undefined) return String(Math.round(scalar * 1000) / 1000);
  if (ranges !== undefined)
    return `[${ranges.map(({ begin, end }) => `${String(begin)}-${String(end)}`).join(',')}]`;
  return `{${(set ?? []).join(',')}}`;
}
