import { Token } from 'cdktf';
import { ContainerEngine } from '../clusters/mesos-settings';
import { noContainerEngine, notOnMarathon } from '../errors-mesos';
import type { FleetwrightError } from '../fleetwright-error';
import type { MarathonAppDefinition } from '../marathon/app-definition';
import type { MarathonContainer, MarathonPortMapping } from '../marathon/container-definition';
import type { MarathonHealthCheck } from '../marathon/health-definition';
import { given } from '../given';
import { shellWord } from '../rendering/shell';
import { ANY_PORT } from '../validation/numbers';
import { mebibytes } from '../validation/quantity';
import {
  type HealthCheck,
  OnUntranslatable,
  ServiceType,
  type WorkloadPort,
  type WorkloadSpec,
} from './workload-spec';

/** What a cluster has to run workloads with. */
export interface MarathonPlatform {
  /** What runs images on its agents. */
  readonly engine: ContainerEngine;
  /** The group of apps that its load balancer offers, if it has one. */
  readonly loadBalancerGroup?: string | undefined;
}

/**
 * A workload as an app of Marathon. An image runs in a container with a network of its own, whose ports Marathon maps to ports
 * of the host; a command without an image runs on the host itself, and gets the very ports that it declares, or those that
 * Marathon chooses.
 *
 * Health is asked for by Marathon over HTTP. Failing the readiness check makes a replica unhealthy, which load balancers and
 * deployments heed, and never ends it; failing the liveness check ends it.
 *
 * @param at where the workload is declared, for errors
 * @param platform what the cluster has to run it with
 * @throws notOnMarathon, noContainerEngine, invalidQuantity
 */
export function renderMarathon(
  at: string,
  name: string,
  spec: WorkloadSpec,
  { engine, loadBalancerGroup }: MarathonPlatform,
): MarathonAppDefinition {
  refuseUntranslatable(at, spec);
  const { image, namespace, replicas, cpus, memory, env, ports = [] } = spec;
  if (image !== undefined && engine === ContainerEngine.NONE) throw noContainerEngine(`${at}: image`);
  return given<MarathonAppDefinition>({
    id: namespace === undefined ? `/${name}` : `/${namespace}/${name}`,
    ...renderCommand(at, spec, engine),
    instances: replicas ?? 1,
    cpus,
    mem: memory === undefined ? undefined : mebibytes(`${at}: memory`, memory),
    env: env === undefined || Object.keys(env).length === 0 ? undefined : env,
    ...(image === undefined ? renderHostPorts(at, ports) : renderContainer(image, ports, spec, engine)),
    healthChecks: renderChecks(spec),
    labels:
      loadBalancerGroup !== undefined && ports.some(({ expose }) => expose !== undefined)
        ? { HAPROXY_GROUP: loadBalancerGroup }
        : undefined,
  });
}

/** A prop that Kubernetes has and Marathon does not, and that a workload runs without, otherwise than was asked. */
export interface UntranslatableProp {
  /** Where it is declared. */
  readonly at: string;
  /** What Marathon does or lacks. */
  readonly cause: string;
  readonly way: string;
}

const NO_PORT_OF_NODES = {
  cause: 'offers no port of every node',
  way: 'set expose, and run a load balancer such as marathon-lb',
};

/** @param at where the workload is declared */
export function untranslatableProps(
  at: string,
  { service, ports = [], health }: WorkloadSpec,
): UntranslatableProp[] {
  const onNodes = ports.filter(({ nodePort }) => nodePort !== undefined);
  const threshold = health?.readiness?.failureThreshold;
  return [
    ...(service === ServiceType.NODE_PORT ? [{ at: `${at}: service`, ...NO_PORT_OF_NODES }] : []),
    ...onNodes.map(({ name }) => ({ at: `${at}: ports: ${name}: nodePort`, ...NO_PORT_OF_NODES })),
    ...(threshold === undefined || threshold === 1
      ? []
      : [
          {
            at: `${at}: health.readiness.failureThreshold`,
            cause: 'takes a replica for unhealthy at its first failure',
            way: 'leave it out, or set it to 1',
          },
        ]),
  ];
}

function refuseUntranslatable(at: string, spec: WorkloadSpec): void {
  const [first] = untranslatableProps(at, spec);
  if (first !== undefined && spec.onUntranslatable !== OnUntranslatable.WARN)
    throw notOnMarathon(
      first.at,
      first.cause,
      `${first.way}; onUntranslatable: OnUntranslatable.WARN has it left out`,
    );
  if (spec.command !== undefined && Token.isUnresolved(spec.command)) throw unknownWords(at);
}

function unknownWords(at: string): FleetwrightError {
  return notOnMarathon(
    `${at}: command`,
    'runs a line for a shell, in which words that are known only after an apply cannot be quoted',
    'give those words as env',
  );
}

/** Without a command, arguments are those of the image's own entry point. */
function renderCommand(
  at: string,
  { image, command, args = [] }: WorkloadSpec,
  engine: ContainerEngine,
): Partial<MarathonAppDefinition> {
  const [program, ...others] = command ?? [];
  if (program === undefined) return args.length === 0 ? {} : { args };
  // The Docker engine is told the entry point by a parameter; it needs no shell in the image.
  if (image !== undefined && engine === ContainerEngine.DOCKER) {
    const all = [...others, ...args];
    return all.length === 0 ? {} : { args: all };
  }
  const words = [program, ...others, ...args];
  if (Token.isUnresolved(args) || words.some((word) => Token.isUnresolved(word))) throw unknownWords(at);
  return { cmd: `exec ${words.map(shellWord).join(' ')}` };
}

function renderContainer(
  image: string,
  ports: WorkloadPort[],
  { command }: WorkloadSpec,
  engine: ContainerEngine,
): Partial<MarathonAppDefinition> {
  const entryPoint = engine === ContainerEngine.DOCKER ? command?.[0] : undefined;
  return {
    networks: [{ mode: 'container/bridge' }],
    container: given<MarathonContainer>({
      type: engine === ContainerEngine.DOCKER ? 'DOCKER' : 'MESOS',
      docker: given({
        image,
        parameters: entryPoint === undefined ? undefined : [{ key: 'entrypoint', value: entryPoint }],
      }),
      portMappings: ports.length === 0 ? undefined : ports.map(renderMapping),
    }),
  };
}

function renderMapping({ name, port, expose, protocol }: WorkloadPort): MarathonPortMapping {
  return given<MarathonPortMapping>({
    name,
    containerPort: port,
    hostPort: 0,
    servicePort: expose,
    protocol: (protocol ?? 'TCP').toLowerCase(),
  });
}

/** The port of a definition is the service port. It is the one of the host as well where `requirePorts` says so, of all. */
function renderHostPorts(at: string, ports: WorkloadPort[]): Partial<MarathonAppDefinition> {
  const chosen = ports.filter(({ port }) => port === ANY_PORT);
  const requirePorts = chosen.length < ports.length;
  if (requirePorts) refuseUnlikePorts(at, ports);
  return {
    portDefinitions: ports.map(({ name, port, expose, protocol }) => ({
      name,
      port: requirePorts ? port : (expose ?? ANY_PORT),
      protocol: (protocol ?? 'TCP').toLowerCase(),
    })),
    requirePorts,
  };
}

function refuseUnlikePorts(at: string, ports: WorkloadPort[]): void {
  for (const { name, port, expose } of ports) {
    if (port === ANY_PORT)
      throw notOnMarathon(
        `${at}: ports: ${name}`,
        'chooses all ports of the host or none',
        'set port of all of them to 0, or of none',
      );
    if (expose === undefined || expose === port || Token.isUnresolved(expose) || Token.isUnresolved(port))
      continue;
    throw notOnMarathon(
      `${at}: ports: ${name}: expose`,
      'takes a port of the host as the service port',
      'leave it out, or set port to 0 and listen on $PORT0',
    );
  }
}

function renderChecks({ health = {}, ports = [] }: WorkloadSpec): MarathonHealthCheck[] | undefined {
  const { readiness, liveness } = health;
  const checks = [
    ...(readiness === undefined ? [] : [renderCheck(readiness, ports, 0)]),
    ...(liveness === undefined ? [] : [renderCheck(liveness, ports, liveness.failureThreshold ?? 3)]),
  ];
  return checks.length === 0 ? undefined : checks;
}

/** Marathon's own defaults are those of slow apps; these are the ones that `HealthCheck` documents. */
function renderCheck(check: HealthCheck, ports: WorkloadPort[], failures: number): MarathonHealthCheck {
  const index = check.port === undefined ? 0 : ports.findIndex(({ name }) => name === check.port);
  return {
    protocol: 'HTTP',
    path: check.httpGet,
    portIndex: index,
    delaySeconds: 0,
    gracePeriodSeconds: check.initialDelaySeconds ?? 0,
    intervalSeconds: check.periodSeconds ?? 10,
    timeoutSeconds: check.timeoutSeconds ?? 1,
    maxConsecutiveFailures: failures,
  };
}
