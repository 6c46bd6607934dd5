import { Token } from 'cdktf';
import { invalidApp } from '../errors-mesos';
import { app } from './app-shape';
import { appRules } from './app-rules';
import { type Fields, type Problem, isFields, quote } from './checks';

/** What Marathon reports of an app and does not take. */
const REPORTED = [
  'deployments',
  'lastTaskFailure',
  'readinessCheckResults',
  'taskStats',
  'tasks',
  'tasksHealthy',
  'tasksRunning',
  'tasksStaged',
  'tasksUnhealthy',
  'version',
  'versionInfo',
];

/**
 * An app as Marathon takes it: its id a path from the root, and without fields that are null, which Marathon takes for
 * absent.
 *
 * @param at where it is declared, for errors
 * @throws invalidApp, which names the field
 */
export function validateApp(at: string, definition: unknown): Fields {
  const cleaned = withoutNulls(definition);
  const problem = problemOfApp(cleaned);
  if (problem !== undefined) throw invalidApp(at, problem.path || 'the definition', problem.problem);
  const fields = cleaned as Fields;
  return { ...fields, id: absolute(fields.id as string, '/') };
}

/** What Marathon would refuse in an app, null fields left out already. */
export function problemOfApp(definition: unknown): Problem | undefined {
  if (!isFields(definition)) return { path: '', problem: `must be an object, is ${quote(definition)}` };
  if (Array.isArray(definition.containers))
    return { path: 'containers', problem: 'makes it a pod; an app has container and cmd' };
  const reported = REPORTED.find((name) => definition[name] !== undefined);
  if (reported !== undefined)
    return { path: reported, problem: 'is what Marathon says of an app, not what it takes; remove it' };
  return app(definition, '') ?? appRules(definition);
}

/** The path of an app or a group from the root on, as the one around it has it. */
export function absolute(id: string, group: string): string {
  if (Token.isUnresolved(id) || id.startsWith('/')) return id;
  return group === '/' ? `/${id}` : `${group}/${id}`;
}

/** Fields that are null are as good as absent, at any depth. */
export function withoutNulls(value: unknown): unknown {
  if (Token.isUnresolved(value)) return value;
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null && one !== undefined)
      .map(([name, one]) => [name, withoutNulls(one)]),
  );
}
