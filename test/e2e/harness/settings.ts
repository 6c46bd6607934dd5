/**
 * What a cluster on test hosts needs and a cluster elsewhere does not: the machine below them may lack CAP_SYS_RESOURCE
 * (nothing can lower an oom_score_adj or raise a limit) and may still have version 1 of the control groups. They are given
 * as a user would give them; the recipes' defaults know nothing of them.
 */

/** KubeletConfiguration fragment. */
export const kubeletConfig = `featureGates:
  KubeletInUserNamespace: true
failCgroupV1: false
`;

/** KubeProxyConfiguration fragment: the connection table belongs to the machine, its size cannot be set from a host. */
export const kubeProxyConfig = `conntrack:
  maxPerCore: 0
`;

/** kubeadm fragments, each with its `kind`; none is needed so far. */
export const kubeadmPatches: readonly string[] = [];

/** Drop-in for containerd 1.x; containerd 2.x reads this version of the file as well and converts it. */
export const containerdConfig = `version = 2

[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
`;
