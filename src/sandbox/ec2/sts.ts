import { ApiError, invalidValue } from './errors';
import { integer, list, struct, text, time, type ValueOf } from './wire/shape';
import { readQuery, type QueryParameters } from './wire/read-query';
import { writeStsResponse } from './wire/write-xml';
import type { Principal } from './wire/signature';
import type { SeededRandom } from '../world/random';

const DEFAULT_DURATION = 3600;

const assumeRoleInput = struct(
  {
    RoleArn: text,
    RoleSessionName: text,
    DurationSeconds: integer,
    ExternalId: text,
    Tags: struct({ member: list(struct({ Key: text, Value: text })) }),
  },
  ['RoleArn', 'RoleSessionName'],
);
const assumeRoleOutput = struct({
  Credentials: struct({ AccessKeyId: text, SecretAccessKey: text, SessionToken: text, Expiration: time }),
  AssumedRoleUser: struct({ AssumedRoleId: text, Arn: text }),
});
const identityOutput = struct({ UserId: text, Account: text, Arn: text });

/**
 * As much of STS as clients need before they speak to EC2. Every role exists and trusts everybody: whoever assumes
 * one acts in the account of its ARN.
 */
export class Sts {
  constructor(
    private readonly random: SeededRandom,
    private readonly addPrincipal: (principal: Principal) => void,
  ) {}

  call(action: string, caller: Principal, parameters: QueryParameters, requestId: string): string {
    switch (action) {
      case 'GetCallerIdentity':
        readQuery(action, struct({}), parameters);
        return writeStsResponse(action, requestId, identityOutput, {
          UserId: caller.userId,
          Account: caller.accountId,
          Arn: caller.arn,
        });
      case 'AssumeRole': {
        const input = readQuery(action, assumeRoleInput, parameters);
        return writeStsResponse(action, requestId, assumeRoleOutput, this.#assume(input));
      }
      default:
        throw new ApiError('InvalidAction', `The sandbox does not cover ${action} of STS`);
    }
  }

  #assume(input: ValueOf<typeof assumeRoleInput>): ValueOf<typeof assumeRoleOutput> {
    const { RoleArn: arn, RoleSessionName: session, DurationSeconds: duration = DEFAULT_DURATION } = input;
    const [, accountId, role] = /^arn:aws:iam::(\d{12}):role\/([\w+=,.@/-]{1,512})$/.exec(arn) ?? [];
    if (accountId === undefined || role === undefined)
      throw invalidValue('RoleArn', arn, 'It is no ARN of a role.');
    if (!/^[\w+=,.@-]{2,64}$/.test(session)) {
      throw invalidValue('RoleSessionName', session, 'It has 2 to 64 letters, digits and _+=,.@-');
    }
    if (duration < 900 || duration > 43_200) {
      throw invalidValue('DurationSeconds', duration, 'It is from 900 to 43200.');
    }
    const userId = `AROA${this.random.hex(17).toUpperCase()}:${session}`;
    const principal = {
      accessKeyId: `ASIA${this.random.hex(16).toUpperCase()}`,
      secretAccessKey: this.random.hex(40),
      sessionToken: this.random.bytes(48).toString('base64'),
      accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/${role.split('/').at(-1)}/${session}`,
      userId,
      expiresAt: new Date(Date.now() + duration * 1000),
    };
    this.addPrincipal(principal);
    return {
      Credentials: {
        AccessKeyId: principal.accessKeyId,
        SecretAccessKey: principal.secretAccessKey,
        SessionToken: principal.sessionToken,
        Expiration: principal.expiresAt,
      },
      AssumedRoleUser: { AssumedRoleId: userId, Arn: principal.arn },
    };
  }
}
