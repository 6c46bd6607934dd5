import { setTimeout as sleep } from 'node:timers/promises';
import { parseManifests } from '../../../src/drivers/kubernetes';
import type { ApiServerUnderTest } from '../../drivers/kubernetes/support/api-server';
import { clusterBinaries } from '../../drivers/kubernetes/support/cluster-binaries';
import { contractManifests, contracts } from '../../drivers/kubernetes/support/contracts';
import { SandboxTestCluster } from '../../drivers/kubernetes/support/sandbox-cluster';
import { TestCluster } from '../../drivers/kubernetes/support/test-cluster';
import { describeWith } from '../../support/require-component';
import { conversations } from './support/conversations';
import { Exchanger } from './support/exchange';
import type { Exchange } from './support/exchange';
import { normalize } from './support/normalize';
import { pathOfKind } from './support/paths';

jest.setTimeout(180_000);

/** The same requests to a real API server and to the sandbox's: the same answers, field by field. */
describeWith(clusterBinaries, 'answers as the real API server gives them', () => {
  const clusters: ApiServerUnderTest[] = [];
  let real: Exchanger;
  let sandbox: Exchanger;

  beforeAll(async () => {
    clusters.push(await TestCluster.start(), await SandboxTestCluster.start());
    const [one, other] = clusters.map((cluster) => new Exchanger(cluster));
    if (one === undefined || other === undefined) throw new Error('no clusters');
    [real, sandbox] = [one, other];
  });

  afterAll(async () => {
    real.close();
    sandbox.close();
    for (const cluster of clusters) await cluster.stop();
  });

  const answersOf = async (exchange: Exchange) => {
    const [one, other] = await Promise.all([real.send(exchange), sandbox.send(exchange)]);
    return { real: normalize(one), sandbox: normalize(other) };
  };

  test.each(Object.entries(conversations))('%s', async (_name, exchanges) => {
    for (const exchange of exchanges) {
      const answers = await answersOf(exchange);
      expect({ exchange, answer: answers.sandbox }).toEqual({ exchange, answer: answers.real });
      if (exchange.settleMs !== undefined) await sleep(exchange.settleMs);
    }
  });

  describeWith(contracts, 'real projects', () => {
    const definitions = /CustomResourceDefinition|gateway-api/;
    const files = Object.entries(contractManifests()).filter(([name]) => !definitions.test(name));

    test.each(files)('%s: created and applied in a dry run', async (_file, text) => {
      for (const { object } of parseManifests({ text }, { defaultNamespace: 'default', sensitive: false })) {
        const { apiVersion, kind, metadata } = object;
        const path = pathOfKind(apiVersion, kind);
        if (path === undefined) continue;
        const body = JSON.stringify({
          ...object,
          metadata: { ...metadata, ...(path.namespaced ? { namespace: 'default' } : {}) },
        });
        const post = { method: 'POST', path: `${path.collection}?dryRun=All&fieldManager=tester`, body };
        const apply = {
          method: 'PATCH',
          path: `${path.collection}/${encodeURIComponent(metadata.name)}?dryRun=All&fieldManager=tester&fieldValidation=Strict`,
          body,
          contentType: 'application/apply-patch+yaml',
        };
        for (const exchange of [post, apply]) {
          const answers = await answersOf(exchange);
          const what = `${exchange.method} ${kind} ${metadata.name}`;
          expect({ what, answer: answers.sandbox }).toEqual({ what, answer: answers.real });
        }
      }
    });
  });
});
