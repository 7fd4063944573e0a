/**
 * What AWS Secrets Manager holds, and what it answers to GetSecretValue and BatchGetSecretValue, from its API reference:
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html, …/API_BatchGetSecretValue.html,
 * …/API_APIErrorType.html, …/CommonErrors.html.
 */
import { createHash } from 'node:crypto';

const ACCOUNT = '111122223333';

interface Version {
  readonly id: string;
  readonly stages: readonly string[];
  readonly text?: string;
  readonly binary?: Uint8Array;
}

export type State = 'deleted' | 'denied' | 'key denied' | 'key disabled';

export interface Stored {
  readonly name: string;
  readonly region: string;
  readonly account?: string;
  readonly versions: readonly Version[];
  readonly state?: State;
}

export class AwsError extends Error {
  readonly type: string;
  readonly status: number;
  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

/** Six letters and digits. */
const suffixOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 6);

export function arnOf({ name, region, account = ACCOUNT }: Stored): string {
  return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${suffixOf(name)}`;
}

interface Asked {
  readonly SecretId?: string;
  readonly VersionId?: string;
  readonly VersionStage?: string;
}

interface Batch {
  readonly SecretIdList?: readonly string[];
  readonly NextToken?: string;
}

/** Documented: "up to 20 secrets". */
const MOST = 20;

export interface Shelf {
  readonly stored: Stored[];
  /** Actions that no policy allows. */
  readonly denied: Set<string>;
  /** Entries in one answer of a batch. */
  page: number;
  get(region: string, asked: Asked, user: string): object;
  batch(region: string, asked: Batch, user: string): object;
}

export function emptyShelf(): Shelf {
  const shelf: Shelf = {
    stored: [],
    denied: new Set(),
    page: MOST,
    get: (region, { SecretId = '', VersionId, VersionStage }, user) => {
      const found = shelf.stored.find((one) => one.region === region && isNamed(one, SecretId));
      if (found?.state === 'denied' || shelf.denied.has('GetSecretValue')) {
        throw denied(user, 'GetSecretValue', SecretId);
      }
      if (!found) {
        throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      }
      if (found.state) throw ofState(found.state);
      return entryOf(found, versionOf(found, VersionId, VersionStage));
    },
    batch: (region, { SecretIdList = [], NextToken }, user) => {
      if (shelf.denied.has('BatchGetSecretValue')) throw denied(user, 'BatchGetSecretValue', '*');
      if (SecretIdList.length < 1 || SecretIdList.length > MOST) {
        throw new AwsError('InvalidParameterException', `1 to ${MOST} members`);
      }
      if (NextToken !== undefined && !/^from-\d+$/.test(NextToken)) {
        throw new AwsError('InvalidNextTokenException', 'The NextToken value is invalid.');
      }
      const from = Number(NextToken?.slice('from-'.length) ?? 0);
      const next = from + shelf.page;
      const SecretValues: object[] = [];
      const Errors: object[] = [];
      for (const SecretId of SecretIdList.slice(from, next)) {
        try {
          SecretValues.push(shelf.get(region, { SecretId }, user));
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          Errors.push({ SecretId, ErrorCode: error.type, Message: error.message });
        }
      }
      return { SecretValues, Errors, ...(next < SecretIdList.length && { NextToken: `from-${next}` }) };
    },
  };
  return shelf;
}

function ofState(state: State): AwsError {
  switch (state) {
    case 'deleted': {
      const why = "You can't perform this operation on the secret because it was marked for deletion.";
      return new AwsError('InvalidRequestException', why);
    }
    case 'key disabled': {
      const why = "Secrets Manager can't decrypt the protected secret text using the provided KMS key.";
      return new AwsError('DecryptionFailure', why);
    }
    case 'denied':
    case 'key denied':
      return new AwsError('AccessDeniedException', 'Access to KMS is not allowed');
  }
}

function versionOf({ versions }: Stored, id: string | undefined, label: string | undefined): Version {
  const stage = label ?? (id ? null : 'AWSCURRENT');
  const version = versions.find((one) => (!id || one.id === id) && (!stage || one.stages.includes(stage)));
  if (version) return version;
  const which = id ? `VersionId: ${id}` : `staging label: ${stage}`;
  const why = `Secrets Manager can't find the specified secret value for ${which}`;
  throw new AwsError('ResourceNotFoundException', why);
}

function entryOf(stored: Stored, { id, stages, text, binary }: Version): object {
  return {
    ARN: arnOf(stored),
    Name: stored.name,
    VersionId: id,
    VersionStages: stages,
    CreatedDate: 1_700_591_229.801,
    ...(text !== undefined && { SecretString: text }),
    ...(binary && { SecretBinary: Buffer.from(binary).toString('base64') }),
  };
}

/** By its ARN, that without its last part, or, in the same account, its name. */
function isNamed(stored: Stored, id: string): boolean {
  const arn = arnOf(stored);
  const isOwn = (stored.account ?? ACCOUNT) === ACCOUNT;
  return (isOwn && stored.name === id) || arn === id || arn.slice(0, -'-123456'.length) === id;
}

function denied(user: string, action: string, resource: string): AwsError {
  const what = `secretsmanager:${action}`;
  return new AwsError(
    'AccessDeniedException',
    `User: ${user} is not authorized to perform: ${what} on resource: ${resource} because no identity-based policy allows the ${what} action`,
  );
}
