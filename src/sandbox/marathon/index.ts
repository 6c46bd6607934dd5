/**
 * A stand-in of Marathon 1.11. It is a framework of Mesos like the real one: it speaks the v1 scheduler API (JSON over
 * RecordIO) to whoever leads the masters, a stand-in or a real mesos-master, and its apps are tasks of theirs.
 *
 * As in the real one: definitions are normalised, checked and refused with the same words and codes; one deployment per
 * app, which never ends because of time; upgrade strategies, dependencies, constraints, backoff, health and readiness
 * checks that are really made; versions, event stream, queue with the reasons why offers were declined; persistent
 * volumes by RESERVE and CREATE; leaders elected through ZooKeeper, who take over the framework's id, its tasks and its
 * deployments.
 *
 * Not as in the real one:
 * - What is stored in ZooKeeper is JSON in znodes of another layout; there is no backup and restore of it.
 * - Whether a task with an image can run is the agents' affair: one that cannot fails it, as Docker does, and Marathon
 *   tells the reason in `lastTaskFailure`. Nothing is pretended to run.
 * - Secrets and external volumes are passed on to the agents; there is no store behind them. Plugins, the web interface,
 *   HTTPS and event callbacks are not there. `/metrics` has a few gauges, `/logging` changes nothing.
 * - What Marathon's documentation and its code disagree about is done as by the code: a field of a wrong type is answered
 *   with 422, not 400.
 */
export type { Connect } from './checks/prober';
export type { MarathonClock } from './clock';
export { MemoryElection } from './election';
export type { Candidacy, Election, ElectionHandlers } from './election';
export { Marathon, startMarathon } from './marathon';
export type { MarathonOptions } from './marathon';
export { defaultSettings } from './settings';
export type { Settings } from './settings';
export { MemoryStore } from './storage/store';
export type { Store } from './storage/store';
export { ZooKeeperStore } from './storage/zookeeper-store';
export { ZooKeeperElection } from './zookeeper-election';
export { FlagError } from './program/load-flags';
export { startMarathonFromFlags } from './program/start';
export type { MarathonStartOptions } from './program/start';
