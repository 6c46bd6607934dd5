import { describeWith } from '../../../support/require-component';
import type { ApiServerUnderTest } from './api-server';
import { clusterBinaries } from './cluster-binaries';
import { SandboxTestCluster } from './sandbox-cluster';
import { TestCluster } from './test-cluster';

/**
 * The same tests against the real API server and against the sandbox's: what the driver relies on is the same in
 * both. `FLEETWRIGHT_TEST_CLUSTER=sandbox` or `=real` runs one of them.
 */
export function describeWithClusters(
  name: string,
  body: (startCluster: () => Promise<ApiServerUnderTest>) => void,
): void {
  const only = process.env.FLEETWRIGHT_TEST_CLUSTER ?? '';
  if (only !== 'sandbox') {
    describeWith(clusterBinaries, `${name} (a real API server)`, () => {
      body(() => TestCluster.start());
    });
  }
  if (only !== 'real') {
    describe(`${name} (the sandbox)`, () => {
      body(() => SandboxTestCluster.start());
    });
  }
}
