import { OwnerRecord } from '../host-owner';
import { paths } from './paths';

/** Every host of a cluster belongs to one resource of one Terraform state. */
export const nodeOwner = new OwnerRecord(paths.state, paths.owner, 'the host');
