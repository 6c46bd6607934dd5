import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Terraform } from '../../support/terraform';
import type { Component } from '../../support/require-component';

const root = join(__dirname, '../../..');
const source = 'fleetwright.dev/fleetwright/fleetwright';
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/**
 * The Terraform CLI with the provider as users get it: the bundle that `npm run build` makes. Most commands share one
 * process of it; FLEETWRIGHT_TEST_PROVIDER=each has Terraform start it for each, as everywhere else.
 */
export function terraformWithFleetwright(environment: Readonly<Record<string, string>> = {}): Terraform {
  const executable = join(root, 'dist/provider/terraform-provider-fleetwright');
  // What a provider logs reaches Terraform only from one that it started.
  const keepProvider = process.env.FLEETWRIGHT_TEST_PROVIDER !== 'each' && environment.TF_LOG === undefined;
  return new Terraform([{ source, version, executable }], { environment, keepProvider });
}

/** A configuration in Terraform's JSON syntax, with the provider block given. */
export function configuration(
  provider: object,
  resource: Readonly<Record<string, Readonly<Record<string, object>>>>,
  more: object = {},
): object {
  // An empty object of resources is a syntax error.
  const resources = Object.entries(resource).filter(([, all]) => Object.keys(all).length > 0);
  return {
    terraform: { required_providers: { fleetwright: { source, version } } },
    provider: { fleetwright: provider },
    ...(resources.length > 0 ? { resource: Object.fromEntries(resources) } : {}),
    ...more,
  };
}

/** Terraform wraps its messages and frames them; this is what they say. */
export function unwrapped(output: string): string {
  return output.replace(/[│╷╵]/g, ' ').replace(/\s+/g, ' ');
}

/** Everything that is needed of several. */
export function allOf(...components: readonly Component[]): Component {
  const missing = components.filter(({ available }) => !available);
  const named = missing.length > 0 ? missing : components;
  return {
    name: named.map(({ name }) => name).join(' and '),
    available: missing.length === 0,
    howToEnable: named.map(({ howToEnable }) => howToEnable).join('; '),
  };
}
