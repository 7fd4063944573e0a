/** Laws of editing a firewall file: ours is as wanted, theirs stays byte for byte and in its order. */
import * as assert from 'uvu/assert';
import { parseDocument, printDocument } from '../../../../src/kinds/firewall/document.ts';
import { type Edit, edited, mergeRules, newLines } from '../../../../src/kinds/firewall/edit.ts';
import { ownRules } from '../../../../src/kinds/firewall/entries.ts';
import { readingOf, ruleLines } from '../../../../src/kinds/firewall/reading.ts';
import { tagged } from '../../../../src/kinds/firewall/rule-text.ts';
import { describe } from '../../../support/describe.ts';
import { fc } from '../../../support/fast-check.ts';

const port = fc.integer({ min: 1, max: 6 });
/** Few, so that the same rule comes twice, and of ours and of others. */
const rule = fc
  .tuple(fc.constantFrom('ACCEPT', 'DROP'), port)
  .map(([action, n]) => `IN ${action} -p tcp -dport ${n}`);
const foreign = fc.oneof(
  fc
    .tuple(fc.constantFrom('ACCEPT', 'drop'), port)
    .map(([action, n]) => `in  ${action} -p tcp --dport ${n} # theirs`),
  fc.constantFrom('', '# a remark', '|IN DROP', 'nonsense'),
);
const line = fc.oneof(rule.map(tagged), foreign);
const lines = fc.array(line, { maxLength: 12 });
const want = fc.array(rule, { maxLength: 8 });

const ours = (all: readonly string[]) => {
  const rules = ruleLines(all);
  const own = ownRules(rules, []);
  return rules.filter((one) => own.has(one)).map(({ text }) => text);
};
const theirs = (all: readonly string[]) => all.filter((one) => !one.endsWith('[phoenix]'));

describe('merging rules', (test) => {
  test('ours are those wanted, in their order; theirs stay as they were, in theirs', () => {
    fc.assert(
      fc.property(lines, want, (before, wanted) => {
        const after = mergeRules({ lines: before, want: wanted, known: [] });
        assert.equal(ours(after), wanted);
        assert.equal(theirs(after), theirs(before));
        assert.equal(mergeRules({ lines: after, want: wanted, known: [] }), after, 'twice is once');
      }),
      { numRuns: 2000 },
    );
  });

  test('a rule of theirs stays behind the rule of ours that it stood behind, while that is there', () => {
    fc.assert(
      fc.property(lines, want, (before, wanted) => {
        const kept = ours(before).filter((text) => wanted.includes(text));
        fc.pre(new Set(wanted).size === wanted.length && new Set(ours(before)).size === ours(before).length);
        fc.pre(kept.join() === wanted.filter((text) => kept.includes(text)).join());
        const after = mergeRules({ lines: before, want: wanted, known: [] });
        const behind = (all: readonly string[]) => {
          let last = '';
          return all.flatMap((one) => {
            const [text] = ours([one]);
            if (text !== undefined && kept.includes(text)) last = text;
            return text === undefined ? [`${last}: ${one}`] : [];
          });
        };
        assert.equal(behind(after), behind(before));
      }),
      { numRuns: 1000 },
    );
  });

  const cases: readonly [string, string[], string[], string[]][] = [
    [
      'the first comes first of all',
      ['', 'IN DROP'],
      ['IN ACCEPT'],
      ['', 'IN ACCEPT # [phoenix]', 'IN DROP'],
    ],
    [
      'a new one comes behind the one before it',
      ['', 'IN A # [phoenix]', 'IN DROP'],
      ['IN A', 'IN B'],
      ['', 'IN A # [phoenix]', 'IN B # [phoenix]', 'IN DROP'],
    ],
    [
      'one whose word was taken off is ours again, if git knows it',
      ['', 'IN ACCEPT -p tcp -dport 80 # web'],
      ['IN ACCEPT -p tcp -dport 80'],
      ['', 'IN ACCEPT -p tcp -dport 80 # [phoenix]'],
    ],
  ];
  for (const [name, before, wanted, after] of cases) {
    test(name, () => {
      assert.equal(mergeRules({ lines: before, want: wanted, known: wanted }), after);
    });
  }
});

const TEXT = `# a remark
[options]
enable: 1
policy_in: DROP

[ALIASES]
Office 10.0.0.0/24 # ours [phoenix]

[IPSET bad] # theirs
10.9.9.9

[RULES]

IN ACCEPT
[group web]

IN ACCEPT -p tcp -dport 80
`;

describe('a firewall file', (test) => {
  test('is printed as it was read, whatever is in it', () => {
    const any = fc.array(
      fc.oneof(
        line,
        fc.constantFrom(
          '[RULES]',
          '[OPTIONS]',
          '[IPSET a]',
          '[group b] # c',
          'enable: 1',
          '[strange]',
          ' x\t',
        ),
      ),
    );
    fc.assert(
      fc.property(any, fc.boolean(), (all, isOpen) => {
        const text = `${all.join('\n')}${isOpen ? '' : '\n'}`;
        assert.is(printDocument(parseDocument(text)) ?? '', text.trim() === '' ? '' : text);
      }),
    );
  });

  const cases: readonly [string, Edit, (text: string) => string][] = [
    [
      'an option is changed where it stands',
      { subject: { is: 'option', key: 'policy_in' }, value: 'ACCEPT' },
      (text) => text.replace('policy_in: DROP', 'policy_in: ACCEPT'),
    ],
    [
      'a new one comes behind the others',
      { subject: { is: 'option', key: 'ebtables' }, value: '0' },
      (text) => text.replace('DROP\n', 'DROP\nebtables: 0\n'),
    ],
    [
      'the last alias takes its section with it',
      { subject: { is: 'alias', name: 'office' }, value: null },
      (text) => text.replace(/\[ALIASES\]\n.*\n\n/, ''),
    ],
    [
      'a new set stands before the rules, which may name it',
      { subject: { is: 'ipset', name: 'good' }, value: '[IPSET good]' },
      (text) => text.replace('[RULES]', '[IPSET good] # [phoenix]\n\n\n[RULES]'),
    ],
    [
      'a new group is the last',
      { subject: { is: 'group', name: 'db' }, value: '[group db] # x' },
      (text) => `${text}\n[group db] # x [phoenix]\n\n\n`,
    ],
  ];
  for (const [name, edit, change] of cases) {
    test(name, () => {
      assert.is(printDocument(edited(parseDocument(TEXT), [edit], null)), change(TEXT));
    });
  }

  test('says the same however it is written', () => {
    const { options, aliases, rules } = readingOf(
      '[Options]\nPOLICY_IN: drop\nenable:1\n[aliases]\nOffice 10.0.0.1/32 # x [phoenix]\n[rules]\n |in Ssh(ACCEPT) --source Office -p tcp # y\n',
    );
    assert.equal(
      [...options],
      [
        ['policy_in', 'DROP'],
        ['enable', '1'],
      ],
    );
    assert.equal([...aliases], [['office', { text: '10.0.0.1 # x', isTagged: true }]]);
    assert.equal(
      rules.map(({ text }) => text),
      ['|IN SSH(ACCEPT) -source Office -p tcp # y'],
    );
  });

  test('tells which lines a change has brought', () => {
    assert.equal(newLines('a\nb\nc\n', 'a\nx\nb\ny\nc\n'), [2, 4]);
    assert.equal(newLines(null, 'a\n'), [1]);
  });
});
