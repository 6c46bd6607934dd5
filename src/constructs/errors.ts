import { FleetwrightError } from './fleetwright-error';

// One factory per mistake, each with the place, the cause and the way out. `at` is a construct's path
// followed by a prop: `prod/k8s: podCidr`.

const quote = (value: unknown): string => JSON.stringify(value) ?? 'undefined';

export function providerDeclaredTwice(at: string): FleetwrightError {
  return new FleetwrightError(
    'providerDeclaredTwice',
    `${at}: this stack has a Fleetwright already; name all SSH credentials and kubeconfigs in that one`,
  );
}

export function credentialNotOneWay(at: string, name: string): FleetwrightError {
  return new FleetwrightError(
    'credentialNotOneWay',
    `${at}: credential ${quote(name)} needs exactly one of keyFile and agent`,
  );
}

export function credentialDeclaredTwice(at: string): FleetwrightError {
  return new FleetwrightError(
    'credentialDeclaredTwice',
    `${at}: ssh is the credential "default", which sshCredentials declares as well; remove one of them`,
  );
}

export function credentialUnknown(name: string, known: string[]): FleetwrightError {
  return new FleetwrightError(
    'credentialUnknown',
    `credential ${quote(name)} is not one of this stack's Fleetwright (${list(known)}); declare it in sshCredentials, or set credential to one of those`,
  );
}

export function kubeconfigUnknown(name: string, known: string[]): FleetwrightError {
  return new FleetwrightError(
    'kubeconfigUnknown',
    `kubeconfig ${quote(name)} is not one of this stack's Fleetwright (${list(known)}); declare it in kubeconfigs`,
  );
}

export function providerMissing(): FleetwrightError {
  return new FleetwrightError(
    'providerMissing',
    'this stack has no Fleetwright; add `new Fleetwright(stack, "fleetwright", { ssh: { keyFile: "~/.ssh/id_ed25519" } })`',
  );
}

export function hostKeyMissing(at: string): FleetwrightError {
  return new FleetwrightError(
    'hostKeyMissing',
    `${at}: nothing says which host key to expect; set hostKey (print it on the host with "cat /etc/ssh/ssh_host_ed25519_key.pub"), knownHostsFile, or trustOnFirstUse`,
  );
}

export function hostKeyTwice(at: string): FleetwrightError {
  return new FleetwrightError(
    'hostKeyTwice',
    `${at}: hostKey, knownHostsFile and trustOnFirstUse exclude each other; keep one`,
  );
}

export function hostKeyWithoutHost(at: string, address: string): FleetwrightError {
  return new FleetwrightError(
    'hostKeyWithoutHost',
    `${at}: hostKeys has a key for ${quote(address)}, which is not among the addresses`,
  );
}

export function invalidHostKey(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidHostKey',
    `${at}: ${quote(value)} is neither an OpenSSH public key such as "ssh-ed25519 AAAA…" nor a fingerprint such as "SHA256:…"`,
  );
}

export function hostNameNeeded(at: string): FleetwrightError {
  return new FleetwrightError(
    'hostNameNeeded',
    `${at}: an address that is known only after an apply cannot name its host; set names, one per address`,
  );
}

export function hostNamesDiffer(at: string, names: number, addresses: number): FleetwrightError {
  return new FleetwrightError(
    'hostNamesDiffer',
    `${at}: names has ${names} entries for ${addresses} addresses; give one name per address, in the same order`,
  );
}

export function hostUsedTwice(at: string, host: string, other: string): FleetwrightError {
  return new FleetwrightError(
    'hostUsedTwice',
    `${at}: host ${quote(host)} is used by ${quote(other)} already; a host can be one node of one cluster`,
  );
}

export function nodeNameUsedTwice(at: string, name: string, host: string, other: string): FleetwrightError {
  return new FleetwrightError(
    'nodeNameUsedTwice',
    `${at}: the node name ${quote(name)} of host ${quote(host)} is that of host ${quote(other)} already; give each a nodeName of its own`,
  );
}

export function noControlPlane(at: string): FleetwrightError {
  return new FleetwrightError('noControlPlane', `${at}: has no hosts; a cluster needs one, three or five`);
}

export function evenControlPlanes(at: string, count: number): FleetwrightError {
  return new FleetwrightError(
    'evenControlPlanes',
    `${at}: has ${count} hosts; etcd needs a majority, so an even number survives no more failures than one host less; use ${count - 1} or ${count + 1}`,
  );
}

export function endpointNeeded(at: string, first: string): FleetwrightError {
  return new FleetwrightError(
    'endpointNeeded',
    `${at}: more than one control plane needs one address for all of them; set it to host:port of a load balancer or a virtual IP, or to ${quote(`${first}:6443`)} if the cluster may depend on that host`,
  );
}

export function invalidEndpoint(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidEndpoint',
    `${at}: ${quote(value)} is not host:port; write it as "api.example.org:6443"`,
  );
}

export function invalidCidr(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidCidr',
    `${at}: ${quote(value)} is not an IPv4 range; write it as "10.244.0.0/16"`,
  );
}

export function invalidPodCidrSize(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidPodCidrSize',
    `${at}: ${quote(value)} is not from /8 to /24, which kubeadm demands because every node gets a /24 of it; use a range such as "10.244.0.0/16", or set node-cidr-mask-size of the controllerManager in kubeadmPatches`,
  );
}

export function invalidServiceCidrSize(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidServiceCidrSize',
    `${at}: ${quote(value)} is not from /12 to /28, the sizes the API server and kubeadm take; use a range such as "10.96.0.0/12"`,
  );
}

export function overlappingCidrs(
  at: string,
  one: string,
  otherName: string,
  other: string,
): FleetwrightError {
  return new FleetwrightError(
    'overlappingCidrs',
    `${at}: ${quote(one)} overlaps ${otherName} ${quote(other)}; choose ranges that share no address with each other or with the hosts`,
  );
}

export function invalidVersion(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidVersion',
    `${at}: ${quote(value)} is not an exact Kubernetes version from 1.31 on; write it as "1.34.4"`,
  );
}

export function invalidDnsDomain(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidDnsDomain',
    `${at}: ${quote(value)} is not a DNS name (RFC 1123); use lower-case letters, digits, dots and dashes, such as "cluster.local"`,
  );
}

export function invalidDuration(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidDuration',
    `${at}: ${quote(value)} is not a duration; write it as "90s", "5m" or "1h30m"`,
  );
}

export function fetchNeedsUrl(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'fetchNeedsUrl',
    `${at}: ${quote(value)} is nothing the hosts could download file by file; BundleDelivery.FETCH needs the http(s) URL of an unpacked bundle (the folder with bundle.json), BundleDelivery.PUSH takes folders and archives as well`,
  );
}

export function bundleAndApt(at: string): FleetwrightError {
  return new FleetwrightError(
    'bundleAndApt',
    `${at}: bundle takes the place of the apt repository, so aptRepository and aptKeyUrl would have no effect; remove either`,
  );
}

export function imageNeeded(at: string): FleetwrightError {
  return new FleetwrightError(
    'imageNeeded',
    `${at}: is missing, and Kubernetes runs nothing but images; set image to one that has the command`,
  );
}

export function nothingToRun(at: string): FleetwrightError {
  return new FleetwrightError(
    'nothingToRun',
    `${at}: nothing says what to run; set image, or command on Mesos`,
  );
}

export function argsWithoutCommand(at: string): FleetwrightError {
  return new FleetwrightError(
    'argsWithoutCommand',
    `${at}: args are for an image or a command, and neither is given; set command`,
  );
}

export function invalidQuantity(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidQuantity',
    `${at}: ${quote(value)} is not an amount of memory; write it as "256MiB", "2GiB" or "500MB"`,
  );
}

export function quantityUnknown(at: string): FleetwrightError {
  return new FleetwrightError(
    'quantityUnknown',
    `${at}: is known only after an apply, and Mesos counts memory in MiB; write it out, or use MarathonApp, whose mem takes a number`,
  );
}

export function invalidCpus(at: string, value: number): FleetwrightError {
  return new FleetwrightError(
    'invalidCpus',
    `${at}: ${value} is not a number of processors; use a number above 0 in steps of 0.001, such as 0.5`,
  );
}

export function invalidReplicas(at: string, value: number): FleetwrightError {
  return new FleetwrightError(
    'invalidReplicas',
    `${at}: ${value} is not a number of replicas; use a whole number from 0 on`,
  );
}

export function invalidPort(at: string, value: number): FleetwrightError {
  return new FleetwrightError(
    'invalidPort',
    `${at}: ${value} is not a port; use a whole number from 1 to 65535`,
  );
}

export function fixedPortNeeded(at: string): FleetwrightError {
  return new FleetwrightError(
    'fixedPortNeeded',
    `${at}: 0 leaves the choice to Marathon, and Kubernetes makes none; set it to the port that the image listens on`,
  );
}

export function invalidNodePort(at: string, value: number): FleetwrightError {
  return new FleetwrightError(
    'invalidNodePort',
    `${at}: ${value} is outside of 30000 to 32767, the range Kubernetes hands out node ports from`,
  );
}

export function nodePortUsedTwice(
  at: string,
  port: number,
  service: string,
  other: string,
  owner: string,
): FleetwrightError {
  return new FleetwrightError(
    'nodePortUsedTwice',
    `${at}: node port ${port} of ${quote(service)} is used by ${quote(other)} of ${quote(owner)} already; a node port belongs to one service of a cluster, so choose another, or leave it out to get a free one`,
  );
}

export function nodePortWithoutService(at: string): FleetwrightError {
  return new FleetwrightError(
    'nodePortWithoutService',
    `${at}: a node port needs a service of that type; set service to ServiceType.NODE_PORT`,
  );
}

export function duplicatePort(at: string, what: string): FleetwrightError {
  return new FleetwrightError('duplicatePort', `${at}: ${what} is used by two ports; give each its own`);
}

export function portNotDeclared(at: string, name: string, known: string[]): FleetwrightError {
  return new FleetwrightError(
    'portNotDeclared',
    `${at}: ${quote(name)} is not one of the ports (${list(known)}); name one of them`,
  );
}

export function portNeeded(at: string): FleetwrightError {
  return new FleetwrightError('portNeeded', `${at}: a probe over HTTP needs a port; declare one in ports`);
}

export function invalidPath(at: string, value: string): FleetwrightError {
  return new FleetwrightError('invalidPath', `${at}: ${quote(value)} is not a path; start it with "/"`);
}

export function invalidName(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidName',
    `${at}: ${quote(value)} is not a name Kubernetes takes (RFC 1123); use at most 63 lower-case letters, digits and dashes, with a letter or digit at both ends`,
  );
}

export function invalidNodeName(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidNodeName',
    `${at}: ${quote(value)} is not a node name (RFC 1123); use lower-case letters, digits, dots and dashes`,
  );
}

export function invalidPortName(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidPortName',
    `${at}: ${quote(value)} is not a port name (RFC 6335); use at most 15 lower-case letters, digits and single dashes, with at least one letter`,
  );
}

export function invalidEnvironmentName(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidEnvironmentName',
    `${at}: ${quote(value)} is not a name of an environment variable; use letters, digits and underscores, not a digit first`,
  );
}

export function invalidTaint(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidTaint',
    `${at}: ${quote(value)} is not a taint; write it as "key=value:Effect" or "key:Effect"`,
  );
}

export function unknownTaintEffect(at: string, value: string, effects: string[]): FleetwrightError {
  return new FleetwrightError(
    'unknownTaintEffect',
    `${at}: the effect of ${quote(value)} is none of ${list(effects)}`,
  );
}

export function invalidLabel(at: string, key: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidLabel',
    `${at}: ${quote(`${key}=${value}`)} is not a label; key and value are up to 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, the key perhaps after a DNS name and "/"`,
  );
}

export function unknownPatchKind(at: string, kind: string, kinds: string[]): FleetwrightError {
  return new FleetwrightError(
    'unknownPatchKind',
    `${at}: kind ${quote(kind)} is none of ${list(kinds)}, which kubeadm reads`,
  );
}

export function podNetworkManifestsUnused(at: string): FleetwrightError {
  return new FleetwrightError(
    'podNetworkManifestsUnused',
    `${at}: pod network manifests are for a pod network of your own; set podNetwork to PodNetwork.NONE as well`,
  );
}

export function notYaml(at: string, reason: string): FleetwrightError {
  return new FleetwrightError('notYaml', `${at}: not YAML: ${reason}`);
}

export function manifestFileUnreadable(at: string, file: string, reason: string): FleetwrightError {
  return new FleetwrightError('manifestFileUnreadable', `${at}: cannot read ${quote(file)}: ${reason}`);
}

export function notAnObject(at: string): FleetwrightError {
  return new FleetwrightError(
    'notAnObject',
    `${at}: not a Kubernetes object; it needs apiVersion, kind and metadata.name`,
  );
}

export function objectDeclaredTwice(at: string, object: string): FleetwrightError {
  return new FleetwrightError(
    'objectDeclaredTwice',
    `${at}: ${quote(object)} is declared twice; remove or rename one`,
  );
}

export function releaseDeclaredTwice(
  at: string,
  release: string,
  cluster: string,
  other: string,
): FleetwrightError {
  return new FleetwrightError(
    'releaseDeclaredTwice',
    `${at}: the release ${quote(release)} of cluster ${quote(cluster)} is declared by ${quote(other)} already, and each would remove what only the other declares; give one of them another name or namespace`,
  );
}

export function noObjects(at: string): FleetwrightError {
  return new FleetwrightError(
    'noObjects',
    `${at}: declares no objects; set objects, yaml, files or sensitiveManifests`,
  );
}

export function secretInPlan(at: string, object: string): FleetwrightError {
  return new FleetwrightError(
    'secretInPlan',
    `${at}: the data of ${quote(object)} would be written into plan and state; give it in sensitiveManifests, with a sensitiveManifestsVersion to change whenever it changes`,
  );
}

export function sensitiveVersionNeeded(at: string): FleetwrightError {
  return new FleetwrightError(
    'sensitiveVersionNeeded',
    `${at}: Terraform does not keep sensitiveManifests, so it cannot see that they changed; set sensitiveManifestsVersion to 1 and raise it with every change`,
  );
}

function list(values: string[]): string {
  return values.length === 0 ? 'it has none' : values.map(quote).join(', ');
}
