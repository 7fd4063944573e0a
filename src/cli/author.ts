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
