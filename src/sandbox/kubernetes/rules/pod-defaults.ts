import { isMap } from '../json';
import { ensure, part, parts, preset, text } from './draft';
import type { Draft } from './draft';

/** Defaults of pod templates and pods (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/). */
export function presetPodSpec(spec: Draft | undefined): void {
  if (spec === undefined) return;
  preset(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
  });
  const account = text(spec, 'serviceAccountName') || text(spec, 'serviceAccount');
  if (account !== '') Object.assign(spec, { serviceAccountName: account, serviceAccount: account });
  for (const container of allContainers(spec)) presetContainer(container);
  for (const volume of parts(spec, 'volumes')) presetVolume(volume);
}

export function allContainers(spec: Draft): Draft[] {
  return [
    ...parts(spec, 'initContainers'),
    ...parts(spec, 'containers'),
    ...parts(spec, 'ephemeralContainers'),
  ];
}

/** What pods have beyond templates: requests follow limits, ports of the host those of the container. */
export function presetPod(pod: Draft): void {
  const spec = part(pod, 'spec');
  presetPodSpec(spec);
  if (spec === undefined) return;
  preset(spec, { enableServiceLinks: true });
  for (const container of allContainers(spec)) {
    if (spec['hostNetwork'] === true) {
      for (const port of parts(container, 'ports')) preset(port, { hostPort: port['containerPort'] });
    }
    const limits = part(container, 'resources', 'limits');
    if (limits === undefined) continue;
    preset(ensure(ensure(container, 'resources'), 'requests'), limits);
  }
  preset(ensure(pod, 'status'), { phase: 'Pending' });
}

function presetContainer(container: Draft): void {
  preset(container, {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicyFor(text(container, 'image')),
  });
  for (const port of parts(container, 'ports')) preset(port, { protocol: 'TCP' });
  for (const kind of ['livenessProbe', 'readinessProbe', 'startupProbe']) presetProbe(part(container, kind));
  for (const hook of ['postStart', 'preStop']) presetHttp(part(container, 'lifecycle', hook, 'httpGet'));
  for (const variable of parts(container, 'env')) {
    preset(part(variable, 'valueFrom', 'fieldRef'), { apiVersion: 'v1' });
  }
}

/** The tag `latest` may mean another image tomorrow. */
function pullPolicyFor(image: string): string {
  if (image.includes('@')) return 'IfNotPresent';
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function presetProbe(probe: Draft | undefined): void {
  if (probe === undefined) return;
  preset(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  presetHttp(part(probe, 'httpGet'));
  preset(part(probe, 'grpc'), { service: '' });
}

function presetHttp(http: Draft | undefined): void {
  preset(http, { path: '/', scheme: 'HTTP' });
}

function presetVolume(volume: Draft): void {
  if (Object.keys(volume).every((key) => key === 'name')) volume['emptyDir'] = {};
  for (const kind of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    preset(part(volume, kind), { defaultMode: 0o644 });
  }
  preset(part(volume, 'hostPath'), { type: '' });
  preset(part(volume, 'iscsi'), { iscsiInterface: 'default' });
  preset(part(volume, 'rbd'), { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' });
  const sources = parts(part(volume, 'projected'), 'sources');
  for (const source of sources) preset(part(source, 'serviceAccountToken'), { expirationSeconds: 3600 });
  for (const holder of [
    part(volume, 'downwardAPI'),
    ...sources.map((source) => part(source, 'downwardAPI')),
  ]) {
    for (const item of parts(holder, 'items')) preset(part(item, 'fieldRef'), { apiVersion: 'v1' });
  }
  const claim = part(volume, 'ephemeral', 'volumeClaimTemplate', 'spec');
  preset(claim, { volumeMode: 'Filesystem' });
}

export function presetTemplate(holder: Draft | undefined): void {
  const template = holder?.['template'];
  if (isMap(template)) presetPodSpec(part(template as Draft, 'spec'));
}
