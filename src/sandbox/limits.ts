/** What the sandbox does not do. Calls for any of it are answered with an error. */
export const NOT_COVERED: readonly string[] = [
  'EC2: what instances, security groups, key pairs, images, volumes, subnets and tags need; no load balancers, NAT, IAM or auto scaling, no network changes',
  'Azure: what resource groups, virtual networks, security groups, public addresses, network interfaces, disks and virtual machines of Linux need; no scale sets, availability sets, extensions, galleries, snapshots, load balancers, peerings, IPv6, roles or policies',
  'Azure: private addresses are loopback addresses whatever the prefix of their subnet is, a machine keeps the addresses it was made with, and a machine that was resized the number of its processors',
  'machines: programs of this computer under its own kernel; packages, systemd, containerd, kubeadm and the kubelet are stand-ins that keep state, so no container runs',
  'network: loopback addresses with SSH on port 2222; security groups of both clouds decide about SSH between machines and about nothing else; pods have no network, so no Service answers',
  'Kubernetes: pods are simulated and become ready without their image; no logs, exec, port-forward, metrics, admission webhooks or aggregated APIs',
];
