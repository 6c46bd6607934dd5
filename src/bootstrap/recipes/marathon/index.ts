/**
 * What a host must become to run an instance of Marathon: converge `marathonOperations(facts, params)`. Read is a dry run
 * of it, and removal is `removeMarathon`. Instances change one at a time, which is up to whoever converges.
 */
export { claimMarathon, marathonOperations, marathonSecrets, removeMarathon } from './marathon';
export type { MarathonSecrets } from './marathon';
export type { MarathonParams } from './params';
