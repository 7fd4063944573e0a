import * as assert from 'uvu/assert';
import { couldBeSecret, entropyOf, type Sound, soundOf } from '../../../../src/rules/facts/secret-words.ts';
import { describe } from '../../../support/describe.ts';

const names: Readonly<Record<string, Sound | null>> = {
  password: 'password',
  admin_password: 'password',
  PG_PASSWORD: 'password',
  PGPASSWORD: 'password',
  userPassword2: 'password',
  passphrase: 'password',
  '--db-pwd': 'password',
  psk: 'password',
  htpasswd: 'password',
  token: 'random',
  hfToken: 'random',
  HF_TOKEN: 'random',
  'api-key': 'random',
  apikey: 'random',
  OPENAI_API_KEY: 'random',
  clientSecret: 'random',
  AWS_SECRET_ACCESS_KEY: 'random',
  PrivateKey: 'random',
  credentials: 'random',
  password_file: null,
  passwordHash: null,
  tokenFile: null,
  TOKENIZER: null,
  'ssh-public-keys': null,
  keyctl: null,
  key: null,
  secretName: null,
  compass: null,
  monkey: null,
  '': null,
};

const MADE_UP = 'Zk3vQ9xW2mT7bR4n';

const values: readonly (readonly [text: string, sound: Sound, is: boolean])[] = [
  ['hunter2', 'password', true],
  ['correct horse battery staple', 'password', true],
  ['x', 'password', false],
  ['', 'password', false],
  ['********', 'password', false],
  ['NOT_SET', 'password', false],
  ['${secret:db/app}', 'password', false],
  ['$PASSWORD', 'password', false],
  ['$(cat /run/secret)', 'password', false],
  ['{{ password }}', 'password', false],
  ['<your password>', 'password', false],
  ['/run/secrets/db', 'password', false],
  ['./password.txt', 'password', false],
  ['$ecret!', 'password', true],
  [MADE_UP, 'random', true],
  ['0123456789abcdef0123456789abcdef', 'random', true],
  ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYQmTvRnLw', 'random', true],
  ['my-database-token', 'random', false],
  ['github-token-2024', 'random', false],
  ['two words 12345678901a', 'random', false],
  ['aaaaaaaaaaaaaaa1', 'random', false],
  ['7d0e5f0c-5b1e-4c7e-9a52-2f7c64a1d9b3', 'random', false],
  ['sha256:0123456789abcdef0123456789abcdef', 'random', false],
  ['BC:24:11:00:00:01', 'random', false],
  ['arn:aws:iam::123456789012:role/phoenix', 'random', false],
  ['hf/token', 'random', false],
];

describe('what sounds like a secret', (test) => {
  test('names tell by their end', () => {
    for (const [name, sound] of Object.entries(names)) assert.is(soundOf(name), sound, name);
  });

  test('values tell by being no reference, path or word', () => {
    for (const [text, sound, is] of values) assert.is(couldBeSecret(text, sound), is, text);
  });

  test('entropy is bits for each character', () => {
    assert.is(entropyOf('aaaa'), 0);
    assert.is(entropyOf('abab'), 1);
    assert.is(entropyOf('abcdefgh'), 3);
  });
});
