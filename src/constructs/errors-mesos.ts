import { FleetwrightError } from './fleetwright-error';

// As errors.ts, for Mesos and Marathon.

const quote = (value: unknown): string => JSON.stringify(value) ?? 'undefined';

export function marathonLoginUnknown(name: string, known: string[]): FleetwrightError {
  return new FleetwrightError(
    'marathonLoginUnknown',
    `Marathon login ${quote(name)} is not one of this stack's Fleetwright (${list(known)}); declare it in marathonLogins`,
  );
}

export function marathonLoginNotOneWay(at: string, name: string): FleetwrightError {
  return new FleetwrightError(
    'marathonLoginNotOneWay',
    `${at}: Marathon login ${quote(name)} needs exactly one of passwordFile, passwordVariable, tokenFile and tokenVariable`,
  );
}

export function marathonUsername(at: string, name: string): FleetwrightError {
  return new FleetwrightError(
    'marathonUsername',
    `${at}: Marathon login ${quote(name)} needs username with a password, and none with a token`,
  );
}

export function noHosts(at: string): FleetwrightError {
  return new FleetwrightError('noHosts', `${at}: has no hosts; use one, three or five`);
}

export function evenHosts(at: string, count: number): FleetwrightError {
  return new FleetwrightError(
    'evenHosts',
    `${at}: has ${count} hosts; a majority is needed, so an even number survives no more failures than one host less; use ${count - 1} or ${count + 1}`,
  );
}

export function tooManyHosts(at: string, count: number): FleetwrightError {
  return new FleetwrightError(
    'tooManyHosts',
    `${at}: has ${count} hosts; more than five make every write slower; give zookeeper one, three or five hosts`,
  );
}

export function hostRolesClash(at: string, host: string, role: string): FleetwrightError {
  return new FleetwrightError(
    'hostRolesClash',
    `${at}: host ${quote(host)} is a ${role} and cannot be an agent as well: its tasks could take what the ${role} needs, and removing the agent would clean away what both use; use another host`,
  );
}

export function zookeeperIdUsedTwice(at: string, host: string, other: string, id: number): FleetwrightError {
  return new FleetwrightError(
    'zookeeperIdUsedTwice',
    `${at}: ZooKeeper on ${quote(host)} and on ${quote(other)} would both be number ${id}; give one of them another in zookeeperIds, such as { ${quote(host)}: 1 }`,
  );
}

export function quorumTooLarge(at: string, quorum: number, masters: number): FleetwrightError {
  return new FleetwrightError(
    'quorumTooLarge',
    `${at}: ${quorum} is more than the ${masters} masters, which could never agree; leave it out, or set it to ${majority(masters)}`,
  );
}

export function quorumNotMajority(at: string, quorum: number, masters: number): FleetwrightError {
  return new FleetwrightError(
    'quorumNotMajority',
    `${at}: ${quorum} is not the majority of ${masters} masters; with fewer two halves could go apart, with more fewer may fail; leave it out, or set it to ${majority(masters)}`,
  );
}

export function invalidConsent(at: string, value: string, consent: string): FleetwrightError {
  return new FleetwrightError(
    'invalidConsent',
    `${at}: ${quote(value)} is no consent; write ${quote(consent)}, word by word`,
  );
}

export function invalidZookeeperPath(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidZookeeperPath',
    `${at}: ${quote(value)} is not a path in ZooKeeper; write it as "/mesos"`,
  );
}

export function invalidZookeeperId(at: string, value: number): FleetwrightError {
  return new FleetwrightError(
    'invalidZookeeperId',
    `${at}: ${value} is not the number of a ZooKeeper node; use a whole number from 1 to 255`,
  );
}

export function zookeeperIdWithoutHost(at: string, host: string, hosts: string[]): FleetwrightError {
  return new FleetwrightError(
    'zookeeperIdWithoutHost',
    `${at}: ${quote(host)} is not one of the hosts of ZooKeeper (${list(hosts)})`,
  );
}

export function packagesNeeded(at: string, program: string): FleetwrightError {
  return new FleetwrightError(
    'packagesNeeded',
    `${at}: nothing says where ${program} comes from, and nobody publishes packages of it any more; set aptRepository, files, or system if the hosts have them`,
  );
}

export function packagesNotOneWay(at: string): FleetwrightError {
  return new FleetwrightError(
    'packagesNotOneWay',
    `${at}: needs exactly one of aptRepository, files and system`,
  );
}

export function aptKeyNeeded(at: string): FleetwrightError {
  return new FleetwrightError(
    'aptKeyNeeded',
    `${at}: aptRepository needs aptKeyUrl, and a key needs aptRepository`,
  );
}

export function packageFileNotOneWay(at: string): FleetwrightError {
  return new FleetwrightError(
    'packageFileNotOneWay',
    `${at}: needs exactly one of url and path, and url with FileDelivery.FETCH`,
  );
}

export function invalidSha256(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidSha256',
    `${at}: ${quote(value)} is not a SHA-256 in 64 hexadecimal digits`,
  );
}

export function invalidAttribute(at: string, name: string, problem: string): FleetwrightError {
  return new FleetwrightError('invalidAttribute', `${at}: attribute ${quote(name)} ${problem}`);
}

export function invalidResource(at: string, name: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidResource',
    `${at}: resource ${quote(`${name}:${value}`)} is none mesos-agent takes; write a number as "4" (mem and disk in MiB), ranges as "[31000-32000]", a set as "{a,b}", and its name as "cpus" or "cpus(role)"`,
  );
}

export function invalidMesosDuration(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidMesosDuration',
    `${at}: ${quote(value)} is not a duration as Mesos writes it; use "30secs", "5mins" or "1hrs"`,
  );
}

export function invalidFlag(at: string, name: string): FleetwrightError {
  return new FleetwrightError(
    'invalidFlag',
    `${at}: ${quote(name)} is not the name of a flag; write it without dashes in front and with underscores, such as "log_auto_initialize"`,
  );
}

export function flagTaken(at: string, name: string, prop: string): FleetwrightError {
  return new FleetwrightError(
    'flagTaken',
    `${at}: the flag ${quote(name)} is set by ${prop}; use that instead`,
  );
}

export function domainNotWhole(at: string): FleetwrightError {
  return new FleetwrightError(
    'domainNotWhole',
    `${at}: a fault domain has region and zone; set both or none`,
  );
}

export function notOnMarathon(at: string, cause: string, way: string): FleetwrightError {
  return new FleetwrightError(
    'notOnMarathon',
    `${at}: cannot be had on Mesos, where Marathon ${cause}; ${way}`,
  );
}

export function noContainerEngine(at: string): FleetwrightError {
  return new FleetwrightError(
    'noContainerEngine',
    `${at}: the agents of this cluster run no images; set containerEngine of the cluster to ContainerEngine.DOCKER or ContainerEngine.MESOS, or give command without image`,
  );
}

export function notAnAgent(at: string, host: string): FleetwrightError {
  return new FleetwrightError(
    'notAnAgent',
    `${at}: host ${quote(host)} is not one of the agents of this cluster; add it to agents, or by addAgents`,
  );
}

export function loadBalancerNeedsDocker(at: string): FleetwrightError {
  return new FleetwrightError(
    'loadBalancerNeedsDocker',
    `${at}: marathon-lb is an image for Docker; set containerEngine to ContainerEngine.DOCKER`,
  );
}

export function loadBalancerLogin(at: string): FleetwrightError {
  return new FleetwrightError(
    'loadBalancerLogin',
    `${at}: marathon-lb would need the password of marathonHttpLogin, which would be in plan and state; run it as a MarathonApp that has it from one of Marathon's secrets`,
  );
}

export function noMarathon(at: string): FleetwrightError {
  return new FleetwrightError('noMarathon', `${at}: has no Marathon to run apps; give it hosts in marathon`);
}

export function invalidMarathonUrl(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidMarathonUrl',
    `${at}: ${quote(value)} is not the http(s) URL of a Marathon; write it as "https://marathon.example.org", without user, password, "?" and "#"`,
  );
}

export function appDeclaredTwice(at: string, id: string, cluster: string, other: string): FleetwrightError {
  return new FleetwrightError(
    'appDeclaredTwice',
    `${at}: ${quote(id)} of cluster ${quote(cluster)} is declared by ${quote(other)} already; give one of them another id`,
  );
}

export function servicePortUsedTwice(at: string, port: number, other: string): FleetwrightError {
  return new FleetwrightError(
    'servicePortUsedTwice',
    `${at}: ports: expose ${port} is that of ${quote(other)} already; a load balancer has each service port once, so choose another, or leave it out to get a free one`,
  );
}

export function appInsideGroup(at: string, id: string, group: string, other: string): FleetwrightError {
  return new FleetwrightError(
    'appInsideGroup',
    `${at}: ${quote(id)} is inside of the group ${quote(group)} of ${quote(other)}, which removes what it does not declare; declare it there, or give it an id outside`,
  );
}

export function invalidApp(at: string, field: string, problem: string): FleetwrightError {
  return new FleetwrightError('invalidApp', `${at}: ${field} ${problem}`);
}

export function definitionNotOneWay(at: string): FleetwrightError {
  return new FleetwrightError('definitionNotOneWay', `${at}: needs exactly one of definition and file`);
}

export function definitionNotJson(at: string, file: string, reason: string): FleetwrightError {
  return new FleetwrightError('definitionNotJson', `${at}: ${quote(file)} is not JSON: ${reason}`);
}

export function definitionUnreadable(at: string, file: string, reason: string): FleetwrightError {
  return new FleetwrightError('definitionUnreadable', `${at}: cannot read ${quote(file)}: ${reason}`);
}

function list(values: string[]): string {
  return values.length === 0 ? 'it has none' : values.map(quote).join(', ');
}

function majority(masters: number): number {
  return Math.floor(masters / 2) + 1;
}
