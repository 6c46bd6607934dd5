import { TerraformStack, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { credentialUnknown, kubeconfigUnknown, providerDeclaredTwice, providerMissing } from './errors';
import { azureConfigurationUnknown } from './errors-azure';
import { ec2ConfigurationUnknown } from './errors-ec2';
import { marathonLoginUnknown } from './errors-mesos';
import type { FleetwrightError } from './fleetwright-error';

/** The names a stack's provider block declares. */
interface Names {
  readonly credentials: string[];
  readonly kubeconfigs: string[];
  readonly marathonLogins: string[];
  readonly ec2: string[];
  readonly azure: string[];
}

const ofStack = new WeakMap<TerraformStack, Names>();

/** @throws providerDeclaredTwice when the stack has a provider block already */
export function declareNames(provider: Construct, names: Names): void {
  const stack = TerraformStack.of(provider);
  if (ofStack.has(stack)) throw providerDeclaredTwice(provider.node.path);
  ofStack.set(stack, names);
}

/** The provider block may be declared after what uses it, so that this is looked at when the stack is synthesized. */
export function requireCredential(construct: Construct, name: string): void {
  requireName(construct, name, 'credentials', credentialUnknown);
}

/** Like `requireCredential`, for a kubeconfig. */
export function requireKubeconfig(construct: Construct, name: string): void {
  requireName(construct, name, 'kubeconfigs', kubeconfigUnknown);
}

/** Like `requireCredential`, for a login of Marathon. */
export function requireMarathonLogin(construct: Construct, name: string): void {
  requireName(construct, name, 'marathonLogins', marathonLoginUnknown);
}

/** Like `requireCredential`, for an EC2 configuration. */
export function requireEc2(construct: Construct, name: string): void {
  requireName(construct, name, 'ec2', ec2ConfigurationUnknown);
}

/** Like `requireCredential`, for an Azure configuration. */
export function requireAzure(construct: Construct, name: string): void {
  requireName(construct, name, 'azure', azureConfigurationUnknown);
}

function requireName(
  construct: Construct,
  name: string,
  kind: keyof Names,
  unknown: (name: string, known: string[]) => FleetwrightError,
): void {
  construct.node.addValidation({
    validate: () => {
      const names = ofStack.get(TerraformStack.of(construct));
      if (names === undefined) return [providerMissing().message];
      if (Token.isUnresolved(name) || names[kind].includes(name)) return [];
      return [unknown(name, names[kind]).message];
    },
  });
}
