import * as assert from 'uvu/assert';
import type { Finding } from '../../../../src/errors.ts';
import { renderWorkflowCommands } from '../../../../src/plan/render/workflow-commands.ts';
import { describe } from '../../../support/describe.ts';
import { readCommand } from '../../../support/workflow-command.ts';

const WEB = '{\n  "vmid": 950,\n  "memmory": "4G"\n}\n';
const at = { file: 'lxc/web.json', line: 3, column: 3 };
const line = (part: Partial<Finding> = {}, root = 'configs') =>
  renderWorkflowCommands([{ id: 'PHX301', severity: 'error', message: 'wrong', at, ...part }], {
    root,
    textOf: () => WEB,
  })[0] ?? '';

describe('findings as commands of a workflow', (test) => {
  test('a whole one', () => {
    assert.is(
      line({ hint: 'write "memory"', also: { file: 'lxc/db.json', line: 1, column: 2 } }),
      '::error file=configs/lxc/web.json,line=3,endLine=3,col=3,endColumn=12,title=PHX301::wrong%0Aalso: configs/lxc/db.json:1:2%0Awrite "memory"',
    );
  });

  test('one about no file', () => {
    const all = renderWorkflowCommands([{ id: 'PHX207', severity: 'warning', message: 'm' }], {
      root: '',
      textOf: () => null,
    });
    assert.equal(all, ['::warning title=PHX207::m']);
  });

  for (const message of [
    '100% wrong, and: more',
    'one\n::error::two',
    'a\r\n::stop-commands::x',
    '::set-env name=PATH::/tmp',
    '##[add-mask]x',
    '%0A::warning::x',
    ',file=other.json::',
  ]) {
    test(`nothing in ${JSON.stringify(message)} becomes a command`, () => {
      for (const part of [
        { message },
        { hint: message },
        { at: { ...at, file: message } },
        { also: { ...at, file: message } },
        { id: message },
      ]) {
        const text = line(part);
        assert.not.match(text, /[\r\n]/);
        assert.not.match(text, '##[');
        const { properties, command } = readCommand(text);
        assert.is(command, 'error');
        assert.equal(Object.keys(properties), ['file', 'line', 'endLine', 'col', 'endColumn', 'title']);
        assert.is(properties['line'], '3');
      }
    });
  }

  test('what is escaped is read back', () => {
    const { properties, message } = readCommand(line({ message: '50%: a, b' }, 'a,b:c%'));
    assert.is(message, '50%: a, b');
    assert.is(properties['file'], 'a,b:c%/lxc/web.json');
  });
});
