const core: Readonly<Record<string, string>> = {
  ConfigMap: 'configmaps',
  Namespace: 'namespaces!',
  PersistentVolume: 'persistentvolumes!',
  PersistentVolumeClaim: 'persistentvolumeclaims',
  Pod: 'pods',
  Secret: 'secrets',
  Service: 'services',
  ServiceAccount: 'serviceaccounts',
};
const grouped: Readonly<Record<string, string>> = {
  APIService: 'apiservices!',
  ClusterRole: 'clusterroles!',
  ClusterRoleBinding: 'clusterrolebindings!',
  CronJob: 'cronjobs',
  CustomResourceDefinition: 'customresourcedefinitions!',
  DaemonSet: 'daemonsets',
  Deployment: 'deployments',
  HorizontalPodAutoscaler: 'horizontalpodautoscalers',
  Ingress: 'ingresses',
  IngressClass: 'ingressclasses!',
  Job: 'jobs',
  NetworkPolicy: 'networkpolicies',
  PodDisruptionBudget: 'poddisruptionbudgets',
  Role: 'roles',
  RoleBinding: 'rolebindings',
  StatefulSet: 'statefulsets',
  StorageClass: 'storageclasses!',
  ValidatingWebhookConfiguration: 'validatingwebhookconfigurations!',
};

/** Where objects of a kind of Kubernetes itself are, in the namespace default; undefined for custom kinds. */
export function pathOfKind(
  apiVersion: string,
  kind: string,
): { readonly collection: string; readonly namespaced: boolean } | undefined {
  const plural = apiVersion === 'v1' ? core[kind] : grouped[kind];
  if (plural === undefined) return undefined;
  const namespaced = !plural.endsWith('!');
  const root = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  return {
    collection: `${root}${namespaced ? '/namespaces/default' : ''}/${plural.replace('!', '')}`,
    namespaced,
  };
}
