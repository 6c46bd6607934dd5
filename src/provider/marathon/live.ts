import type { JsonObject } from '../../drivers/json';
import {
  describeDrift,
  driftOfApp,
  driftOfGroup,
  flattenGroup,
  mapApps,
  readApp,
  readGroup,
  type GroupInfo,
  type MarathonApi,
} from '../../drivers/marathon';
import { DiagnosticError } from '../../tfplugin';
import type { Declared, Kind } from './definition';
import { ownerOf, withOwner, withoutOwner } from './owner';

/** An app, or a group with its apps, as Marathon has it. */
export interface Live {
  readonly version: string | null;
  /** By absolute id. */
  readonly apps: ReadonlyMap<string, JsonObject>;
  /** As it was declared: without the labels that are ours. */
  readonly definition: JsonObject;
}

/** What Marathon has under an id; undefined when there is nothing. */
export async function readLive(
  api: MarathonApi,
  { kind, id }: { readonly kind: Kind; readonly id: string },
  signal: AbortSignal,
): Promise<Live | undefined> {
  if (kind === 'app') {
    const app = await readApp(api, id, { signal });
    if (app === undefined) return undefined;
    const found = app as unknown as JsonObject;
    return { version: app.version ?? null, apps: new Map([[id, found]]), definition: withoutOwner(found) };
  }
  const group = await readGroup(api, id, { signal });
  if (group === undefined) return undefined;
  const found = group as unknown as JsonObject;
  return {
    version: group.version ?? null,
    apps: flattenGroup(found).apps,
    definition: mapApps(found, withoutOwner),
  };
}

/** What is otherwise in Marathon than declared, one line per field. */
export function driftOf({ kind, id, definition }: Declared, live: Live): string[] {
  return kind === 'app'
    ? describeDrift(`app ${id}`, driftOfApp(definition, live.definition))
    : driftOfGroup(definition, live.definition as unknown as GroupInfo);
}

/** What is there and was made by somebody else, app by app: `/shop/web`. */
export function othersApps(live: Live, owner: string, strict: boolean): string[] {
  return [...live.apps]
    .filter(([, app]) => {
      const found = ownerOf(app);
      // What was imported may have no label at all.
      return found !== owner && (strict || found !== undefined);
    })
    .map(([id]) => id);
}

/**
 * What exists already and was made by somebody else is not taken over unasked.
 * @throws DiagnosticError at `definition`
 */
export function refuseToTakeOver(declared: Declared, live: Live | undefined, owner: string): void {
  if (live === undefined) return;
  const others = othersApps(live, owner, true);
  if (others.length === 0) return;
  const { kind, id } = declared;
  throw new DiagnosticError(
    kind === 'app' ? `app ${id} exists already` : `group ${id} has apps already: ${others.join(', ')}`,
    `It was not made by this configuration, and applying would replace it. To manage it from here, import it: terraform import <address of the resource> <import id with ${kind}=${id}>. Otherwise choose another id.`,
    ['definition'],
  );
}

/** The definition as it is sent: apps that are new carry our label, others the one they have, if any. */
export function labelled(
  { kind, id, definition }: Declared,
  live: Live | undefined,
  owner: string,
): JsonObject {
  const label = (app: JsonObject, appId: string) => {
    const known = live?.apps.get(appId);
    return withOwner(app, known === undefined ? owner : ownerOf(known));
  };
  return kind === 'app' ? label(definition, id) : mapApps(definition, label);
}
