/** Inputs that are secrets: read once, inherited by nobody, shown by nobody. */
import process from 'node:process';
import * as assert from 'uvu/assert';
import { readInputs } from '../../../src/github/inputs.ts';
import { masked } from '../../../src/secrets/masking.ts';
import { describe } from '../../support/describe.ts';

const INPUTS = {
  command: 'auto',
  configs: 'configs',
  environment: '',
  node: 'local',
  parallel: '4',
  'allow-destroy': 'false',
  comment: 'true',
  proof: '',
  token: 'ghs_0123456789',
  'vault-key':
    '-----BEGIN PGP PRIVATE KEY BLOCK-----\nComment: known to all\n\nxVgEaLine0fTheKey\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----\n',
  'vault-passphrase': ' pass with blanks ',
};

const variable = (name: string) => `INPUT_${name.toUpperCase()}`;

describe('inputs', (test) => {
  test.before.each(() => {
    for (const [name, value] of Object.entries(INPUTS)) process.env[variable(name)] = value;
  });
  test.after.each(() => {
    for (const name of Object.keys(INPUTS)) Reflect.deleteProperty(process.env, variable(name));
  });

  test('keys and tokens leave the environment as they are read', () => {
    const { token, node, 'vault-key': key } = readInputs();
    assert.equal([token, node, key.split('\n')[3]], ['ghs_0123456789', 'local', 'xVgEaLine0fTheKey']);
    const left = Object.keys(process.env).filter((name) => name.startsWith('INPUT_'));
    const gone = ['token', 'vault-key', 'vault-passphrase'].map(variable);
    assert.equal(
      gone.filter((name) => left.includes(name)),
      [],
    );
    assert.ok(left.includes('INPUT_NODE'));
  });

  test('and are masked, each line of a key but its armour', () => {
    readInputs();
    const shown = masked(
      'Comment: known to all\n-----BEGIN PGP PRIVATE KEY BLOCK-----\nxVgEaLine0fTheKey =abcd',
    );
    assert.is(shown, 'Comment: known to all\n-----BEGIN PGP PRIVATE KEY BLOCK-----\n*** ***');
    assert.is(masked('ghs_0123456789, pass with blanks'), '***, ***');
  });

  test('also where another input is wrong', () => {
    process.env['INPUT_PARALLEL'] = 'many';
    assert.throws(() => readInputs(), /the input "parallel" is not usable/);
    assert.is(process.env['INPUT_VAULT-KEY'], undefined);
  });
});
