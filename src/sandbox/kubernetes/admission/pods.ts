import { forbidden } from '../api/status-error';
import { at, mapAt, mapsAt, numberAt, textAt } from '../json';
import type { ApiObject, Json } from '../json';
import { allContainers } from '../rules/pod-defaults';
import { draftOf, ensure, parts, preset, text } from '../rules/draft';
import type { Draft } from '../rules/draft';
import type { Store } from '../storage/store';
import type { SeededRandom } from '../../world/random';
import { randomSuffix } from '../objects/metadata';

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';
const tokenSeconds = 3607;

/** What the API server adds to every pod. @throws StatusError 403 */
export function completePod(
  store: Store,
  random: SeededRandom,
  pod: ApiObject,
  namespace: string,
): ApiObject {
  const draft = draftOf(pod);
  const spec = ensure(draft, 'spec');
  const mirror = textAt(pod, 'metadata', 'annotations', 'kubernetes.io/config.mirror') !== undefined;
  applyLimitRanges(store, spec, namespace);
  if (!mirror) addAccount(store, random, spec, textAt(pod, 'metadata', 'name') ?? '', namespace);
  addTolerations(spec);
  addPriority(store, spec, textAt(pod, 'metadata', 'name') ?? '');
  return pod;
}

function addAccount(store: Store, random: SeededRandom, spec: Draft, name: string, namespace: string): void {
  const account = text(spec, 'serviceAccountName') || 'default';
  Object.assign(spec, { serviceAccountName: account, serviceAccount: account });
  const found = store.get('serviceaccounts', namespace, account);
  if (found === undefined) {
    throw forbidden(
      { name, kind: 'pods' },
      `error looking up service account ${namespace}/${account}: serviceaccount ${JSON.stringify(account)} not found`,
    );
  }
  const automount = spec['automountServiceAccountToken'] ?? found['automountServiceAccountToken'] ?? true;
  if (automount !== true) return;
  const containers = allContainers(spec).filter(
    (container) => !parts(container, 'volumeMounts').some((mount) => text(mount, 'mountPath') === tokenPath),
  );
  if (containers.length === 0) return;
  const given = parts(spec, 'volumes').find((volume) => text(volume, 'name').startsWith('kube-api-access-'));
  const volume = given === undefined ? `kube-api-access-${randomSuffix(random)}` : text(given, 'name');
  for (const container of containers) {
    container['volumeMounts'] = [
      ...(parts(container, 'volumeMounts') as Json[]),
      { name: volume, readOnly: true, mountPath: tokenPath },
    ];
  }
  if (given === undefined) spec['volumes'] = [...(parts(spec, 'volumes') as Json[]), tokenVolume(volume)];
}

function tokenVolume(name: string): Json {
  return {
    name,
    projected: {
      defaultMode: 0o644,
      sources: [
        { serviceAccountToken: { expirationSeconds: tokenSeconds, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
    },
  };
}

/** Pods stay five minutes on a node that is not ready or cannot be reached. */
function addTolerations(spec: Draft): void {
  const tolerations = parts(spec, 'tolerations');
  const added = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].filter(
    (key) =>
      !tolerations.some(
        (one) =>
          (text(one, 'key') === key || text(one, 'key') === '') &&
          (text(one, 'effect') === 'NoExecute' || text(one, 'effect') === ''),
      ),
  );
  if (added.length === 0) return;
  spec['tolerations'] = [
    ...(tolerations as Json[]),
    ...added.map((key): Json => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 })),
  ];
}

function addPriority(store: Store, spec: Draft, name: string): void {
  const classes = store.list('scheduling.k8s.io/priorityclasses');
  let wanted = text(spec, 'priorityClassName');
  const preferred = classes.find((one) => one['globalDefault'] === true);
  if (wanted === '' && preferred !== undefined) {
    wanted = textAt(preferred, 'metadata', 'name') ?? '';
    spec['priorityClassName'] = wanted;
  }
  const found = classes.find((one) => textAt(one, 'metadata', 'name') === wanted);
  if (wanted !== '' && found === undefined) {
    throw forbidden({ name, kind: 'pods' }, `no PriorityClass with name ${wanted} was found`);
  }
  preset(spec, {
    priority: numberAt(found, 'value') ?? 0,
    preemptionPolicy: textAt(found, 'preemptionPolicy') ?? 'PreemptLowerPriority',
  });
}

function applyLimitRanges(store: Store, spec: Draft, namespace: string): void {
  for (const range of store.list('limitranges', namespace)) {
    for (const limit of mapsAt(range, 'spec', 'limits')) {
      if (textAt(limit, 'type') !== 'Container') continue;
      for (const container of allContainers(spec)) {
        const resources = ensure(container, 'resources');
        if (at(limit, 'default') !== undefined) preset(ensure(resources, 'limits'), mapAt(limit, 'default'));
        if (at(limit, 'defaultRequest') !== undefined) {
          preset(ensure(resources, 'requests'), mapAt(limit, 'defaultRequest'));
        }
      }
    }
  }
}
