import * as assert from 'uvu/assert';
import { parseArguments } from '../../../src/simulator/arguments.ts';
import { UsageFailure } from '../../../src/simulator/failure.ts';
import { type CommandSchema, commandSchema } from '../../../src/simulator/schema.ts';
import { describe } from '../../support/describe.ts';

const schemaOf = (command: string): CommandSchema => {
  const schema = commandSchema(command);
  assert.ok(schema, command);
  return schema;
};

const read = (command: string, argv: readonly string[]) => {
  const { values, extra } = parseArguments(schemaOf(command), argv, () => {});
  return { ...Object.fromEntries(values), ...(extra.length > 0 ? { extra } : {}) };
};

describe('arguments', (test) => {
  for (const [name, command, argv, want] of [
    [
      'options and positional mix',
      'pct set',
      ['--memory', '512', '101', '--swap=0'],
      { vmid: '101', memory: '512', swap: '0' },
    ],
    ['one dash is as good as two', 'pct set', ['101', '-memory', '512'], { vmid: '101', memory: '512' }],
    ['case does not matter', 'pct set', ['101', '--MEMORY', '512'], { vmid: '101', memory: '512' }],
    ['a unique beginning is enough', 'pct set', ['101', '--mem', '512'], { vmid: '101', memory: '512' }],
    ['an exact name wins over longer ones', 'pct set', ['101', '--mp1', 'a'], { vmid: '101', mp1: 'a' }],
    [
      'the last of several values counts',
      'pct set',
      ['101', '--memory', '1', '--memory', '2'],
      { vmid: '101', memory: '2' },
    ],
    [
      'lists are joined',
      'pct set',
      ['101', '--delete', 'a', '--delete', 'b,c'],
      { vmid: '101', delete: 'a,b,c' },
    ],
    [
      'a flag needs no value',
      'pct set',
      ['101', '--onboot', '--memory', '16'],
      { vmid: '101', onboot: '1', memory: '16' },
    ],
    [
      'a flag takes one that is no option',
      'pct set',
      ['101', '--onboot', 'no'],
      { vmid: '101', onboot: '0' },
    ],
    [
      'a value may look like an option',
      'pct set',
      ['101', '--hostname', '--x'],
      { vmid: '101', hostname: '--x' },
    ],
    ['a value may be empty', 'pct set', ['101', '--tags', ''], { vmid: '101', tags: '' }],
    [
      'two dashes end the options',
      'pct exec',
      ['101', '--keep-env', '0', '--', 'ls', '-la', '--x'],
      { vmid: '101', 'keep-env': '0', extra: ['ls', '-la', '--x'] },
    ],
    ['a dash alone is an argument', 'pct create', ['101', '-'], { vmid: '101', ostemplate: '-' }],
    ['line breaks stay', 'pct set', ['101', '--description=a\nb=c'], { vmid: '101', description: 'a\nb=c' }],
  ] as const) {
    test(name, () => assert.equal(read(command, argv), want));
  }

  for (const [name, argv, message, warning] of [
    ['an unknown option', ['101', '--bogus', '1'], '400 unable to parse option', 'Unknown option: bogus\n'],
    [
      'an ambiguous beginning',
      ['101', '--cpu', '1'],
      '400 unable to parse option',
      'Option cpu is ambiguous (cpulimit, cpuunits)\n',
    ],
    [
      'a missing value',
      ['101', '--memory'],
      '400 unable to parse option',
      'Option memory requires an argument\n',
    ],
    [
      'a missing value after =',
      ['101', '--memory='],
      '400 unable to parse option',
      'Option memory requires an argument\n',
    ],
    ['too few arguments', ['--memory', '1'], '400 not enough arguments', ''],
    ['too many arguments', ['101', 'extra'], '400 too many arguments', ''],
    ['a flag with nonsense', ['101', '--onboot', 'maybe'], '400 unable to parse boolean option', ''],
    [
      'a name that objects have',
      ['101', '--constructor', '1'],
      '400 unable to parse option',
      'Unknown option: constructor\n',
    ],
  ] as const) {
    test(`refuses ${name}`, () => {
      let warned = '';
      assert.throws(
        () => parseArguments(schemaOf('pct set'), argv, (text) => (warned += text)),
        (error: unknown) => error instanceof UsageFailure && error.message === message,
      );
      assert.is(warned, warning);
    });
  }
});
