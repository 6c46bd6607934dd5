import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, Faults } from '../../world/faults';
import type { Traffic } from '../../world/traffic';
import type { Clock } from '../../world/clock';
import type { KindRegistry } from '../kinds/kind-registry';
import type { Deleter } from '../objects/deleter';
import type { Objects } from '../objects/objects';
import { scaleOf } from '../objects/scale';
import type { Json } from '../json';
import { actorOf, authenticate } from './authentication';
import type { Identity } from './authentication';
import { accessDenied, isAllowed } from './authorization';
import type { Attributes } from './authorization';
import { page, select, selectionOf } from './collection';
import * as discovery from './discovery';
import { parseBody, readBody, sendError, sendJson, sendText } from './http';
import { openapiDocument, openapiIndex } from './openapi';
import { represent, representationOf } from './representation';
import { isReview, review } from './reviews';
import { resourceRoute, versionRoute } from './route';
import type { ResourceRoute, VersionRoute } from './route';
import {
  internalError,
  methodNotAllowed,
  noSuchPath,
  StatusError,
  tooManyRequests,
  unavailable,
} from './status-error';
import { streamChanges } from './watch';
import { writeOptionsOf } from './write-options';
import { refuseContainerCall, Writes } from './writes';

export interface ApiServerParts {
  readonly objects: Objects;
  readonly deleter: Deleter;
  readonly registry: KindRegistry;
  readonly faults: Faults;
  readonly traffic: Traffic;
  readonly clock: Clock;
  /** `v1.34.4` */
  readonly version: string;
  /** The cluster's name, which faults may be about. */
  readonly cluster: string;
  identityOfToken(token: string): Identity | undefined;
}

/** Answers requests as a Kubernetes API server does. */
export class ApiServer {
  private readonly writes: Writes;

  constructor(private readonly parts: ApiServerParts) {
    this.writes = new Writes(parts.objects, parts.deleter);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', 'https://localhost');
      const parts = url.pathname
        .split('/')
        .filter((part) => part !== '')
        .map(decodeURIComponent);
      const version = versionRoute(parts);
      const route = version === undefined ? undefined : resourceRoute(this.parts.registry, version);
      if (await this.struck(request, response, route)) return;
      const identity = authenticate(request, this.parts.identityOfToken);
      this.authorize(identity, request, url, route);
      if (route !== undefined) await this.serveResource(route, request, response, url.searchParams, identity);
      else if (version !== undefined && version.rest.length > 0 && this.isServed(version)) {
        throw this.unknownResource(version);
      } else this.servePlain(parts, url, request, response);
    } catch (error) {
      sendError(response, error instanceof StatusError ? error : internalError(String(error)));
    }
  }

  /** Faults that somebody asked for. @returns whether the request is over */
  private async struck(
    request: IncomingMessage,
    response: ServerResponse,
    route: ResourceRoute | undefined,
  ): Promise<boolean> {
    const { faults, traffic, clock, cluster } = this.parts;
    const operation = `${request.method ?? 'GET'} ${route?.resource.plural ?? 'api'}`;
    const subjects = [route?.name, route?.namespace, cluster].filter(
      (one) => one !== undefined && one !== '',
    );
    response.once('close', traffic.begin('kubernetes', operation));
    const hit = faults.strike({ service: 'kubernetes', operation, subjects: subjects as string[] });
    const find = (kind: Fault['kind']) => hit.find((fault) => fault.kind === kind);
    const slow = find('slow');
    if (slow !== undefined) {
      const gone = new AbortController();
      response.once('close', () => {
        gone.abort();
      });
      await clock.sleep(slow.delaySeconds ?? 10, gone.signal).catch(() => undefined);
      if (gone.signal.aborted) return true;
    }
    if (find('away') !== undefined) {
      request.socket.destroy();
      return true;
    }
    if (find('throttle') !== undefined) {
      throw tooManyRequests(
        'the server has received too many requests and has asked us to try again later',
        1,
      );
    }
    if (find('error') !== undefined) throw internalError('a fault of the sandbox');
    if (find('response-lost') !== undefined) loseResponse(request, response);
    return false;
  }

  private authorize(
    identity: Identity,
    request: IncomingMessage,
    url: URL,
    route: ResourceRoute | undefined,
  ): void {
    const wanted: Attributes =
      route === undefined
        ? { path: url.pathname, verb: (request.method ?? 'GET').toLowerCase() }
        : {
            verb: verbOf(request.method ?? 'GET', route, url.searchParams),
            group: route.resource.group,
            resource:
              route.subresource === ''
                ? route.resource.plural
                : `${route.resource.plural}/${route.subresource}`,
            namespace: route.namespace,
            name: route.name,
          };
    const own =
      route !== undefined && isReview(route.resource) && route.resource.plural.startsWith('selfsubject');
    if (own && identity.groups.includes('system:authenticated')) return;
    if (!isAllowed(this.parts.objects.store, identity, wanted)) throw accessDenied(identity, wanted);
  }

  private isServed({ group, version }: VersionRoute): boolean {
    const { registry } = this.parts;
    return (
      registry.isAggregated(group, version) ||
      registry.all().some((one) => one.group === group && one.version === version)
    );
  }

  private unknownResource({ group, version }: VersionRoute): StatusError {
    return this.parts.registry.isAggregated(group, version)
      ? unavailable('service unavailable')
      : noSuchPath();
  }

  private async serveResource(
    route: ResourceRoute,
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
    identity: Identity,
  ): Promise<void> {
    const { objects } = this.parts;
    const { resource, name } = route;
    if (isReview(resource) && request.method === 'POST') {
      const body = parseBody(await readBody(request), true);
      sendJson(response, 201, review(objects.store, resource, body, identity, this.parts.identityOfToken));
      return;
    }
    if (request.method === 'GET' || request.method === 'HEAD') {
      this.read(route, request, response, query);
      return;
    }
    const warnings: string[] = [];
    const answer = await this.writes.handle(route, request, query, {
      actor: actorOf(identity, request, query.get('fieldManager')),
      ...writeOptionsOf(request.method ?? '', query),
      warnings,
    });
    const representation = representationOf(request.headers.accept);
    const body: Json =
      answer.object === undefined || name === ''
        ? answer.body
        : represent(resource, [answer.object], undefined, representation);
    sendJson(response, answer.code, body, { warnings });
  }

  private read(
    route: ResourceRoute,
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
  ): void {
    const { objects } = this.parts;
    const { resource, namespace, name, subresource } = route;
    refuseContainerCall(route);
    if (subresource !== '' && !resource.subresources.has(subresource)) throw noSuchPath();
    const representation = representationOf(request.headers.accept);
    const watching = query.get('watch') === 'true' || query.get('watch') === '1';
    if (watching || name === '') {
      const verb = watching ? 'watch' : 'list';
      if (!resource.verbs.includes(verb))
        throw methodNotAllowed({ kind: resource.plural, group: resource.group });
      const selection = selectionOf(resource, namespace, query, name);
      if (watching) {
        streamChanges(objects.store, request, response, { resource, selection, query, representation });
        return;
      }
      const found = page(objects.store, select(objects.store, resource, selection), query);
      const includeObject = query.get('includeObject') ?? undefined;
      sendJson(
        response,
        200,
        represent(resource, found.objects, found.metadata, representation, { includeObject }),
      );
      return;
    }
    const object = objects.get({ resource, namespace, name });
    if (subresource === 'scale') sendJson(response, 200, scaleOf(resource, object));
    else sendJson(response, 200, represent(resource, [object], undefined, representation));
  }

  /** What is no object: discovery, health, version. */
  private servePlain(
    parts: readonly string[],
    url: URL,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { registry, version } = this.parts;
    if (request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed({});
    const [root, group = '', groupVersion = ''] = parts;
    const accept = request.headers.accept ?? '';
    if ((root === 'api' || root === 'apis') && parts.length === 1) {
      if (discovery.wantsAggregated(accept)) {
        const contentType = discovery.aggregatedDiscovery;
        sendJson(response, 200, discovery.aggregatedGroups(registry, root === 'api'), { contentType });
        return;
      }
      const { localAddress = '127.0.0.1', localPort = 6443 } = request.socket;
      const address = `${localAddress}:${String(localPort)}`;
      sendJson(
        response,
        200,
        root === 'api' ? discovery.coreVersions(address) : discovery.groupList(registry),
      );
      return;
    }
    if (root === 'openapi') {
      this.serveOpenapi(parts, response);
      return;
    }
    const found = plainAnswer(parts, version);
    if (typeof found === 'string')
      sendText(
        response,
        200,
        url.searchParams.has('verbose')
          ? `[+]ping ok\n[+]etcd ok\n${url.pathname.slice(1)} check passed\n`
          : found,
      );
    else if (found !== undefined) sendJson(response, 200, found);
    else if (root === 'apis' && parts.length === 2)
      this.send(response, discovery.groupNamed(registry, group));
    else if (root === 'api' && parts.length === 2)
      this.send(response, discovery.resourceList(registry, '', group));
    else if (root === 'apis' && parts.length === 3) {
      if (registry.isAggregated(group, groupVersion)) throw unavailable('service unavailable');
      this.send(response, discovery.resourceList(registry, group, groupVersion));
    } else sendText(response, 404, '404 page not found\n');
  }

  private serveOpenapi([, kind, ...rest]: readonly string[], response: ServerResponse): void {
    const { registry } = this.parts;
    if (kind !== 'v3') {
      sendText(response, 404, 'the sandbox does not cover OpenAPI v2; ask for /openapi/v3\n');
      return;
    }
    if (rest.length === 0) {
      sendJson(response, 200, openapiIndex(registry));
      return;
    }
    const version = versionRoute(rest);
    this.send(
      response,
      version === undefined ? undefined : openapiDocument(registry, version.group, version.version),
    );
  }

  private send(response: ServerResponse, body: Json | undefined): void {
    if (body === undefined) throw noSuchPath();
    sendJson(response, 200, body);
  }
}

function plainAnswer(parts: readonly string[], version: string): Json | undefined {
  const [root] = parts;
  if (root === 'healthz' || root === 'livez' || root === 'readyz') return 'ok';
  if (root === 'version' && parts.length === 1) {
    const [major = '1', minor = '0'] = version.replace(/^v/, '').split('.');
    return {
      major,
      minor,
      gitVersion: version,
      gitCommit: '',
      gitTreeState: 'clean',
      buildDate: '1970-01-01T00:00:00Z',
      goVersion: '',
      compiler: 'fleetwright sandbox',
      platform: 'linux/amd64',
    };
  }
  return undefined;
}

/** The request takes effect; its answer never arrives. */
function loseResponse(request: IncomingMessage, response: ServerResponse): void {
  const cut = (): ServerResponse => {
    request.socket.destroy();
    return response;
  };
  response.writeHead = cut;
  response.end = cut;
}

function verbOf(method: string, { name }: ResourceRoute, query: URLSearchParams): string {
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === '' ? 'deletecollection' : 'delete';
    default:
      if (query.get('watch') === 'true' || query.get('watch') === '1') return 'watch';
      return name === '' ? 'list' : 'get';
  }
}
