/** One call to AWS Secrets Manager, and what comes of it for each secret that was asked for. */
import {
  BatchGetSecretValueCommand,
  type BatchGetSecretValueCommandOutput as Page,
  GetSecretValueCommand,
  type SecretValueEntry,
} from '@aws-sdk/client-secrets-manager';
import type { PhoenixError } from '../../errors.ts';
import type { Secret } from '../provider.ts';
import type { Connection } from './client.ts';
import { type Asked, type Failure, failureOf, failureOfCall } from './failure.ts';
import { secretOf } from './value.ts';

/** An answer holds at least one of 20, or has no end. */
const MOST_PAGES = 40;

/** Null: there is no such secret. */
export type Answer = Secret | PhoenixError | null;

/** A secret that is asked for. */
export interface Wanted extends Asked {
  /** As the provider calls it. */
  readonly name: string;
}

export async function readOne(connection: Connection, one: Wanted): Promise<Answer> {
  const { id, stage, version } = one.secret;
  const command = new GetSecretValueCommand({
    SecretId: id,
    ...(stage && { VersionStage: stage }),
    ...(version && { VersionId: version }),
  });
  try {
    return secretOf(await connection.client.send(command), one.reference);
  } catch (error) {
    return (await failed(error, connection, one)).error;
  }
}

/**
 * Current versions, at most 20. What is not among the answers is to be asked for by itself: one secret can spoil the call.
 * `denied`: batches are not allowed, which says nothing of single reads.
 */
export async function readBatch(
  connection: Connection,
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<string, Answer> | 'denied'> {
  try {
    const ids = wanted.map(({ secret }) => secret.id);
    return answersIn(await pagesOf(connection, ids), wanted);
  } catch (error) {
    const [first] = wanted;
    const failure = first && (await failed(error, connection, first));
    if (failure?.of === 'all') return new Map(wanted.map(({ name }) => [name, failure.error]));
    return error instanceof Error && error.name === 'AccessDeniedException' ? 'denied' : new Map();
  }
}

async function pagesOf({ client }: Connection, ids: string[]): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let token: string | undefined;
  do {
    const command = new BatchGetSecretValueCommand({ SecretIdList: ids, ...(token && { NextToken: token }) });
    const page = await client.send(command);
    pages.push(page);
    token = page.NextToken;
  } while (token && pages.length < MOST_PAGES);
  return pages;
}

function answersIn(pages: readonly Page[], wanted: readonly Wanted[]): ReadonlyMap<string, Answer> {
  const found = new Map<string, Answer>();
  for (const entry of pages.flatMap(({ SecretValues }) => SecretValues ?? [])) {
    for (const { name, reference } of wanted.filter(({ secret }) => isOf(entry, secret.id))) {
      found.set(name, secretOf(entry, reference));
    }
  }
  for (const { SecretId, ErrorCode = '', Message = '' } of pages.flatMap(({ Errors }) => Errors ?? [])) {
    const one = wanted.find(({ secret }) => secret.id === SecretId);
    if (one) found.set(one.name, failureOf({ name: ErrorCode, message: Message }, one).error);
  }
  return found;
}

async function failed(error: unknown, { client, region }: Connection, asked: Asked): Promise<Failure> {
  const endpoint = await client.config.endpoint?.();
  return failureOfCall(error, asked, endpoint?.hostname ?? `its endpoint in ${region}`);
}

/** An ARN may stand in a reference without the hyphen and six characters that AWS adds to the name. */
function isOf({ ARN = '', Name = '' }: SecretValueEntry, id: string): boolean {
  return Name === id || ARN === id || (ARN.startsWith(`${id}-`) && ARN.length === id.length + 7);
}
