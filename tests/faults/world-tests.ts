/** The tests of one world, or of a part of it: tries its faults, prints the table, and holds it against docs/faults.md. */
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { type Choice, mostly } from './fault-choice.ts';
import { cleanRun, type Tried, tryFaults } from './fault-matrix.ts';
import { faultTable, keptTable } from './fault-table.ts';
import type { FaultWorld } from './fault-world.ts';

export interface WorldTests {
  /** Of the table in docs/faults.md. */
  readonly name: string;
  readonly world: () => Promise<FaultWorld> | FaultWorld;
  readonly only?: Choice;
  /** Runs that there are at least: a matrix that shrinks unseen proves less than its page says. */
  readonly least: number;
}

const told = ({ at, operation, fault, broken }: Tried) =>
  `#${at} ${operation.words.slice(0, 160)} [${fault}]\n    ${broken}`;

export function testFaults({ name, world, only = mostly, least }: WorldTests): void {
  describe(`faults: ${name}`, (test) => {
    let tried: readonly Tried[] = [];

    test('an apply that anything went wrong in is finished by the next one', async () => {
      const made = await world();
      tried = await tryFaults(made, await cleanRun(made), only);
      const broken = tried.filter((one) => one.broken !== null);
      assert.is(broken.length, 0, `${broken.length}\n${broken.slice(0, 12).map(told).join('\n')}`);
      assert.ok(tried.length >= least, `${tried.length} runs`);
      const unmet = made.exceptions?.filter((one) => !tried.some(({ exception }) => exception === one)) ?? [];
      assert.equal(
        unmet.map(({ why }) => why),
        [],
        'exceptions that nothing needs',
      );
    });

    test('its table is in docs/faults.md', () => {
      const table = faultTable(tried);
      console.log(`\n${name}\n\n${table}\n`);
      const kept = keptTable(name, table);
      assert.is(kept, table, 'write it again: UPDATE_DOCS=1 npx tsx scripts/test.ts tests/faults');
    });
  });
}
