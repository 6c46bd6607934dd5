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
