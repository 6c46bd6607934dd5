import type { Duplex } from 'node:stream';

/** Opens a byte stream to a server's client port, for instance through SSH. */
export type Dial = () => Promise<Duplex>;
