import { Token } from 'cdktf';
import { invalidQuantity, quantityUnknown } from '../errors';

/** Kubernetes' suffix and the number of bytes of each unit. */
const UNITS: Record<string, { suffix: string; bytes: number }> = {
  kB: { suffix: 'k', bytes: 1e3 },
  MB: { suffix: 'M', bytes: 1e6 },
  GB: { suffix: 'G', bytes: 1e9 },
  TB: { suffix: 'T', bytes: 1e12 },
  KiB: { suffix: 'Ki', bytes: 2 ** 10 },
  MiB: { suffix: 'Mi', bytes: 2 ** 20 },
  GiB: { suffix: 'Gi', bytes: 2 ** 30 },
  TiB: { suffix: 'Ti', bytes: 2 ** 40 },
};

/**
 * An amount of memory as Kubernetes writes it: `256MiB` is `256Mi`. What Kubernetes writes itself
 * (`256Mi`) is taken too; a token goes through as it is.
 *
 * @throws invalidQuantity for anything else, for zero, and for parts of a byte
 */
export function kubernetesMemory(at: string, value: string): string {
  if (Token.isUnresolved(value)) return value;
  const { amount, suffix } = parse(at, value);
  return `${amount}${suffix}`;
}

/**
 * The same amount in MiB, as Mesos counts it.
 *
 * @throws invalidQuantity as above, and for a token: nothing can be counted in it
 */
export function mebibytes(at: string, value: string): number {
  if (Token.isUnresolved(value)) throw quantityUnknown(at);
  return parse(at, value).bytes / 2 ** 20;
}

interface Amount {
  readonly amount: string;
  readonly suffix: string;
  readonly bytes: number;
}

function parse(at: string, value: string): Amount {
  const match = /^(\d+(?:\.\d+)?)([A-Za-z]+)$/.exec(value);
  const [, amount = '', name = ''] = match ?? [];
  const unit = UNITS[name] ?? Object.values(UNITS).find(({ suffix }) => suffix === name);
  const bytes = Number(amount) * (unit?.bytes ?? Number.NaN);
  if (unit === undefined || !(bytes > 0) || !Number.isInteger(bytes)) throw invalidQuantity(at, value);
  return { amount, suffix: unit.suffix, bytes };
}

/** A number of processors as Kubernetes writes it: 0.5 is `500m`; a token goes through as it is. */
export function kubernetesCpus(value: number): string | number {
  if (Token.isUnresolved(value)) return value;
  const thousandths = Math.round(value * 1000);
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}
