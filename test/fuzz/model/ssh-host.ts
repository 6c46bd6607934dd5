import fc from 'fast-check';
import type { Kind } from './kind';
import { machine, RACK } from './rack';

export const sshHost: Kind = {
  type: 'fleetwright_ssh_host',
  groups: ['kubernetes'],
  weight: 2,
  slots: RACK,
  fields: { key: fc.constantFrom('pinned', 'trusted') },
  replacing: [],
  plain: { key: 'pinned' },
  declare: (slot, shape, { sandbox }) => {
    const { address, port, user, hostKey } = machine(sandbox, slot);
    const key = shape.key === 'pinned' ? { host_key: hostKey } : { trust_on_first_use: true };
    return { address, port, user, credential: 'default', ...key };
  },
  importId: ({ address, port, user, credential, host_key }) => {
    const query = `credential=${String(credential)}&host_key=${encodeURIComponent(String(host_key))}`;
    return `ssh://${String(user)}@${String(address)}:${String(port)}?${query}`;
  },
  meddling: [],
};
