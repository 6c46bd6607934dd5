/** A taint as kubeadm's node registration has it. */
export interface NodeTaint {
  readonly key: string;
  readonly value?: string | undefined;
  readonly effect: string;
}

/** A machine that joins a cluster. */
export interface NodeSpec {
  readonly name: string;
  /** The node's InternalIP. */
  readonly address: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly controlPlane: boolean;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Default: `node-role.kubernetes.io/control-plane:NoSchedule` on control planes, none on workers. */
  readonly taints?: readonly NodeTaint[] | undefined;
  /** What is in its /etc/machine-id, for finding the node of a machine. */
  readonly machineId: string;
}

export interface ClusterOptions {
  readonly name: string;
  /** Where the first API server listens. */
  readonly address: string;
  /** 6443, or 0 for a free one. */
  readonly port: number;
  /** `1.34.4` */
  readonly version: string;
  readonly serviceCidr: string;
  readonly podCidr: string;
  readonly dnsDomain: string;
  /** Names and addresses in the API server's certificate beside those it always has. */
  readonly certSans: readonly string[];
  readonly node: NodeSpec;
}

export interface KubectlResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What machines need of a cluster: the stand-ins for kubeadm, kubelet and kubectl talk to it. */
export interface SandboxCluster {
  readonly name: string;
  /** `v1.34.4` */
  readonly version: string;
  /** PEM */
  readonly caCertificate: string;
  /** PEM; for /etc/kubernetes/pki/ca.key, which kubeadm hands to further control planes. */
  readonly caKey: string;
  /** `sha256:<hex>` of the CA's public key, as kubeadm's discovery hash. */
  readonly caHash: string;
  /** PEM of the certificate that the API server at the address shows. */
  apiServerCertificate(address: string): string;
  /** A new one, with these names as well. @returns PEM */
  renewApiServerCertificate(address: string, names: readonly string[]): string;
  /** A kubeconfig with an admin's client certificate. @param server `https://10.0.0.1:6443` */
  adminKubeconfig(server: string): string;
  /** A kubeconfig with a kubelet's client certificate. */
  nodeKubeconfig(node: string, server: string): string;
  /** One more API server endpoint. @returns the port */
  serve(address: string, port: number): Promise<number>;
  /** Ends the API server at the address; its connections break. */
  unserve(address: string): Promise<void>;
  /** A bootstrap token, also as a Secret in kube-system. @param ttlSeconds in simulated seconds; 0 for ever */
  createToken(ttlSeconds: number): string;
  checkToken(token: string): boolean;
  /** Registers a node, or brings back the one of that name. Resolves when the Node object exists. */
  addNode(node: NodeSpec): Promise<void>;
  /** Whether the node's kubelet answers: NotReady once its lease has expired, Ready at the next heartbeat. */
  setNodeReady(name: string, ready: boolean): Promise<void>;
  /** Deletes the Node object; its pods are collected. */
  removeNode(name: string): Promise<void>;
  /** For the stand-in program on a host, with the admin's rights. */
  kubectl(args: readonly string[], stdin: string): Promise<KubectlResult>;
  /** The same with what no fault hits, to look at what there really is. */
  inspect(args: readonly string[]): Promise<KubectlResult>;
  stop(): Promise<void>;
}

export interface ClusterBackend {
  /** `kubeadm init`: a cluster with its first control plane, which serves at `address:port`. */
  init(options: ClusterOptions): Promise<SandboxCluster>;
  byCaHash(hash: string): SandboxCluster | undefined;
  list(): readonly SandboxCluster[];
  /** Ends a cluster whose data is on no disk any more; false when there is none. */
  discard(caHash: string): Promise<boolean>;
  stopAll(): Promise<void>;
}
