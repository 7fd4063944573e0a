/** Commands that show what is in the files. */
import { Option } from 'commander';
import { act, command, configs, environment, formatOf, io, json, jsonFormat, positive } from './command.ts';

command('explain', 'Show where a value comes from, file by file; or what changes of a guest, and why.', [
  'phoenix explain lxc/web memory',
  'phoenix explain lxc/web net0.ip',
  'phoenix explain lxc/web                   every field',
  'phoenix explain lxc/web --changes         what the plan does to it, why, and who brought that',
  'phoenix explain lxc/web --live --node ssh://pve1   … against what the node says now',
  'phoenix explain PHX511                    a finding: what it means, how to change it',
])
  .argument('<address>', 'such as lxc/web')
  .argument('[field]', 'such as memory, net0.ip or /mounts/~1data/size')
  .addOption(configs())
  .addOption(environment())
  .option('--changes', 'what changes of it since HEAD: the effect, why, and the commit that brought it')
  .addOption(
    new Option('--base <rev>', 'with --changes: since this git revision')
      .implies({ changes: true })
      .conflicts('live'),
  )
  .addOption(
    new Option('--head <rev>', 'with --changes: up to this revision instead of the files on disk')
      .implies({ changes: true })
      .conflicts('live'),
  )
  .addOption(new Option('--live', 'with --changes: against the nodes').implies({ changes: true }))
  .option('--node <where>', 'with --live: local (the default), ssh://HOST or sim:DIR')
  .addOption(json())
  .action(
    act(async (address, field, options) => {
      if (/^PHX\d+$/i.test(address)) {
        return (await import('../commands/explain-rule.ts')).explainRule({ id: address, ...options }, io);
      }
      if (options.changes) {
        const { explainChanges } = await import('../commands/explain-changes.ts');
        return explainChanges({ address, field, ...options }, io);
      }
      return (await import('../commands/explain.ts')).explain({ address, field, ...options }, io);
    }),
  );

command('diff', 'Show how the estate differs between two revisions or environments, after all merging.', [
  'phoenix diff                              HEAD and the files on disk',
  'phoenix diff main                         a branch, tag or commit and the files on disk',
  'phoenix diff main HEAD                    two revisions',
  'phoenix diff . :staging                   the files on disk without and with an environment',
  'phoenix diff main:staging HEAD:staging --exit-code',
])
  .argument('[from]', 'REV, REV:ENV, or :ENV for the files on disk (default: HEAD)')
  .argument('[to]', 'the same; `.` is the files on disk (the default)')
  .addOption(configs())
  .option('--env <name>', 'the environment of a side that names none')
  .option('--exit-code', 'exit 1 when something differs')
  .addOption(json())
  .action(
    act(async (from, to, options) =>
      (await import('../commands/diff.ts')).diff({ from, to, ...options }, io),
    ),
  );

command('history', 'Show who changed what of a resource, when, and by which pull request.', [
  'phoenix history lxc/web',
  'phoenix history lxc/web --since 30d       commits of the last 30 days; a day such as 2026-11-01 works too',
  'phoenix history lxc/web --limit 5 --json',
  'phoenix history lxc/web --head origin/main',
  'phoenix history lxc/web --node ssh://pve1   … and what was applied of it, and when',
])
  .argument('<address>', 'such as lxc/web; of one that is removed, the last name it had')
  .addOption(configs())
  .addOption(environment())
  .option('--head <rev>', 'the branch, tag or commit to look back from (default: HEAD)')
  .addOption(new Option('--limit <n>', 'so many commits').argParser(positive).default(20))
  .option('--since <time>', 'a day (2026-11-01), or how long ago (30d)')
  .option('--node <where>', 'also ask the nodes: local, ssh://HOST or sim:DIR')
  .addOption(json())
  .action(
    act(async (address, options) =>
      (await import('../commands/resource-history.ts')).resourceHistory({ address, ...options }, io),
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
  'phoenix schema --check schemas   whether they are those of this version',
])
  .argument('[kind]', 'phoenix, lxc …')
  .option('--out <dir>', 'write them into a folder: every schema, or that of the kind')
  .addOption(
    new Option('--check <dir>', 'say which in a folder are not those of this version').conflicts('out'),
  )
  .addOption(json())
  .action(
    act(async (kind, options) => (await import('../commands/schema.ts')).schema({ kind, ...options }, io)),
  );
