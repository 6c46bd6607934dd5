import { lookBriefly } from './aftermath';
import type { Ec2Api } from './api';
import { changeType, start } from './change-type';
import type { CallOptions, WaitOptions } from './configuration';
import { Console } from './console';
import type { Describer } from './describer';
import { isEc2Error } from './errors';
import type { ConsoleHostKeys } from './host-keys';
import type { Images } from './images';
import type { Ec2Instance, InstanceDetails } from './instance';
import { applyAttributes } from './instance-attributes';
import type { InstanceChanges, InstanceRequest } from './instance-request';
import { InstanceWaits, toBeGone, toRun, toStop } from './instance-waits';
import { Launcher } from './launch';
import { LaunchBatch } from './launch-batch';
import { launchMarksOn } from './launch-mark';
import { marksOf } from './marks';
import type {
  EnsuredInstance,
  EnsureInstanceOptions,
  InstanceOperations,
  SpotRequest,
  TerminateOptions,
} from './operations';
import { OwnerLookup } from './owner-lookup';
import { SpotRequests } from './spot-requests';
import { changeTags } from './tags';
import { attachedVolumes, growVolumes } from './volumes';

export class Instances implements InstanceOperations {
  private readonly waits: InstanceWaits;
  private readonly owners: OwnerLookup;
  private readonly launcher: Launcher;
  private readonly console: Console;
  private readonly spotRequests: SpotRequests;

  constructor(
    private readonly api: Ec2Api,
    private readonly describer: Describer,
    private readonly images: Images,
  ) {
    this.waits = new InstanceWaits(api, describer);
    this.owners = new OwnerLookup(api, describer);
    this.launcher = new Launcher(api, this.waits, new LaunchBatch(api));
    this.console = new Console(api, this.waits);
    this.spotRequests = new SpotRequests(api);
  }

  async ensure(request: InstanceRequest, options: EnsureInstanceOptions): Promise<EnsuredInstance> {
    const found = await this.findOwned(request, options);
    if (found === undefined) {
      const rootDeviceName = await this.rootDeviceName(request, options);
      const launched = await this.launch(request, rootDeviceName, options);
      return { instance: await this.claim(launched, request, options), how: 'launched' };
    }
    options.onExists?.(found.instance);
    await this.run(found.instance.id, options);
    const running = await this.waitUntilRunning(found.instance.id, options);
    return { instance: await this.claim(running, request, options), how: found.how };
  }

  /** @throws Ec2Error, with the id of the instance when there is one all the same. */
  private async launch(
    request: InstanceRequest,
    rootDeviceName: string | undefined,
    options: EnsureInstanceOptions,
  ): Promise<Ec2Instance> {
    try {
      return await this.launcher.launch(request, rootDeviceName, options);
    } catch (error) {
      if (!isEc2Error(error) || !error.mayHaveHappened) throw error;
      const launched = await lookBriefly(
        this.api,
        async (signal) => (await this.owners.find(request.owner, { signal }))[0],
      );
      if (launched === undefined) throw error;
      options.onExists?.(launched);
      throw error.with({ objectId: launched.id });
    }
  }

  find(id: string, options: CallOptions): Promise<Ec2Instance | undefined> {
    return this.waits.find(id, options);
  }

  async read(id: string, options: CallOptions): Promise<InstanceDetails | undefined> {
    const instance = await this.waits.find(id, options);
    if (instance === undefined) return undefined;
    try {
      return await this.details(instance, options);
    } catch (error) {
      // It may have gone since.
      if (isEc2Error(error, 'not-found')) return undefined;
      throw error;
    }
  }

  async update(id: string, changes: InstanceChanges, options: WaitOptions): Promise<InstanceDetails> {
    const tools = { api: this.api, waits: this.waits };
    const before = await this.present(id, options);
    await applyAttributes(this.api, before, changes, options);
    await changeTags(this.api, [before, ...before.volumes], changes, options);
    if (changes.volumes !== undefined) {
      await growVolumes(tools, before.volumes, changes.volumes, options);
    }
    if (changes.instanceType !== undefined && changes.instanceType !== before.instanceType) {
      await changeType(tools, before, changes.instanceType, options);
    } else if (before.interruptedTypeChange) {
      await start(tools, id, options);
    }
    if (changes.running === true) await this.run(id, options);
    return this.present(id, options);
  }

  /** Starts what was stopped; where a stop is still under way it is waited for first. */
  private async run(id: string, options: WaitOptions): Promise<void> {
    const tools = { api: this.api, waits: this.waits };
    const { state } = await this.present(id, options);
    if (state === 'stopping') await this.waits.until(id, toStop, options);
    if (state === 'stopping' || state === 'stopped') await start(tools, id, options);
    else if (state !== 'running') await this.waitUntilRunning(id, options);
  }

  async untag(instance: InstanceDetails, keys: readonly string[], options: CallOptions): Promise<void> {
    await changeTags(this.api, [instance, ...instance.volumes], { removeTags: keys }, options);
  }

  async waitUntilRunning(id: string, options: WaitOptions): Promise<Ec2Instance> {
    return (await this.waits.until(id, toRun, options)) as Ec2Instance;
  }

  async terminate(id: string, { signal, timeoutMs, spotRequestId }: TerminateOptions): Promise<void> {
    const instance = await this.waits.seen(id, { signal });
    const requestId = spotRequestId ?? instance?.spotRequestId;
    const latest =
      requestId === undefined ? undefined : await this.spotRequests.cancel(requestId, { signal });
    const living = instance === undefined || isGoing(instance) ? [] : [id];
    const launchedSince = latest === undefined || latest === id ? [] : [latest];
    for (const one of [...living, ...launchedSince]) await this.end(one, signal);
    const wait = timeoutMs === undefined ? { signal } : { signal, timeoutMs };
    for (const one of [id, ...launchedSince]) {
      await this.waits.until(one, toBeGone, wait, { from: ['pending', 'stopping'] });
    }
  }

  private async end(id: string, signal: AbortSignal): Promise<void> {
    try {
      await this.api.together.terminate(id, { signal });
    } catch (error) {
      if (!isEc2Error(error, 'not-found')) throw error;
    }
  }

  async userData(id: string, options: CallOptions): Promise<Buffer | undefined> {
    const input = { InstanceId: id, Attribute: 'userData' } as const;
    const { UserData } = await this.api.send('DescribeInstanceAttribute', input, options);
    return UserData?.Value === undefined ? undefined : Buffer.from(UserData.Value, 'base64');
  }

  spotRequest(requestId: string, options: CallOptions): Promise<SpotRequest | undefined> {
    return this.spotRequests.find(requestId, options);
  }

  waitForHostKeys(id: string, options: WaitOptions): Promise<ConsoleHostKeys> {
    return this.console.waitForHostKeys(id, options);
  }

  async consoleOutput(id: string, options: CallOptions): Promise<string> {
    const { instanceType } = await this.present(id, options);
    return this.console.output(id, instanceType, options);
  }

  private async findOwned(request: InstanceRequest, options: CallOptions) {
    const { owner } = request;
    const [instance, ...others] = await this.owners.find(owner, options);
    if (instance === undefined) return undefined;
    if (others.length > 0) {
      const ids = [instance, ...others].map(({ id }) => `"${id}"`).join(', ');
      const tags = JSON.stringify(owner.tags);
      throw this.api.error(
        `instances ${ids} all carry the tags ${tags}, which belong to one; terminate or retag those that are not meant`,
        { kind: 'taken' },
      );
    }
    const byToken = instance.clientToken === owner.clientToken;
    return { instance, how: byToken ? 'found by token' : 'found by tags' } as const;
  }

  /**
   * What was found, or launched together with others, gets what makes it its owner's: the tags and the token, on its
   * volumes as well, and loses the marks of a common launch.
   */
  private async claim(
    instance: Ec2Instance,
    { owner, tags }: InstanceRequest,
    options: CallOptions,
  ): Promise<Ec2Instance> {
    const removeTags = launchMarksOn(instance);
    if (removeTags.length === 0 && instance.clientToken === owner.clientToken) return instance;
    const volumes = await attachedVolumes(this.describer, instance, options);
    const own = removeTags.length === 0 ? marksOf(owner) : { ...tags, ...marksOf(owner) };
    await changeTags(this.api, [instance, ...volumes], { tags: own, removeTags }, options);
    // EC2 may show the tags late.
    const seen = (await this.waits.find(instance.id, options)) ?? instance;
    const isNew = removeTags.length > 0;
    return { ...seen, tags: { ...seen.tags, ...(isNew ? tags : {}), ...owner.tags } };
  }

  private async rootDeviceName(
    { imageId, rootVolume }: InstanceRequest,
    options: CallOptions,
  ): Promise<string | undefined> {
    if (rootVolume === undefined) return undefined;
    const { rootDeviceName } = await this.images.resolve({ kind: 'id', id: imageId }, options);
    if (rootDeviceName !== undefined) return rootDeviceName;
    throw this.api.error(
      `image "${imageId}" names no root device, so its root volume cannot be set; use the image's own`,
      { kind: 'invalid' },
    );
  }

  private async present(id: string, options: CallOptions): Promise<InstanceDetails> {
    const details = await this.read(id, options);
    if (details !== undefined) return details;
    throw this.api.error(`instance "${id}" does not exist (any more)`, { kind: 'not-found' });
  }

  private async details(instance: Ec2Instance, options: CallOptions): Promise<InstanceDetails> {
    const input = { InstanceId: instance.id, Attribute: 'disableApiTermination' } as const;
    const [volumes, { DisableApiTermination }] = await Promise.all([
      attachedVolumes(this.describer, instance, options),
      this.api.send('DescribeInstanceAttribute', input, options),
    ]);
    return { ...instance, volumes, terminationProtection: DisableApiTermination?.Value ?? false };
  }
}

function isGoing({ state }: Ec2Instance): boolean {
  return state === 'shutting-down' || state === 'terminated';
}
