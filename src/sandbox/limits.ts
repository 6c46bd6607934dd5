/** What the sandbox does not do. Calls for any of it are answered with an error, where it is not said otherwise. */
export const NOT_COVERED: readonly string[] = [
  'EC2: what instances, security groups, key pairs, images, volumes, subnets and tags need; no load balancers, NAT, auto scaling or changes of the network, no prefix lists, hibernation, placement groups, dedicated tenancy or capacity reservations',
  'Azure: what resource groups, virtual networks, security groups, public addresses, network interfaces, disks and virtual machines of Linux need; no scale sets, availability sets, extensions, galleries, snapshots, load balancers, peerings, IPv6, roles or policies',
  'Azure: private addresses are loopback addresses whatever the prefix of their subnet is, a machine keeps the addresses it was made with, and a machine that was resized the number of its processors',
  'permissions: no IAM; every signed call may do everything, so that a policy which lacks an action is not found here',
  'machines: programs of this computer under its own kernel; packages, systemd, containerd, kubeadm and the kubelet are stand-ins that keep state, so no container runs',
  'users of machines: without sudo nothing is written that only root may write, and stand-ins refuse what only root may do; but everybody may read every file, kill every process, mount, and set the host name',
  'network: loopback addresses with SSH on port 2222; security groups of both clouds decide who reaches SSH, and what a machine reaches through SSH tunnels and by curl and kubeadm; connections that other programs make, and those of this computer to the Kubernetes API, pass; pods have no network, so no Service answers',
  'Kubernetes: pods are simulated and become ready without their image; no logs, exec, port-forward, metrics or aggregated APIs; admission webhooks are called by URL, not through a Service',
  "Mesos and Marathon: no image runs; no TLS, no executors of one's own, no plugins of Marathon, so that secrets are names that nobody resolves",
];
