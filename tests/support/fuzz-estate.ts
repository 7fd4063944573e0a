/** Estates with something wrong anywhere: real files after a few mutations. */
import { readDiskTree } from '../../src/sources/disk.ts';
import { fc } from './fast-check.ts';
import { encodingOf, type Files } from './fuzz/files.ts';
import { mutated, type Mutation } from './fuzz/mutated.ts';
import { RICH_FILES } from './fuzz/rich-files.ts';
import { KEYS, value } from './fuzz/values.ts';

function exampleFiles(): Files {
  const { files, kept = new Map<string, Uint8Array>() } = readDiskTree('configs');
  return new Map([
    ...[...files.values()].map(({ path, text }) => [path, text] as const),
    ...[...kept].map(([path, bytes]) => [path, Buffer.from(bytes).toString(encodingOf(path))] as const),
  ]);
}

export const SEEDS: readonly Files[] = [exampleFiles(), RICH_FILES];

const mutation: fc.Arbitrary<Mutation> = fc.record({
  op: fc.constantFrom(
    'set',
    'set',
    'set',
    'move',
    'move',
    'move',
    'remove',
    'add',
    'add',
    'rename',
    'double',
    'cut',
    'insert',
    'file',
  ),
  file: fc.nat(10_000),
  place: fc.nat(10_000),
  from: fc.nat(10_000),
  key: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...KEYS) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 10 }) },
  ),
  value,
});

/** An estate after a few mutations; what it was before; and an environment to look at. */
export const broken = fc
  .record({
    seed: fc.nat(SEEDS.length - 1),
    // One alone is often no error, and then there is a plan.
    mutations: fc.oneof(
      { weight: 3, arbitrary: fc.tuple(mutation) },
      { weight: 2, arbitrary: fc.array(mutation, { minLength: 2, maxLength: 4 }) },
    ),
    isProd: fc.boolean(),
  })
  .map(({ seed, mutations, isProd }) => {
    const before = SEEDS[seed] as Files;
    return {
      before,
      after: mutations.reduce<Files>(mutated, before),
      env: isProd && seed === 1 ? 'prod' : null,
    };
  });
