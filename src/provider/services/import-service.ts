import { readServiceDeclaration, type ServiceParams } from '../../bootstrap/recipes/service';
import { DiagnosticError, type ImportContext, type Known, type Schema } from '../../tfplugin';
import { readDeclaration } from '../hosts/declaration';
import { runScript } from '../hosts/run-script';
import { parseHostImportId } from '../import-id';
import type { Session } from '../session';
import { ownershipOf } from './service-host';
import type { ServiceKind, ServiceState } from './service-kind';

/** The state of a service, from what its host says of it. */
export async function importService<S extends Schema, P extends ServiceParams, State extends ServiceState>(
  { data: session, id, signal }: ImportContext<Session>,
  kind: ServiceKind<P, State> & { readonly schema: S },
): Promise<Known<S>> {
  const host = parseHostImportId(id);
  const { shell } = await session.reach(host, 'running', signal);
  const text = await runScript(shell, readServiceDeclaration(kind.service), signal);
  if (text.trim() === '') {
    throw new DiagnosticError(
      `host ${host.address} has no record of a ${kind.service}`,
      'only what Fleetwright made can be imported, and the record is written when an apply ends well: leave the import out, and apply the configuration of the host',
    );
  }
  const declared = readDeclaration(kind.schema, text, host);
  return { ...declared, owner: await ownershipOf(kind).imported(shell, signal) };
}
