import { FleetwrightError } from './fleetwright-error';

// As errors.ts, for what is on EC2.

const quote = (value: unknown): string => JSON.stringify(value) ?? 'undefined';

export function ec2DeclaredTwice(at: string): FleetwrightError {
  return new FleetwrightError(
    'ec2DeclaredTwice',
    `${at}: ec2 is the configuration "default", which ec2Configurations declares as well; remove one of them`,
  );
}

export function ec2ConfigurationUnknown(name: string, known: string[]): FleetwrightError {
  const all = known.length === 0 ? 'it has none' : known.map(quote).join(', ');
  return new FleetwrightError(
    'ec2ConfigurationUnknown',
    `EC2 configuration ${quote(name)} is not one of this stack's Fleetwright (${all}); declare it as ec2: { region: "eu-central-1" } or in ec2Configurations`,
  );
}

export function invalidRegion(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidRegion',
    `${at}: ${quote(value)} is not a region; write it as "eu-central-1"`,
  );
}

export function noWayIn(at: string): FleetwrightError {
  return new FleetwrightError(
    'noWayIn',
    `${at}: nothing would let SSH in; set sshFrom to the ranges you log in from, such as ["203.0.113.7/32"], or securityGroups to groups of yours that do`,
  );
}

export function vpcNeeded(at: string): FleetwrightError {
  return new FleetwrightError(
    'vpcNeeded',
    `${at}: a host in a subnet of yours needs vpcId as well, for the security groups that are made for it`,
  );
}

export function publicAddressNeeded(at: string): FleetwrightError {
  return new FleetwrightError(
    'publicAddressNeeded',
    `${at}: is reached at its public address, but has associatePublicIpAddress false; remove that, or set addressKind to AddressKind.PRIVATE`,
  );
}

export function fallbackWithoutFirst(at: string): FleetwrightError {
  return new FleetwrightError(
    'fallbackWithoutFirst',
    `${at}: has nothing to fall back from; set subnetId to the first choice`,
  );
}

export function invalidCount(at: string, value: number): FleetwrightError {
  return new FleetwrightError(
    'invalidCount',
    `${at}: ${value} is not a number of hosts; use a whole number from 1 on`,
  );
}

export function countAndNames(at: string): FleetwrightError {
  return new FleetwrightError('countAndNames', `${at}: needs exactly one of count and names`);
}

export function invalidRange(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidRange',
    `${at}: ${quote(value)} is not a range of addresses; write it as "10.0.0.0/16", "203.0.113.7/32" or "2001:db8::/32"`,
  );
}

export function ruleNotOneSide(at: string): FleetwrightError {
  return new FleetwrightError(
    'ruleNotOneSide',
    `${at}: a rule needs exactly one of cidr, securityGroup, self and prefixListId`,
  );
}

export function rulePorts(at: string, protocol: string): FleetwrightError {
  return new FleetwrightError(
    'rulePorts',
    `${at}: a rule for ${quote(protocol)} needs port, or fromPort and toPort, and one for all protocols has none`,
  );
}

export function publicKeyNotOneWay(at: string): FleetwrightError {
  return new FleetwrightError(
    'publicKeyNotOneWay',
    `${at}: needs exactly one of publicKey and publicKeyFile`,
  );
}

export function publicKeyUnreadable(at: string, file: string, reason: string): FleetwrightError {
  return new FleetwrightError('publicKeyUnreadable', `${at}: cannot read ${quote(file)}: ${reason}`);
}

export function privateKeyGiven(at: string): FleetwrightError {
  return new FleetwrightError(
    'privateKeyGiven',
    `${at}: is a private key; give the public one, the file that ends in .pub`,
  );
}

export function peerAddressNeeded(at: string, host: string): FleetwrightError {
  return new FleetwrightError(
    'peerAddressNeeded',
    `${at}: the security groups of the cluster have to let in host ${quote(host)}, whose address is not known beforehand; add the range it comes from`,
  );
}

export function userDataTooLarge(
  at: string,
  bytes: number,
  compressed: number,
  limit: number,
): FleetwrightError {
  return new FleetwrightError(
    'userDataTooLarge',
    `${at}: has ${bytes} bytes, ${compressed} compressed, and EC2 takes ${limit}; let the machine fetch what is large`,
  );
}

export function volumeWithoutSize(at: string): FleetwrightError {
  return new FleetwrightError(
    'volumeWithoutSize',
    `${at}: has neither a size nor a snapshot; set sizeGib, or snapshotId to what it is filled from`,
  );
}
