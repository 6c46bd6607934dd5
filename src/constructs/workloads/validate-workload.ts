import { Token } from 'cdktf';
import {
  argsWithoutCommand,
  duplicatePort,
  invalidPath,
  nodePortWithoutService,
  nothingToRun,
  portNeeded,
  portNotDeclared,
} from '../errors';
import { validateEnvironmentName, validateName, validatePortName } from '../validation/names';
import {
  ANY_PORT,
  validateCpus,
  validateNodePort,
  validatePort,
  validateReplicas,
} from '../validation/numbers';
import { type HealthCheck, ServiceType, type WorkloadPort, type WorkloadSpec } from './workload-spec';

/**
 * Everything about a workload that can be known to be wrong before it runs.
 *
 * @param at where it is declared, for errors
 */
export function validateWorkload(at: string, name: string, spec: WorkloadSpec): void {
  const { image, command = [], args = [] } = spec;
  if (image === undefined && command.length === 0)
    throw args.length > 0 ? argsWithoutCommand(`${at}: args`) : nothingToRun(at);
  const { replicas, ports = [], env = {}, cpus, health = {}, namespace, service } = spec;
  validateName(`${at}: name`, name);
  if (namespace !== undefined) validateName(`${at}: namespace`, namespace);
  if (replicas !== undefined) validateReplicas(`${at}: replicas`, replicas);
  if (cpus !== undefined) validateCpus(`${at}: cpus`, cpus);
  for (const variable of Object.keys(env)) validateEnvironmentName(`${at}: env`, variable);
  validatePorts(`${at}: ports`, ports, service ?? ServiceType.CLUSTER_IP);
  if (health.readiness !== undefined) validateCheck(`${at}: health.readiness`, health.readiness, ports);
  if (health.liveness !== undefined) validateCheck(`${at}: health.liveness`, health.liveness, ports);
}

function validatePorts(at: string, ports: WorkloadPort[], service: ServiceType): void {
  for (const { name, port, expose, nodePort } of ports) {
    validatePortName(at, name);
    if (port !== ANY_PORT) validatePort(`${at}: ${name}`, port);
    if (expose !== undefined) validatePort(`${at}: ${name}: expose`, expose);
    if (nodePort === undefined) continue;
    if (service !== ServiceType.NODE_PORT) throw nodePortWithoutService(`${at}: ${name}`);
    validateNodePort(`${at}: ${name}: nodePort`, nodePort);
  }
  const protocol = (port: WorkloadPort): string => port.protocol ?? 'TCP';
  requireDistinct(
    at,
    ports.map(({ name }) => `the name "${name}"`),
  );
  requireDistinct(
    at,
    ports
      .filter(({ port }) => port !== ANY_PORT)
      .map((port) => `${protocol(port)} port ${port.port} of the container`),
  );
  requireDistinct(
    at,
    ports
      .filter(({ port, expose }) => (expose ?? port) !== ANY_PORT)
      .map((port) => `${protocol(port)} port ${port.expose ?? port.port} of the service`),
  );
  const onNodes = ports.filter(({ nodePort }) => nodePort !== undefined);
  requireDistinct(
    at,
    onNodes.map((port) => `${protocol(port)} port ${port.nodePort ?? 0} of the nodes`),
  );
}

function requireDistinct(at: string, values: string[]): void {
  const twice = values.find((value, index) => !Token.isUnresolved(value) && values.indexOf(value) !== index);
  if (twice !== undefined) throw duplicatePort(at, twice);
}

function validateCheck(at: string, check: HealthCheck, ports: WorkloadPort[]): void {
  if (ports.length === 0) throw portNeeded(at);
  if (!Token.isUnresolved(check.httpGet) && !check.httpGet.startsWith('/'))
    throw invalidPath(at, check.httpGet);
  const names = ports.map(({ name }) => name);
  if (check.port !== undefined && !Token.isUnresolved(check.port) && !names.includes(check.port)) {
    throw portNotDeclared(`${at}: port`, check.port, names);
  }
}
