import { machineRequest, networkRequest, useFixture } from './support/fixture';

describe('when things go wrong', () => {
  const fixture = useFixture();
  const { signal } = fixture;
  const reference = { group: 'nodes', name: 'box' };

  async function subnet(): Promise<string> {
    const network = await fixture.subscription.networks.ensure(networkRequest(), { signal });
    fixture.proxy.reset();
    return network.subnetId ?? '';
  }

  test.each(['PUT virtualMachines', 'PUT networkInterfaces', 'PUT publicIPAddresses'])(
    'a lost answer to %s is found out about, and nothing is asked for twice',
    async (lost) => {
      const { subscription, proxy, azure } = fixture;
      const subnetId = await subnet();
      proxy.fail(({ action }, attempt) =>
        action === lost && attempt === 0 ? { kind: 'response-lost' } : undefined,
      );
      const { machine } = await subscription.machines.ensure(machineRequest(subnetId), { signal });
      expect(machine).toMatchObject({ power: 'running', provisioningState: 'Succeeded' });
      expect(proxy.count(lost)).toBe(1);
      expect(azure.service.describe().virtualMachines).toHaveLength(1);
    },
  );

  test('a lost answer to a deletion is found out about', async () => {
    const { subscription, proxy, azure } = fixture;
    const { machine } = await subscription.machines.ensure(machineRequest(await subnet()), { signal });
    proxy.fail(({ action }, attempt) =>
      action === 'DELETE virtualMachines' && attempt === 0 ? { kind: 'response-lost' } : undefined,
    );
    await subscription.machines.delete(reference, { signal, owner: undefined, vmId: machine.vmId });
    expect(azure.service.describe().virtualMachines).toEqual([]);
    expect(azure.service.describe().networkInterfaces).toEqual([]);
  });

  test('what throttles, fails, cuts connections and answers by halves is asked again', async () => {
    const { subscription, proxy, existing } = fixture;
    proxy.fail((_, attempt) => {
      if (attempt === 0)
        return { kind: 'error', status: 429, code: 'TooManyRequests', headers: { 'retry-after': '0' } };
      if (attempt === 1) return { kind: 'error', status: 500, code: 'InternalServerError' };
      if (attempt === 2) return { kind: 'reset' };
      return attempt === 3 ? { kind: 'response-cut' } : undefined;
    });
    const network = await subscription.networks.ensure(networkRequest(), { signal });
    const { machine } = await subscription.machines.ensure(machineRequest(network.subnetId ?? ''), {
      signal,
    });
    expect(machine.power).toBe('running');
    expect(existing()).toHaveLength(7);
  });

  test('Retry-After is waited for', async () => {
    const { subscription, proxy } = fixture;
    const begin = Date.now();
    proxy.fail(({ action }, attempt) =>
      action === 'GET virtualMachines' && attempt === 0
        ? { kind: 'error', status: 429, code: 'TooManyRequests', headers: { 'retry-after': '1' } }
        : undefined,
    );
    expect(await subscription.machines.read(reference, { signal })).toBeUndefined();
    expect(Date.now() - begin).toBeGreaterThanOrEqual(1000);
  });

  test('what is refused for good is not asked again, and says what it was', async () => {
    const { subscription, proxy } = fixture;
    const subnetId = await subnet();
    proxy.fail(({ action }) =>
      action === 'PUT virtualMachines'
        ? { kind: 'error', status: 409, code: 'SkuNotAvailable', message: 'No room for it.' }
        : undefined,
    );
    await expect(subscription.machines.ensure(machineRequest(subnetId), { signal })).rejects.toMatchObject({
      kind: 'capacity',
      code: 'SkuNotAvailable',
      message: expect.stringContaining(
        'no machine "box" of size Standard_D2s_v5 in westeurope: azure "test"',
      ) as string,
    });
    expect(proxy.count('PUT virtualMachines')).toBe(1);
  });

  test('an interrupt ends the wait, and another process goes on with what was begun by its URL', async () => {
    const { subscription, another, azure } = fixture;
    const request = machineRequest(await subnet(), { publicAddress: false });
    const controller = new AbortController();
    let kept: string | undefined;
    const begun = subscription.machines.ensure(request, {
      signal: controller.signal,
      onOperation: (url) => {
        if (url === undefined) return;
        kept = url;
        if (url.includes('Microsoft.Compute')) controller.abort(new Error('Ctrl-C'));
      },
    });
    await expect(begun).rejects.toMatchObject({ kind: 'interrupted' });
    expect(kept).toContain('/providers/Microsoft.Compute/');
    await another().machines.resume(kept ?? '', reference, { signal });
    expect(azure.service.describe().virtualMachines).toMatchObject([
      { state: 'Succeeded', power: 'running' },
    ]);
    const { how } = await another().machines.ensure(request, { signal });
    expect(how).toBe('found');
  });

  test('a size that the running machine cannot have is changed to while it is deallocated', async () => {
    const { subscription, proxy } = fixture;
    await subscription.machines.ensure(machineRequest(await subnet()), { signal });
    proxy.fail(({ action, body }, attempt) =>
      action === 'PATCH virtualMachines' && JSON.stringify(body).includes('vmSize') && attempt === 0
        ? { kind: 'error', status: 409, code: 'OperationNotAllowed', message: 'Not on this hardware.' }
        : undefined,
    );
    const changed = await subscription.machines.update(reference, { size: 'Standard_D4s_v5' }, { signal });
    expect(changed).toMatchObject({ size: 'Standard_D4s_v5', power: 'running', interruptedChange: false });
    expect(proxy.count('POST virtualMachines/deallocate')).toBe(1);
    expect(proxy.count('POST virtualMachines/start')).toBe(1);
  });

  test('a machine whose new size has no room runs again with its old one', async () => {
    const { subscription, proxy } = fixture;
    await subscription.machines.ensure(machineRequest(await subnet()), { signal });
    proxy.fail(({ action, body }, attempt) => {
      if (action === 'PATCH virtualMachines' && JSON.stringify(body).includes('vmSize') && attempt === 0)
        return { kind: 'error', status: 409, code: 'OperationNotAllowed', message: 'Not on this hardware.' };
      return action === 'POST virtualMachines/start' && attempt === 0
        ? { kind: 'error', status: 409, code: 'AllocationFailed', message: 'No room.' }
        : undefined;
    });
    const change = subscription.machines.update(reference, { size: 'Standard_D4s_v5' }, { signal });
    await expect(change).rejects.toMatchObject({
      kind: 'capacity',
      message: expect.stringContaining('runs again as Standard_D2s_v5') as string,
    });
    expect(await subscription.machines.read(reference, { signal })).toMatchObject({
      size: 'Standard_D2s_v5',
      power: 'running',
      interruptedChange: false,
    });
  });

  test('where nobody is, that is said soon', async () => {
    const { AzureSubscription } = await import('../../../src/drivers/azure/index.js');
    const nobody = new AzureSubscription(
      {
        name: 'nobody',
        subscriptionId: fixture.azure.service.subscriptionId,
        endpoint: 'http://127.0.0.1:9',
      },
      { retryMs: 100, firstRetryDelayMs: 10 },
    );
    await expect(nobody.machines.read(reference, { signal })).rejects.toMatchObject({
      kind: 'no-answer',
      message: expect.stringContaining('check the cloud, the endpoint and the network') as string,
    });
    const elsewhere = new AzureSubscription({
      name: 'plain',
      subscriptionId: fixture.azure.service.subscriptionId,
      endpoint: 'http://arm.example.org',
    });
    await expect(elsewhere.machines.read(reference, { signal })).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('plain http on another machine') as string,
    });
  });
});
