import type { ServiceParams } from '../service';

export interface ZookeeperMember {
  /** Its `myid`: 1 to 255. */
  readonly serverId: number;
  /** Name or address at which the other members reach it. */
  readonly address: string;
}

export interface ZookeeperParams extends ServiceParams {
  readonly serverId: number;
  /** All members, this one too. */
  readonly ensemble: readonly ZookeeperMember[];
  readonly clientPort: number;
  readonly peerPort: number;
  readonly electionPort: number;
  readonly dataDir: string;
  /** More settings of zoo.cfg; they count before the defaults. */
  readonly settings?: Readonly<Record<string, string>>;
}
