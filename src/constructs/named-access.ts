import { TerraformStack, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { credentialUnknown, kubeconfigUnknown, providerDeclaredTwice, providerMissing } from './errors';
import { ec2ConfigurationUnknown } from './errors-ec2';

/** The names a stack's provider block declares. */
interface Names {
  readonly credentials: string[];
  readonly kubeconfigs: string[];
  readonly ec2: string[];
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
  construct.node.addValidation({
    validate: () => {
      const names = ofStack.get(TerraformStack.of(construct));
      if (names === undefined) return [providerMissing().message];
      if (Token.isUnresolved(name) || names.credentials.includes(name)) return [];
      return [credentialUnknown(name, names.credentials).message];
    },
  });
}

/** Like `requireCredential`, for a kubeconfig. */
export function requireKubeconfig(construct: Construct, name: string): void {
  construct.node.addValidation({
    validate: () => {
      const names = ofStack.get(TerraformStack.of(construct));
      if (names === undefined) return [providerMissing().message];
      if (Token.isUnresolved(name) || names.kubeconfigs.includes(name)) return [];
      return [kubeconfigUnknown(name, names.kubeconfigs).message];
    },
  });
}

/** Like `requireCredential`, for an EC2 configuration. */
export function requireEc2(construct: Construct, name: string): void {
  construct.node.addValidation({
    validate: () => {
      const names = ofStack.get(TerraformStack.of(construct));
      if (names === undefined) return [providerMissing().message];
      if (Token.isUnresolved(name) || names.ec2.includes(name)) return [];
      return [ec2ConfigurationUnknown(name, names.ec2).message];
    },
  });
}
