/**
 * What is wrong when AWS Secrets Manager gives no value, and what to do. Of an error, only its name and what AWS says are
 * used: others may repeat a piece of an answer.
 */
import { PhoenixError } from '../../errors.ts';
import { visible } from '../../features/visible.ts';
import type { AwsSecret } from './secret-id.ts';

/** `all`: it is nothing of one secret, and would come again with the next. */
export interface Failure {
  readonly of: 'all' | 'secret';
  /** Null: there is no such secret. */
  readonly error: PhoenixError | null;
}

/** What AWS says of one secret or of a call. */
export interface Said {
  readonly name: string;
  readonly message: string;
}

/** Of whom it is said, for the hints. */
export interface Asked {
  readonly secret: AwsSecret;
  /** How files name it. */
  readonly reference: string;
  readonly region: string;
}

const refused = (message: string, hint: string) => new PhoenixError('REFUSED', message, { hint });
const all = (message: string, hint: string): Failure => ({ of: 'all', error: refused(message, hint) });

/** A failure that has a name in AWS's reference (Secrets Manager, GetSecretValue and Common Errors). */
export function failureOf({ name, message }: Said, { secret, reference, region }: Asked): Failure {
  const one = (what: string, hint: string): Failure => ({
    of: 'secret',
    error: refused(`the secret ${reference} ${what}`, hint),
  });
  switch (name) {
    case 'ResourceNotFoundException':
      return { of: 'secret', error: null };
    case 'AccessDeniedException':
      return /\bkms\b/i.test(message)
        ? one(
            `cannot be decrypted: AWS denies kms:Decrypt${whoIn(message)}`,
            "Allow kms:Decrypt on the secret's key, in the policy of who asks and in that of the key.",
          )
        : one(
            `may not be read: AWS denies secretsmanager:GetSecretValue${whoIn(message)}`,
            `Allow it in a policy: {"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"${resourceOf(secret, region)}"}.`,
          );
    case 'InvalidRequestException':
      return /delet/i.test(message)
        ? one(
            'is marked for deletion',
            `Take it back (aws secretsmanager restore-secret --secret-id ${secret.id}), or use another.`,
          )
        : one(`cannot be read as it is now: ${visible(message)}`, 'See its state in the console of AWS.');
    case 'InvalidParameterException':
    case 'ValidationException':
      return one(`is named as AWS does not take it: ${visible(message)}`, 'Correct the reference.');
    case 'DecryptionFailure':
      return one(
        'cannot be decrypted with its KMS key',
        'See that the key is there, enabled, and not about to be deleted.',
      );
    case 'ThrottlingException':
    case 'Throttling':
    case 'TooManyRequestsException':
    case 'RequestLimitExceeded':
      return all(
        'AWS Secrets Manager takes no more requests for now, however long Phoenix waited in between',
        'Run it again later; something else may use up the quota of the account.',
      );
    case 'ExpiredTokenException':
    case 'ExpiredToken':
      return all(
        'the credentials for AWS have expired',
        'Renew them where Phoenix runs, or let it take a role: secrets.aws.role in phoenix.json.',
      );
    case 'RequestExpired':
    case 'RequestInTheFuture':
    case 'RequestTimeTooSkewed':
      return all('AWS refuses requests from another time than its own', 'Set the clock where Phoenix runs.');
    case 'InvalidSignatureException':
    case 'SignatureDoesNotMatch':
    case 'IncompleteSignature':
      return all(
        'AWS does not accept the signature: the secret access key is not that of the access key',
        'Correct AWS_SECRET_ACCESS_KEY or the profile where Phoenix runs, and its clock.',
      );
    case 'UnrecognizedClientException':
    case 'InvalidClientTokenId':
    case 'MissingAuthenticationToken':
      return all(
        `AWS does not know the access key in ${region}`,
        'Correct AWS_ACCESS_KEY_ID (and AWS_SESSION_TOKEN) or the profile where Phoenix runs; a key may be of another partition, or turned off.',
      );
    default:
      return all(`AWS Secrets Manager answers ${visible(name)}: ${visible(message)}`, 'Run it again later.');
  }
}

/** A failure of a call, whoever it comes from. @param host where it went */
export function failureOfCall(error: unknown, asked: Asked, host: string): Failure {
  if (error instanceof PhoenixError) return { of: 'all', error };
  if (!(error instanceof Error)) throw error;
  if ('$fault' in error && error.name !== 'Unknown') return failureOf(error, asked);
  if (error.name === 'CredentialsProviderError' || error.name === 'TokenProviderError') {
    return all(
      'there are no credentials for AWS where Phoenix runs',
      'Let the job take a role (secrets.aws.role in phoenix.json, and `permissions: id-token: write`), or give it AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or the role of an instance.',
    );
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const isAnswered = error instanceof SyntaxError || statusOf(error) !== undefined;
  return all(
    isAnswered
      ? `what answers at ${host} is not understood as AWS Secrets Manager (${code})`
      : `AWS Secrets Manager cannot be reached at ${host} (${code})`,
    'See whether region and endpoint are right (secrets.aws in phoenix.json), and whether the runner has a way there.',
  );
}

/** Of the answer, where there was one; the SDK adds it to whatever is thrown. */
function statusOf(
  error: Error & { readonly $metadata?: { readonly httpStatusCode?: number } },
): number | undefined {
  return error.$metadata?.httpStatusCode;
}

/** Who is denied, as AWS calls them: nothing secret, and what its reader looks for first. */
function whoIn(message: string): string {
  const who = /\bUser: (arn:[\w:/+=,.@-]+)/.exec(message)?.[1];
  return who ? ` to ${who}` : '';
}

/** For policies: AWS adds six characters to a name. */
function resourceOf({ id }: AwsSecret, region: string): string {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return id.startsWith('arn:') ? id : `arn:${partition}:secretsmanager:${region}:ACCOUNT:secret:${id}-??????`;
}
