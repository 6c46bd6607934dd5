/** What the sandbox does not do. Calls for any of it are answered with an error. */
export const NOT_COVERED: readonly string[] = [
  'EC2: what instances, security groups, key pairs, images, volumes, subnets and tags need; no load balancers, NAT, IAM or auto scaling, no network changes',
  'machines: programs of this computer under its own kernel; packages, systemd, containerd, kubeadm and the kubelet are stand-ins that keep state, so no container runs',
  'network: loopback addresses with SSH on port 2222; security groups decide about SSH between machines and about nothing else; pods have no network, so no Service answers',
  'Kubernetes: pods are simulated and become ready without their image; no logs, exec, port-forward, metrics, admission webhooks or aggregated APIs',
];
