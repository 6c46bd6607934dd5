import { createHmac } from 'node:crypto';
import type { Messages } from '../protocol/messages';
import type { Pid } from '../transport/transport';
import type { Access } from './access';
import type { MasterCore } from './core';

/** Agents prove that they know a secret, without saying it. */
export class AgentAuthentication {
  private readonly challenges = new Map<Pid, string>();
  private readonly authenticated = new Set<Pid>();

  constructor(
    private readonly core: MasterCore,
    private readonly access: Access,
  ) {}

  begin(from: Pid): void {
    const challenge = this.core.world.uuid();
    this.authenticated.delete(from);
    this.challenges.set(from, challenge);
    this.core.tell(from, 'AuthenticationChallengeMessage', { challenge });
  }

  prove({ principal, proof }: Messages['AuthenticationProofMessage'], from: Pid): void {
    const challenge = this.challenges.get(from);
    this.challenges.delete(from);
    const secret = this.access.credentials.find((one) => one.principal === principal)?.secret;
    const proven =
      challenge !== undefined &&
      secret !== undefined &&
      createHmac('md5', secret).update(challenge).digest('hex') === proof;
    if (!proven) {
      this.core.tell(from, 'AuthenticationErrorMessage', { error: 'Authentication failed' });
      return;
    }
    this.authenticated.add(from);
    this.core.tell(from, 'AuthenticationCompletedMessage', {});
  }

  /** Whether who it is matters and is not known. */
  mayNotRegister(from: Pid): boolean {
    return this.core.settings.authenticateAgents && !this.authenticated.has(from);
  }
}
