import { ssmParametersOf } from './catalogue/images';
import { ApiError } from './errors';

interface Parameter {
  readonly ARN: string;
  readonly DataType: string;
  readonly LastModifiedDate: number;
  readonly Name: string;
  readonly Type: string;
  readonly Value: string;
  readonly Version: number;
}

/** When the images' parameters were last set, in seconds; any fixed time does. */
const MODIFIED = Date.UTC(2025, 7, 21) / 1000;

/** SSM's public parameters of images; nobody's own parameters. The operations are those that read by name. */
export function callSsm(region: string, operation: string, body: Buffer): object {
  const input = readJson(body);
  switch (operation) {
    case 'GetParameter': {
      const name = input['Name'];
      if (typeof name !== 'string' || name === '')
        throw new ApiError('ValidationException', 'Name is missing');
      const parameter = findParameter(region, name);
      if (parameter === undefined) throw new ApiError('ParameterNotFound', `Parameter ${name} not found.`);
      return { Parameter: parameter };
    }
    case 'GetParameters': {
      const names = input['Names'];
      if (!Array.isArray(names) || names.length === 0 || names.length > 10) {
        throw new ApiError('ValidationException', 'Names must have 1 to 10 names');
      }
      const found = names.map((name: unknown) => ({
        name,
        parameter: typeof name === 'string' ? findParameter(region, name) : undefined,
      }));
      return {
        Parameters: found.flatMap(({ parameter }) => parameter ?? []),
        InvalidParameters: found.filter(({ parameter }) => parameter === undefined).map(({ name }) => name),
      };
    }
    default:
      throw new ApiError('UnknownOperationException', `The sandbox does not cover ${operation} of SSM`);
  }
}

function readJson(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Said below: SSM does not say what is wrong with the JSON either.
  }
  throw new ApiError('SerializationException', 'The request is no JSON object');
}

function findParameter(region: string, nameOrArn: string): Parameter | undefined {
  const name = nameOrArn.replace(/^arn:aws:ssm:[^:]*:[^:]*:parameter(?=\/)/, '');
  const value = ssmParametersOf(region).get(name);
  if (value === undefined) return undefined;
  return {
    ARN: `arn:aws:ssm:${region}::parameter${name}`,
    DataType: 'text',
    LastModifiedDate: MODIFIED,
    Name: name,
    Type: 'String',
    Value: value,
    Version: 1,
  };
}
