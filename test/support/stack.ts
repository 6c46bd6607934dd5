import { type App, TerraformStack, Testing } from 'cdktf';
import { Fleetwright, type FleetwrightProps, SshHost } from '../../src';

export const HOST_KEY = 'SHA256:uNiVztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPuQ';

/** An empty stack of an app that writes into a temporary folder. */
export function emptyStack(id = 'stack', app: App = Testing.app()): TerraformStack {
  return new TerraformStack(app, id);
}

/** A stack with a provider block. */
export function stackWithProvider(
  props: FleetwrightProps = { ssh: { keyFile: '/keys/id' } },
  id = 'stack',
  app: App = Testing.app(),
): TerraformStack {
  const stack = emptyStack(id, app);
  new Fleetwright(stack, 'fleetwright', props);
  return stack;
}

/** A host at 10.0.0.<n>, called host-<n>. */
export function host(stack: TerraformStack, n: number): SshHost {
  return new SshHost(stack, `host-${n}`, { address: `10.0.0.${n}`, hostKey: HOST_KEY });
}

/** A resource's arguments as Terraform JSON has them. */
export type Arguments = Record<string, unknown> & { depends_on?: string[] };

export interface SynthesizedStack {
  provider: Record<string, Record<string, unknown>[]>;
  locals?: Record<string, string>;
  resource: Record<string, Record<string, Arguments>>;
}

/** Validates and synthesizes a stack. */
export function synth(stack: TerraformStack): SynthesizedStack {
  return JSON.parse(Testing.synth(stack, true)) as SynthesizedStack;
}

/** The only resource of a type. */
export function only(synthesized: SynthesizedStack, type: string): Arguments {
  const all = Object.values(synthesized.resource[type] ?? {});
  const [first] = all;
  if (all.length !== 1 || first === undefined) throw new Error(`${all.length} resources of type ${type}`);
  return first;
}

/** What a resource waits for, a local value that refers to others resolved into those. */
export function awaitedBy(synthesized: SynthesizedStack, { depends_on = [] }: Arguments): string[] {
  return depends_on.flatMap((address) => {
    const expression = synthesized.locals?.[address.replace(/^local\./, '')];
    return expression === undefined ? [address] : [...expression.matchAll(/fleetwright_\w+\.[\w-]+/g)].flat();
  });
}
