/** Findings of hostile texts, in every format: no line of output is the text's own, no command, no link, no broken schema. */
import * as assert from 'uvu/assert';
import type { Finding, Severity } from '../../../../src/errors.ts';
import { visible } from '../../../../src/plan/render/escape.ts';
import { renderFindings } from '../../../../src/plan/render/findings.ts';
import { renderFindingsJson } from '../../../../src/plan/render/json.ts';
import { renderSarif } from '../../../../src/plan/render/sarif.ts';
import { renderWorkflowCommands } from '../../../../src/plan/render/workflow-commands.ts';
import { describe } from '../../../support/describe.ts';
import { fc } from '../../../support/fast-check.ts';
import { sarifProblems } from '../../../support/sarif-schema.ts';
import { readCommand } from '../../../support/workflow-command.ts';

const TRICKS = [
  '::error::',
  '\n::add-mask::x',
  '##[command]',
  '%0A',
  '%25',
  '](http://x)',
  '[a](1)',
  '{0}',
  '\u202e',
  '\u001b[2J',
  '\r\n',
  '\ud800',
  '"',
  '\\',
  ',',
  ':',
  '..',
  '/',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...TRICKS), fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 6 })
  .map((parts) => parts.join(''));
const position = fc.record(
  {
    file: text,
    line: fc.integer({ min: 1, max: 9 }),
    column: fc.integer({ min: 1, max: 40 }),
  },
  { noNullPrototype: true },
);
const finding: fc.Arbitrary<Finding> = fc.record(
  {
    id: fc.oneof(fc.constant('PHX301'), fc.constant('PHX715'), text),
    severity: fc.constantFrom<Severity[]>('error', 'warning', 'notice'),
    message: text,
    hint: text,
    at: position,
    also: position,
  },
  { requiredKeys: ['id', 'severity', 'message'], noNullPrototype: true },
);
const source = fc.option(text, { nil: null });
const NOT_SHOWN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('findings of hostile texts', (test) => {
  test('are commands of the runner as they were meant, and nothing else', () => {
    fc.assert(
      fc.property(finding, source, (one, file) => {
        const [line = '', ...more] = renderWorkflowCommands([one], { root: 'configs', textOf: () => file });
        assert.equal(more, []);
        assert.not.match(line, /[\r\n]/);
        assert.not.match(line, '##[');
        const { command, properties, message } = readCommand(line);
        assert.is(command, one.severity);
        assert.is(properties['line'], one.at && String(one.at.line));
        assert.not.match(message, NOT_SHOWN);
        const plain = /::|##\[/.test(one.message) ? null : visible(one.message);
        if (plain !== null) assert.is(message.split('\n')[0], plain);
      }),
    );
  });

  test('are SARIF that fits the schema, with the links of Phoenix alone', () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 3 }), source, (all, file) => {
        const seen = { estate: 'lab', env: null, root: 'configs', textOf: () => file };
        const log = JSON.parse(renderSarif(all, [], seen)) as {
          runs: [{ results: { message: { text: string }; relatedLocations?: unknown[] }[] }];
        };
        assert.equal(sarifProblems(log), []);
        for (const { message, relatedLocations = [] } of log.runs[0].results) {
          assert.not.match(message.text, NOT_SHOWN);
          assert.is(message.text.match(/\]\(/g)?.length ?? 0, relatedLocations.length);
        }
      }),
    );
  });

  test('are JSON that says them as they are', () => {
    fc.assert(
      fc.property(finding, (one) => {
        assert.equal(JSON.parse(renderFindingsJson([one])), {
          v: 1,
          ok: one.severity !== 'error',
          findings: [one],
        });
      }),
    );
  });

  test('are lines of a terminal that nothing moves or hides', () => {
    fc.assert(
      fc.property(finding, source, (one, file) => {
        const shown = renderFindings([one], { color: false, root: 'configs', textOf: () => file });
        assert.not.match(shown, NOT_SHOWN);
        assert.ok(shown.split('\n').length <= 12);
      }),
    );
  });
});
