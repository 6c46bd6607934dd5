import type { JsonObject, KubernetesApi } from '../../../../src/drivers/kubernetes';
import { eventually, patchByHand } from './lifecycle';

const { signal } = new AbortController();

export async function podsWith(
  api: KubernetesApi,
  labelSelector: string,
  namespace = 'default',
): Promise<string[]> {
  const listed = await api.request('GET', `/api/v1/namespaces/${namespace}/pods`, undefined, {
    signal,
    query: { labelSelector },
  });
  return (listed['items'] as JsonObject[]).map((pod) => String((pod['metadata'] as JsonObject)['name']));
}

/** Waits for as many pods and writes the status that a kubelet would report for each. */
export async function reportPods(
  api: KubernetesApi,
  labelSelector: string,
  count: number,
  status: JsonObject,
  namespace = 'default',
): Promise<string[]> {
  const pods = await eventually(async () => {
    const names = await podsWith(api, labelSelector, namespace);
    return names.length >= count ? names : undefined;
  });
  for (const pod of pods) {
    await patchByHand(api, `/api/v1/namespaces/${namespace}/pods/${pod}/status`, { status }, 'kubelet');
  }
  return pods;
}

export const running: JsonObject = {
  phase: 'Running',
  conditions: [
    { type: 'Ready', status: 'True', lastTransitionTime: '2024-01-01T00:00:00Z' },
    { type: 'ContainersReady', status: 'True', lastTransitionTime: '2024-01-01T00:00:00Z' },
  ],
};

export function waitingContainer(
  name: string,
  reason: string,
  message: string,
  restartCount = 0,
): JsonObject {
  return {
    phase: 'Pending',
    containerStatuses: [
      {
        name,
        image: 'app',
        imageID: '',
        ready: false,
        restartCount,
        state: { waiting: { reason, message } },
        ...(restartCount === 0
          ? {}
          : { lastState: { terminated: { exitCode: 3, reason: 'Error', message: 'no database' } } }),
      },
    ],
  };
}
