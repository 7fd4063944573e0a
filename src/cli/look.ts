/** Commands that show what is in the files. */
import { Option } from 'commander';
import { act, command, configs, environment, formatOf, io, json, jsonFormat } from './command.ts';

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
      (await import('../commands/explain.ts')).explain({ address, field, ...options }, io),
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
      (await import('../commands/graph.ts')).graph({ addresses, ...options, ...formatOf(options) }, io),
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
    act(async (kind, options) => (await import('../commands/schema.ts')).schema({ kind, ...options }, io)),
  );
