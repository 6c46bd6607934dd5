import type { LoadedBundle } from './loaded-bundle';

interface SharedLoad {
  readonly bundle: Promise<LoadedBundle>;
  readonly signal: AbortSignal | undefined;
}

const loads = new Map<string, SharedLoad>();

/**
 * The bundle under `key`, loaded once per process: all hosts of a run ask for the same one. A load that failed is
 * forgotten, and one that another caller aborted is begun again for those who still want it.
 */
export async function sharedLoad(
  key: string,
  load: () => Promise<LoadedBundle>,
  signal?: AbortSignal,
): Promise<LoadedBundle> {
  for (;;) {
    const running = loads.get(key) ?? begin(key, load, signal);
    try {
      return await running.bundle;
    } catch (error) {
      if (running.signal === signal || running.signal?.aborted !== true || signal?.aborted === true)
        throw error;
    }
  }
}

function begin(key: string, load: () => Promise<LoadedBundle>, signal: AbortSignal | undefined): SharedLoad {
  const begun = { bundle: load(), signal };
  loads.set(key, begun);
  begun.bundle.catch(() => {
    loads.delete(key);
  });
  return begun;
}
