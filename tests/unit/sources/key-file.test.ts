import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../../src/errors.ts';
import { checkKeyPlace, writeKeyFile } from '../../../src/sources/key-file.ts';
import { describe } from '../../support/describe.ts';
import { withRepository } from '../../support/git-repository.ts';

const refused = async (doing: Promise<unknown> | (() => unknown), said: RegExp): Promise<void> => {
  try {
    await (typeof doing === 'function' ? doing() : doing);
  } catch (error) {
    assert.instance(error, PhoenixError);
    assert.match((error as PhoenixError).message, said);
    return;
  }
  assert.unreachable('it was not refused');
};

describe('the place of a private key', (test) => {
  test('is nowhere in git, unless git ignores it', () =>
    withRepository(async (sandbox) => {
      const { top } = sandbox;
      sandbox.commit({ '.gitignore': 'keys/\n', 'configs/phoenix.json': '{}' }, 'Begin');
      const configs = join(top, 'configs');
      await refused(checkKeyPlace(join(top, 'vault.key'), configs), /git would take it/);
      await refused(checkKeyPlace(join(top, 'new/folder/vault.key'), configs), /git would take it/);
      await refused(checkKeyPlace(join(configs, 'vault/vault.key'), configs), /the folder of the estate/);
      await checkKeyPlace(join(top, 'keys/vault.key'), configs);
      await checkKeyPlace(join(top, '../vault.key'), configs);
    }));

  test('is for its user alone, and never another file', () =>
    withRepository(async ({ top }) => {
      const file = join(top, 'a/b/vault.key');
      writeKeyFile(file, 'KEY');
      assert.is(statSync(file).mode & 0o777, 0o600);
      await refused(() => writeKeyFile(file, 'OTHER'), /stands there already/);
      assert.is(readFileSync(file, 'utf8'), 'KEY');
    }));
});
