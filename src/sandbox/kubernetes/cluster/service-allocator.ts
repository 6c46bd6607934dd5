import { invalid } from '../api/status-error';
import { listAt, mapsAt, numberAt, textAt, without } from '../json';
import type { ApiObject } from '../json';
import { nameOf, uidOf } from '../kinds/resource';
import type { Allocator } from '../objects/parts';
import { count, draftOf, ensure, parts, text } from '../rules/draft';
import type { Draft } from '../rules/draft';
import { invalidValue } from '../rules/problems';
import type { Store } from '../storage/store';
import type { SeededRandom } from '../../world/random';
import type { IpRange } from './ip-range';

const nodePorts = { first: 30_000, count: 2768 };

/** Cluster addresses and node ports of services. */
export class ServiceAllocator implements Allocator {
  constructor(
    private readonly store: Store,
    private readonly range: IpRange,
    private readonly random: SeededRandom,
  ) {}

  allocate(object: ApiObject, _before: ApiObject | undefined): ApiObject {
    if (object.kind !== 'Service' || object.apiVersion !== 'v1') return object;
    const spec = ensure(draftOf(object), 'spec');
    const type = text(spec, 'type');
    if (type === 'ExternalName') {
      const kept = without(spec, 'clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy');
      return { ...object, spec: kept };
    }
    this.giveAddress(object, spec);
    spec['ipFamilies'] ??= ['IPv4'];
    spec['ipFamilyPolicy'] ??= 'SingleStack';
    const wantsPorts =
      type === 'NodePort' || (type === 'LoadBalancer' && spec['allocateLoadBalancerNodePorts'] !== false);
    if (wantsPorts) this.givePorts(object, spec);
    else if (type === 'ClusterIP')
      for (const port of parts(spec, 'ports')) if (count(port, 'nodePort') === 0) delete port['nodePort'];
    if (type === 'LoadBalancer' && spec['externalTrafficPolicy'] === 'Local') {
      spec['healthCheckNodePort'] ??= this.freePort(this.portsTaken(object), true);
    }
    return object;
  }

  private giveAddress(object: ApiObject, spec: Draft): void {
    const asked = text(spec, 'clusterIP') || String(listAt(spec, 'clusterIPs')[0] ?? '');
    if (asked === 'None') {
      Object.assign(spec, { clusterIP: 'None', clusterIPs: ['None'] });
      return;
    }
    const taken = new Set(this.others(object).map((one) => textAt(one, 'spec', 'clusterIP')));
    if (asked !== '') {
      if (!this.range.contains(asked)) {
        throw this.refusal(
          object,
          'spec.clusterIPs',
          [asked],
          'failed to allocate IP ' + asked + ': the provided network does not match the current range',
        );
      }
      if (taken.has(asked)) {
        throw this.refusal(
          object,
          'spec.clusterIPs',
          [asked],
          `failed to allocate IP ${asked}: provided IP is already allocated`,
        );
      }
      Object.assign(spec, { clusterIP: asked, clusterIPs: [asked] });
      return;
    }
    for (;;) {
      const address = this.range.at(1 + this.random.integer(this.range.size - 2));
      if (taken.has(address)) continue;
      Object.assign(spec, { clusterIP: address, clusterIPs: [address] });
      return;
    }
  }

  private givePorts(object: ApiObject, spec: Draft): void {
    const taken = this.portsTaken(object);
    for (const [index, port] of parts(spec, 'ports').entries()) {
      const asked = count(port, 'nodePort') ?? 0;
      const field = `spec.ports[${String(index)}].nodePort`;
      if (asked === 0) {
        port['nodePort'] = this.freePort(taken, false);
      } else if (asked < nodePorts.first || asked >= nodePorts.first + nodePorts.count) {
        throw this.refusal(
          object,
          field,
          asked,
          'provided port is not in the valid range. The range of valid ports is 30000-32767',
        );
      } else if (taken.has(asked)) {
        throw this.refusal(object, field, asked, 'provided port is already allocated');
      }
      taken.add(count(port, 'nodePort') ?? 0);
    }
  }

  private portsTaken(object: ApiObject): Set<number> {
    const taken = new Set<number>();
    for (const other of this.others(object)) {
      for (const port of mapsAt(other, 'spec', 'ports')) taken.add(numberAt(port, 'nodePort') ?? 0);
      taken.add(numberAt(other, 'spec', 'healthCheckNodePort') ?? 0);
    }
    return taken;
  }

  private freePort(taken: Set<number>, claim: boolean): number {
    for (;;) {
      const port = nodePorts.first + this.random.integer(nodePorts.count);
      if (taken.has(port)) continue;
      if (claim) taken.add(port);
      return port;
    }
  }

  private others(object: ApiObject): ApiObject[] {
    return this.store.list('services').filter((one) => uidOf(one) !== uidOf(object));
  }

  private refusal(object: ApiObject, field: string, value: number | string[], why: string) {
    return invalid({ name: nameOf(object), kind: 'Service' }, [invalidValue(field, value, why)]);
  }
}
