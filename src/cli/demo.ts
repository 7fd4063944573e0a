/** `phoenix demo`. */
import { act, command, io } from './command.ts';

command(
  'demo',
  'Tell the whole story on a simulated node: pull request, comment, merge, apply, empty plan.',
  ['phoenix demo', 'phoenix demo --keep DIR'],
)
  .option('--keep <dir>', 'leave repository, node and comments in this folder: an empty or new one')
  .action(act(async (options) => (await import('../commands/demo.ts')).demo(options, io)));
