/**
 * AWS Secrets Manager as a source of secrets: current versions in batches, others one by one. Alone is also how a secret is
 * read for whom a policy allows `secretsmanager:GetSecretValue` and not `BatchGetSecretValue`.
 */
import { PhoenixError } from '../../errors.ts';
import type { SecretContext, SecretSource } from '../provider.ts';
import { type Connection, connections } from './client.ts';
import { type Answer, readBatch, readOne, type Wanted } from './read.ts';
import { parseSecretId } from './secret-id.ts';

/** API reference, BatchGetSecretValue. */
const MOST_IN_BATCH = 20;
/** Calls at the same time, in a region. */
const AT_ONCE = 8;

export async function openAws({ settings }: SecretContext): Promise<SecretSource> {
  const connect = connections(settings.aws);
  let mayBatch = true;

  const readRegion = async (names: readonly string[], region: string | null): Promise<[string, Answer][]> => {
    try {
      const connection = await connect(region);
      const wanted = names.flatMap((name) => wantedOf(name, connection) ?? []);
      const answers = new Map<string, Answer>();
      if (mayBatch) {
        await each(batchesOf(wanted), async (batch) => {
          const found = await readBatch(connection, batch);
          if (found === 'denied') mayBatch = false;
          else for (const [name, answer] of found) answers.set(name, answer);
        });
      }
      const left = wanted.filter(({ name }) => !answers.has(name));
      await each(left, async (one) => void answers.set(one.name, await readOne(connection, one)));
      return [...answers];
    } catch (error) {
      if (error instanceof PhoenixError) return names.map((name) => [name, error]);
      throw error;
    }
  };

  return async (names) => {
    const regionOf = (name: string) => parseSecretId(name)?.region ?? null;
    const regions = [...new Set(names.map(regionOf))];
    const read = regions.map((region) => {
      const there = names.filter((name) => regionOf(name) === region);
      return readRegion(there, region);
    });
    return new Map((await Promise.all(read)).flat());
  };
}

function wantedOf(name: string, { region }: Connection): Wanted | null {
  const secret = parseSecretId(name);
  return secret && { name, secret, region, reference: `\${secret:aws:${name}}` };
}

function batchesOf(wanted: readonly Wanted[]): readonly (readonly Wanted[])[] {
  const current = wanted.filter(({ secret }) => !secret.stage && !secret.version);
  // By name and by ARN apart: another account may have a secret of the same name.
  const byName = current.filter(({ secret }) => secret.region === null);
  const byArn = current.filter(({ secret }) => secret.region !== null);
  const batches = [byName, byArn].flatMap((some) => piecesOf(some, MOST_IN_BATCH));
  return batches.filter(({ length }) => length > 1);
}

async function each<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (const together of piecesOf(list, AT_ONCE)) await Promise.all(together.map(work));
}

function piecesOf<T>(list: readonly T[], most: number): readonly (readonly T[])[] {
  const count = Math.ceil(list.length / most);
  return Array.from({ length: count }, (_, i) => list.slice(i * most, (i + 1) * most));
}
