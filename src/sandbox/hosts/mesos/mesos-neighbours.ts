import type { Ensembles } from './ensembles';

/** What services of Mesos on different machines of one sandbox share. */
export interface MesosNeighbours {
  readonly ensembles: Ensembles;
}
