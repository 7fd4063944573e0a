/** Commands that write files of config. */
import { Option } from 'commander';
import { act, command, configs, io, json } from './command.ts';

command('fmt', 'Lay out the files of the estate: keys in one order, short things in one line.', [
  'phoenix fmt                               all files of the estate',
  'phoenix fmt configs/lxc',
  'phoenix fmt --check --diff                writes nothing; exit 1 for a file that is not formatted',
  'phoenix fmt --stdin configs/lxc/web.json  for editors: the text comes on stdin',
])
  .argument('[file...]', 'only these files and folders')
  .addOption(configs())
  .option('--check', 'write nothing, and name the files that are not formatted')
  .option('--diff', 'show what changes')
  .addOption(
    new Option('--stdin', 'read the text of one file from stdin, and print it formatted').conflicts('json'),
  )
  .addOption(json())
  .action(act(async (files, options) => (await import('../commands/fmt.ts')).fmt({ files, ...options }, io)));

command('migrate', 'Make an estate of the files of the bash tool that Phoenix replaces.', [
  'phoenix migrate /usr/local/phoenix_hypervisor/etc --out estate --node pve1',
  'phoenix migrate etc --dry-run --json          writes nothing, and tells everything',
])
  .argument('<source...>', 'the folder of phoenix_lxc_configs.json and the other files, or the files')
  .option('--out <dir>', 'the repository that gets configs/', '.')
  .option('--name <name>', 'what the estate is called', 'lab')
  .option('--node <name>', 'the name of the Proxmox node, as `hostname` prints it there', 'pve1')
  .option(
    '--report <file>',
    'what became of every value, as Markdown or .json (default: migration.md in --out)',
  )
  .option('--force', 'write over files of the same names')
  .option('--dry-run', 'write nothing')
  .addOption(json())
  .action(
    act(async (from, options) => (await import('../commands/migrate.ts')).migrate({ from, ...options }, io)),
  );
