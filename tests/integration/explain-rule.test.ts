/** `phoenix explain PHX511` and `phoenix validate --explain`: what a finding means, how bad it is here, how to change it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { explainRule, type ExplainRuleOptions } from '../../src/commands/explain-rule.ts';
import { catalogue } from '../../src/rules/check/every.ts';
import { describe } from '../support/describe.ts';
import { refusalOf, saying } from '../support/said.ts';

const NOWHERE = join(tmpdir(), 'phoenix-there-is-none');

const explain = (options: Partial<ExplainRuleOptions>, columns = 100) =>
  saying((io) => explainRule({ configs: NOWHERE, ...options }, io), columns);

async function inEstate(rules: object, use: (configs: string) => Promise<void>): Promise<void> {
  const configs = mkdtempSync(join(tmpdir(), 'phoenix-explain-'));
  try {
    writeFileSync(join(configs, 'phoenix.json'), JSON.stringify({ name: 'lab', nodes: { pve1: {} }, rules }));
    await use(configs);
  } finally {
    rmSync(configs, { recursive: true });
  }
}

describe('explaining a finding', (test) => {
  test('says what, why, an example, and how to change it', async () => {
    const { exit, out } = await explain({ id: 'phx511' });
    const { title, why, example } = catalogue().get('PHX511')!;
    assert.is(exit, 0);
    assert.match(out, `PHX511 error: ${title}\n`);
    assert.match(out.replaceAll('\n', ' '), why);
    assert.match(out, `wrong:\n  ${example?.wrong}`);
    assert.match(out, '"rules": { "PHX511": "off" }');
    assert.match(out, '"suppress": { "PHX511": "why it is right here" }');
  });

  test('says where nobody can change it', async () => {
    const { out } = await explain({ id: 'PHX301' });
    assert.match(out, 'It can neither be turned off nor suppressed.');
    assert.not.match(out, '"rules"');
  });

  for (const [id, rules, first] of [
    ['PHX511', { PHX511: 'notice' }, 'PHX511 notice, by default error: '],
    ['PHX621', { PHX621: 'off' }, 'PHX621 off, by default warning: '],
    ['PHX621', {}, 'PHX621 warning: '],
    ['PHX301', { PHX301: 'off' }, 'PHX301 error: '],
  ] as const) {
    test(`${id} with ${JSON.stringify(rules)}`, () =>
      inEstate(rules, async (configs) => {
        assert.is((await explain({ id, configs })).out.slice(0, first.length), first);
        const { findings } = JSON.parse((await explain({ id, configs, json: true })).out) as {
          findings: { id: string; severity: string; here: string; why: string; isAdjustable: boolean }[];
        };
        assert.equal([findings.length, findings[0]?.id], [1, id]);
        assert.match(first, `${id} ${findings[0]?.here}`);
      }));
  }

  test('broken settings are no reason to say nothing', () =>
    inEstate({ PHX511: 'whatever' }, async (configs) => {
      assert.match((await explain({ id: 'PHX511', configs })).out, 'PHX511 error: ');
    }));

  test('without an id all are listed, in the order of their ids', async () => {
    const { out } = await explain({});
    assert.equal(
      out.split('\n').map((line) => line.slice(0, 6)),
      [...catalogue().keys()],
    );
    const { findings } = JSON.parse((await explain({ json: true })).out) as { findings: unknown[] };
    assert.is(findings.length, catalogue().size);
  });

  for (const [id, meant] of [
    ['PHX5111', 'PHX511'],
    ['PHX309', 'PHX30'],
  ] as const) {
    test(`${id} is not there: did you mean ${meant}…?`, async () => {
      const refusal = await refusalOf((io) => explainRule({ id, configs: NOWHERE }, io));
      assert.match(refusal, `USAGE: there is no finding ${id}: Did you mean "${meant}`);
    });
  }

  for (const [id, hint] of [
    ['PHX1', 'There are PHX101, PHX102, '],
    ['gateway', '`phoenix validate --explain` lists all there are.'],
  ] as const) {
    test(`${id} is none: ${hint}`, async () => {
      assert.match(await refusalOf((io) => explainRule({ id, configs: NOWHERE }, io)), hint);
    });
  }

  test('no line is wider than the terminal, but for examples', async () => {
    for (const id of catalogue().keys()) {
      const [, why = ''] = (await explain({ id }, 60)).out.split('\n\n');
      for (const line of why.split('\n'))
        assert.ok(line.length <= 60 || !line.includes(' '), `${id}: ${line}`);
    }
  });
});
