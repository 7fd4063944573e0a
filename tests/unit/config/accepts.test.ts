import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { accepts } from '../../../src/config/accepts.ts';
import type { JsonObject } from '../../../src/json.ts';
import { lxcSchema } from '../../../src/kinds/lxc/schema.ts';
import { describe } from '../../support/describe.ts';
import { tinyKind } from '../../support/tiny-kind.ts';

const schemas: readonly [name: string, schema: z.ZodType][] = [
  ['a kind of a few lines', tinyKind.schema],
  ['containers', lxcSchema],
  [
    'a schema with a check of the whole',
    z.strictObject({ vmid: z.int() }).refine((one) => one.vmid > 5, 'must be large'),
  ],
  ['a schema that takes any key', z.looseObject({ vmid: z.int() })],
  ['a schema that drops keys', z.object({ vmid: z.int().optional() })],
  ['a schema that is no object', z.record(z.string(), z.int())],
  ['a record with few keys', z.record(z.string().regex(/^[vm]/), z.union([z.int(), z.string()]))],
  ['a record of a list of keys', z.record(z.enum(['vmid', 'memory']), z.unknown())],
  [
    'one schema or another',
    z.union([z.strictObject({ vmid: z.int().max(50) }), z.record(z.string(), z.array(z.string()))]),
  ],
  [
    'one schema and no other',
    z.strictObject({ vmid: z.xor([z.int(), z.int().min(50), z.string()]), memory: z.unknown() }),
  ],
  [
    'a part with a check of its own',
    z.strictObject({ mounts: z.strictObject({ '/a': z.unknown() }).refine((one) => '/a' in one) }),
  ],
  ['a schema with defaults', z.strictObject({ vmid: z.int(), memory: z.int().default(1) })],
];

const value = fc.constantFrom<unknown>(
  1,
  100,
  1.5,
  'x',
  '2G',
  true,
  [],
  ['a'],
  {},
  { ip: 'dhcp' },
  { ip: 1 },
  { '/a': { size: 1 } },
  null,
);
const keys = fc.constantFrom(
  'vmid',
  'memory',
  'net0',
  'mounts',
  'tags',
  'env',
  'wings',
  'cores',
  'rootfs',
  'clone',
  'features',
  'other',
  'constructor',
);
const document = fc.dictionary(keys, value, { maxKeys: 4, noNullPrototype: true });

describe('accepts', (test) => {
  for (const [name, schema] of schemas) {
    test(`says what safeParse says: ${name}`, () => {
      fc.assert(
        fc.property(document, (one) => {
          assert.is(accepts(schema, one as JsonObject), schema.safeParse(one).success);
        }),
        { numRuns: 500 },
      );
    });
  }
});
