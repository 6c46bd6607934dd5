import { a, t } from '../../tfplugin';
import { parseDuration } from '../validation/names';

/** The provider block's `ec2`: accounts and regions, by name. Never a key: those come from the SDK's own chain. */
export const ec2Configurations = a.objectMap(
  {
    region: a.string({
      required: true,
      validate: (value) =>
        /^[a-z0-9]+(-[a-z0-9]+)+$/.test(value)
          ? undefined
          : `must be a region such as "eu-central-1", is ${JSON.stringify(value)}`,
      description: 'Region: `eu-central-1`.',
    }),
    endpoint: a.string({
      optional: true,
      validate: (value) =>
        URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
          ? undefined
          : `must be an http(s) URL such as "https://ec2.example.org", is ${JSON.stringify(value)}`,
      description:
        "URL of the API instead of Amazon's own, for a sandbox or a private endpoint. Unless it is one of Amazon's, SSM and STS are asked there, too.",
    }),
    profile: a.string({
      optional: true,
      description:
        "Profile of the shared AWS configuration files. Default: the SDK's own chain (environment, shared files, container, instance).",
    }),
    assume_role: a.object(
      {
        role_arn: a.string({
          required: true,
          validate: (value) =>
            /^arn:[^:]+:iam::\d*:role\/.+$/.test(value)
              ? undefined
              : `must be the ARN of a role, "arn:aws:iam::123456789012:role/deploy", is ${JSON.stringify(value)}`,
          description: 'ARN of the role.',
        }),
        session_name: a.string({
          default: 'fleetwright',
          description: 'How the session shows in CloudTrail.',
        }),
        external_id: a.string({ optional: true, description: 'External id that the role asks for.' }),
        duration: a.string({
          default: '1h',
          validate: validateSession,
          description: 'How long the credentials of one session last, `15m` to `12h`.',
        }),
      },
      { optional: true, description: 'A role to take on with those credentials.' },
    ),
    max_requests_per_second: a.number({
      default: 20,
      validate: (value) => (value > 0 ? undefined : `must be above 0, is ${value}`),
      description:
        'Upper limit of requests per second with these credentials to this region, by one run of Terraform; configurations with the same credentials, region and endpoint share that of the first. Less while EC2 throttles.',
    }),
  },
  {
    optional: true,
    description:
      'EC2 accounts and regions, by the name that resources use for them; "default" is what they use when they name none.',
  },
);

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, DurationSeconds
function validateSession(text: string): string | undefined {
  const duration = parseDuration(text);
  return duration !== undefined && duration >= 900_000 && duration <= 43_200_000
    ? undefined
    : `must be from "15m" to "12h", is ${JSON.stringify(text)}`;
}

/** What the resources of EC2 have in common. */
export const ec2ResourceAttributes = {
  configuration: a.string({
    default: 'default',
    forceNew: true,
    description: "Name of one of the provider's `ec2` configurations: the account and region.",
  }),
  owner: a.string({
    optional: true,
    computed: true,
    validate: (value) =>
      value !== '' && value.length <= 256
        ? undefined
        : `must have 1 to 256 characters, is ${JSON.stringify(value)}`,
    description:
      'A name for this resource that is unique in the state, kept in the tag `fleetwright:owner`: by it, an apply finds what one before it on the same state had begun to make when it was killed. Constructs set it. Default: a random one, by which only the same apply finds anything.',
  }),
  tags: a.map(t.string, {
    optional: true,
    validate: validateTags,
    description:
      'Tags. At most 45, because those that begin with `fleetwright:` take up to five of the 50 that EC2 allows.',
  }),
};

function validateTags(tags: Readonly<Record<string, string>>): string | undefined {
  const entries = Object.entries(tags);
  if (entries.length > 45) return `must be at most 45, are ${entries.length}`;
  for (const [key, value] of entries) {
    if (/^(aws|fleetwright):/i.test(key))
      return `must not begin with "aws:" or "fleetwright:", has ${JSON.stringify(key)}`;
    if (key === '' || key.length > 128)
      return `must have keys of 1 to 128 characters, has ${JSON.stringify(key)}`;
    if (value.length > 256)
      return `must have values of at most 256 characters, ${JSON.stringify(key)} has ${value.length}`;
  }
  return undefined;
}
