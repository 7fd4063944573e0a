/** docs/traces.md shows the table of names: `UPDATE_DOCS=1` writes it. What is not ours is OpenTelemetry's. */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { attributeName, ATTRIBUTES, FAILURES, RESOURCE } from '../../../src/telemetry/names.ts';
import { describe } from '../../support/describe.ts';
import { tracesPage } from '../../support/traces-page.ts';

const PAGE = new URL('../../../docs/traces.md', import.meta.url);
const CONVENTIONS = '../../../node_modules/@opentelemetry/semantic-conventions/dist/';

describe('names in traces', (test) => {
  test('are those of docs/traces.md', () => {
    const text = readFileSync(PAGE, 'utf8');
    const wanted = tracesPage(text);
    if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, wanted);
    else
      assert.is(
        text,
        wanted,
        'run `UPDATE_DOCS=1 npx tsx scripts/test.ts tests/unit/telemetry/names.test.ts`',
      );
    assert.match(text, '| `phoenix.address` |');
  });

  test('are ours, or stand in the semantic conventions', () => {
    const official = ['stable_attributes.cjs', 'experimental_attributes.cjs']
      .map((name) => readFileSync(new URL(CONVENTIONS + name, import.meta.url), 'utf8'))
      .join('\n');
    const names = [
      ...Object.values(ATTRIBUTES).map(({ name }) => name),
      ...Object.keys(RESOURCE),
      ...Object.keys(FAILURES),
    ];
    const unknown = names.filter((name) => !name.startsWith('phoenix.') && !official.includes(`"${name}"`));
    assert.equal(unknown, []);
    assert.is(new Set(names).size, names.length, 'no two mean the same');
  });

  test('of what the table does not have are made of its own', () => {
    assert.is(attributeName('bytesSent'), 'phoenix.bytes_sent');
    assert.is(attributeName('constructor'), 'phoenix.constructor');
    assert.is(attributeName('argv'), 'process.command_args');
  });
});
