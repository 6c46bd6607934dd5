import { readFileSync } from 'node:fs';
import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import type { IMesosCluster } from '../clusters/mesos-access';
import { definitionNotJson, definitionNotOneWay, definitionUnreadable } from '../errors-mesos';
import type { MarathonAppConfig } from '../generated/marathon-app';
import { given } from '../given';
import { unknownFields } from '../marathon/app-shape';
import type { Fields } from '../marathon/checks';
import { requireCredential, requireMarathonLogin } from '../named-access';
import { terraformJson } from '../rendering/json';
import { validateDuration } from '../validation/duration';

/** What becomes of a deployment that fails or takes too long. */
export enum OnFailure {
  /** It is left as it is, and the error says why it does not go on. */
  KEEP = 'keep',
  /** What ran before runs again. */
  ROLLBACK = 'rollback',
}

/** How an app or a group is deployed. */
export interface DeploymentProps {
  /**
   * A file with the definition as JSON. A relative path starts at the folder the app runs in.
   *
   * @default none: `definition` is used
   */
  readonly file?: string;
  /**
   * How long a deployment may take: `90s`, `10m`, `1h30m`. Marathon itself never gives up.
   *
   * @default '10m'
   */
  readonly timeout?: string;
  /** @default OnFailure.KEEP */
  readonly onFailure?: OnFailure;
  /**
   * Override a deployment of others that is under way, which ends with whatever it has done by then.
   *
   * @default false
   */
  readonly force?: boolean;
}

/** @throws definitionNotOneWay, definitionUnreadable, definitionNotJson */
export function readDefinition(at: string, definition: unknown, file: string | undefined): unknown {
  if ((definition === undefined) === (file === undefined)) throw definitionNotOneWay(at);
  if (file === undefined) return definition;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw definitionUnreadable(at, file, error instanceof Error ? error.message : String(error));
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw definitionNotJson(at, file, error instanceof Error ? error.message : String(error));
  }
}

/** A field that is misspelt does nothing, and Marathon says nothing of it. */
export function warnOfUnknownFields(construct: Construct, apps: readonly Fields[]): void {
  for (const app of apps) {
    for (const field of unknownFields(app)) {
      Annotations.of(construct).addWarning(
        `Marathon knows no field "${field}" of an app and ignores that of "${String(app.id)}"; remove it, or correct its name`,
      );
    }
  }
}

/** The arguments that the resources of apps and of groups have alike. */
export function renderDeployment(
  construct: Construct,
  { access }: IMesosCluster,
  definition: Fields,
  { timeout, onFailure, force }: DeploymentProps,
): MarathonAppConfig {
  if (timeout !== undefined) validateDuration(`${construct.node.path}: timeout`, timeout);
  const { hosts, port, url, login } = access;
  // The stack of the app may be another one than the cluster's.
  for (const { credential } of hosts ?? []) requireCredential(construct, credential);
  if (login !== undefined) requireMarathonLogin(construct, login);
  return given<MarathonAppConfig>({
    access: given<MarathonAppConfig['access']>({ hosts, port, url, login }),
    definition: terraformJson(definition),
    timeout,
    onFailure,
    force,
  });
}
