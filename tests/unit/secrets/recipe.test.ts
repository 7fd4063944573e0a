/** docs/recipes/add-a-secret-provider.md is literally right: its example is a provider, and works. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { settingsSchema } from '../../../src/config/settings.ts';
import { secretReader } from '../../../src/secrets/reader.ts';
import { wrongWithReference } from '../../../src/secrets/reference.ts';
import { PROVIDERS } from '../../../src/secrets/registry.ts';
import { describe } from '../../support/describe.ts';
import { pin } from '../../support/pin-board.ts';
import { refusal } from '../../support/refusal.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const RECIPE = 'docs/recipes/add-a-secret-provider.md';
const providers = [...PROVIDERS, pin];
const { secrets: settings } = settingsSchema.parse({ name: 'lab', nodes: {} });
const reader = () => secretReader({ settings, kept: new Map(), say: () => {} }, providers);

describe('the recipe for a provider', (test) => {
  test('shows the one that is tried here', () => {
    const [, shown] = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(RECIPE, 'utf8')) ?? [];
    const tried = readFileSync('tests/support/pin-board.ts', 'utf8');
    assert.is(shown, tried.replaceAll("'../../src/secrets/", "'./").replaceAll("'../../src/", "'../"));
  });

  test('makes references that are understood, read and refused', async () => {
    const before = process.env['PIN_BOARD'];
    const board = join(scratchFolder('pin-board'), 'board');
    process.env['PIN_BOARD'] = board;
    try {
      assert.is(wrongWithReference('${secret:pin:door}', providers), null);
      assert.match(wrongWithReference('${secret:pin:Door 1}', providers) ?? '', 'a name of small letters');
      assert.match(
        await refusal(reader()('${secret:pin:door}')),
        `there is no pin board at ${board} | Put one up.`,
      );
      writeFileSync(board, 'gate swordfish\ndoor open sesame\nkey abc\n');
      const read = reader();
      assert.is(await read('${secret:pin:door}'), 'open sesame');
      const none = 'REFUSED the secret ${secret:pin:window} is not there | Pin window to the board.';
      assert.is(await refusal(read('${secret:pin:window}')), none);
      assert.match(await refusal(read('${secret:pin:key}')), 'fewer than 4 characters');
      assert.match(await refusal(read('${secret:vault/pin}')), 'vault/pin');
    } finally {
      if (before === undefined) delete process.env['PIN_BOARD'];
      else process.env['PIN_BOARD'] = before;
    }
  });
});
