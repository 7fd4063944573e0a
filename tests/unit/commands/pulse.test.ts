/** No log falls silent: in virtual time, whatever is at work and however long it takes. */
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import type { Step } from '../../../src/kinds/step.ts';
import { progressLines } from '../../../src/commands/progress.ts';
import { pulse } from '../../../src/commands/pulse.ts';
import { describe } from '../../support/describe.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import { toyStep } from '../apply/toy.ts';

interface Line {
  readonly at: number;
  readonly text: string;
}

function gapsOver(lines: readonly Line[], from: number, until: number): number {
  const moments = [from, ...lines.map(({ at }) => at), until];
  return Math.max(...moments.slice(1).map((at, index) => at - (moments[index] ?? 0)));
}

const eventOf = ({ id, address, node, title, do: { verb } }: Step) => ({ id, address, node, title, verb });

describe('a pulse', (test) => {
  test('comes at least every ten seconds, whatever is said, waited for or at work', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ is: fc.constantFrom('say', 'wait', 'silence'), ms: fc.nat(70_000) }), {
          minLength: 1,
          maxLength: 12,
        }),
        async (deeds) => {
          const clock = virtualClock();
          const lines: Line[] = [];
          const beating = pulse((text) => lines.push({ at: clock.now(), text }), { clock, usual: 'at work' });
          const from = clock.now();
          for (const { is, ms } of deeds) {
            if (is === 'say') beating.say('something');
            if (is === 'wait')
              await beating.during('waiting for the lock of the estate', () => clock.sleep(ms));
            else await clock.sleep(ms);
          }
          beating.stop();
          assert.ok(gapsOver(lines, from, clock.now()) <= 10_000, JSON.stringify(lines));
        },
      ),
      { numRuns: 60 },
    ));

  test('names what is waited for, and for how long', async () => {
    const clock = virtualClock();
    const lines: string[] = [];
    const beating = pulse((text) => lines.push(text), { clock });
    await beating.during('waiting for the lock of the estate', () =>
      beating.during('reading the nodes', () => clock.sleep(20_000)).then(() => clock.sleep(10_000)),
    );
    beating.stop();
    assert.equal(lines, [
      'Still reading the nodes, 9 s so far',
      'Still reading the nodes, 18 s so far',
      'Still waiting for the lock of the estate, 27 s so far',
    ]);
  });

  test('is silent where nothing is done, as while somebody is asked, and after its end', async () => {
    const clock = virtualClock();
    const lines: string[] = [];
    const beating = pulse((text) => lines.push(text), { clock });
    await clock.sleep(60_000);
    beating.stop();
    await beating.during('reading the nodes', () => clock.sleep(60_000));
    assert.equal(lines, []);
  });
});

/** Steps of as many resources. */
const steps = (count: number, each: number): Step[] =>
  Array.from({ length: count }, (_, at) =>
    Array.from({ length: each }, (_none, nth) => toyStep(`g${at}`, String(nth), 101 + at, ['pct', 'set'])),
  ).flat();

describe('an apply of twenty at a time', (test) => {
  test('is one line that names who is at work and for how long', async () => {
    const clock = virtualClock();
    const lines: string[] = [];
    const beating = pulse((text) => lines.push(text), { clock });
    const { onEvent, line } = progressLines({ say: () => {}, clock });
    const untold = beating.tellOf(line);
    const all = steps(20, 2);
    const total = all.length;
    onEvent({ is: 'planned', steps: all, parallel: 20 });
    for (const step of all.filter(({ id }) => id.endsWith('0')))
      onEvent({ is: 'started', step: eventOf(step), count: { ended: 0, total } });
    await clock.sleep(30_000);
    assert.is(lines.length, 3);
    for (const { address } of all) assert.match(lines[2] ?? '', `${address} 27 s`);
    for (const step of all.filter(({ id }) => id.endsWith('0')).slice(2))
      onEvent({
        is: 'ended',
        step: eventOf(step),
        outcome: { is: 'done', ms: 30_000 },
        count: { ended: 18, total },
      });
    await clock.sleep(9000);
    untold();
    beating.stop();
    const [first, second] = [...new Set(all.map(({ address }) => address))];
    assert.match(
      lines.at(-1) ?? '',
      new RegExp(`^18/40 steps.*; at work: ${first} 0/2 .* \\(36 s\\), ${second} 0/2 .* \\(36 s\\)$`),
    );
  });
});
