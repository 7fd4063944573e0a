/** `phoenix feature`: the library, and features of one's own. */
import { type Command, Option } from 'commander';
import { act, command, configs, io, json, subcommand } from './command.ts';

const feature = command('feature', 'Features of guests: the library and your own.', [
  'phoenix feature list               what there is, and who uses it',
  'phoenix feature list nginx         its options',
  'phoenix feature new my-app         a folder in configs/features',
  'phoenix feature check              manifests, scripts and scenarios of your own features',
  'phoenix feature test my-app        its scenarios in real containers',
  'phoenix feature update             pins what is used in configs/phoenix.lock',
]);

function featureCommand(name: string, description: string, examples: readonly string[]): Command {
  return subcommand(feature, name, description, examples).addOption(configs());
}

featureCommand('list', 'Show the features that guests can have, and who uses them.', [
  'phoenix feature list                      all of them',
  'phoenix feature list postgres             its options',
  'phoenix feature list --json',
])
  .argument('[id]', 'one feature')
  .addOption(json())
  .action(
    act(async (id, options) =>
      (await import('../commands/feature-list.ts')).featureList({ id, ...options }, io),
    ),
  );

featureCommand('new', 'Write a new feature into configs/features: small, sound, and to be changed.', [
  'phoenix feature new my-app',
  'phoenix feature new my-app --configs other/configs',
])
  .argument('<id>', 'its name: lower-case letters, digits and "-"')
  .addOption(json())
  .action(
    act(async (id, options) =>
      (await import('../commands/feature-new.ts')).featureNew({ id, ...options }, io),
    ),
  );

featureCommand('check', 'Check manifests, scripts and scenarios, without running anything.', [
  'phoenix feature check            your own features',
  'phoenix feature check my-app',
  'phoenix feature check --all      the library too',
])
  .argument('[id...]', 'only these')
  .option('--all', "also the library's")
  .addOption(json())
  .action(
    act(async (ids, options) =>
      (await import('../commands/feature-check.ts')).featureCheck({ ids, ...options }, io),
    ),
  );

featureCommand('update', 'Pin the features of the library that the estate uses, in phoenix.lock.', [
  'phoenix feature update          as this version of Phoenix brings them',
  'phoenix feature update nginx    only that one, and what is not pinned yet',
])
  .argument('[id...]', 'only these, and what is not pinned yet')
  .addOption(json())
  .action(
    act(async (ids, options) =>
      (await import('../commands/feature-update.ts')).featureUpdate({ ids, ...options }, io),
    ),
  );

featureCommand('test', 'Run the scenarios of features in real containers (root, Linux, lxc).', [
  'phoenix feature test nginx',
  'phoenix feature test nginx --scenario tls --os debian-13',
  'phoenix feature test my-app --previous /tmp/my-app-1.0.0   upgrades from that folder',
  'phoenix feature test my-app --keep                         leaves the containers to look into',
])
  .addHelpText(
    'after',
    '\nExit codes: 0 every scenario holds; 1 one does not; 3 nothing could run here, the recorded run was shown.',
  )
  .argument('<id...>', 'features')
  .option('--os <system>', 'such as debian-12; otherwise what each scenario says')
  .option('--scenario <name>', 'only this one')
  .option('--previous <dir>', 'the version to upgrade from; otherwise the last one that git knows')
  .option('--keep', 'leave the containers')
  .addOption(
    new Option('--record', "write what was seen to the feature's test/recorded.json").conflicts([
      'scenario',
      'os',
    ]),
  )
  .addOption(json())
  .action(
    act(async (ids, options) =>
      (await import('../commands/feature-test.ts')).featureTest({ ids, ...options }, io),
    ),
  );
