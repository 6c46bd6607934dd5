import { at, numberAt, textAt } from '../json';
import type { ApiObject } from '../json';
import { isBeingDeleted, nameOf, namespaceOf, uidOf } from '../kinds/resource';
import type { ControllerContext } from '../controllers/context';
import { hasEnded, podsResource } from '../controllers/pods';
import { timestamp } from '../objects/metadata';
import { fateOf } from './container-rules';
import { missingInputs } from './pod-inputs';
import { isDone, isSidecar, PodRun, readinessDelay } from './pod-run';
import type { ContainerRun } from './pod-run';

/** Simulated seconds. */
const timing = {
  create: 1,
  firstPull: 2,
  recheck: 5,
  end: 1,
  pullBackOff: 10,
  firstRestart: 10,
  longestRestart: 300,
};

export interface NodePlace {
  readonly address: string;
  /** Whether its kubelet answers. */
  readonly alive: boolean;
  /** An address for one more pod. */
  nextPodAddress(): string;
}

/** The kubelets of all nodes: they run nothing, and say what they would say. */
export class Kubelets {
  private readonly runs = new Map<string, PodRun>();
  private readonly pulled = new Set<string>();
  private readonly pods;

  constructor(
    private readonly context: ControllerContext,
    private readonly placeOf: (node: string) => NodePlace | undefined,
  ) {
    this.pods = podsResource(context);
    context.listen('pods', ({ type, object }) => {
      if (type === 'DELETED') this.forget(uidOf(object));
      else this.see(object);
    });
  }

  /** A node's kubelet is back. */
  resume(node: string): void {
    for (const pod of this.context.store.list('pods')) {
      if (textAt(pod, 'spec', 'nodeName') !== node) continue;
      const run = this.runs.get(uidOf(pod));
      if (run !== undefined && !isBeingDeleted(pod)) this.write(run);
      this.see(pod);
    }
  }

  private see(pod: ApiObject): void {
    const node = textAt(pod, 'spec', 'nodeName');
    const place = node === undefined ? undefined : this.placeOf(node);
    if (node === undefined || place === undefined || !place.alive || hasEnded(pod)) return;
    const run = this.runs.get(uidOf(pod));
    if (isBeingDeleted(pod)) {
      if (run?.stopping !== true) this.terminate(pod, run);
      return;
    }
    if (run === undefined) this.begin(pod, node, place);
  }

  private forget(uid: string): void {
    this.runs.get(uid)?.stop();
    this.runs.delete(uid);
  }

  private terminate(pod: ApiObject, run: PodRun | undefined): void {
    run?.stop();
    const grace = numberAt(pod, 'metadata', 'deletionGracePeriodSeconds') ?? 0;
    const stopped = run ?? new PodRun(pod, '', '', '');
    stopped.stopping = true;
    this.runs.set(uidOf(pod), stopped);
    this.context.event(
      pod,
      'Normal',
      'Killing',
      `Stopping container ${stopped.containers.map(({ spec }) => textAt(spec, 'name') ?? '').join(', ')}`,
      'kubelet',
    );
    this.context.after(Math.min(grace, timing.end), () => {
      const live = this.live(stopped);
      if (live !== undefined && this.placeOf(textAt(live, 'spec', 'nodeName') ?? '')?.alive === true) {
        this.context.delete(this.pods, live, 0);
      } else stopped.stopping = false;
    });
  }

  private begin(pod: ApiObject, node: string, place: NodePlace): void {
    const mirrored = textAt(pod, 'metadata', 'annotations', 'kubernetes.io/config.mirror') !== undefined;
    const address = at(pod, 'spec', 'hostNetwork') === true ? place.address : place.nextPodAddress();
    const run = new PodRun(pod, node, place.address, address);
    this.runs.set(run.uid, run);
    // Written later: whoever put the pod here is not done with it.
    this.later(run, 0, () => {
      this.write(run);
      this.later(run, mirrored ? 0 : timing.create, () => {
        this.proceed(run);
      });
    });
  }

  private later(run: PodRun, seconds: number, action: () => void): void {
    const cancel = this.context.after(seconds, () => {
      run.timers.delete(cancel);
      if (run.stopping) return;
      // On a dead node nothing happens; when it is back, it goes on.
      if (this.placeOf(run.node)?.alive === true) action();
      else this.later(run, timing.recheck, action);
    });
    run.timers.add(cancel);
  }

  /** Starts what can be started next: init containers one by one, then all others. */
  private proceed(run: PodRun): void {
    const blocking = missingInputs(this.context.store, run.pod).filter(
      ({ container }) => container === undefined,
    );
    const [first] = blocking;
    if (first !== undefined) {
      this.context.event(run.pod, 'Warning', 'FailedMount', first.message, 'kubelet');
      this.later(run, timing.recheck, () => {
        this.proceed(run);
      });
      return;
    }
    const next = run.containers.find(
      (one) => one.init && !isDone(one) && !(isSidecar(one) && one.state.kind === 'running'),
    );
    if (next !== undefined) {
      if (next.state.kind === 'waiting') this.start(run, next);
      return;
    }
    for (const container of run.containers) {
      if (!container.init && container.state.kind === 'waiting') this.start(run, container);
    }
  }

  private start(run: PodRun, container: ContainerRun): void {
    const name = textAt(container.spec, 'name') ?? '';
    const image = textAt(container.spec, 'image') ?? '';
    const fate = fateOf(
      container.spec,
      container.init && !isSidecar(container) ? 'OnFailure' : run.restartPolicy,
    );
    if (fate.kind === 'bad-name') {
      const why = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
      this.wait(run, container, 'InvalidImageName', why);
      this.context.event(run.pod, 'Warning', 'InspectFailed', why, 'kubelet');
      return;
    }
    if (fate.kind === 'no-image') {
      this.failPull(run, container, image);
      return;
    }
    const [missing] = missingInputs(this.context.store, run.pod).filter((one) => one.container === name);
    if (missing !== undefined) {
      this.wait(run, container, 'CreateContainerConfigError', missing.message);
      this.later(run, timing.recheck, () => {
        this.start(run, container);
      });
      return;
    }
    const key = `${run.node} ${image}`;
    const pull = this.pulled.has(key) ? 0 : timing.firstPull;
    this.later(run, pull, () => {
      this.pulled.add(key);
      container.state = { kind: 'running', since: timestamp() };
      this.context.event(run.pod, 'Normal', 'Started', `Started container ${name}`, 'kubelet');
      if (fate.kind === 'exits') {
        container.ready = !container.init && readinessDelay(container.spec) === 0;
        this.write(run);
        this.later(run, fate.afterSeconds, () => {
          this.exit(run, container, fate.code);
        });
        return;
      }
      this.run(run, container, fate.kind === 'runs' && fate.ready);
    });
  }

  private run(run: PodRun, container: ContainerRun, getsReady: boolean): void {
    const delay = readinessDelay(container.spec);
    if (getsReady && delay === 0) container.ready = true;
    this.write(run);
    if (isSidecar(container)) this.proceed(run);
    if (!getsReady || delay === 0) return;
    this.later(run, delay, () => {
      container.ready = true;
      this.write(run);
    });
  }

  private wait(run: PodRun, container: ContainerRun, reason: string, message: string): void {
    container.state = { kind: 'waiting', reason, message };
    container.ready = false;
    this.write(run);
  }

  private failPull(run: PodRun, container: ContainerRun, image: string): void {
    const why = `failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
    this.wait(run, container, 'ErrImagePull', `rpc error: code = NotFound desc = ${why}`);
    this.context.event(run.pod, 'Warning', 'Failed', `Failed to pull image "${image}": ${why}`, 'kubelet');
    this.later(run, timing.pullBackOff, () => {
      this.wait(
        run,
        container,
        'ImagePullBackOff',
        `Back-off pulling image "${image}": ErrImagePull: ${why}`,
      );
      this.later(run, 3 * timing.pullBackOff, () => {
        this.failPull(run, container, image);
      });
    });
  }

  private exit(run: PodRun, container: ContainerRun, code: number): void {
    const since = container.state.kind === 'running' ? container.state.since : timestamp();
    container.state = { kind: 'ended', code, since, until: timestamp() };
    container.ready = false;
    if (run.isFinal(container)) {
      this.write(run);
      this.proceed(run);
      return;
    }
    const wait = Math.min(timing.firstRestart * 2 ** container.restarts, timing.longestRestart);
    const name = textAt(container.spec, 'name') ?? '';
    this.write(run);
    this.later(run, timing.end, () => {
      const message = `back-off ${String(wait)}s restarting failed container=${name} pod=${nameOf(run.pod)}_${namespaceOf(run.pod)}(${run.uid})`;
      container.last = container.state;
      container.state = { kind: 'waiting', reason: 'CrashLoopBackOff', message };
      container.restarts += 1;
      this.context.event(
        run.pod,
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${name} in pod ${nameOf(run.pod)}_${namespaceOf(run.pod)}(${run.uid})`,
        'kubelet',
      );
      this.write(run);
      this.later(run, wait, () => {
        this.start(run, container);
      });
    });
  }

  private live(run: PodRun): ApiObject | undefined {
    const live = this.context.store.get('pods', namespaceOf(run.pod), nameOf(run.pod));
    return live !== undefined && uidOf(live) === run.uid ? live : undefined;
  }

  private write(run: PodRun): void {
    const live = this.live(run);
    if (live !== undefined) this.context.setStatus(this.pods, live, run.status(live), 'kubelet');
  }
}
