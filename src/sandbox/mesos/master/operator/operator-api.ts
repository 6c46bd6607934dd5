import { messageOf } from '../../failure';
import { json, methodNotAllowed, plain, type Reply, type Request, text } from '../../transport/http';
import type { Access } from '../access';
import type { MasterCore } from '../core';
import { Refused } from '../draining';
import type { Leadership } from '../leadership';
import { acceptedType, checkCall } from './check-call';
import { read, snapshot } from './reads';
import { write } from './writes';

/** `{ type: GET_HEALTH, get_health: { healthy: true } }` in the other format. */
const HEALTHY_AS_PROTOBUF = '\u0008\u0001\u0012\u0002\u0008\u0001';

/** What operators ask of the master: `POST /api/v1`. */
export class OperatorApi {
  constructor(
    private readonly core: MasterCore,
    private readonly access: Access,
  ) {}

  async handle(request: Request, leadership: Leadership): Promise<Reply> {
    if (request.method !== 'POST') return methodNotAllowed('POST', request);
    if (!leadership.recovered) return text(503, 'Master has not finished recovery');
    const call = checkCall(request);
    if (!('type' in call)) return call;
    if (!this.access.mayCall(request, call.type)) return plain(403);
    if (call.type === 'SUBSCRIBE') return this.subscribe();
    try {
      const written = await write(this.core, leadership, call);
      if (written !== undefined) return written;
    } catch (error) {
      return error instanceof Refused ? text(error.status, error.message) : text(500, messageOf(error));
    }
    const { type } = call;
    if (acceptedType(request) === 'protobuf') return inProtobuf(type);
    const body = read(this.core, leadership, type);
    return json({ type, ...(body === undefined ? {} : { [type.toLowerCase()]: body }) });
  }

  private subscribe(): Reply {
    return {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: (sink) => {
        this.core.events.subscribe(sink, { get_state: snapshot(this.core) });
      },
    };
  }
}

function inProtobuf(type: string): Reply {
  if (type !== 'GET_HEALTH') {
    return text(406, `this stand-in answers ${type} in 'application/json' only`);
  }
  return { status: 200, headers: { 'Content-Type': 'application/x-protobuf' }, body: HEALTHY_AS_PROTOBUF };
}
