/** Where kubeadm and the kubelet keep their files. */
export const kubernetesPaths = {
  folder: '/etc/kubernetes',
  adminConf: '/etc/kubernetes/admin.conf',
  kubeletConf: '/etc/kubernetes/kubelet.conf',
  manifests: '/etc/kubernetes/manifests',
  apiServerManifest: '/etc/kubernetes/manifests/kube-apiserver.yaml',
  pki: '/etc/kubernetes/pki',
  caCertificate: '/etc/kubernetes/pki/ca.crt',
  kubelet: '/var/lib/kubelet',
  kubeletConfig: '/var/lib/kubelet/config.yaml',
  kubeletFlags: '/var/lib/kubelet/kubeadm-flags.env',
  etcd: '/var/lib/etcd',
} as const;

export const API_PORT = 6443;
