import { isObject, type JsonObject, type JsonValue } from '../json';

/**
 * The fields of Marathon's API, by where they are (docs/rest-api of Marathon 1.11, app.raml and what it uses). What it
 * does not know, Marathon leaves out without a word. Maps of any names, such as `labels`, are not in here.
 */
const fields: Readonly<Record<string, string>> = {
  '': `acceptedResourceRoles args backoffFactor backoffSeconds check cmd constraints container cpus dependencies disk env
    executor executorResources fetch gpus healthChecks id instances ipAddress killSelection labels maxLaunchDelaySeconds
    mem networks portDefinitions ports readinessChecks requirePorts residency resourceLimits role secrets
    taskKillGracePeriodSeconds tty unreachableStrategy upgradeStrategy uris user version versionInfo`,
  check: 'delaySeconds exec http intervalSeconds tcp timeoutSeconds',
  container: 'docker linuxInfo portMappings type volumes',
  'container.docker': 'credential forcePullImage image network parameters portMappings privileged pullConfig',
  'container.docker.parameters': 'key value',
  'container.docker.portMappings': 'containerPort hostPort labels name networkNames protocol servicePort',
  'container.docker.pullConfig': 'secret',
  'container.linuxInfo': 'ipcInfo seccomp',
  'container.linuxInfo.ipcInfo': 'mode shmSize',
  'container.linuxInfo.seccomp': 'profileName unconfined',
  'container.portMappings': 'containerPort hostPort labels name networkNames protocol servicePort',
  'container.volumes': 'containerPath external hostPath mode persistent secret',
  'container.volumes.persistent': 'constraints maxSize profileName size type',
  executorResources: 'cpus disk mem',
  fetch: 'cache destPath executable extract uri',
  healthChecks: `command delaySeconds gracePeriodSeconds ignoreHttp1xx intervalSeconds ipProtocol maxConsecutiveFailures
    path port portIndex protocol timeoutSeconds`,
  'healthChecks.command': 'value',
  networks: 'labels mode name',
  portDefinitions: 'labels name port protocol',
  readinessChecks: `httpStatusCodesForReady intervalSeconds name path portName preserveLastResponse protocol
    timeoutSeconds`,
  residency: 'relaunchEscalationTimeoutSeconds taskLostBehavior',
  resourceLimits: 'cpus mem',
  unreachableStrategy: 'expungeAfterSeconds inactiveAfterSeconds',
  upgradeStrategy: 'maximumOverCapacity minimumHealthCapacity',
};

/** By place. */
export const knownFields: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(fields).map(([place, names]) => [place, new Set(names.split(/\s+/))]),
);

/** @param place the path without positions: `container.docker` */
export function isKnownField(place: string, name: string): boolean {
  return knownFields.get(place)?.has(name) ?? true;
}

/** The fields of an app's definition that Marathon does not know: `container.docker.requirePorts`. */
export function unknownFields(app: JsonObject): string[] {
  const found: string[] = [];
  visit(app, '', found);
  return [...new Set(found)].sort();
}

function visit(value: JsonValue, place: string, found: string[]): void {
  if (Array.isArray(value)) {
    for (const one of value) visit(one, place, found);
    return;
  }
  if (!isObject(value) || !knownFields.has(place)) return;
  for (const [name, one] of Object.entries(value)) {
    const path = place === '' ? name : `${place}.${name}`;
    if (isKnownField(place, name)) visit(one, path, found);
    else found.push(path);
  }
}
