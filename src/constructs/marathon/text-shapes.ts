import { integer, mapOf, oneOf, text } from './checks';

const SEGMENT = '[a-z0-9]([a-z0-9-]*[a-z0-9])?';
const DOTTED = `${SEGMENT}(\\.${SEGMENT})*`;

/** A path of names that may be dotted. */
export const ID = new RegExp(`^/?${DOTTED}(/${DOTTED})*$`);

/** 0 stands for one that Marathon chooses. */
export const port = integer({ max: 65_535 });

const NAME = {
  min: 1,
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  of: 'lower-case letters, digits and dashes, with a letter or digit at both ends',
};

export const name = text(NAME);
export const shortName = text({ ...NAME, max: 63 });
export const protocol = oneOf('tcp', 'udp', 'udp,tcp');
export const labels = mapOf(text());
export const path = text({ min: 1, max: 1024 });
export const uri = text({ min: 1, max: 1024 });
