import type { CallOptions, WaitOptions } from './configuration';
import type { ConsoleHostKeys } from './host-keys';
import type { Ec2Image, ImageReference } from './image';
import type { Ec2Instance, InstanceDetails } from './instance';
import type { InstanceChanges, InstanceRequest } from './instance-request';
import type { Ec2KeyPair, KeyPairRequest } from './key-pair';
import type { Ec2SecurityGroup, SecurityGroupChanges, SecurityGroupRequest } from './security-group';
import type { Tags } from './configuration';

/** Everything here throws `Ec2Error`. */
export interface InstanceOperations {
  /**
   * Finds the instance by its owner's token or tags, or else launches it, and waits until it runs. Where a zone has no
   * capacity the next type or subnet is tried. An instance that was found is returned as it is: compare it with the
   * request. Default timeout 10 minutes.
   */
  ensure(request: InstanceRequest, options: EnsureInstanceOptions): Promise<EnsuredInstance>;
  /** The instance as described; undefined when it is gone or terminated. */
  find(id: string, options: CallOptions): Promise<Ec2Instance | undefined>;
  /** As `find`, with volumes, protection and user data: three to four requests. */
  read(id: string, options: CallOptions): Promise<InstanceDetails | undefined>;
  /** Changes what differs, one after the other, and returns the instance as it is then. Default timeout 15 minutes. */
  update(id: string, changes: InstanceChanges, options: WaitOptions): Promise<InstanceDetails>;
  waitUntilRunning(id: string, options: WaitOptions): Promise<Ec2Instance>;
  /** Terminates and waits until it is. What is gone already is success. Default timeout 15 minutes. */
  terminate(id: string, options: TerminateOptions): Promise<void>;
  /** Waits until the console shows the machine's host keys. Default timeout 10 minutes. */
  waitForHostKeys(id: string, options: WaitOptions): Promise<ConsoleHostKeys>;
  /** What the console shows at the moment; empty while EC2 has nothing. */
  consoleOutput(id: string, options: CallOptions): Promise<string>;
}

export interface EnsureInstanceOptions extends WaitOptions {
  /**
   * Called as soon as the instance exists, before the wait: what is interrupted from here on has to be kept. Called
   * again, with another id, when a launch fails for want of capacity after EC2 had accepted it.
   */
  readonly onExists?: (instance: Ec2Instance) => void;
}

export interface EnsuredInstance {
  readonly instance: Ec2Instance;
  /** How it came about. */
  readonly how: 'launched' | 'found by token' | 'found by tags';
}

export interface TerminateOptions extends WaitOptions {
  /** Cancels the instance's spot request first: a persistent one would start another instance. Default false. */
  readonly cancelSpotRequest?: boolean;
}

export interface SecurityGroupOperations {
  /** Finds the group by its owner's tags, or else creates it; brings rules and tags to what is asked. */
  ensure(request: SecurityGroupRequest, options: WaitOptions): Promise<Ec2SecurityGroup>;
  /** Undefined when it is gone. */
  read(id: string, options: CallOptions): Promise<Ec2SecurityGroup | undefined>;
  /** New rules are added before old ones are removed. */
  update(id: string, changes: SecurityGroupChanges, options: WaitOptions): Promise<Ec2SecurityGroup>;
  /** Waits for instances that are still leaving it. What is gone already is success. Default timeout 10 minutes. */
  delete(id: string, options: WaitOptions): Promise<void>;
}

export interface KeyPairOperations {
  /** Finds the key pair by name when it is its owner's and the same key, or else imports it. */
  ensure(request: KeyPairRequest, options: CallOptions): Promise<Ec2KeyPair>;
  /** By name or `key-…` id; undefined when it is gone. */
  read(nameOrId: string, options: CallOptions): Promise<Ec2KeyPair | undefined>;
  update(
    nameOrId: string,
    changes: { readonly tags?: Tags; readonly removeTags?: readonly string[] },
    options: CallOptions,
  ): Promise<Ec2KeyPair>;
  /** What is gone already is success. */
  delete(nameOrId: string, options: CallOptions): Promise<void>;
}

export interface ImageOperations {
  resolve(reference: ImageReference, options: CallOptions): Promise<Ec2Image>;
}
