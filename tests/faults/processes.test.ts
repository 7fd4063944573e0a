/**
 * Faults through real processes: the command line as a program, a node's programs that misbehave, kill -9. Each is followed
 * by applies without any, which come to the end of an apply that nothing happened to.
 */
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { NAMESPACES } from '../support/guest-estate.ts';
import {
  IN_THE_MIDDLE,
  middleOf,
  type Misbehaviour,
  MISBEHAVIOURS,
  type ProcessFault,
} from './misbehaviour.ts';
import { isQuestion, prepare, type Prepared, type Row, runFault } from './process-runs.ts';
import { STORIES } from './process-stories.ts';
import { bundleSimulator } from './process-world.ts';

/** Every misbehaviour once in each story, at calls that change something: another one each time. */
function faultsOf({ calls }: Prepared, turn: number): ProcessFault[] {
  const kinds = Object.keys(MISBEHAVIOURS) as Misbehaviour[];
  return kinds.flatMap((does, index) => {
    const numbers = calls.flatMap((call, at) => {
      const fits = !isQuestion(call) && (!IN_THE_MIDDLE.includes(does) || middleOf(call) !== null);
      return fits ? [at + 1] : [];
    });
    const at = numbers[(index * 5 + turn * 3) % Math.max(1, numbers.length)];
    return at === undefined ? [] : [{ at, does }];
  });
}

const rowText = ({ story, call, does, exit, applies, again }: Row) =>
  [story, call, does, `exit ${exit}`, `${applies} more`, again.join(', ')].join(' | ');

describe('an apply by real processes that is disturbed', (test) => {
  let simulator = '';
  const rows: Row[] = [];
  test.before(async () => {
    simulator = await bundleSimulator();
  });
  for (const [turn, story] of STORIES.entries()) {
    if (story.entersGuests && !NAMESPACES) continue;
    test(`is finished by the next one: ${story.name}`, async () => {
      const prepared = await prepare(story, simulator);
      const queue = faultsOf(prepared, turn);
      const own: Row[] = [];
      const work = async () => {
        for (let fault = queue.shift(); fault; fault = queue.shift())
          own.push(await runFault(prepared, fault));
      };
      await Promise.all([work(), work()]);
      rows.push(...own);
      // What is still at work is in the way of the next apply, which says so: then the one after it finishes.
      const enough = ({ does }: Row) => (does === 'meets the next' ? 2 : 1);
      const wrong = own.filter((row) => row.wrong.length > 0 || row.applies > enough(row));
      assert.is(wrong.map((row) => `${rowText(row)}\n  ${row.wrong.join('\n  ')}`).join('\n'), '');
    });
  }
  test('in at least sixty ways', () => {
    const file = process.env['FAULTS_TABLE'];
    if (file) writeFileSync(file, `${rows.map(rowText).join('\n')}\n`);
    assert.ok(rows.length >= (NAMESPACES ? 60 : 50), `${rows.length} faults`);
  });
});
