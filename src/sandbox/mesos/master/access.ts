import { readCredentials, type Credential } from '../credentials';
import type { Disk } from '../disk';
import { plain, type Reply, type Request } from '../transport/http';
import { Acls } from './acls';
import type { MasterSettings } from './settings';

/** What an endpoint asks of who comes: nothing, or to be somebody. */
export type Realm = 'none' | 'readonly' | 'readwrite' | 'scheduler';

/** What calls need to be allowed that not everybody may make. */
const CALL_ACTIONS: Readonly<Record<string, string>> = {
  GET_FLAGS: 'view_flags',
  UPDATE_QUOTA: 'update_quotas',
  SET_QUOTA: 'update_quotas',
  REMOVE_QUOTA: 'update_quotas',
  UPDATE_WEIGHTS: 'update_weights',
  TEARDOWN: 'teardown_frameworks',
  MARK_AGENT_GONE: 'mark_agents_gone',
  DRAIN_AGENT: 'drain_agents',
  DEACTIVATE_AGENT: 'deactivate_agents',
  REACTIVATE_AGENT: 'reactivate_agents',
  UPDATE_MAINTENANCE_SCHEDULE: 'update_maintenance_schedules',
  START_MAINTENANCE: 'start_maintenances',
  STOP_MAINTENANCE: 'stop_maintenances',
  RESERVE_RESOURCES: 'reserve_resources',
  UNRESERVE_RESOURCES: 'unreserve_resources',
  CREATE_VOLUMES: 'create_volumes',
  DESTROY_VOLUMES: 'destroy_volumes',
  SET_LOGGING_LEVEL: 'set_log_level',
};

/** Who may do what: by HTTP's basic authentication, and by the ACLs. */
export class Access {
  readonly credentials: readonly Credential[];
  private readonly acls: Acls;

  /** @throws Exit when the credentials cannot be read */
  constructor(
    private readonly settings: MasterSettings,
    disk: Disk,
  ) {
    this.credentials = settings.credentials === undefined ? [] : readCredentials(disk, settings.credentials);
    this.acls = new Acls(settings.flags.acls);
  }

  /** Who is not let in is told so. */
  refuse(request: Request, realm: Realm, action?: string, object?: string): Reply | undefined {
    if (realm === 'none' || !this.asks(realm)) return undefined;
    const principal = this.principalOf(request);
    if (principal === undefined) {
      return {
        ...plain(401),
        headers: {
          'WWW-Authenticate': `Basic realm="mesos-master-${realm}"`,
          'Content-Type': 'text/plain; charset=utf-8',
        },
      };
    }
    return action === undefined || this.acls.allow(action, principal, object) ? undefined : plain(403);
  }

  mayCall(request: Request, type: string): boolean {
    const action = CALL_ACTIONS[type];
    return action === undefined || this.acls.allow(action, this.principalOf(request));
  }

  private asks(realm: Exclude<Realm, 'none'>): boolean {
    const { authenticateReadonly, authenticateReadwrite, authenticateFrameworks } = this.settings;
    return {
      readonly: authenticateReadonly,
      readwrite: authenticateReadwrite,
      scheduler: authenticateFrameworks,
    }[realm];
  }

  private principalOf({ headers }: Request): string | undefined {
    const match = /^Basic\s+(\S+)$/i.exec(headers.authorization ?? '');
    const decoded = Buffer.from(match?.[1] ?? '', 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    const [principal, secret] = [decoded.slice(0, colon), decoded.slice(colon + 1)];
    const known = this.credentials.some((one) => one.principal === principal && one.secret === secret);
    return colon >= 0 && known ? principal : undefined;
  }
}
