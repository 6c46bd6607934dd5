import { NodePool } from '../nodes/node-pool';
import { runApiServices } from './api-services';
import type { ControllerContext } from './context';
import { runCronJobs } from './cron-jobs';
import { runDaemonSets } from './daemon-sets';
import { runDefinitions } from './definitions';
import { runDeployments } from './deployments';
import { runDisruptionBudgets } from './disruption-budgets';
import { runEndpoints } from './endpoints';
import { runGarbageCollector } from './garbage-collector';
import { runJobs } from './jobs';
import { runNamespaces } from './namespaces';
import { OrphanedPods } from './orphans';
import { runReplicaSets } from './replica-sets';
import { runStatefulSets } from './stateful-sets';
import { runVolumes } from './volumes';

export interface ControllerOptions {
  /** PEM */
  readonly caCertificate: string;
  /** `v1.34.4` */
  readonly version: string;
  readonly podCidr: string;
}

/** Starts everything that acts on a cluster's objects by itself. */
export function runControllers(context: ControllerContext, options: ControllerOptions): NodePool {
  const orphans = new OrphanedPods(context);
  runDefinitions(context);
  runNamespaces(context, options.caCertificate);
  runGarbageCollector(context);
  runApiServices(context);
  runReplicaSets(context, orphans);
  runDeployments(context);
  runStatefulSets(context, orphans);
  runDaemonSets(context);
  runJobs(context);
  runCronJobs(context);
  runEndpoints(context);
  runDisruptionBudgets(context);
  runVolumes(context);
  return new NodePool(context, options);
}
