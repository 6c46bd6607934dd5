import type { MesosClock } from '../../clock';
import { every } from '../../clock';
import type { FrameworkInfo } from '../../protocol/frameworks';
import {
  accepted,
  methodNotAllowed,
  record,
  type Reply,
  type Request,
  type Sink,
  text,
} from '../../transport/http';
import { isObject, JsonSyntaxError, parseJson } from '../../values/json';
import type { MasterCore } from '../core';
import type { Frameworks } from '../frameworks';
import type { Offers } from '../offers';
import { HEARTBEAT_SECONDS } from '../operator/operator-events';
import type { KnownFramework, SchedulerStream } from '../state/known-framework';
import { graceOf, type Tasks } from '../tasks';
import type { Accepting } from './accept';
import type { SchedulerCall } from './scheduler-call';

const STREAM_ID = 'mesos-stream-id';

/** What calls are counted as. */
const COUNTED: Readonly<Record<string, string>> = {
  ACCEPT: 'launch_tasks',
  DECLINE: 'decline_offers',
  REVIVE: 'revive_offers',
  SUPPRESS: 'suppress_offers',
  KILL: 'kill_task',
  ACKNOWLEDGE: 'status_update_acknowledgement',
  RECONCILE: 'reconcile_tasks',
  MESSAGE: 'framework_to_executor',
};

/** What frameworks ask of the master: `POST /api/v1/scheduler`. */
export class SchedulerApi {
  constructor(
    private readonly core: MasterCore,
    private readonly frameworks: Frameworks,
    private readonly tasks: Tasks,
    private readonly offers: Offers,
    private readonly accepting: Accepting,
  ) {}

  handle(request: Request): Reply {
    if (request.method !== 'POST') return methodNotAllowed('POST', request);
    const contentType = request.headers['content-type'];
    if (contentType === undefined) return text(400, "Expecting 'Content-Type' to be present");
    if (contentType !== 'application/json') {
      return text(415, "Expecting 'Content-Type' of application/json or application/x-protobuf");
    }
    const call = parseCall(request.body);
    if (typeof call === 'string') return text(400, call);
    if (call.type === 'SUBSCRIBE') return this.subscribe(request, call);
    const framework = this.core.state.frameworks.get(call.framework_id?.value ?? '');
    if (call.framework_id === undefined) {
      return text(400, "Failed to validate scheduler::Call: Expecting 'framework_id' to be present");
    }
    if (framework === undefined) return text(400, 'Framework cannot be found');
    if (framework.stream === undefined) return text(403, 'Framework is not subscribed');
    const streamId = request.headers[STREAM_ID];
    if (streamId === undefined) {
      return text(400, "All non-subscribe calls should include the 'Mesos-Stream-Id' header");
    }
    if (streamId !== framework.stream.id) {
      return text(
        400,
        `The stream ID '${streamId}' included in this request didn't match the stream ID currently associated with framework ID '${framework.id}'`,
      );
    }
    return this.perform(framework, call);
  }

  private subscribe(request: Request, call: SchedulerCall): Reply {
    const info = call.subscribe?.framework_info;
    if (info === undefined) {
      return text(400, "Failed to validate scheduler::Call: Expecting 'subscribe' to be present");
    }
    if (typeof info.user !== 'string' || typeof info.name !== 'string') {
      return text(
        400,
        'Failed to convert JSON into Call protobuf: Missing required fields: subscribe.framework_info.user, subscribe.framework_info.name',
      );
    }
    if (request.headers[STREAM_ID] !== undefined) {
      return text(400, "Subscribe calls should not include the 'Mesos-Stream-Id' header");
    }
    if ((call.framework_id?.value ?? '') !== (info.id?.value ?? '')) {
      return text(
        400,
        "Failed to validate scheduler::Call: 'framework_id' differs from 'subscribe.framework_info.id'",
      );
    }
    const id = this.core.world.uuid();
    return {
      status: 200,
      headers: { 'Content-Type': 'application/json', 'Mesos-Stream-Id': id },
      body: (sink) => {
        this.open(id, sink, info, call);
      },
    };
  }

  private open(id: string, sink: Sink, info: FrameworkInfo, call: SchedulerCall): void {
    const stream = openStream(id, sink, this.core.world.clock);
    const { suppressed_roles: suppressed = [], force = false } = call.subscribe ?? {};
    const problem = this.frameworks.subscribe(info, suppressed, force, stream);
    if (problem !== undefined) {
      stream.send({ type: 'ERROR', error: { message: problem } });
      stream.close();
      return;
    }
    sink.onClosed(() => {
      for (const framework of this.core.state.frameworks.values()) {
        this.frameworks.disconnected(framework, stream);
      }
    });
  }

  private perform(framework: KnownFramework, call: SchedulerCall): Reply {
    const counted = COUNTED[call.type];
    if (counted !== undefined) this.core.counters.count(`master/messages_${counted}`);
    switch (call.type) {
      case 'ACCEPT':
        this.accepting.accept(framework, call.accept ?? {});
        return accepted();
      case 'DECLINE':
        this.offers.decline(
          framework,
          (call.decline?.offer_ids ?? []).map(({ value }) => value),
          call.decline?.filters?.refuse_seconds,
        );
        return accepted();
      case 'REVIVE':
        this.offers.revive(framework, call.revive?.roles ?? []);
        return accepted();
      case 'SUPPRESS':
        for (const role of call.suppress?.roles ?? framework.info.roles ?? [framework.info.role ?? '*']) {
          framework.suppressed.add(role);
        }
        return accepted();
      case 'KILL': {
        const { task_id: task, agent_id: agent, kill_policy: policy } = call.kill ?? {};
        if (task === undefined) {
          return text(400, "Failed to validate scheduler::Call: Expecting 'kill' to be present");
        }
        this.tasks.kill(framework, task.value, agent?.value, graceOf(policy));
        return accepted();
      }
      case 'ACKNOWLEDGE': {
        const { agent_id: agent, task_id: task, uuid } = call.acknowledge ?? {};
        if (agent === undefined || task === undefined || uuid === undefined) {
          return text(400, "Failed to validate scheduler::Call: Expecting 'acknowledge' to be present");
        }
        this.tasks.acknowledge(framework, agent.value, task.value, uuid);
        return accepted();
      }
      case 'RECONCILE':
        this.tasks.reconcile(
          framework,
          (call.reconcile?.tasks ?? []).map(({ task_id: task, agent_id: agent }) => ({
            taskId: task.value,
            ...(agent === undefined ? {} : { agentId: agent.value }),
          })),
        );
        return accepted();
      case 'TEARDOWN':
        this.frameworks.remove(framework);
        return accepted();
      case 'UPDATE_FRAMEWORK': {
        const { framework_info: info, suppressed_roles: suppressed = [] } = call.update_framework ?? {};
        const problem =
          info === undefined
            ? "Expecting 'update_framework' to be present"
            : this.frameworks.update(framework, info, suppressed);
        return problem === undefined ? { status: 200 } : text(400, problem);
      }
      case 'MESSAGE': {
        const { agent_id: agent, executor_id: executor, data = '' } = call.message ?? {};
        const known = this.core.state.agents.get(agent?.value ?? '');
        if (known !== undefined) {
          this.core.tell(known.pid, 'FrameworkToExecutorMessage', {
            frameworkId: framework.id,
            executorId: executor?.value ?? '',
            data,
          });
        }
        return accepted();
      }
      case 'SHUTDOWN':
      case 'REQUEST':
      case 'ACCEPT_INVERSE_OFFERS':
      case 'DECLINE_INVERSE_OFFERS':
        return accepted();
      default:
        return text(400, `Failed to validate scheduler::Call: Unknown call type '${call.type}'`);
    }
  }
}

function parseCall(body: string): SchedulerCall | string {
  try {
    const parsed = parseJson(body);
    if (!isObject(parsed) || typeof parsed.type !== 'string') {
      return "Failed to validate scheduler::Call: Expecting 'type' to be present";
    }
    return parsed as unknown as SchedulerCall;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return `Failed to parse body into JSON: ${error.message}`;
    throw error;
  }
}

function openStream(id: string, sink: Sink, clock: MesosClock): SchedulerStream {
  const cancel = every(clock, HEARTBEAT_SECONDS, () => {
    sink.write(record({ type: 'HEARTBEAT' }));
  });
  sink.onClosed(cancel);
  return {
    id,
    send: (event) => {
      sink.write(record(event));
    },
    close: () => {
      cancel();
      sink.end();
    },
  };
}
