import type { CallOptions, MesosApi } from './mesos-api';

/** A framework that has registered and was not torn down. */
export interface Framework {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly connected: boolean;
  /** Without it, its tasks are lost as soon as their agent stops. */
  readonly checkpoint: boolean;
  /** How long its tasks run on after it has disconnected. */
  readonly failoverTimeoutSeconds: number;
}

export async function listFrameworks(api: MesosApi, options: CallOptions): Promise<Framework[]> {
  const { get_frameworks: found } = await api.read('GET_FRAMEWORKS', options);
  return found.frameworks.map(({ framework_info: info, active, connected }) => ({
    id: info.id?.value ?? '',
    name: info.name,
    active,
    connected,
    checkpoint: info.checkpoint,
    failoverTimeoutSeconds: info.failover_timeout,
  }));
}

/**
 * Has a framework be gone for good, with its tasks. Nothing happens for one that no master knows.
 * @throws MesosError
 */
export async function teardownFramework(
  api: MesosApi,
  frameworkId: string,
  options: CallOptions,
): Promise<void> {
  const known = (await listFrameworks(api, options)).some(({ id }) => id === frameworkId);
  if (known) await api.write('TEARDOWN', { framework_id: { value: frameworkId } }, options);
}
