import { without, type JsonObject } from '../../drivers/json';
import {
  absoluteId,
  canonicalApp,
  changesOfReservation,
  flattenGroup,
  neededFeatures,
  unknownFields,
  volumeProblems,
} from '../../drivers/marathon';
import { DiagnosticError, type Diagnostics } from '../../tfplugin';

/** What a resource declares: one app, or a group of them. */
export type Kind = 'app' | 'group';

export interface Declared {
  readonly kind: Kind;
  /** Absolute. */
  readonly id: string;
  readonly definition: JsonObject;
  /** The app, or all apps of the group at any depth, by absolute id. */
  readonly apps: ReadonlyMap<string, JsonObject>;
}

/** Reads a `definition`, which its own check has seen before. */
export function parseDefinition(kind: Kind, text: string): Declared {
  const definition = JSON.parse(text) as JsonObject;
  const id = absoluteId(String(definition['id']));
  const apps = kind === 'app' ? new Map([[id, { ...definition, id }]]) : flattenGroup(definition).apps;
  return { kind, id, definition: { ...definition, id }, apps };
}

/** What a definition means: two that are only written otherwise have the same. */
export function canonicalForm({ kind, definition, apps }: Declared): JsonObject {
  const groups: ReadonlyMap<string, { readonly dependencies: readonly string[] }> =
    kind === 'app' ? new Map() : flattenGroup(definition).groups;
  return {
    // Of a group, what Marathon may know beside its apps and groups.
    ...(kind === 'app' ? {} : without(definition, 'apps', 'groups', 'dependencies')),
    apps: Object.fromEntries([...apps].map(([id, app]) => [id, canonicalApp(app)])),
    groups: Object.fromEntries(
      [...groups].map(([id, { dependencies }]): [string, JsonObject] => [
        id,
        { dependencies: [...dependencies] },
      ]),
    ),
  };
}

/** @throws DiagnosticError at `definition`, for what no Marathon takes or what would lose data */
export function refuseVolumeProblems({ apps }: Declared): void {
  const problems = [...apps].flatMap(([id, app]) => volumeProblems(app).map((line) => `app ${id}: ${line}`));
  if (problems.length === 0) return;
  throw new DiagnosticError(
    'the definition breaks the rules of persistent volumes',
    `${problems.join('\n')}\nAn instance is bound to its volumes: there cannot be two of it, and none is made anew elsewhere.`,
    ['definition'],
  );
}

/** Marathon leaves out what it does not know, and says nothing. */
export function warnOfUnknownFields({ apps }: Declared, diagnostics: Diagnostics): void {
  const lines = [...apps].flatMap(([id, app]) => unknownFields(app).map((field) => `app ${id}: ${field}`));
  if (lines.length === 0) return;
  diagnostics.warn(
    ['definition'],
    "the definition has fields that are not of Marathon's API",
    `${lines.join('\n')}\nA Marathon that does not know them leaves them out without a word.`,
  );
}

/** @throws DiagnosticError at `definition` where Marathon would refuse the change, because a reservation was made */
export function refuseChangesOfReservations(before: Declared, after: Declared): void {
  const changes = [...after.apps].flatMap(([id, app]) => {
    const former = before.apps.get(id);
    const fields = former === undefined ? [] : changesOfReservation(former, app);
    return fields.length === 0 ? [] : [`app ${id}: ${fields.join(', ')}`];
  });
  if (changes.length === 0) return;
  throw new DiagnosticError(
    'an app with persistent volumes cannot be changed in this way',
    `${changes.join('\n')}\nMesos has reserved these for its instances, with their volumes. To have the app made anew, which destroys its volumes and their data: terraform apply -replace=<address of the resource>`,
    ['definition'],
  );
}

/** @throws DiagnosticError at `definition` for what Marathon has only with a plugin or a flag that is not there */
export function refuseMissingFeatures({ apps }: Declared, features: readonly string[], source: string): void {
  const missing = [...apps].flatMap(([id, app]) =>
    neededFeatures(app)
      .filter(({ feature }) => !features.includes(feature))
      .map(({ feature, field }) => `app ${id}: ${field} needs the feature ${feature}`),
  );
  if (missing.length === 0) return;
  const has = features.length === 0 ? 'none' : features.join(', ');
  throw new DiagnosticError(
    `${source} lacks a feature that the definition needs`,
    `${missing.join('\n')}\nIts features are: ${has}. Start Marathon with --enable_features, and for secrets with a plugin, or leave the field out.`,
    ['definition'],
  );
}
