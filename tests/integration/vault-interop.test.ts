/** Entries between Phoenix and what else reads and writes them: GnuPG, `pass`, and the gopass of Debian. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKey } from 'openpgp';
import * as assert from 'uvu/assert';
import { readVaultFolder } from '../../src/secrets/vault/files.ts';
import { writeEntry, writeVaultFile } from '../../src/secrets/vault/store.ts';
import { describe, type Test } from '../support/describe.ts';
import { gnupg, type GnuPG, hasProgram } from '../support/gnupg.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { read, vaultOf, written } from '../support/vault.ts';

const TEXTS = {
  'one line': 'hunter2\n',
  'no line end': 'hunter2',
  'several lines': 'hunter2\nuser: bob\nurl: https://example.org/?a=b\n\n---\nnote\n',
  'UTF-8 and nasty characters': 'Grüße ☃ 𝄞 $(id) `id` \'"\\\nuser: Zoë\t\n',
  'line ends as on Windows': 'a\r\nb: c\r\n',
  'many lines': `${'x'.repeat(900)}\n`.repeat(200),
};

const missing = ['gpg', 'pass', 'gopass'].filter((name) => !hasProgram(name));
if (missing.length > 0) console.log(`skipped: ${missing.join(', ')} not installed`);
function needing(name: string, test: Test): (name: string, body: () => Promise<void>) => void {
  if (missing.includes(name) || missing.includes('gpg')) return (what) => test.skip(what);
  return (what, body) => test(what, body);
}

const publicKey = (gpg: GnuPG, key: string): string => gpg.run(['--armor', '--export', key]).toString();
const privateKey = (gpg: GnuPG, key: string, passphrase = ''): string =>
  gpg
    .run(['--pinentry-mode', 'loopback', '--passphrase', passphrase, '--armor', '--export-secret-keys', key])
    .toString();

/** A vault with these recipients, and no entries. */
const vaultFor = (gpg: GnuPG, ...keys: readonly string[]) =>
  vaultOf({
    '.gpg-id': keys.map((key) => `${key}\n`).join(''),
    ...Object.fromEntries(keys.map((key) => [`.public-keys/${key}`, publicKey(gpg, key)])),
  });

async function refused(work: Promise<unknown>, message: RegExp): Promise<void> {
  try {
    await work;
  } catch (error) {
    assert.match((error as Error).message, message);
    return;
  }
  assert.unreachable(`nothing was refused: ${message}`);
}

describe('entries between Phoenix and GnuPG', (test) => {
  const it = needing('gpg', test);
  const ALGORITHMS: readonly (readonly [string, string])[] = [
    ['ed25519', 'cv25519'],
    ['rsa2048', 'rsa2048'],
    ['rsa3072', 'rsa3072'],
    ['nistp256', 'nistp256'],
    ['nistp521', 'nistp521'],
    ['ed25519', 'brainpoolP384r1'],
  ];
  for (const algorithms of ALGORITHMS) {
    it(`with a key that GnuPG made: ${algorithms.join(', ')}`, async () => {
      const gpg = gnupg();
      const key = gpg.makeKey('Anna <anna@example.org>', { algorithms });
      await bothWays(gpg, key, privateKey(gpg, key));
    });
  }

  it('with every text, and however GnuPG is told to write', async () => {
    const gpg = gnupg();
    const key = gpg.makeKey('anna@example.org');
    const secret = privateKey(gpg, key);
    for (const [name, text] of Object.entries(TEXTS)) {
      await bothWays(gpg, key, secret, text, name);
    }
    for (const more of [['--armor'], ['--compress-algo', 'bzip2'], ['--throw-keyids']]) {
      await bothWays(gpg, key, secret, 'hunter2\nuser: bob\n', more.join(' '), more);
    }
  });

  const OURS = {
    'ECC as it was before RFC 9580': { type: 'ecc', curve: 'curve25519Legacy' },
    RSA: { type: 'rsa', rsaBits: 3072 },
    'NIST P-384': { type: 'ecc', curve: 'nistP384' },
  } as const;
  for (const [name, options] of Object.entries(OURS)) {
    it(`with a key that Phoenix made: ${name}`, async () => {
      const gpg = gnupg();
      const made = await generateKey({ ...options, userIDs: [{ name: 'Ben', email: 'ben@example.org' }] });
      gpg.run(['--import'], made.privateKey);
      await bothWays(gpg, 'ben@example.org', made.privateKey);
    });
  }

  async function bothWays(
    gpg: GnuPG,
    key: string,
    secret: string,
    text = 'hunter2\nuser: Zoë\n',
    name = '',
    more: readonly string[] = [],
  ): Promise<void> {
    const ours = await written(vaultFor(gpg, key), 'db/app', text);
    assert.is(gpg.run(['--decrypt'], ours).toString(), text, `GnuPG reads: ${name}`);
    const theirs = gpg.run(['--encrypt', '--recipient', key, ...more], text);
    const found = await read(vaultOf({ 'db/app.gpg': theirs }), 'db/app', secret);
    assert.is(found.text, text, `Phoenix reads: ${name}`);
    assert.match(found.said.join(), 'does not hold its name');
  }

  it('a key whose signatures openpgp.js cannot verify is refused as that, not as a damaged entry', async () => {
    const gpg = gnupg();
    const key = gpg.makeKey('anna@example.org', { algorithms: ['brainpoolP256r1', 'brainpoolP256r1'] });
    const entry = gpg.run(['--encrypt', '--recipient', key], 'x');
    const { text } = await read(vaultOf({ 'db.gpg': entry }), 'db', privateKey(gpg, key));
    assert.match(text, 'REFUSED this version cannot use the key anna@example.org');
    await refused(written(vaultFor(gpg, key), 'db', 'x'), /has no part that this version can encrypt for/);
  });

  it('with several recipients, each of whom reads it', async () => {
    const gpg = gnupg();
    const keys = [
      gpg.makeKey('anna@example.org'),
      gpg.makeKey('ben@example.org', { algorithms: ['rsa2048', 'rsa2048'] }),
    ];
    const files = vaultFor(gpg, ...keys);
    files.set('db/app.gpg', await written(files, 'db/app', 'hunter2\n'));
    for (const key of keys) {
      const secret = privateKey(gpg, key);
      assert.equal(await read(files, 'db/app', secret), { text: 'hunter2\n', said: [] });
      const own = gnupg();
      own.run(['--import'], secret);
      assert.is(own.run(['--decrypt'], files.get('db/app.gpg')).toString(), 'hunter2\n');
    }
  });

  it('GnuPG is told the name of the entry, as a file name', async () => {
    const gpg = gnupg();
    const files = vaultFor(gpg, gpg.makeKey('anna@example.org'));
    const bytes = await written(files, 'team/db/äpp', 'hunter2\n');
    assert.match(gpg.run(['--list-packets', '--verbose'], bytes).toString(), /name="team\/db\/\\xc3\\xa4pp"/);
  });
});

describe('keys that GnuPG made', (test) => {
  const it = needing('gpg', test);

  it('one with a passphrase is unlocked by any line of those that are given', async () => {
    const gpg = gnupg();
    const key = gpg.makeKey('anna@example.org', { passphrase: ' pass phrase ß ' });
    const secret = privateKey(gpg, key, ' pass phrase ß ');
    const files = vaultFor(gpg, key);
    files.set('db.gpg', await written(files, 'db', 'hunter2\n'));
    const passphrase = 'another\n pass phrase ß \n';
    assert.equal(await read(files, 'db', secret, { passphrase }), { text: 'hunter2\n', said: [] });
    const name = `anna@example.org \\(${key.slice(-16)}\\)`;
    const wrong = await read(files, 'db', secret, { passphrase: 'pass phrase ß' });
    assert.match(wrong.text, new RegExp(`^REFUSED no passphrase that was given fits the key ${name}; Set`));
    const none = await read(files, 'db', secret);
    assert.match(
      none.text,
      new RegExp(`^REFUSED the key ${name} is locked, and there is no passphrase; Set`),
    );
  });

  it('a subkey that was exported without its primary key opens entries', async () => {
    const gpg = gnupg();
    const key = gpg.makeKey('anna@example.org');
    const secret = gpg.run(['--armor', '--export-secret-subkeys', key]).toString();
    const files = vaultFor(gpg, key);
    files.set('db.gpg', await written(files, 'db', 'hunter2\n'));
    assert.is((await read(files, 'db', secret)).text, 'hunter2\n');
  });

  it('an expired one opens entries with a warning, and takes no new ones', async () => {
    const gpg = gnupg();
    const key = gpg.makeKey('anna@example.org', { expires: '2d', at: '20200101T000000' });
    const files = vaultFor(gpg, key);
    const past = ['--faked-system-time', '20200101T120000!'];
    files.set(
      'db.gpg',
      gpg.run([...past, '--encrypt', '--recipient', key, '--set-filename', 'db'], 'hunter2\n'),
    );
    const found = await read(files, 'db', privateKey(gpg, key));
    assert.is(found.text, 'hunter2\n');
    assert.is(found.said.length, 1);
    assert.match(
      found.said[0] ?? '',
      `anna@example.org (${key.slice(-16)}) expired on 2020-01-03. It still opens`,
    );
    await refused(written(files, 'db', 'x'), /the key of anna@example\.org .* expired on 2020-01-03/);
  });

  it('a revoked one opens nothing and takes nothing', async () => {
    const gpg = gnupg();
    const key = gpg.makeKey('anna@example.org');
    const files = vaultFor(gpg, key);
    files.set('db.gpg', await written(files, 'db', 'hunter2\n'));
    const [certificate = ''] = readdirSync(join(gpg.home, 'openpgp-revocs.d'));
    const text = readFileSync(join(gpg.home, 'openpgp-revocs.d', certificate), 'utf8');
    gpg.run(['--import'], text.replace(':-----BEGIN', '-----BEGIN'));
    const found = await read(files, 'db', privateKey(gpg, key));
    assert.match(found.text, /^REFUSED the key anna@example\.org \([0-9A-F]{16}\) is revoked; Give/);
    await refused(written(vaultFor(gpg, key), 'db', 'x'), /the key of anna@example\.org .* is revoked/);
  });

  it('what is encrypted for a passphrase alone is refused', async () => {
    const gpg = gnupg();
    const secret = privateKey(gpg, gpg.makeKey('anna@example.org'));
    const loopback = ['--pinentry-mode', 'loopback', '--passphrase', 'p'];
    const symmetric = gpg.run([...loopback, '--symmetric'], 'x\n');
    const { text } = await read(vaultOf({ 'db.gpg': symmetric }), 'db', secret);
    assert.match(text, 'is encrypted with a passphrase, not for a key');
  });
});

/** A program over a password store, with an editor that writes what it is told. */
function storeOf(gpg: GnuPG, program: string) {
  const folder = join(scratchFolder('phx-store'), 'store');
  const editor = join(scratchFolder('phx-editor'), 'editor');
  const typed = `${editor}.txt`;
  writeFileSync(editor, `#!/bin/sh\ncat '${typed}' > "$1"\n`, { mode: 0o755 });
  const identity = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.org' };
  const env = {
    ...gpg.env,
    ...identity,
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.org',
    PASSWORD_STORE_DIR: folder,
    PASSWORD_STORE_GPG_OPTS: '--trust-model always',
    EDITOR: editor,
  };
  const run = (args: readonly string[], stdin = '') =>
    execFileSync(program, args, { env, input: stdin, stdio: 'pipe', timeout: 60_000 }).toString();
  const type = (text: string) => writeFileSync(typed, text);
  return { folder, run, type };
}

describe('a store of pass', (test) => {
  const it = needing('pass', test);

  it('what pass wrote is read, and pass reads what Phoenix wrote', async () => {
    const gpg = gnupg();
    const key = gpg.makeKey('anna@example.org');
    const secret = privateKey(gpg, key);
    const { folder, run } = storeOf(gpg, 'pass');
    run(['init', key]);
    writeVaultFile(folder, `.public-keys/${key}`, Buffer.from(publicKey(gpg, key)));
    for (const [name, text] of Object.entries(TEXTS)) {
      run(['insert', '--multiline', '--force', 'db/theirs'], text);
      const theirs = await read(readVaultFolder(folder), 'db/theirs', secret);
      assert.is(theirs.text, text, name);
      writeEntry(folder, 'web/ours', await written(readVaultFolder(folder), 'web/ours', text));
      assert.is(run(['show', 'web/ours']), text, name);
    }
    run(['generate', '--no-symbols', 'db/made', '24']);
    assert.match((await read(readVaultFolder(folder), 'db/made', secret)).text, /^[A-Za-z0-9]{24}\n$/);
  });

  it('what pass edited has a name inside, which is no sign of a swap unless it is that of another', async () => {
    const gpg = gnupg();
    const key = gpg.makeKey('anna@example.org');
    const secret = privateKey(gpg, key);
    const { folder, run, type } = storeOf(gpg, 'pass');
    run(['init', key]);
    type('edited\n');
    run(['edit', 'db/app']);
    const edited = await read(readVaultFolder(folder), 'db/app', secret);
    assert.is(edited.text, 'edited\n');
    assert.match(edited.said.join(), 'The entry db/app does not hold its name');
    const bound = await read(readVaultFolder(folder), 'db/app', secret, { requireBound: true });
    assert.match(bound.text, 'REFUSED the entry db/app does not hold its name');
    run(['mv', 'db/app', 'db/web']);
    assert.match(
      (await read(readVaultFolder(folder), 'db/web', secret)).text,
      'stands in the place of another',
    );
  });

  it('a folder with recipients of its own is respected by both', async () => {
    const gpg = gnupg();
    const [anna, ben] = [gpg.makeKey('anna@example.org'), gpg.makeKey('ben@example.org')];
    const { folder, run } = storeOf(gpg, 'pass');
    run(['init', anna]);
    run(['init', '--path', 'team', ben]);
    for (const key of [anna, ben]) {
      writeVaultFile(folder, `.public-keys/${key}`, Buffer.from(publicKey(gpg, key)));
    }
    run(['insert', '--multiline', 'team/db/theirs'], 'hunter2\n');
    const files = readVaultFolder(folder);
    writeEntry(folder, 'team/db/ours', await written(files, 'team/db/ours', 'hunter3\n'));
    for (const [name, text] of [
      ['team/db/theirs', 'hunter2\n'],
      ['team/db/ours', 'hunter3\n'],
    ] as const) {
      assert.is((await read(readVaultFolder(folder), name, privateKey(gpg, ben))).text, text);
      const other = await read(readVaultFolder(folder), name, privateKey(gpg, anna));
      assert.match(other.text, /^REFUSED the entry team\/db\/\w+ is encrypted for others: [0-9A-F]{16}; /);
    }
    // pass leaves alone what is encrypted for the right keys, and would write all else anew.
    const before = readFileSync(join(folder, 'team/db/ours.gpg'));
    run(['init', '--path', 'team', ben]);
    assert.equal(readFileSync(join(folder, 'team/db/ours.gpg')), before);
  });
});

describe('a store of gopass', (test) => {
  const it = needing('gopass', test);

  it('what gopass wrote is read, and gopass reads what Phoenix wrote', async () => {
    const gpg = gnupg();
    const key = gpg.makeKey('anna@example.org');
    const secret = privateKey(gpg, key);
    const { folder, run, type } = storeOf(gpg, 'gopass');
    run(['init', key]);
    writeVaultFile(folder, `.public-keys/${key}`, Buffer.from(publicKey(gpg, key)));
    // It makes no folders.
    mkdirSync(join(folder, 'db'));
    // It waits for ever when it is to encrypt more than fits into a pipe.
    const { 'many lines': _, ...texts } = TEXTS;
    for (const [name, text] of Object.entries(texts)) {
      type(text);
      run(['insert', '--multiline', '--force', 'db/theirs']);
      assert.is((await read(readVaultFolder(folder), 'db/theirs', secret)).text, text, name);
      writeEntry(folder, 'web/ours', await written(readVaultFolder(folder), 'web/ours', text));
      assert.is(run(['show', 'web/ours']).trimEnd(), text.trimEnd(), name);
    }
  });
});

describe('keys of version 6, which GnuPG does not know', (test) => {
  test('open what is encrypted for them, with AEAD, also beside older keys', async () => {
    const six = await generateKey({
      userIDs: [{ email: 'six@example.org' }],
      type: 'curve25519',
      passphrase: 'p',
      config: { v6Keys: true, aeadProtect: true },
      format: 'object',
    });
    const four = await generateKey({ userIDs: [{ email: 'four@example.org' }], format: 'object' });
    const fingerprints = [six, four].map(({ publicKey }) => publicKey.getFingerprint().toUpperCase());
    assert.is(fingerprints[0]?.length, 64);
    const files = vaultOf({
      '.gpg-id': fingerprints.join('\n'),
      'own/.gpg-id': `0x${fingerprints[0]?.slice(0, 16)}`,
      '.public-keys/six': six.publicKey.armor(),
      '.public-keys/four': four.publicKey.armor(),
    });
    for (const name of ['own/db', 'db']) files.set(`${name}.gpg`, await written(files, name, 'hunter2\n'));
    const secret = six.privateKey.armor();
    for (const name of ['own/db', 'db']) {
      const found = await read(files, name, secret, { passphrase: 'p', requireBound: true });
      assert.equal(found, { text: 'hunter2\n', said: [] });
    }
    assert.is((await read(files, 'db', four.privateKey.armor())).text, 'hunter2\n');
    assert.match((await read(files, 'own/db', four.privateKey.armor())).text, 'is encrypted for others');
  });
});
