import { textAt } from '../json';
import type { ApiObject, JsonMap } from '../json';
import type { Identity } from '../api/authentication';
import { newUid, timestamp } from '../objects/metadata';
import type { Store } from '../storage/store';
import type { Clock } from '../../world/clock';
import type { SeededRandom } from '../../world/random';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
const prefix = 'bootstrap-token-';
const decoded = (secret: ApiObject | undefined, key: string) =>
  Buffer.from(textAt(secret, 'data', key) ?? '', 'base64').toString('utf8');

/** Bootstrap tokens, kept as Secrets in kube-system as kubeadm keeps them; deleting the Secret ends the token. */
export class BootstrapTokens {
  constructor(
    private readonly store: Store,
    private readonly random: SeededRandom,
    private readonly clock: Clock,
  ) {}

  /** @param ttlSeconds simulated; 0 for ever */
  create(ttlSeconds: number): string {
    const letters = (length: number) =>
      Array.from({ length }, () => alphabet[this.random.integer(alphabet.length)] ?? 'a').join('');
    const [id, secret] = [letters(6), letters(16)];
    this.keep(id, secret, ttlSeconds);
    return `${id}.${secret}`;
  }

  private keep(id: string, secret: string, ttlSeconds: number): void {
    const name = `${prefix}${id}`;
    const data: Record<string, string> = {
      'auth-extra-groups': 'system:bootstrappers:kubeadm:default-node-token',
      'token-id': id,
      'token-secret': secret,
      'usage-bootstrap-authentication': 'true',
      'usage-bootstrap-signing': 'true',
    };
    if (ttlSeconds > 0) data['expiration'] = timestamp(Date.now() + (ttlSeconds * 1000) / this.clock.speed);
    const encoded: JsonMap = Object.fromEntries(
      Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
    );
    this.store.put('secrets', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name,
        namespace: 'kube-system',
        uid: newUid(this.random),
        creationTimestamp: timestamp(),
      },
      data: encoded,
      type: 'bootstrap.kubernetes.io/token',
    });
    if (ttlSeconds > 0) {
      this.clock.after(ttlSeconds, () => {
        const expired = this.store.get('secrets', 'kube-system', name);
        if (expired !== undefined) this.store.remove('secrets', expired);
      });
    }
  }

  isValid(token: string): boolean {
    const [id = '', secret = ''] = token.split('.');
    const found = this.store.get('secrets', 'kube-system', `${prefix}${id}`);
    if (found === undefined || secret === '' || decoded(found, 'token-secret') !== secret) return false;
    const expiration = decoded(found, 'expiration');
    return expiration === '' || Date.parse(expiration) > Date.now() - 1000;
  }

  identityOf(token: string): Identity | undefined {
    if (!this.isValid(token)) return undefined;
    const [id = ''] = token.split('.');
    return {
      user: `system:bootstrap:${id}`,
      groups: ['system:bootstrappers', 'system:bootstrappers:kubeadm:default-node-token'],
    };
  }
}
