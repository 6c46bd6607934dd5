import { ApiError } from '../errors';
import { SignatureError, type SignatureProblem } from './signature';
import { writeEc2Error, writeStsError } from './write-xml';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

type Service = 'ec2' | 'ssm' | 'sts';

/** EC2 does not say whether it is the key or the secret that is wrong. */
const NOT_VALIDATED = 'AWS was not able to validate the provided access credentials';
/** What each service calls what is wrong with a signature, and EC2's own words for some of it. */
const SIGNATURE_CODES: Readonly<Record<SignatureProblem, Readonly<Record<Service, string>>>> = {
  missing: {
    ec2: 'MissingAuthenticationToken',
    ssm: 'MissingAuthenticationTokenException',
    sts: 'MissingAuthenticationToken',
  },
  malformed: { ec2: 'AuthFailure', ssm: 'IncompleteSignatureException', sts: 'IncompleteSignature' },
  'unknown-key': { ec2: 'AuthFailure', ssm: 'UnrecognizedClientException', sts: 'InvalidClientTokenId' },
  mismatch: { ec2: 'AuthFailure', ssm: 'InvalidSignatureException', sts: 'SignatureDoesNotMatch' },
  skewed: { ec2: 'RequestExpired', ssm: 'InvalidSignatureException', sts: 'SignatureDoesNotMatch' },
  'expired-token': { ec2: 'RequestExpired', ssm: 'ExpiredTokenException', sts: 'ExpiredToken' },
};

export function answerFor(service: Service, body: string): Answer {
  return { status: 200, contentType: contentTypeOf(service), body };
}

/** A refusal in the form of the service that was asked; EC2's when it does not say which. */
export function errorAnswer(asked: string | undefined, error: unknown, requestId: string): Answer {
  const service = asked === 'ssm' || asked === 'sts' ? asked : 'ec2';
  const refusal = toApiError(service, error);
  return {
    status: refusal.status,
    contentType: contentTypeOf(service),
    body: writeError(service, refusal, requestId),
  };
}

function writeError(service: Service, { code, message }: ApiError, requestId: string): string {
  switch (service) {
    case 'ssm':
      return JSON.stringify({ __type: code, message });
    case 'sts':
      return writeStsError(code, message, requestId);
    case 'ec2':
      return writeEc2Error(code, message, requestId);
  }
}

function toApiError(service: Service, error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof SignatureError) {
    const code = SIGNATURE_CODES[error.problem][service];
    return new ApiError(code, code === 'AuthFailure' ? NOT_VALIDATED : error.message);
  }
  return new ApiError('InternalError', 'The sandbox has failed: its log says why');
}

function contentTypeOf(service: Service): string {
  return service === 'ssm' ? 'application/x-amz-json-1.1' : 'text/xml;charset=UTF-8';
}
