/** `phoenix vault` in process, on files and in a repository: what it writes, what it leaves alone, and what it refuses. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { vaultCheck } from '../../src/commands/vault/check.ts';
import { vaultGet } from '../../src/commands/vault/get.ts';
import { vaultInit } from '../../src/commands/vault/init.ts';
import { vaultList } from '../../src/commands/vault/list.ts';
import { recipientsAdd } from '../../src/commands/vault/recipients-add.ts';
import { recipientsList } from '../../src/commands/vault/recipients-list.ts';
import { recipientsRemove } from '../../src/commands/vault/recipients-remove.ts';
import { vaultRekey } from '../../src/commands/vault/rekey.ts';
import { vaultRm } from '../../src/commands/vault/rm.ts';
import { vaultRotate } from '../../src/commands/vault/rotate.ts';
import { vaultSet } from '../../src/commands/vault/set.ts';
import { encryptEntry } from '../../src/secrets/vault/encrypt.ts';
import { readVaultFolder } from '../../src/secrets/vault/files.ts';
import { newKey, type NewKey } from '../../src/secrets/vault/new-key.ts';
import { type KnownKey, readPublicKeyFile } from '../../src/secrets/vault/public-keys.ts';
import { describe } from '../support/describe.ts';
import { refusalOf, saying } from '../support/said.ts';
import { type Sandbox, withRepository } from '../support/git-repository.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { written } from '../support/vault.ts';

/** Keys without passphrases: to unlock one takes long. */
const [OWN, ANNA, BEN] = (await Promise.all(
  ['own', 'anna', 'ben'].map((name) => newKey(name, `${name}@example.org`, null)),
)) as [NewKey, NewKey, NewKey];

const home = scratchFolder('phoenix-vault-home');
const fileOf = (name: string) => join(home, `${name}.asc`);
for (const [name, key] of Object.entries({ own: OWN, anna: ANNA, ben: BEN })) {
  writeFileSync(fileOf(name), key.publicKey);
  writeFileSync(join(home, `${name}.key`), key.privateKey, { mode: 0o600 });
}
/** No key of this machine may help, nor hinder. */
process.env['XDG_CONFIG_HOME'] = join(home, 'nothing');

const ESTATE = {
  'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
  'lxc/db.json': {
    vmid: 101,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local-zfs', size: '4G' },
    net0: { bridge: 'vmbr0', ip: 'dhcp' },
    memory: '1G',
    features: { postgres: { databases: ['a'], password: '${secret:db/app#pw}' } },
  },
  'environments/prod/lxc/db.json': { features: { postgres: { password: '${secret:db/prod}' } } },
};

interface Vault extends Sandbox {
  readonly configs: string;
  readonly path: (file: string) => string;
  /** As another would have, who pulled the same commit. */
  readonly put: (name: string, text: string) => Promise<void>;
  readonly text: (name: string) => Promise<string>;
  /** What stands there, to the byte, and when each was written. */
  readonly state: () => Record<string, string>;
}

const key = (name: 'own' | 'anna' | 'ben' | null): void => {
  if (name === null) delete process.env['PHOENIX_VAULT_KEY_FILE'];
  else process.env['PHOENIX_VAULT_KEY_FILE'] = join(home, `${name}.key`);
};

/** A vault for the own key, in a repository. */
const withVault = (use: (vault: Vault) => Promise<void>): Promise<void> =>
  withRepository(async (sandbox) => {
    key('own');
    const configs = join(sandbox.top, 'configs');
    const folder = join(configs, 'vault');
    const path = (file: string) => join(folder, file);
    for (const [file, value] of Object.entries(ESTATE)) {
      mkdirSync(dirname(join(configs, file)), { recursive: true });
      writeFileSync(join(configs, file), JSON.stringify(value));
    }
    assert.is((await saying((io) => vaultInit({ configs }, io))).exit, 0);
    await use({
      ...sandbox,
      configs,
      path,
      put: async (name, text) => {
        const bytes = await written(readVaultFolder(folder), name, text);
        mkdirSync(dirname(path(`${name}.gpg`)), { recursive: true });
        writeFileSync(path(`${name}.gpg`), bytes);
      },
      text: async (name) => (await saying((io) => vaultGet({ name, configs, all: true }, io))).out,
      state: () => {
        const files = [...readVaultFolder(folder)];
        return Object.fromEntries(
          files.map(([file, bytes]) => [
            file,
            `${statSync(path(file)).mtimeMs} ${Buffer.from(bytes).toString('hex')}`,
          ]),
        );
      },
    });
  });

const publicOf = async (made: NewKey): Promise<KnownKey> =>
  ((await readPublicKeyFile(Buffer.from(made.publicKey))) as readonly KnownKey[])[0] as KnownKey;

const changed = (before: Record<string, string>, after: Record<string, string>): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((file) => before[file] !== after[file])
    .sort();

describe('phoenix vault init', (test) => {
  test('writes full fingerprints, and public keys in the open', () =>
    withVault(async ({ path, configs }) => {
      assert.is(readFileSync(path('.gpg-id'), 'utf8'), `${OWN.fingerprint}\n`);
      assert.match(readFileSync(path(`.public-keys/${OWN.fingerprint}`), 'utf8'), /BEGIN PGP PUBLIC KEY/);
      assert.match(
        await refusalOf((io) => vaultInit({ configs, recipient: [fileOf('anna')] }, io)),
        /REFUSED: .*\.gpg-id stands there already; nothing was written/,
      );
    }));

  test('of a folder has recipients of its own, and says what they cannot open yet', () =>
    withVault(async ({ path, put, configs }) => {
      await put('team/one', 'value one\n');
      const { out } = await saying((io) =>
        vaultInit({ configs, path: 'team/', recipient: [fileOf('anna'), fileOf('ben')] }, io),
      );
      assert.match(out, /anna <anna@example\.org>/);
      assert.match(out, /phoenix vault rekey/);
      assert.is(readFileSync(path('team/.gpg-id'), 'utf8'), `${ANNA.fingerprint}\n${BEN.fingerprint}\n`);
    }));

  const refusals: readonly (readonly [string, object, RegExp])[] = [
    ['nobody', {}, /USAGE: nobody is named who could open the vault/],
    ['a private key', { recipient: [join(home, 'anna.key')] }, /REFUSED: .* holds a private key/],
    ['no key', { recipient: [new URL(import.meta.url).pathname] }, /REFUSED: .* holds no public key/],
    ['no file', { recipient: ['/nowhere.asc'] }, /UNREADABLE: .*cannot be read/],
    ['a folder outside', { path: '../x', recipient: [fileOf('anna')] }, /USAGE: .* cannot be a folder/],
    [
      'a key without a passphrase, unsaid',
      { newKey: join(home, 'new.key') },
      /USAGE: there is no passphrase/,
    ],
  ];
  for (const [what, options, said] of refusals) {
    test(`for ${what} is refused, and writes nothing`, () =>
      withRepository(async ({ top }) => {
        key(null);
        const configs = join(top, 'configs');
        assert.match(await refusalOf((io) => vaultInit({ configs, ...options }, io)), said);
        assert.is(readVaultFolder(join(configs, 'vault')).size, 0);
      }));
  }

  test('makes a key, which opens what is written then', () =>
    withRepository(async ({ top }) => {
      const configs = join(top, 'configs');
      const newKeyFile = join(scratchFolder('phoenix-new-key'), 'deep/vault.key');
      const options = {
        configs,
        newKey: newKeyFile,
        passphrase: false,
        name: 'Lab',
        email: 'lab@example.org',
      };
      assert.match((await saying((io) => vaultInit(options, io))).out, /Lab <lab@example\.org>/);
      assert.match(
        await refusalOf((io) => vaultInit({ ...options, path: 'x' }, io)),
        /vault\.key" stands there already/,
      );
      assert.is(statSync(newKeyFile).mode & 0o777, 0o600);
      process.env['PHOENIX_VAULT_KEY_FILE'] = newKeyFile;
      const set = { name: 'a/b', more: [], configs, generate: 32, show: true };
      const { out } = await saying((io) => vaultSet(set, io));
      assert.match(out, /^[A-Za-z0-9]{32}$/);
      assert.is((await saying((io) => vaultGet({ name: 'a/b', configs }, io))).out, out);
    }));
});

describe('phoenix vault set', (test) => {
  const refusals: readonly (readonly [string, object, RegExp])[] = [
    ['a value as an argument', { more: ['hunter2'] }, /USAGE: a value is never an argument/],
    ['a name that leaves the vault', { name: '../x' }, /USAGE: .* cannot be the name of an entry/],
    ['too short a value', { generate: 3 }, /REFUSED: the value has fewer than 4 characters/],
    ['a line of what is not there', { field: 'user' }, /USAGE: there is no entry new yet/],
    ['a line that is none', { field: 'a:b' }, /USAGE: "a:b" cannot name a line/],
    ['to show what is JSON', { show: true, json: true }, /USAGE: --show goes with --generate/],
  ];
  for (const [what, options, said] of refusals) {
    test(`refuses ${what}`, () =>
      withVault(async ({ configs, state }) => {
        const before = state();
        const set = { name: 'new', more: [], configs, generate: 20, ...options };
        const why = await refusalOf((io) => vaultSet(set, io));
        assert.match(why, said);
        assert.not.match(why, /hunter2/);
        assert.equal(state(), before);
      }));
  }

  test('needs no private key, unless a part stays', () =>
    withVault(async ({ configs, text }) => {
      key(null);
      const set = { name: 'new', more: [], configs, generate: 20 };
      assert.is((await saying((io) => vaultSet(set, io))).exit, 0);
      assert.match(await refusalOf((io) => vaultSet({ ...set, keep: true }, io)), /there is no private key/);
      key('own');
      assert.is((await text('new')).length, 20);
    }));

  test('keeps the other lines where it is asked to, and loses none that is used', () =>
    withVault(async ({ configs, put, text, state }) => {
      await put('db/app', 'old value\npw: p4ssword\nnote: x\n');
      const set = { name: 'db/app', more: [], configs, generate: 20 };
      const before = state();
      assert.match(
        await refusalOf((io) => vaultSet(set, io)),
        /REFUSED: lxc\/db uses the line "pw: …" of db\/app, .*nothing was written.*--keep/,
      );
      assert.equal(state(), before);
      await saying((io) => vaultSet({ ...set, keep: true }, io));
      assert.match(await text('db/app'), /^[A-Za-z0-9]{20}\npw: p4ssword\nnote: x$/);
      await saying((io) => vaultSet({ ...set, field: 'pw' }, io));
      assert.match(await text('db/app'), /^[A-Za-z0-9]{20}\npw: [A-Za-z0-9]{20}\nnote: x$/);
    }));

  test('tells nothing of the value as JSON', () =>
    withVault(async ({ configs, text }) => {
      const set = { name: 'new', more: [], configs, generate: 20, json: true };
      const { out, err } = await saying((io) => vaultSet(set, io));
      assert.equal(JSON.parse(out).recipients, [OWN.fingerprint]);
      assert.not.match(out + err, new RegExp(await text('new')));
    }));
});

describe('phoenix vault get', (test) => {
  test('prints the value, a line, or all', () =>
    withVault(async ({ configs, put }) => {
      await put('a', 'value\nuser: anna\n\nlast\n');
      const get = async (name: string, all = false) =>
        (await saying((io) => vaultGet({ name, configs, all }, io))).out;
      assert.is(await get('a'), 'value');
      assert.is(await get('a#user'), 'anna');
      assert.is(await get('a#*'), 'value\nuser: anna\n\nlast');
      assert.is(await get('a', true), 'value\nuser: anna\n\nlast');
      const no = (name: string) => refusalOf((io) => vaultGet({ name, configs }, io));
      assert.match(await no('a#nothing'), /USAGE: the entry a has no line "nothing: …"/);
      assert.match(await no('b'), /USAGE: there is no entry "b"/);
      assert.match(await no('env:HOME'), /USAGE: /);
    }));

  test('warns of an entry that does not hold its name, and refuses one of another name', () =>
    withVault(async ({ configs, path, put }) => {
      const bytes = await unbound('the value\n', [OWN]);
      writeFileSync(path('a.gpg'), bytes);
      const { out, err } = await saying((io) => vaultGet({ name: 'a', configs }, io));
      assert.is(out, 'the value');
      assert.match(err, /does not hold its own name.*phoenix vault rekey a/);
      await put('b', 'other\n');
      renameSync(path('b.gpg'), path('a.gpg'));
      assert.match(await refusalOf((io) => vaultGet({ name: 'a', configs }, io)), /was written as "b"/);
    }));
});

/** As `pass` writes it: GnuPG reads it from a pipe. */
async function unbound(text: string, keys: readonly NewKey[]): Promise<Uint8Array> {
  const { createMessage, encrypt } = await import('openpgp');
  const message = await createMessage({ binary: Buffer.from(text), filename: '', format: 'binary' });
  const encryptionKeys = (await Promise.all(keys.map(publicOf))).map((one) => one.key);
  return await encrypt({ message, encryptionKeys, format: 'binary' });
}

describe('phoenix vault list and rm', (test) => {
  test('know who uses an entry, in environments too', () =>
    withVault(async ({ configs, put, path }) => {
      for (const name of ['db/app', 'db/prod', 'old/one']) await put(name, 'value\npw: p4ssword\n');
      const { out } = await saying((io) => vaultList({ configs }, io));
      assert.equal(out.split('\n'), [
        'db/app   1 recipient  used by lxc/db',
        'db/prod  1 recipient  used by lxc/db (prod)',
        'old/one  1 recipient  unused',
      ]);
      const rm = (name: string, yes = false) => vaultRm.bind(null, { name, configs, yes });
      assert.match(await refusalOf(rm('db/prod')), /REFUSED: the entry db\/prod is used by lxc\/db \(prod\)/);
      assert.match((await saying(rm('db/prod', true))).err, /Missing now for: lxc\/db \(prod\)/);
      await saying(rm('old/one'));
      assert.equal(readdirSync(path('')).sort(), ['.gitattributes', '.gpg-id', '.public-keys', 'db']);
    }));
});

describe('phoenix vault rekey', (test) => {
  test('touches what is wrong, and nothing else', () =>
    withVault(async ({ configs, put, path, state, text }) => {
      for (const name of ['db/app', 'db/prod', 'right', 'wrong', 'team/x'])
        await put(name, `value of ${name}\n`);
      const anna = await publicOf(ANNA);
      writeFileSync(
        path('wrong.gpg'),
        await encryptEntry('wrong', 'value of wrong\n', [await publicOf(OWN), anna]),
      );
      writeFileSync(path('unbound.gpg'), await unbound('value of unbound\n', [OWN]));
      writeFileSync(path('.phoenix-0123456789abcdef.tmp'), 'half');
      const before = state();
      const { out, err } = await saying((io) => vaultRekey({ names: [], configs }, io));
      assert.equal(out.split('\n'), ['encrypted anew: unbound', 'encrypted anew: wrong']);
      assert.match(err, /2 entries written, 4 left as they are/);
      assert.equal(changed(before, state()), ['.phoenix-0123456789abcdef.tmp', 'unbound.gpg', 'wrong.gpg']);
      assert.is(await text('unbound'), 'value of unbound');
      assert.is(
        (await saying((io) => vaultCheck({ configs, values: true }, io))).out,
        '6 entries checked: 5 remarks',
      );
      assert.match(
        (await saying((io) => vaultRekey({ names: [], configs }, io))).err,
        /Nothing to do: 6 entries/,
      );
      const after = state();
      await saying((io) => vaultRekey({ names: ['right'], configs, all: true }, io));
      assert.equal(changed(after, state()), ['right.gpg']);
    }));

  test('writes nothing where one entry cannot be opened', () =>
    withVault(async ({ configs, put, path, state }) => {
      await put('one', 'value\n');
      writeFileSync(path('unbound.gpg'), await unbound('value of unbound\n', [OWN]));
      writeFileSync(path('foreign.gpg'), await encryptEntry('foreign', 'value\n', [await publicOf(BEN)]));
      writeFileSync(path('cut.gpg'), readFileSync(path('one.gpg')).subarray(0, 60));
      const before = state();
      const why = await refusalOf((io) => vaultRekey({ names: [], configs }, io));
      assert.match(
        why,
        /REFUSED: not all .* nothing was written:\n.* cut .*\n.* foreign is encrypted for others/,
      );
      assert.equal(state(), before);
    }));
});

describe('phoenix vault recipients', (test) => {
  test('add and remove encrypt what they concern', () =>
    withVault(async ({ configs, put, path, text, state }) => {
      for (const name of ['a', 'db/app', 'db/prod', 'team/b']) await put(name, `value of ${name}\n`);
      await saying((io) => recipientsAdd({ keys: [fileOf('anna'), fileOf('anna')], configs }, io));
      assert.is(readFileSync(path('.gpg-id'), 'utf8'), `${OWN.fingerprint}\n${ANNA.fingerprint}\n`);
      key('anna');
      assert.is(await text('team/b'), 'value of team/b');
      const before = state();
      const again = await saying((io) => recipientsAdd({ keys: [fileOf('anna')], configs }, io));
      assert.match(again.out, /anna <anna@example\.org> .* is a recipient of \.gpg-id/);
      assert.equal(
        changed(before, state()).filter((file) => file.endsWith('.gpg')),
        [],
      );
      assert.is(readFileSync(path('.gpg-id'), 'utf8'), `${OWN.fingerprint}\n${ANNA.fingerprint}\n`);

      key('own');
      await saying((io) => recipientsAdd({ keys: [fileOf('ben')], configs, path: 'team' }, io));
      const { out } = await saying((io) => recipientsList({ configs }, io));
      assert.match(
        out,
        /^\.gpg-id {2}3 entries\n.*\n.*anna.*\nteam\/\.gpg-id {2}1 entry\n.*\n.*anna.*\n.*ben/,
      );
      key('ben');
      assert.is(await text('team/b'), 'value of team/b');
      assert.match(await refusalOf((io) => vaultGet({ name: 'a', configs }, io)), /is encrypted for others/);

      key('own');
      const removed = await saying((io) =>
        recipientsRemove({ id: 'anna@example.org', configs, path: 'team' }, io),
      );
      assert.match(removed.out, /They could read, and so may know:\n {2}team\/b$/);
      assert.is((await saying((io) => vaultCheck({ configs }, io))).exit, 0);
      key('anna');
      assert.match(
        await refusalOf((io) => vaultGet({ name: 'team/b', configs }, io)),
        /is encrypted for others/,
      );
      assert.is(await text('a'), 'value of a');
    }));

  test('remove refuses the last one, the own key, and nobody', () =>
    withVault(async ({ configs, put, state, path }) => {
      await put('a', 'value\n');
      const remove = (id: string, yes = false) => recipientsRemove.bind(null, { id, configs, yes });
      const before = state();
      assert.match(await refusalOf(remove(OWN.fingerprint, true)), /is the last recipient in \.gpg-id/);
      // A part of a name could be somebody else's.
      assert.match(await refusalOf(remove('ow')), /nobody is known to the vault as "ow"/);
      assert.match(
        await refusalOf(remove('carl@example.org')),
        /nobody is known to the vault as "carl@example\.org"/,
      );
      assert.equal(state(), before);
      await saying((io) => recipientsAdd({ keys: [fileOf('anna')], configs }, io));
      assert.match(await refusalOf(remove('own@example.org')), /no key of this machine could open .*--yes/);
      await saying(remove('own@example.org', true));
      assert.is(readFileSync(path('.gpg-id'), 'utf8'), `${ANNA.fingerprint}\n`);
      assert.equal(readdirSync(path('.public-keys')), [ANNA.fingerprint]);
    }));

  test('add gives a store of pass the keys that it lacks, and changes nothing else', () =>
    withVault(async ({ configs, path, put, state }) => {
      for (const name of ['db/app', 'db/prod']) await put(name, 'value\npw: p4ssword\n');
      rmSync(path('.public-keys'), { recursive: true });
      const lines = '# the team\nown@example.org\nanna@example.org # Anna\n';
      writeFileSync(path('.gpg-id'), lines);
      writeFileSync(path('a.gpg'), await unbound('value\n', [OWN, ANNA]));
      const before = state();
      key(null);
      await saying((io) => recipientsAdd({ keys: [fileOf('own'), fileOf('anna')], configs }, io));
      assert.is(readFileSync(path('.gpg-id'), 'utf8'), lines);
      assert.equal(
        changed(before, state()).filter((file) => file !== '.gpg-id'),
        ['.public-keys/anna@example.org', '.public-keys/own@example.org'],
      );
      key('own');
      await saying((io) => vaultRekey({ names: [], configs }, io));
      assert.is((await saying((io) => vaultCheck({ configs }, io))).exit, 0);
    }));
});

describe('phoenix vault check', (test) => {
  test('finds what is wrong without a key, and more with one', () =>
    withVault(async ({ configs, put, path }) => {
      await put('db/app', 'value\npw: p4ssword\n');
      await put('short', 'abc\n');
      writeFileSync(path('unbound.gpg'), await unbound('value\n', [OWN]));
      key(null);
      const bare = await saying((io) => vaultCheck({ configs }, io));
      assert.is(bare.exit, 1);
      assert.match(bare.err, /lxc\/db\.json:1:\d+ error PHX921: the vault has no entry db\/prod/);
      assert.match(bare.err, /unbound\.gpg:1:1 warning PHX929: nothing uses the entry unbound/);
      assert.not.match(bare.err, /PHX929: nothing uses the entry db/);
      assert.match(bare.out, /^3 entries checked: 1 error, \d remarks$/);

      await put('db/prod', 'value\n');
      assert.is((await saying((io) => vaultCheck({ configs }, io))).exit, 0);
      assert.match(
        await refusalOf((io) => vaultCheck({ configs, values: true }, io)),
        /there is no private key/,
      );
      key('own');
      writeFileSync(path('db/prod.gpg'), readFileSync(path('db/app.gpg')));
      const whole = await saying((io) => vaultCheck({ configs, values: true, json: true }, io));
      assert.is(whole.exit, 1);
      const found = JSON.parse(whole.out).findings as { id: string; at: { file: string } }[];
      assert.equal(
        found.filter(({ id }) => id >= 'PHX932').map(({ id, at }) => `${id} ${at.file}`),
        ['PHX932 vault/db/prod.gpg', 'PHX933 vault/short.gpg', 'PHX934 vault/unbound.gpg'],
      );
    }));

  test('says nothing of unused entries where uses are in doubt', () =>
    withVault(async ({ configs, put }) => {
      await put('a', 'value\n');
      writeFileSync(join(configs, 'lxc/db.json'), '{ broken');
      const { err } = await saying((io) => vaultCheck({ configs }, io));
      assert.not.match(err, /PHX929/);
      assert.match(err, /phoenix validate shows them/);
      const elsewhere = `${configs}-mistyped`;
      assert.match(
        await refusalOf((io) => vaultCheck({ configs: elsewhere }, io)),
        /UNREADABLE: there is no folder/,
      );
    }));
});

describe('phoenix vault rotate', (test) => {
  const rotate = (configs: string, recipient?: string) =>
    saying((io) => vaultRotate({ configs, ...(recipient !== undefined && { recipient }) }, io));
  const left = async (configs: string, recipient?: string) => {
    const { out } = await saying((io) =>
      vaultRotate({ configs, json: true, ...(recipient !== undefined && { recipient }) }, io),
    );
    const found = JSON.parse(out).left as { entry: string; value: string; fields: string[] }[];
    return found.map(({ entry, value, fields }) => [entry, value, ...fields].join(' '));
  };

  test('shuts somebody out, and lists what they know until it is changed', () =>
    withVault(async ({ configs, put, git, text, path }) => {
      const commit = () => {
        git('add', '--all');
        git('commit', '--quiet', '--message=change');
      };
      await saying((io) => recipientsAdd({ keys: [fileOf('anna'), fileOf('ben')], configs }, io));
      for (const name of ['changed', 'kept', 'moved/old', 'db/app'])
        await put(name, `value of ${name}\npw: p4ssword\n`);
      commit();
      await put('changed', 'another\n');
      await put('db/app', 'another\npw: p4ssword\n');
      commit();
      // Ben goes by hand, and the files are encrypted anew: the history alone knows what he could read.
      await saying((io) => recipientsRemove({ id: 'ben@example.org', configs }, io));
      await put('moved/new', 'value of moved/old\n');
      rmSync(path('moved/old.gpg'));
      await put('later', 'value of later\n');
      commit();

      const want = ['changed yes', 'db/app yes pw', 'kept yes', 'moved/new yes'];
      assert.equal(await left(configs, 'ben@example.org'), want);
      assert.equal(await left(configs), want);
      await put('changed', 'a third one\n');
      await put('moved/new', 'other\n');
      await put('kept', 'other\n');
      await put('db/app', 'a third one\npw: p4ssword\n');
      commit();
      assert.equal(await left(configs, 'ben@example.org'), ['db/app no pw']);
      await put('db/app', 'a third one\npw: 0ther\n');
      commit();
      const done = await rotate(configs, BEN.fingerprint);
      assert.equal([done.exit, done.out], [0, 'Nothing is left to change.']);

      // Whoever is a recipient still knows all; shut out now, at once and everywhere.
      const anna = await rotate(configs, 'anna@example.org');
      assert.is(anna.exit, 1);
      assert.match(anna.out, /^5 entries to change, .*\n {2}changed: known to anna <anna@example\.org>/);
      assert.match(anna.out, /db\/app: known to anna .*; used by lxc\/db$/m);
      assert.is(readFileSync(path('.gpg-id'), 'utf8'), `${OWN.fingerprint}\n`);
      key('anna');
      assert.match(
        await refusalOf((io) => vaultGet({ name: 'later', configs }, io)),
        /is encrypted for others/,
      );
      key('own');
      assert.is(await text('later'), 'value of later');
    }));

  test('knows somebody by each of their keys, of whom git has two', () =>
    withVault(async ({ configs, put, path, git }) => {
      const again = await newKey('ben', 'ben@example.org', null);
      writeFileSync(path('.gpg-id'), 'own@example.org\nben@example.org\n');
      writeFileSync(path('.public-keys/ben@example.org'), BEN.publicKey);
      await put('a', 'value of then\n');
      git('add', '--all');
      git('commit', '--quiet', '--message=one');
      writeFileSync(path('.public-keys/ben@example.org'), again.publicKey);
      await put('a', 'value of now\n');
      await put('b', 'value of b\n');
      git('add', '--all');
      git('commit', '--quiet', '--message=two');
      assert.equal(await left(configs), []);
      assert.match(
        await refusalOf((io) => vaultRotate({ configs, recipient: 'ben@example.org' }, io)),
        /several recipients are called "ben@example\.org".*full fingerprint/,
      );
      assert.equal(await left(configs, BEN.fingerprint), []);
      assert.is(readFileSync(path('.gpg-id'), 'utf8'), 'own@example.org\nben@example.org\n');
      assert.equal(await left(configs, again.fingerprint), ['a yes', 'b yes']);
      assert.is(readFileSync(path('.gpg-id'), 'utf8'), 'own@example.org\n');
      assert.equal(readdirSync(path('.public-keys')), [OWN.fingerprint]);
      assert.is((await saying((io) => vaultRekey({ names: [], configs }, io))).out, '');
    }));

  test('takes what no key can compare for known, and says so', () =>
    withVault(async ({ configs, put, git }) => {
      await saying((io) => recipientsAdd({ keys: [fileOf('ben')], configs }, io));
      await put('a', 'value\n');
      git('add', '--all');
      git('commit', '--quiet', '--message=one');
      await saying((io) => recipientsRemove({ id: 'ben@example.org', configs }, io));
      await put('a', 'another\n');
      key(null);
      const { exit, out, err } = await rotate(configs);
      assert.is(exit, 1);
      assert.match(out, /a: known to ben .*; perhaps changed since: no key here can tell/);
      assert.match(err, /cannot be opened here, .*: there is no private key/);
      key('own');
      assert.equal(await left(configs), []);
    }));

  test('without a repository knows the entries as they are', () =>
    withVault(async ({ configs, put, top }) => {
      await saying((io) => recipientsAdd({ keys: [fileOf('ben')], configs }, io));
      await put('a', 'value\n');
      rmSync(join(top, '.git'), { recursive: true });
      const { exit, out, err } = await rotate(configs, 'ben@example.org');
      assert.is(exit, 1);
      assert.match(out, / {2}a: known to ben/);
      assert.match(err, /Only the entries as they are now were looked at/);
      assert.match(
        err,
        /ben <ben@example\.org> .* can open none of the entries any more; 1 entry encrypted anew/,
      );
      await put('a', 'another\n');
      assert.is(
        (await rotate(configs)).out,
        'Nothing is left to change, by the entries as they are now alone.',
      );
    }));
});
