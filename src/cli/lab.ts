/** `phoenix lab`: simulated nodes, with recorded guests or real containers. */
import { type Command, InvalidArgumentError } from 'commander';
import { act, command, io, json, subcommand } from './command.ts';

function mirror(text: string): string {
  if (/^https?:\/\/\S+$/.test(text)) return text;
  throw new InvalidArgumentError('it must be an address that starts with http:// or https://.');
}

function vmids(text: string): number[] {
  if (/^[1-9]\d*(,[1-9]\d*)*$/.test(text)) return text.split(',').map(Number);
  throw new InvalidArgumentError('it must be VMIDs, such as 101,102.');
}

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
    act(async (dir, argv, options) =>
      (await import('../commands/lab.ts')).lab({ dir, argv, ...options }, io),
    ),
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
      (await import('../commands/lab-containers.ts')).labUpCommand(
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
      (await import('../commands/lab-containers.ts')).labDownCommand({ which, ...options }, io),
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
      (await import('../commands/lab-containers.ts')).labStatusCommand({ which, ...options }, io),
    ),
  );
