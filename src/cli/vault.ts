/** `phoenix vault`: secrets in git, encrypted. */
import { type Command, Option } from 'commander';
import { act, command, configs, io, json, positive, subcommand } from './command.ts';

const vault = command('vault', 'Secrets in git, encrypted: a password store in configs/vault.', [
  'phoenix vault init --new-key ~/.config/phoenix/vault.key    a vault and a key that opens it',
  'phoenix vault set db/app --generate 32                      a value that nobody has to know',
  'phoenix vault list                                          what there is, and who uses it',
  'phoenix vault check                                         what is wrong with it, without a key',
]);

const path = () =>
  new Option('--path <sub>', 'a folder of the vault with recipients of its own, such as "team"');

function vaultCommand(
  name: string,
  description: string,
  examples: readonly string[],
  parent = vault,
): Command {
  return subcommand(parent, name, description, examples).addOption(configs()).addOption(json());
}

vaultCommand('init', 'Make a vault: say for whom its entries are encrypted.', [
  'phoenix vault init --new-key ~/.config/phoenix/vault.key       with a new key pair',
  'phoenix vault init --recipient anna.asc --recipient ben.asc    for public keys in these files',
  'phoenix vault init                                             for the key that this machine has',
  'phoenix vault init --path team --recipient anna.asc            entries below team/ for Anna alone',
])
  .addOption(new Option('--recipient <file...>', 'files with armoured public keys'))
  .option('--new-key <file>', 'make a key pair, and write its private part into this file')
  .option('--name <name>', 'with --new-key: whose key it is (default: the vault of the estate)')
  .option('--email <address>', 'with --new-key: a mail address for it')
  .option('--passphrase-file <file>', 'with --new-key: the passphrase that protects it, in the first line')
  .addOption(
    new Option('--no-passphrase', 'with --new-key: whoever has the file has the vault').conflicts(
      'passphraseFile',
    ),
  )
  .addOption(path())
  .action(act(async (options) => (await import('../commands/vault/init.ts')).vaultInit(options, io)));

vaultCommand('set', 'Write an entry: its value from stdin, typed, or made up. Needs no private key.', [
  'phoenix vault set db/app                             asks for it, twice',
  'phoenix vault set db/app --generate 32               makes one up',
  'phoenix vault set db/app < password.txt              from stdin; one newline at the end is left out',
  'phoenix vault set tls/key --multiline < key.pem      a whole entry of several lines',
  'phoenix vault set db/app --field user < user.txt     one line of it; needs the private key',
])
  .addHelpText(
    'after',
    '\nA value is never an argument: those are seen by all processes, and kept by shells.',
  )
  .argument('<name>', 'the entry, such as db/app')
  // Taken so that it can be refused with a word about why.
  .argument('[more...]')
  .addOption(
    new Option('--generate <n>', 'so many letters and digits, each drawn by chance')
      .argParser(positive)
      .conflicts('multiline'),
  )
  .addOption(new Option('--show', 'with --generate: print it'))
  .option('--multiline', 'the whole entry, all lines as they are')
  .addOption(
    new Option('--field <name>', 'only the line "NAME: …", the others stay').conflicts(['multiline', 'keep']),
  )
  .option('--keep', 'only the value, the first line; the others stay (needs the private key)')
  .action(
    act(async (name, more, options) =>
      (await import('../commands/vault/set.ts')).vaultSet({ name, more, ...options }, io),
    ),
  );

vaultCommand('get', 'Print a value. Needs the private key.', [
  'phoenix vault get db/app            its value: the first line',
  'phoenix vault get db/app#user       its line "user: …"',
  'phoenix vault get db/app --all      all of it',
])
  .argument('<name>', 'an entry, or a line of it, as references name them')
  .option('--all', 'the whole entry')
  .action(
    act(async (name, options) =>
      (await import('../commands/vault/get.ts')).vaultGet({ name, ...options }, io),
    ),
  );

vaultCommand('edit', 'Change an entry in your editor. Needs the private key.', [
  'phoenix vault edit db/app',
  'phoenix vault edit db/app --insecure-temp    where /dev/shm is not in memory',
])
  .addHelpText(
    'after',
    '\n$VISUAL or $EDITOR is parted into words as in a shell, but no shell runs it. The plain text stands in a folder of\nyours in memory, and is gone when the editor ends.',
  )
  .argument('<name>', 'the entry; a new one begins empty')
  .option('--insecure-temp', 'where there is no folder in memory, use the temporary folder on a disk')
  .action(
    act(async (name, options) =>
      (await import('../commands/vault/edit.ts')).vaultEdit({ name, ...options }, io),
    ),
  );

vaultCommand('rm', 'Remove an entry that nothing uses. Needs no private key.', [
  'phoenix vault rm db/old',
  'phoenix vault rm db/app --yes      although it is used',
])
  .argument('<name>', 'the entry')
  .option('--yes', 'also while something uses it')
  .action(
    act(async (name, options) => (await import('../commands/vault/rm.ts')).vaultRm({ name, ...options }, io)),
  );

vaultCommand(
  'list',
  'Show the entries, for how many they are encrypted, and who uses them. Needs no private key.',
  ['phoenix vault list', 'phoenix vault list --json'],
).action(act(async (options) => (await import('../commands/vault/list.ts')).vaultList(options, io)));

vaultCommand(
  'check',
  'Check the vault without a private key: recipients, references, plain text, unused entries.',
  [
    'phoenix vault check',
    'phoenix vault check --values       decrypts each entry too; needs the private key',
  ],
)
  .option('--values', 'also decrypt each entry: is it whole, its own, long enough?')
  .action(act(async (options) => (await import('../commands/vault/check.ts')).vaultCheck(options, io)));

const REKEY = 'Encrypt entries for exactly the recipients of their .gpg-id. Needs the private key.';
const rekeyOptions = (made: Command): Command =>
  made
    .argument('[name...]', 'only these entries')
    .option('--all', 'also those that are right already')
    .action(
      act(async (names, options) =>
        (await import('../commands/vault/rekey.ts')).vaultRekey({ names, ...options }, io),
      ),
    );

rekeyOptions(
  vaultCommand('rekey', REKEY, [
    'phoenix vault rekey              those that are not; no other file is touched',
    'phoenix vault rekey db/app',
    'phoenix vault rekey --all        every one, with a new session key',
  ]),
);

vaultCommand('rotate', 'After somebody left: shut them out, and list the values that they know.', [
  'phoenix vault rotate ben@example.org    shuts Ben out, and lists what he could read',
  'phoenix vault rotate                    what anybody knows who is no recipient any more',
])
  .addHelpText('after', '\nExit codes: 0 nothing is left to change; 1 values are left that somebody knows.')
  .argument('[recipient]', 'fingerprint, key id or mail address')
  .option('--yes', 'also where no private key that this machine has can open entries afterwards')
  .action(
    act(async (recipient, options) =>
      (await import('../commands/vault/rotate.ts')).vaultRotate({ recipient, ...options }, io),
    ),
  );

const recipients = subcommand(vault, 'recipients', 'Who can open the entries.', [
  'phoenix vault recipients list',
  'phoenix vault recipients add anna.asc                         for all entries',
  'phoenix vault recipients remove ben@example.org --path team   below team/ alone',
]);

vaultCommand(
  'list',
  'Show for whom entries are encrypted. Needs no private key.',
  ['phoenix vault recipients list'],
  recipients,
).action(
  act(async (options) => (await import('../commands/vault/recipients-list.ts')).recipientsList(options, io)),
);

vaultCommand(
  'add',
  'Let somebody open entries: those that there are, and those to come. Needs the private key.',
  ['phoenix vault recipients add anna.asc', 'phoenix vault recipients add anna.asc --path team'],
  recipients,
)
  .argument('<file...>', 'armoured public keys')
  .addOption(path())
  .action(
    act(async (keys, options) =>
      (await import('../commands/vault/recipients-add.ts')).recipientsAdd({ keys, ...options }, io),
    ),
  );

vaultCommand(
  'remove',
  'Shut somebody out, and list the values to change: what was read stays read. Needs the private key.',
  [
    'phoenix vault recipients remove ben@example.org',
    'phoenix vault recipients remove 0F1E2D3C4B5A6978 --path team',
  ],
  recipients,
)
  .argument('<id>', 'fingerprint, key id or mail address')
  .option('--yes', 'also the key that this machine has')
  .addOption(path())
  .action(
    act(async (id, options) =>
      (await import('../commands/vault/recipients-remove.ts')).recipientsRemove({ id, ...options }, io),
    ),
  );

rekeyOptions(vaultCommand('rekey', REKEY, ['phoenix vault recipients rekey'], recipients));
