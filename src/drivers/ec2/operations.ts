import type { CallOptions, Tags, WaitOptions } from './configuration';
import type { ConsoleHostKeys } from './host-keys';
import type { Ec2Image, ImageReference } from './image';
import type { Ec2Instance, InstanceDetails } from './instance';
import type { InstanceChanges, InstanceRequest, SpotOptions } from './instance-request';
import type { Ec2KeyPair, KeyPairRequest } from './key-pair';
import type { Ec2SecurityGroup, SecurityGroupChanges, SecurityGroupRequest } from './security-group';

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
  /** As `find`, with volumes and protection: two to three requests. */
  read(id: string, options: CallOptions): Promise<InstanceDetails | undefined>;
  /** As the machine got it. */
  userData(id: string, options: CallOptions): Promise<Buffer | undefined>;
  /** The spot request behind an instance; undefined when EC2 does not know it any more. */
  spotRequest(requestId: string, options: CallOptions): Promise<SpotRequest | undefined>;
  /** Changes what differs, one after the other, and returns the instance as it is then. Default timeout 15 minutes. */
  update(id: string, changes: InstanceChanges, options: WaitOptions): Promise<InstanceDetails>;
  /** Takes tags off an instance that was just read, and off its volumes: one request. */
  untag(instance: InstanceDetails, keys: readonly string[], options: CallOptions): Promise<void>;
  waitUntilRunning(id: string, options: WaitOptions): Promise<Ec2Instance>;
  /**
   * Terminates and waits until it is. What is gone already is success. Its spot request is cancelled first, for a
   * persistent one would launch another instance; one that it has launched already, after somebody else's termination, is
   * terminated as well. Default timeout 15 minutes.
   */
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
  /** Of the instance, for EC2 forgets instances an hour after their end. */
  readonly spotRequestId?: string | undefined;
}

export interface SpotRequest {
  readonly interruption: NonNullable<SpotOptions['interruption']>;
  /** USD per hour, as EC2 writes it. */
  readonly maxPrice: string | undefined;
  /** Whether it launches another instance when the one that it has ends, or after one that has ended. */
  readonly launchesAgain: boolean;
  /** The last one that was launched for it; undefined while another is awaited. */
  readonly instanceId: string | undefined;
}

export interface EnsureOptions {
  /** Called with the id as soon as it exists: what fails or is interrupted from here on has to be kept. */
  readonly onExists?: (id: string) => void;
}

export interface SecurityGroupOperations {
  /** Finds the group by its owner's tags, or else creates it; brings rules and tags to what is asked. */
  ensure(request: SecurityGroupRequest, options: WaitOptions & EnsureOptions): Promise<Ec2SecurityGroup>;
  /** Undefined when it is gone. */
  read(id: string, options: CallOptions): Promise<Ec2SecurityGroup | undefined>;
  /** New rules are added before old ones are removed. */
  update(id: string, changes: SecurityGroupChanges, options: WaitOptions): Promise<Ec2SecurityGroup>;
  /** Waits for instances that are still leaving it. What is gone already is success. Default timeout 10 minutes. */
  delete(id: string, options: WaitOptions): Promise<void>;
}

export interface KeyPairOperations {
  /** Finds the key pair by name when it is its owner's and the same key, or else imports it. */
  ensure(request: KeyPairRequest, options: CallOptions & EnsureOptions): Promise<Ec2KeyPair>;
  /** By name; undefined when it is gone. */
  read(name: string, options: CallOptions): Promise<Ec2KeyPair | undefined>;
  update(
    name: string,
    changes: { readonly tags?: Tags; readonly removeTags?: readonly string[] },
    options: CallOptions,
  ): Promise<Ec2KeyPair>;
  /** What is gone already is success. */
  delete(name: string, options: CallOptions): Promise<void>;
}

export interface ImageOperations {
  resolve(reference: ImageReference, options: CallOptions): Promise<Ec2Image>;
}
