#!/usr/bin/env node
/** The command line: argv to a command, its result to an exit code. What a command does stands in src/commands/. */
import process from 'node:process';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { createTerminal } from './commands/terminal.ts';
import type { ShownError } from './commands/show-error.ts';
import { VERSION } from './version.ts';

// Most commands end within half a second. V8 of Node 20 compiles what is warm as if they went on for minutes: a fourth of
// all their processor time. The budget is six times the usual one; Node 24 waits by itself and knows no such flag.
if (process.version.startsWith('v20.')) {
  process.getBuiltinModule('node:v8').setFlagsFromString('--interrupt-budget=400000');
}

const io = createTerminal();

/** Runs a command's function and keeps its exit code. */
function act<T extends unknown[]>(run: (...args: T) => Promise<number>): (...args: T) => Promise<void> {
  return async (...args) => {
    process.exitCode = await run(...args);
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('it must be a whole number above 0.');
  return value;
}

function mirror(text: string): string {
  if (/^https?:\/\/\S+$/.test(text)) return text;
  throw new InvalidArgumentError('it must be an address that starts with http:// or https://.');
}

function vmids(text: string): number[] {
  if (/^[1-9]\d*(,[1-9]\d*)*$/.test(text)) return text.split(',').map(Number);
  throw new InvalidArgumentError('it must be VMIDs, such as 101,102.');
}

const program = new Command('phoenix')
  .description('Runs Proxmox VE hosts from git: a pull request gets a plan, a merge applies it.')
  .version(VERSION, '-V, --version')
  .showHelpAfterError('(--help shows how)')
  .showSuggestionAfterError()
  .exitOverride();

const configs = () => new Option('--configs <dir>', 'the folder of the estate').default('configs');
const environment = () => new Option('--env <name>', 'lay configs/environments/NAME over the files');
const node = () =>
  new Option('--node <where>', 'local, ssh://HOST or sim:DIR (a simulated node)').default('local');
const json = () => new Option('--json', 'print JSON');
/** Beside `--format`: both at once may contradict each other. */
const jsonFormat = () => new Option('--json', 'as --format json').conflicts('format');

const formatOf = ({ json: isJson }: { readonly json?: boolean }) => (isJson ? { format: 'json' } : {});

function subcommand(
  parent: Command,
  name: string,
  description: string,
  examples: readonly string[],
): Command {
  return parent
    .command(name)
    .description(description)
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`)
    .exitOverride();
}

const command = (name: string, description: string, examples: readonly string[]): Command =>
  subcommand(program, name, description, examples);

command('init', 'Write a first estate and the workflows into an empty repository.', [
  'phoenix init --name lab --node pve1',
  'phoenix init my-estate --name lab --node pve1 --action OWNER/phoenix@FULL-COMMIT-SHA',
])
  .argument('[dir]', 'the repository', '.')
  .option('--name <name>', 'what the estate is called', 'lab')
  .option('--node <name>', 'the name of the Proxmox node, as `hostname` prints it there', 'pve1')
  .option('--action <ref>', 'the action that the workflows use: OWNER/REPO@SHA')
  .addOption(json())
  .action(act(async (dir, options) => (await import('./commands/init.ts')).init({ dir, ...options }, io)));

command('validate', 'Check every file and show all findings at once.', [
  'phoenix validate',
  'phoenix validate --env staging --json',
])
  .addOption(configs())
  .addOption(environment())
  .option('--base <rev>', 'check a git revision instead of the files on disk')
  .addOption(json())
  .action(act(async (options) => (await import('./commands/validate.ts')).validate(options, io)));

command('plan', 'Show what would change: against a git revision, or against the nodes.', [
  'phoenix plan                              the files on disk against HEAD',
  'phoenix plan --base origin/main           … against another revision',
  'phoenix plan --live --node ssh://pve1     … against what the node says now',
  'phoenix plan --check --node ssh://pve1    … and what check scripts in the guests say',
  'phoenix plan --format markdown --out plan.md',
])
  .addOption(configs())
  .addOption(environment())
  .addOption(new Option('--base <rev>', 'the git revision to compare with (default: HEAD)').conflicts('live'))
  .option('--head <rev>', 'plan this revision instead of the files on disk')
  .option('--live', 'compare with the nodes')
  .addOption(
    new Option('--check', 'compare with the nodes, and ask the guests what has drifted in them').implies({
      live: true,
    }),
  )
  .option('--node <where>', 'with --live: local (the default), ssh://HOST or sim:DIR')
  .addOption(
    new Option('--format <format>', 'how to print').choices(['text', 'markdown', 'json']).default('text'),
  )
  .addOption(jsonFormat())
  .option('--out <file>', 'write to a file instead')
  .option('--detailed-exitcode', 'exit 2 when there are changes')
  .action(
    act(async (options) =>
      (await import('./commands/plan.ts')).plan({ ...options, ...formatOf(options) }, io),
    ),
  );

command(
  'proof',
  'Build what a change creates and changes in real containers, without secrets (root, Linux, lxc).',
  [
    'phoenix proof                             the files on disk against HEAD',
    'phoenix proof --base origin/main          … against another revision',
    'phoenix proof lxc/web --no-upgrade        one guest, from nothing only',
    'phoenix proof --keep                      leaves the containers to look into',
  ],
)
  .addHelpText(
    'after',
    '\nExit codes: 0 nothing failed, what could not be proved has its reasons; 1 something failed.',
  )
  .argument('[address...]', 'only these, also when nothing about them changes')
  .addOption(configs())
  .addOption(environment())
  .option('--base <rev>', 'the git revision to compare with (default: HEAD)')
  .option('--head <rev>', 'prove this revision instead of the files on disk')
  .option('--no-upgrade', 'do not also build changed guests as the base has them, and change them then')
  .option('--parallel <n>', 'steps at the same time', positive, 4)
  .option('--lab <dir>', 'an empty folder for the lab; otherwise a temporary one')
  .option('--cache <dir>', 'where built systems are kept')
  .option('--keep', 'leave the lab and its containers')
  .addOption(json())
  .action(
    act(async (addresses, options) =>
      (await import('./commands/proof.ts')).proof({ addresses, ...options }, io),
    ),
  );

command('apply', 'Make the nodes as the files say, after showing the plan and asking.', [
  'phoenix apply                             everything, on this host',
  'phoenix apply lxc/web --node ssh://pve1   one guest and what it needs',
  'phoenix apply --node sim:/tmp/lab --yes   on a simulated node',
  'phoenix apply --check                     also asks the guests what has drifted in them',
])
  .argument('[address...]', 'only these resources and what they depend on')
  .addOption(configs())
  .addOption(environment())
  .addOption(node())
  .option('--yes', 'do not ask')
  .option('--allow-destroy', 'destroy at once what `policies.retire` of 0 removes')
  .option('--parallel <n>', 'steps at the same time', positive, 4)
  .option('--check', 'ask the guests what has drifted in them, and put right what `policies.drift` allows')
  .addOption(json())
  .action(
    act(async (addresses, options) =>
      (await import('./commands/apply.ts')).apply({ addresses, ...options }, io),
    ),
  );

command('status', 'Show how every guest is now, its health checks asked once; nothing is changed.', [
  'phoenix status                            every guest; exit 1 when something is unwell',
  'phoenix status lxc/web --node ssh://pve1',
  'phoenix status --json',
])
  .argument('[address...]', 'only these')
  .addOption(configs())
  .addOption(environment())
  .addOption(node())
  .addOption(json())
  .action(
    act(async (addresses, options) =>
      (await import('./commands/status.ts')).status({ addresses, ...options }, io),
    ),
  );

command('purge', 'Destroy guests that were retired long enough ago.', [
  'phoenix purge                 what is due, with every volume and its size; asks for each',
  'phoenix purge lxc/old --yes',
  'phoenix purge lxc/old --now   before `policies.retire` has passed',
])
  .argument('[address...]', 'only these')
  .addOption(configs())
  .addOption(environment())
  .addOption(node())
  .option('--yes', 'do not ask; the addresses must then be named')
  .option('--now', 'do not wait for `policies.retire`')
  .addOption(json())
  .action(
    act(async (addresses, options) =>
      (await import('./commands/purge.ts')).purge({ addresses, ...options }, io),
    ),
  );

const layersCommand = command(
  'layers',
  'Show what there is of each layer: instances, who uses them, who is behind.',
  [
    'phoenix layers --node ssh://pve1',
    'phoenix layers prune          destroy what git does not ask for and nothing uses',
  ],
)
  .addOption(configs())
  .addOption(environment())
  .addOption(node())
  .addOption(json())
  .action(act(async (options) => (await import('./commands/layers.ts')).layers(options, io)));

subcommand(
  layersCommand,
  'prune',
  'Destroy instances of layers that git does not ask for and nothing uses.',
  ['phoenix layers prune --node ssh://pve1', 'phoenix layers prune --yes'],
)
  .configureHelp({ showGlobalOptions: true })
  .option('--yes', 'do not ask')
  .action(
    act(async (options, own: Command) =>
      (await import('./commands/layers-prune.ts')).pruneLayers({ ...own.optsWithGlobals(), ...options }, io),
    ),
  );

command('rebuild', 'Make guests anew from what their layers are now.', [
  'phoenix rebuild lxc/web --node ssh://pve1',
  'phoenix rebuild lxc/web --yes',
])
  .argument('<address...>', 'guests that `phoenix layers` calls behind')
  .addOption(configs())
  .addOption(environment())
  .addOption(node())
  .option('--yes', 'do not ask')
  .addOption(json())
  .action(
    act(async (addresses, options) =>
      (await import('./commands/rebuild.ts')).rebuild({ addresses, ...options }, io),
    ),
  );

command('explain', 'Show where a value comes from, file by file.', [
  'phoenix explain lxc/web memory',
  'phoenix explain lxc/web net0.ip',
  'phoenix explain lxc/web                   every field',
])
  .argument('<address>', 'such as lxc/web')
  .argument('[field]', 'such as memory, net0.ip or /mounts/~1data/size')
  .addOption(configs())
  .addOption(environment())
  .addOption(json())
  .action(
    act(async (address, field, options) =>
      (await import('./commands/explain.ts')).explain({ address, field, ...options }, io),
    ),
  );

command('graph', 'Show who depends on whom.', [
  'phoenix graph',
  'phoenix graph --format mermaid',
  'phoenix graph lxc/web',
])
  .argument('[address...]', 'only these and what they need')
  .addOption(configs())
  .addOption(environment())
  .addOption(
    new Option('--format <format>', 'how to print')
      .choices(['text', 'dot', 'mermaid', 'json'])
      .default('text'),
  )
  .addOption(jsonFormat())
  .action(
    act(async (addresses, options) =>
      (await import('./commands/graph.ts')).graph({ addresses, ...options, ...formatOf(options) }, io),
    ),
  );

command('schema', 'Print JSON Schemas for editors, or write them all.', [
  'phoenix schema                 the list',
  'phoenix schema lxc             one schema',
  'phoenix schema --out schemas   all of them, for "$schema" lines',
])
  .argument('[kind]', 'phoenix, lxc …')
  .option('--out <dir>', 'write them into a folder: every schema, or that of the kind')
  .action(
    act(async (kind, options) => (await import('./commands/schema.ts')).schema({ kind, ...options }, io)),
  );

const lab = command('lab', 'Run a command of Proxmox on a simulated node.', [
  'phoenix lab DIR -- pct list',
  'phoenix lab DIR -- pct set 101 --memory 1024',
  'phoenix lab DIR --running 101,102 -- pct status 101',
  'phoenix lab DIR                               prepare the folder and tell what is in it',
  'phoenix lab DIR --from configs                … with the nodes and storages that an estate expects',
  'phoenix lab up DIR                            … with real containers as guests',
])
  .argument('<dir>', 'a folder: empty, an earlier lab, or one that holds conf files only')
  .argument('[command...]', 'pct, pvesh, pvesm, pveam, vzdump … with its arguments, after --')
  .option('--from <configs>', 'make a new lab with what this estate expects of its nodes')
  .option('--on <node>', 'the node of the simulated cluster that runs it')
  .option('--running <vmids>', 'guests that run now, for a folder of conf files', vmids)
  .showHelpAfterError('(the command and its options come after --: phoenix lab DIR -- pct list)')
  .action(
    act(async (dir, argv, options) => (await import('./commands/lab.ts')).lab({ dir, argv, ...options }, io)),
  );

subcommand(
  lab,
  'up',
  'Make a lab whose guests are real containers (root, and the packages lxc and debootstrap).',
  [
    'phoenix lab up DIR',
    'phoenix lab up DIR --from configs --build     … and with the systems that the estate names',
  ],
)
  .argument('<dir>', 'a folder: empty, or such a lab')
  .option('--from <configs>', 'make a new lab with what this estate expects of its nodes')
  .option('--build', 'build the systems that the estate names now')
  .option('--mirror <url>', "Debian's mirror, for a new lab", mirror)
  .option('--cache <dir>', 'where built systems are kept, for a new lab')
  .action(
    // Commander gives `--from` to `lab`, which has it too.
    act(async (dir, options, own: Command) =>
      (await import('./commands/lab-containers.ts')).labUpCommand(
        { ...own.optsWithGlobals(), ...options, dir },
        io,
      ),
    ),
  );

subcommand(
  lab,
  'down',
  'Take away all that a lab of real containers has on this machine, also after a crash.',
  [
    'phoenix lab down DIR                  the files of its guests stay',
    'phoenix lab down DIR --remove         … or go too',
    'phoenix lab down --all                every lab of this machine, also after a crash',
  ],
)
  .argument('[which]', 'its folder, or its id where the folder is gone')
  .option('--all', 'every lab of this machine')
  .option('--remove', "remove its folder and the guests' files too")
  .action(
    act(async (which, options) =>
      (await import('./commands/lab-containers.ts')).labDownCommand({ which, ...options }, io),
    ),
  );

subcommand(lab, 'status', 'Show the labs of real containers on this machine, and what they have there.', [
  'phoenix lab status DIR',
  'phoenix lab status --json',
])
  .argument('[which]', 'one of them')
  .addOption(json())
  .action(
    act(async (which, options) =>
      (await import('./commands/lab-containers.ts')).labStatusCommand({ which, ...options }, io),
    ),
  );

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
      (await import('./commands/feature-list.ts')).featureList({ id, ...options }, io),
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
      (await import('./commands/feature-new.ts')).featureNew({ id, ...options }, io),
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
      (await import('./commands/feature-check.ts')).featureCheck({ ids, ...options }, io),
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
      (await import('./commands/feature-update.ts')).featureUpdate({ ids, ...options }, io),
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
      (await import('./commands/feature-test.ts')).featureTest({ ids, ...options }, io),
    ),
  );

command(
  'demo',
  'Tell the whole story on a simulated node: pull request, comment, merge, apply, empty plan.',
  ['phoenix demo', 'phoenix demo --keep DIR'],
)
  .option('--keep <dir>', 'leave repository, node and comments in this folder: an empty or new one')
  .action(act(async (options) => (await import('./commands/demo.ts')).demo(options, io)));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 1;
  } else {
    const { showError, showFound, wantsJson } = await import('./commands/show-error.ts');
    const found = showFound(error, io.color);
    if (found !== null) io.err(`${found}\n`);
    const shown: ShownError = showError(error, io.color);
    io.err(shown.text);
    if (wantsJson(process.argv)) io.out(shown.json());
    process.exitCode = shown.exit;
  }
}

// At an end of its own Node would wait for what V8 still compiles. What is not printed yet is waited for.
if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
