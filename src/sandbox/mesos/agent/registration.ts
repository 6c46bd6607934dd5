import { createHmac } from 'node:crypto';
import type { MasterInfo } from '../election/master-info';
import { post, type Receivers } from '../protocol/post';
import type { Surroundings } from '../surroundings';
import type { Message } from '../transport/transport';
import { type Credential, readCredential } from '../credentials';

export interface RegistrationOptions {
  readonly world: Surroundings;
  readonly pid: string;
  /** Attempts begin that far apart, and get rarer. */
  readonly backoffSeconds: number;
  /** The file with what it proves with who it is. */
  readonly credential: string | undefined;
  /** Says to a master who it is. */
  readonly introduce: (leader: MasterInfo) => void;
  readonly onReachable: (reachable: boolean) => void;
  readonly onRefused: (message: string) => void;
}

const LONGEST_BACKOFF_SECONDS = 60;
/** A master that has not pinged for so long has forgotten this agent. */
const PING_TIMEOUT_SECONDS = 75;

/** Belongs to the leading master, whoever that is, and tries until it does. */
export class Registration {
  leader: MasterInfo | undefined;
  registered = false;
  private readonly credential: Credential | undefined;
  private authenticated = false;
  private unlink = (): void => undefined;
  private cancelAttempt = (): void => undefined;
  private cancelPingTimeout = (): void => undefined;
  private stopped = false;

  /** @throws Exit when there is no such credential */
  constructor(private readonly options: RegistrationOptions) {
    const { credential, world } = options;
    this.credential = credential === undefined ? undefined : readCredential(world.disk, credential);
  }

  follow(leader: MasterInfo | undefined): void {
    this.unlink();
    this.lose();
    this.leader = leader;
    if (leader === undefined) return;
    this.unlink = this.options.world.transport.link(leader.pid, () => {
      if (this.stopped) return;
      this.lose();
      // Another one may answer at the address of one who is not elected.
      this.cancelAttempt = this.options.world.clock.after(this.options.backoffSeconds, () => {
        this.follow(leader);
      });
    });
    this.attempt(this.options.backoffSeconds);
  }

  succeeded(master: string): void {
    if (master !== this.leader?.pid) return;
    this.cancelAttempt();
    if (!this.registered) {
      this.registered = true;
      this.options.world.log(`Registered with master ${master}`);
    }
    this.awaitPing();
    this.options.onReachable(true);
  }

  /** @param connected whether the master believes that this agent is there */
  pinged(connected: boolean): void {
    if (!this.registered) return;
    this.awaitPing();
    if (!connected) this.again();
  }

  stop(): void {
    this.stopped = true;
    this.unlink();
    this.lose();
  }

  receive(message: Message): boolean {
    const handled = [
      'AuthenticationChallengeMessage',
      'AuthenticationCompletedMessage',
      'AuthenticationErrorMessage',
    ];
    if (!handled.includes(message.name)) return false;
    const { AuthenticationChallengeMessage: challenge, AuthenticationErrorMessage: refused } = this.receivers;
    const body = message.body as never;
    if (message.name === 'AuthenticationChallengeMessage') challenge?.(body, message.from);
    else if (message.name === 'AuthenticationErrorMessage') refused?.(body, message.from);
    else this.authenticationDone();
    return true;
  }

  private readonly receivers: Receivers = {
    AuthenticationChallengeMessage: ({ challenge }, from) => {
      if (this.credential === undefined) return;
      const { principal, secret } = this.credential;
      post(this.options.world.transport, this.options.pid, from, 'AuthenticationProofMessage', {
        principal,
        proof: createHmac('md5', secret).update(challenge).digest('hex'),
      });
    },
    AuthenticationErrorMessage: (_message, from) => {
      this.options.onRefused(`Master ${from} refused authentication`);
    },
  };

  private authenticationDone(): void {
    this.authenticated = true;
    this.cancelAttempt();
    this.attempt(this.options.backoffSeconds);
  }

  private attempt(backoffSeconds: number): void {
    const { leader } = this;
    if (leader === undefined || this.stopped) return;
    if (this.credential !== undefined && !this.authenticated) {
      post(this.options.world.transport, this.options.pid, leader.pid, 'AuthenticateMessage', {
        principal: this.credential.principal,
      });
    } else {
      this.options.introduce(leader);
    }
    this.cancelAttempt = this.options.world.clock.after(backoffSeconds, () => {
      this.attempt(Math.min(backoffSeconds * 2, LONGEST_BACKOFF_SECONDS));
    });
  }

  private again(): void {
    this.registered = false;
    this.cancelAttempt();
    this.attempt(this.options.backoffSeconds);
  }

  private awaitPing(): void {
    this.cancelPingTimeout();
    this.cancelPingTimeout = this.options.world.clock.after(PING_TIMEOUT_SECONDS, () => {
      this.again();
    });
  }

  private lose(): void {
    this.registered = false;
    this.authenticated = false;
    this.cancelAttempt();
    this.cancelPingTimeout();
    this.options.onReachable(false);
  }
}
