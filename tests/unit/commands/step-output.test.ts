/** What steps print in the log of a job: apart for each step, folded away or open, and never a command of the runner. */
import process from 'node:process';
import * as assert from 'uvu/assert';
import type { ApplyEvent } from '../../../src/apply/progress.ts';
import type { StepOutcome } from '../../../src/apply/report.ts';
import { stepOutput } from '../../../src/commands/step-output.ts';
import { logGroup, logLine } from '../../../src/github/outputs.ts';
import { hide } from '../../../src/secrets/masking.ts';
import { describe } from '../../support/describe.ts';
import { readCommand } from '../../support/workflow-command.ts';

const step = (id: string) => ({
  id,
  address: `lxc/${id}`,
  node: 'pve1',
  title: 'start',
  verb: 'run' as const,
});
const line = (id: string, text: string): ApplyEvent => ({ is: 'line', step: step(id), line: text });
const ended = (id: string, outcome: StepOutcome): ApplyEvent => ({
  is: 'ended',
  step: step(id),
  outcome,
  count: { ended: 1, total: 2 },
});
const DONE: StepOutcome = { is: 'done', ms: 1 };
const FAILED: StepOutcome = { is: 'failed', ms: 1, why: 'no' };

/** What the runner gets to see, line by line. */
function printed(work: (onEvent: (event: ApplyEvent) => void) => void): string[] {
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  let text = '';
  stdout.write = (chunk: string | Uint8Array) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  };
  try {
    work(stepOutput({ group: logGroup, say: (said) => logLine(said) }));
  } finally {
    stdout.write = write;
  }
  return text.split('\n').slice(0, -1);
}

describe('what steps print', (test) => {
  test('is a group each, however their lines come', () => {
    const lines = printed((onEvent) => {
      onEvent(line('a', 'one'));
      onEvent(line('b', 'uno'));
      onEvent(line('a', 'two'));
      onEvent(ended('b', DONE));
      onEvent(ended('a', DONE));
      onEvent(ended('c', DONE));
    });
    assert.equal(lines, [
      '::group::lxc/b: start: 1 line',
      'uno',
      '::endgroup::',
      '::group::lxc/a: start: 2 lines',
      'one',
      'two',
      '::endgroup::',
    ]);
  });

  test('stays open of a step that failed', () => {
    const lines = printed((onEvent) => {
      onEvent(line('a', 'because'));
      onEvent(ended('a', FAILED));
    });
    assert.equal(lines, ['What lxc/a: start printed:', '  because']);
  });

  test('is bounded: its end is kept', () => {
    const lines = printed((onEvent) => {
      for (let at = 0; at < 2000; at += 1) onEvent(line('a', `${at} ${'x'.repeat(5000)}`));
      onEvent(ended('a', DONE));
    });
    assert.is(lines[0], '::group::lxc/a: start: 2,000 lines');
    assert.is(lines[1], '… 1500 lines before');
    assert.match(lines.at(-2) ?? '', /^1999 /);
    assert.ok(lines.every(({ length }) => length <= 1000));
  });

  test('ends no group, begins none, and hides nothing else', () => {
    const hostile = [
      '::endgroup::',
      '  ::group::mine',
      '##[endgroup]',
      '::stop-commands::x',
      'a\r::endgroup::',
      'a\n::endgroup::',
    ];
    for (const outcome of [DONE, FAILED]) {
      const lines = printed((onEvent) => {
        for (const text of hostile) onEvent(line('a', text));
        onEvent(ended('a', outcome));
      });
      const commands = lines
        .filter((one) => one.trimStart().startsWith('::'))
        .map((one) => readCommand(one).command);
      assert.equal(commands, outcome.is === 'done' ? ['group', 'endgroup'] : []);
      assert.not.ok(lines.some((one) => one.includes('##[')));
    }
    const titled = printed(() => logGroup('x\n::endgroup::\n##[endgroup]', []));
    assert.equal(
      titled.map((one) => readCommand(one).command),
      ['group', 'endgroup'],
    );
    assert.not.match(titled[0] ?? '', '##[');
  });

  test('is masked before it is cut', () => {
    const secret = `s3cret-${'y'.repeat(40)}`;
    hide(secret);
    const lines = printed((onEvent) => {
      onEvent(line('a', `${'x'.repeat(970)} ${secret}`));
      onEvent(ended('a', DONE));
    });
    assert.not.match(lines.join('\n'), 's3cret');
  });
});
