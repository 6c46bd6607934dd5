import { parseResourceId, type MachineReference } from '../../drivers/azure';
import { DiagnosticError } from '../../tfplugin';
import type { Session } from '../session';

export interface ImportedId extends MachineReference {
  readonly configuration: string;
  /** What follows the name: `subnets/default`. */
  readonly rest: string;
}

/**
 * Reads `/subscriptions/…`, or the same with the name of a configuration before it, under which what is on Azure is
 * imported.
 *
 * @param type `Microsoft.Compute/virtualMachines`
 * @throws DiagnosticError when the id is none of that type, or of another subscription than the configuration's.
 */
export function parseAzureImportId(text: string, type: string, session: Session): ImportedId {
  const slash = text.indexOf('/');
  const configuration = slash === 0 ? 'default' : text.slice(0, Math.max(slash, 0));
  const id = text.slice(Math.max(slash, 0));
  const parsed = parseResourceId(id);
  if (configuration === '' || parsed?.type.toLowerCase() !== type.toLowerCase()) {
    const example = `/subscriptions/…/resourceGroups/nodes/providers/${type}/worker-1`;
    throw new DiagnosticError(
      `import id ${JSON.stringify(text)} names nothing of ${type} on Azure`,
      `use ${example}, or CONFIGURATION${example} with the name of one of the provider's azure configurations`,
    );
  }
  const { subscription_id } = session.requireAzure(configuration, []);
  if (subscription_id.toLowerCase() !== parsed.subscriptionId.toLowerCase()) {
    throw new DiagnosticError(
      `import id ${JSON.stringify(text)} is in subscription ${parsed.subscriptionId}`,
      `the azure configuration "${configuration}" is subscription ${subscription_id}; name the configuration of that subscription before the id`,
    );
  }
  const { group, name } = parsed;
  const rest = id.split('/').slice(9).join('/');
  return { configuration, group, name, rest };
}
