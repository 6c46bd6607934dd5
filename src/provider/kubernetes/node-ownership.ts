import { nodeOwner } from '../../bootstrap/recipes/kubernetes';
import { HostOwnership } from '../hosts/host-ownership';

/** Whose a host of a cluster is. */
export const nodeOwnership = new HostOwnership(nodeOwner, ({ kubernetes }) => kubernetes.owner);
