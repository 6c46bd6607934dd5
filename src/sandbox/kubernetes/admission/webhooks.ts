import { request as open } from 'node:https';
import { internalError, notCovered, StatusError } from '../api/status-error';
import { at, listAt, mapAt, mapsAt, numberAt, parseJson, textAt, textsAt, toJson } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import type { AdmissionRequest } from '../objects/admission';
import { newUid } from '../objects/metadata';
import { jsonPatch } from '../patch/json-patch';
import { matchesSelector } from '../storage/selectors';
import type { Store } from '../storage/store';
import type { SeededRandom } from '../../world/random';

type HookKind = 'mutatingwebhookconfigurations' | 'validatingwebhookconfigurations';

/**
 * Calls the webhooks that match a write. Those behind a Service get no answer, because pods of the sandbox run
 * nothing; what then happens is for their failurePolicy to say.
 */
export class Webhooks {
  constructor(
    private readonly store: Store,
    private readonly random: SeededRandom,
  ) {}

  async mutate(request: AdmissionRequest): Promise<ApiObject | undefined> {
    let { object } = request;
    for (const hook of this.matching('mutatingwebhookconfigurations', request)) {
      const patch = await this.call(hook, { ...request, object });
      if (patch !== undefined && object !== undefined) object = jsonPatch(object, patch) as ApiObject;
    }
    return object;
  }

  async validate(request: AdmissionRequest): Promise<void> {
    for (const hook of this.matching('validatingwebhookconfigurations', request))
      await this.call(hook, request);
  }

  private matching(kind: HookKind, request: AdmissionRequest): JsonMap[] {
    const storage = `admissionregistration.k8s.io/${kind}`;
    // Webhooks are not asked about webhooks.
    if (this.store.count(storage) === 0 || request.resource.group === 'admissionregistration.k8s.io')
      return [];
    return this.store
      .list(storage)
      .sort((left, right) => (String(left.metadata['name']) < String(right.metadata['name']) ? -1 : 1))
      .flatMap((configuration) => mapsAt(configuration, 'webhooks'))
      .filter((hook) => this.matches(hook, request));
  }

  private matches(
    hook: JsonMap,
    { operation, resource, namespace, object, before }: AdmissionRequest,
  ): boolean {
    const fits = (values: readonly Json[], value: string) => values.includes('*') || values.includes(value);
    const ruled = mapsAt(hook, 'rules').some((rule) => {
      const scope = textAt(rule, 'scope') ?? '*';
      return (
        fits(listAt(rule, 'operations'), operation) &&
        fits(listAt(rule, 'apiGroups'), resource.group) &&
        fits(listAt(rule, 'apiVersions'), resource.version) &&
        (fits(listAt(rule, 'resources'), resource.plural) || listAt(rule, 'resources').includes('*/*')) &&
        (scope === '*' || (scope === 'Namespaced') === resource.namespaced)
      );
    });
    if (!ruled) return false;
    const labelled = [object, before].filter((one) => one !== undefined);
    if (
      !labelled.some((one) => matchesSelector(at(hook, 'objectSelector'), textsAt(one, 'metadata', 'labels')))
    )
      return false;
    const place =
      resource.plural === 'namespaces' ? (object ?? before) : this.store.get('namespaces', '', namespace);
    return (
      place === undefined ||
      matchesSelector(at(hook, 'namespaceSelector'), textsAt(place, 'metadata', 'labels'))
    );
  }

  /** @returns the JSON patch that was asked for */
  private async call(hook: JsonMap, request: AdmissionRequest): Promise<Json | undefined> {
    const name = textAt(hook, 'name') ?? '';
    if (mapsAt(hook, 'matchConditions').length > 0) {
      throw notCovered(`matchConditions (CEL) of webhooks, which ${JSON.stringify(name)} has`);
    }
    const effects = textAt(hook, 'sideEffects');
    if (request.dryRun && effects !== 'None' && effects !== 'NoneOnDryRun') {
      throw new StatusError({
        code: 400,
        reason: 'BadRequest',
        message: `admission webhook ${JSON.stringify(name)} does not support dry run`,
      });
    }
    let answer: Json;
    try {
      answer = await this.ask(hook, request);
    } catch (error) {
      if (textAt(hook, 'failurePolicy') === 'Ignore') return undefined;
      throw internalError(
        `failed calling webhook ${JSON.stringify(name)}: failed to call webhook: ${(error as Error).message}`,
      );
    }
    if (at(answer, 'response', 'allowed') !== true) throw denied(name, mapAt(answer, 'response', 'status'));
    const patch = textAt(answer, 'response', 'patch');
    return patch === undefined ? undefined : parseJson(Buffer.from(patch, 'base64').toString('utf8'));
  }

  private ask(hook: JsonMap, request: AdmissionRequest): Promise<Json> {
    const seconds = numberAt(hook, 'timeoutSeconds') ?? 10;
    const url = this.urlOf(hook, seconds);
    const body = toJson(this.reviewOf(request));
    const bundle = textAt(hook, 'clientConfig', 'caBundle');
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => {
        reject(new Error(`Post ${JSON.stringify(url.href)}: ${describe(error)}`));
      };
      const outgoing = open(
        url,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
          timeout: seconds * 1000,
          ...(bundle === undefined ? {} : { ca: Buffer.from(bundle, 'base64') }),
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', fail);
          response.once('end', () => {
            try {
              resolve(parseJson(Buffer.concat(chunks).toString('utf8')));
            } catch (error) {
              fail(error as Error);
            }
          });
        },
      );
      outgoing.once('timeout', () => outgoing.destroy(new Error('context deadline exceeded')));
      outgoing.once('error', fail);
      outgoing.end(body);
    });
  }

  /** @throws Error for services */
  private urlOf(hook: JsonMap, seconds: number): URL {
    const text = textAt(hook, 'clientConfig', 'url');
    if (text !== undefined) {
      const url = new URL(text);
      url.searchParams.set('timeout', `${String(seconds)}s`);
      return url;
    }
    const service = mapAt(hook, 'clientConfig', 'service');
    const [name, namespace] = [textAt(service, 'name') ?? '', textAt(service, 'namespace') ?? ''];
    const path = (textAt(service, 'path') ?? '').replace(/^\//, '');
    const address = `https://${name}.${namespace}.svc:${String(numberAt(service, 'port') ?? 443)}/${path}?timeout=${String(seconds)}s`;
    if (this.store.get('services', namespace, name) === undefined) {
      throw new Error(`Post ${JSON.stringify(address)}: service ${JSON.stringify(name)} not found`);
    }
    const slices = this.store
      .list('discovery.k8s.io/endpointslices', namespace)
      .filter((slice) => textAt(slice, 'metadata', 'labels', 'kubernetes.io/service-name') === name);
    const ready = slices.some((slice) =>
      mapsAt(slice, 'endpoints').some((one) => at(one, 'conditions', 'ready') === true),
    );
    throw new Error(
      ready
        ? `Post ${JSON.stringify(address)}: the sandbox runs no containers, so nothing answers behind a service`
        : `Post ${JSON.stringify(address)}: no endpoints available for service ${JSON.stringify(name)}`,
    );
  }

  private reviewOf({
    operation,
    resource,
    namespace,
    name,
    object,
    before,
    dryRun,
    actor,
    options,
  }: AdmissionRequest): JsonMap {
    const kind = { group: resource.group, version: resource.version, kind: resource.kind };
    const what = { group: resource.group, version: resource.version, resource: resource.plural };
    return {
      kind: 'AdmissionReview',
      apiVersion: 'admission.k8s.io/v1',
      request: {
        uid: newUid(this.random),
        kind,
        resource: what,
        requestKind: kind,
        requestResource: what,
        name,
        namespace: namespace === '' ? undefined : namespace,
        operation,
        userInfo: { username: actor.user, groups: [...actor.groups] },
        object: object ?? null,
        oldObject: before ?? null,
        dryRun,
        options,
      },
    };
  }
}

function denied(name: string, status: JsonMap): StatusError {
  const why = textAt(status, 'message') ?? textAt(status, 'reason');
  const head = `admission webhook ${JSON.stringify(name)} denied the request`;
  return new StatusError({
    code: numberAt(status, 'code') ?? 403,
    reason: textAt(status, 'reason') ?? 'Forbidden',
    message: why === undefined ? `${head} without explanation` : `${head}: ${why}`,
  });
}

function describe(error: Error): string {
  const { code, address, port } = error as Error & { code?: string; address?: string; port?: number };
  if (code === 'ECONNREFUSED')
    return `dial tcp ${address ?? ''}:${String(port ?? '')}: connect: connection refused`;
  return error.message;
}
