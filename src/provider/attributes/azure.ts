import { a, t } from '../../tfplugin';
import { oneOf } from '../validation/one-of';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The provider block's `azure`: subscriptions, by name. Never a key: those come from DefaultAzureCredential. */
export const azureConfigurations = a.objectMap(
  {
    subscription_id: a.string({
      required: true,
      validate: (value) =>
        GUID.test(value)
          ? undefined
          : `must be a GUID such as "11111111-2222-3333-4444-555555555555", is ${JSON.stringify(value)}`,
      description: 'Id of the subscription: a GUID.',
    }),
    cloud: a.string({
      default: 'public',
      validate: oneOf('public', 'government', 'china'),
      description:
        '`public`, `government` (Azure for the US government) or `china` (Azure operated by 21Vianet).',
    }),
    endpoint: a.string({
      optional: true,
      validate: validateEndpoint,
      description:
        "URL of Azure Resource Manager instead of the cloud's own, for a sandbox or a private link. Plain http is for this machine only: it would show the token to whoever can read along.",
    }),
    max_requests_per_second: a.number({
      default: 20,
      validate: (value) => (value > 0 ? undefined : `must be above 0, is ${value}`),
      description:
        'Upper limit of requests per second to this subscription, by one run of Terraform. Less while Azure throttles.',
    }),
  },
  {
    optional: true,
    description:
      'Azure subscriptions, by the name that resources use for them; "default" is what they use when they name none. Credentials come from where DefaultAzureCredential looks for them: environment, workload identity, managed identity, `az login`.',
  },
);

function validateEndpoint(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === 'https:') return undefined;
  const here = /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(url?.hostname ?? '');
  if (url?.protocol === 'http:' && here) return undefined;
  return `must be an https URL such as "https://management.example.org", or an http one of this machine, is ${JSON.stringify(value)}`;
}

/** What the resources of Azure have in common. */
export const azureResourceAttributes = {
  configuration: a.string({
    default: 'default',
    forceNew: true,
    description: "Name of one of the provider's `azure` configurations: the subscription.",
  }),
  owner: a.string({
    optional: true,
    computed: true,
    validate: (value) =>
      value !== '' && value.length <= 256
        ? undefined
        : `must have 1 to 256 characters, is ${JSON.stringify(value)}`,
    description:
      'A name for this resource that is unique in the subscription, kept in the tag `fleetwright:owner`: by it, an apply knows again what one before it had begun to make when it was killed. Constructs set it. Default: a random one, by which only the same apply finds anything.',
  }),
  resource_group_name: a.string({
    required: true,
    forceNew: true,
    validate: (value) =>
      /^[\p{L}\p{N}._()-]{1,90}$/u.test(value) && !value.endsWith('.')
        ? undefined
        : `must be 1 to 90 letters, digits and ._()-, not ending in a dot, is ${JSON.stringify(value)}`,
    description: 'Resource group.',
  }),
  location: a.string({
    required: true,
    forceNew: true,
    validate: (value) =>
      /^[a-z0-9]+$/.test(value)
        ? undefined
        : `must be a region's name such as "westeurope", is ${JSON.stringify(value)}`,
    description: 'Region: `westeurope`.',
  }),
  tags: a.map(t.string, {
    optional: true,
    validate: validateTags,
    description:
      'Tags. At most 45, because those that begin with `fleetwright:` take up to five of the 50 that Azure allows.',
  }),
};

// https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
function validateTags(tags: Readonly<Record<string, string>>): string | undefined {
  const entries = Object.entries(tags);
  if (entries.length > 45) return `must be at most 45, are ${entries.length}`;
  const seen = new Set<string>();
  for (const [key, value] of entries) {
    const quoted = JSON.stringify(key);
    if (/^(fleetwright:|hidden-|azure|microsoft|windows)/i.test(key))
      return `must not begin with "fleetwright:", "hidden-", "azure", "microsoft" or "windows", has ${quoted}`;
    if (key === '' || key.length > 512 || /[<>%&\\?/]/.test(key))
      return `must have keys of 1 to 512 characters without <>%&\\?/, has ${quoted}`;
    if (value.length > 256)
      return `must have values of at most 256 characters, ${quoted} has ${value.length}`;
    if (seen.has(key.toLowerCase()))
      return `must differ in more than upper and lower case, has ${quoted} twice`;
    seen.add(key.toLowerCase());
  }
  return undefined;
}
