import * as assert from 'uvu/assert';
import type { Finding } from '../../../../src/errors.ts';
import { renderSarif, type SarifView } from '../../../../src/plan/render/sarif.ts';
import { catalogue } from '../../../../src/rules/check/every.ts';
import { describe } from '../../../support/describe.ts';
import { runOf, sarifProblems } from '../../../support/sarif-schema.ts';

const WEB = '{\n  "vmid": 950,\n  "memmory": "4G"\n}\n';
const view = (text: string | null = WEB, part: Partial<SarifView> = {}): SarifView => ({
  estate: 'lab',
  env: null,
  root: 'configs',
  textOf: () => text,
  ...part,
});
const finding = (part: Partial<Finding> = {}): Finding => ({
  id: 'PHX301',
  severity: 'error',
  message: 'unknown key "memmory"',
  hint: 'Did you mean "memory"?',
  at: { file: 'lxc/web.json', line: 3, column: 3 },
  ...part,
});
const run = (findings: readonly Finding[], seen = view()) => runOf(renderSarif(findings, [], seen));
const only = (one: Finding, seen = view()) => run([one], seen).results[0]!;
const print = (one: Finding, text?: string) =>
  Object.values(only(one, view(text)).partialFingerprints).join('');

describe('SARIF', (test) => {
  test('the schema refuses what does not fit', () => {
    assert.ok(sarifProblems({ version: '2.1.0', runs: [{ tool: {} }] }).length > 0);
    assert.ok(sarifProblems({ version: '2.0.0', runs: [] }).length > 0);
  });

  test('nothing found is a run without results, and with every rule', () => {
    const { results, tool, columnKind } = run([]);
    assert.equal(results, []);
    assert.equal([tool.driver.name, columnKind], ['Phoenix', 'utf16CodeUnits']);
    assert.equal(
      tool.driver.rules.map(({ id }) => id),
      [...catalogue().keys()],
    );
  });

  test('each rule says what GitHub shows of it, within its limits', () => {
    for (const { id, name, shortDescription, fullDescription, help, defaultConfiguration } of run([]).tool
      .driver.rules) {
      assert.match(name, /^[A-Z][A-Za-z0-9]{5,}$/, id);
      for (const { text } of [shortDescription, fullDescription, help])
        assert.ok(text.length > 10 && text.length <= 2000, id);
      assert.ok(fullDescription.text.length < 1024 && !fullDescription.text.endsWith('…'), id);
      assert.ok(help.markdown.includes('suppress') || help.markdown.includes('cannot be turned off'), id);
      assert.match(defaultConfiguration.level, /^(?:error|warning|note)$/, id);
    }
  });

  test('a result stands on the exact place', () => {
    const { results, tool } = run([finding()]);
    const [one] = results;
    assert.is(tool.driver.rules[one?.ruleIndex ?? -1]?.id, 'PHX301');
    assert.equal(one?.locations[0].physicalLocation, {
      artifactLocation: { uri: 'configs/lxc/web.json', uriBaseId: '%SRCROOT%' },
      region: { startLine: 3, startColumn: 3, endColumn: 12 },
    });
    assert.equal(one?.message.text, 'unknown key "memmory". Did you mean "memory"?');
  });

  for (const [severity, level] of [
    ['error', 'error'],
    ['warning', 'warning'],
    ['notice', 'note'],
  ] as const) {
    test(`${severity} is ${level}, whatever the default is`, () => {
      assert.is(only(finding({ severity })).level, level);
    });
  }

  test('the other party is a related place that the message links to', () => {
    const { message, relatedLocations } = only(
      finding({ also: { file: 'lxc/db.json', line: 7, column: 5 } }),
    );
    assert.match(message.text, 'See also [configs/lxc/db.json:7](1).');
    assert.is(relatedLocations?.[0]?.id, 1);
    assert.is(relatedLocations?.[0]?.physicalLocation.artifactLocation.uri, 'configs/lxc/db.json');
  });

  test('what a file suppresses has its reason with it', () => {
    const suppressed = [{ finding: finding({ id: 'PHX511' }), reason: 'one is always off' }];
    const [one] = runOf(renderSarif([], suppressed, view())).results;
    assert.equal(one?.suppressions, [{ kind: 'inSource', justification: 'one is always off' }]);
  });

  test('a finding about no file stands at the estate itself', () => {
    const { at: _, ...nowhere } = finding();
    assert.is(only(nowhere).locations[0].physicalLocation.artifactLocation.uri, 'configs/phoenix.json');
  });

  for (const [root, uri] of [
    ['', 'lxc/web.json'],
    ['.', 'lxc/web.json'],
    ['a b/c#d', 'a%20b/c%23d/lxc/web.json'],
    ['../up', '%2E%2E/up/lxc/web.json'],
  ] as const) {
    test(`a path below ${JSON.stringify(root)} is relative, and a URI`, () => {
      const seen = only(finding(), view(WEB, { root }));
      assert.is(seen.locations[0].physicalLocation.artifactLocation.uri, uri);
    });
  }

  test('estates and environments are categories of their own', () => {
    assert.is(run([]).automationDetails.id, 'phoenix/lab/');
    assert.is(run([], view(WEB, { env: 'prod' })).automationDetails.id, 'phoenix/lab/prod/');
  });

  test('a fingerprint survives that its line moves, or is indented', () => {
    const moved = finding({ at: { file: 'lxc/web.json', line: 5, column: 5 } });
    assert.is(print(moved, `{\n\n  "cores": 2,\n  "vmid": 950,\n    "memmory": "4G"\n}\n`), print(finding()));
  });

  for (const [name, part] of [
    ['another id', { id: 'PHX302' }],
    ['another file', { at: { file: 'lxc/db.json', line: 3, column: 3 } }],
    ['another line', { at: { file: 'lxc/web.json', line: 2, column: 3 } }],
    ['another party', { also: { file: 'lxc/db.json', line: 1, column: 1 } }],
  ] as const) {
    test(`${name}, another fingerprint`, () => {
      assert.not.equal(print(finding(part)), print(finding()));
    });
  }

  test('two findings of the same kind have each their own', () => {
    const prints = run([finding(), finding()]).results.map((one) => JSON.stringify(one.partialFingerprints));
    assert.is(new Set(prints).size, 2);
  });

  test('of a secret nothing is copied, and nothing hashed', () => {
    const text = '{\n  "vmid": 950,\n  "token": "hunter2hunter2"\n}\n';
    const secret = finding({ id: 'PHX715', message: 'a secret stands here', hint: 'Change it.' });
    assert.not.match(renderSarif([secret], [], view(text)), 'hunter2');
    assert.is(print(secret, text), print(secret, text.replaceAll('hunter2', 'another')));
  });

  test('text of a file makes no link, and hides nothing', () => {
    const hostile = finding({
      message: 'unknown key "[click](http://evil.example)\u202e\u001b[31m"',
      also: { file: 'lxc/[x](9)\\.json', line: 1, column: 1 },
    });
    const { message } = only(hostile);
    assert.not.match(message.text, '](http');
    assert.not.match(message.text, /[\u001b\u202e]/);
    assert.equal(message.text.match(/\]\(/g)?.length, 1);
  });

  test('more than GitHub takes are cut, the gravest stay, and it says so', () => {
    const many = Array.from({ length: 25_010 }, (_, i) =>
      finding({
        severity: i === 25_009 ? 'error' : 'notice',
        at: { file: 'lxc/web.json', line: i + 1, column: 1 },
      }),
    );
    const text = renderSarif(many, [], view());
    const { results, invocations } = (JSON.parse(text) as { runs: [ReturnType<typeof runOf>] }).runs[0];
    assert.is(results.length, 25_000);
    assert.is(results[0]?.level, 'error');
    assert.match(JSON.stringify(invocations[0].toolExecutionNotifications), '10 more findings had no room');
    assert.ok(text.length < 20_000_000);
  });
});
