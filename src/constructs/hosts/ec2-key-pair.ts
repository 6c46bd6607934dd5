import { Construct } from 'constructs';
import { publicKeyNotOneWay } from '../errors-ec2';
import { Ec2KeyPair as Ec2KeyPairResource } from '../generated/ec2-key-pair';
import { given } from '../given';
import { requireEc2 } from '../named-access';
import { ec2Name } from './ec2-name';
import { publicOnly, readPublicKey } from './public-key';

/** A public key that machines on EC2 admit, whoever put it there. */
export interface IEc2KeyPair {
  readonly keyName: string;
}

/** Props of `Ec2KeyPair`. Exactly one of `publicKey` and `publicKeyFile`. */
export interface Ec2KeyPairProps {
  /**
   * OpenSSH public key, RSA or Ed25519.
   *
   * @default none: `publicKeyFile` is used
   * @example 'ssh-ed25519 AAAA…'
   */
  readonly publicKey?: string;
  /**
   * A file with that key, read when the app runs. A relative path starts at the folder the app runs in.
   *
   * @default none: `publicKey` is used
   * @example 'keys/id_ed25519.pub'
   */
  readonly publicKeyFile?: string;
  /**
   * Unique in the region.
   *
   * @default the construct's path with dashes
   */
  readonly name?: string;
  /**
   * Name of an EC2 configuration of this stack's `Fleetwright`.
   *
   * @default 'default'
   */
  readonly configuration?: string;
  /** @default none */
  readonly tags?: Record<string, string>;
}

/**
 * A public key that machines on EC2 admit. The private one stays where it is.
 *
 * @example
 * const key = new Ec2KeyPair(stack, 'operators', { publicKeyFile: 'keys/id_ed25519.pub' });
 */
export class Ec2KeyPair extends Construct implements IEc2KeyPair {
  /** A key pair that exists already. */
  public static fromKeyName(keyName: string): IEc2KeyPair {
    return { keyName };
  }

  /** The generated construct beneath. */
  public readonly resource: Ec2KeyPairResource;
  /** Of the resource, so that machines wait for it. */
  public readonly keyName: string;

  constructor(scope: Construct, id: string, props: Ec2KeyPairProps) {
    super(scope, id);
    const { publicKey, publicKeyFile, name, configuration = 'default', tags } = props;
    const at = this.node.path;
    requireEc2(this, configuration);
    if ((publicKey === undefined) === (publicKeyFile === undefined)) throw publicKeyNotOneWay(at);
    this.resource = new Ec2KeyPairResource(
      this,
      'Default',
      given({
        configuration,
        owner: at,
        name: name ?? ec2Name(at),
        publicKey: publicOnly(at, publicKey ?? readPublicKey(at, publicKeyFile ?? '')),
        tags,
      }),
    );
    this.keyName = this.resource.name;
  }
}
