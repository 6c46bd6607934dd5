import { toJson, without, type JsonObject } from '../../drivers/json';
import { absoluteId, minimalGroup, minimalApp } from '../../drivers/marathon';
import { DiagnosticError, type ImportContext } from '../../tfplugin';
import type { Session } from '../session';
import { accessMarathon, type MarathonReference } from './access';
import type { Kind } from './definition';
import { readLive, type Live } from './live';
import { parseMarathonImportId, type MarathonImportId } from './marathon-import-id';
import { ownerOf, rememberOwner } from './owner';
import { rememberImported } from './remembered';

interface ImportedDefinition extends Partial<MarathonImportId['settings']> {
  /** Absolute. */
  readonly id: string;
  readonly access: MarathonReference;
  readonly definition: string;
  readonly version: string | null;
}

/** The state of an app or a group that Marathon has: its definition without what is the default. */
export async function importDefinition(
  kind: Kind,
  text: string,
  { data, signal, private: remembered }: ImportContext<Session>,
): Promise<ImportedDefinition> {
  const { id: written, access, settings } = parseMarathonImportId(kind, text);
  const id = absoluteId(written);
  const api = await accessMarathon(data, access, 'look', signal);
  const live = await readLive(api, { kind, id }, signal);
  if (live === undefined) {
    throw new DiagnosticError(
      `no ${kind} ${id} is on ${api.source}`,
      'check the id: it is the whole path from the root, such as /shop/web',
    );
  }
  rememberImported(remembered, true);
  // It keeps the label it has, if any: another one would restart it.
  const owner = [...live.apps.values()].map(ownerOf).find((one) => one !== undefined);
  if (owner !== undefined) rememberOwner(remembered, owner);
  return { id, access, ...settings, definition: toJson(minimalOf(kind, live)), version: live.version };
}

function minimalOf(kind: Kind, { definition }: Live): JsonObject {
  return kind === 'app' ? minimalApp(definition) : minimalGroup(without(definition, 'version', 'pods'));
}
