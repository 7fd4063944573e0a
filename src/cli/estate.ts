/** Commands for the files of an estate: begin, check, plan, prove. */
import { Option } from 'commander';
import { act, command, configs, environment, formatOf, io, json, jsonFormat, positive } from './command.ts';

command('init', 'Write a first estate and the workflows into an empty repository.', [
  'phoenix init --name lab --node pve1',
  'phoenix init --name lab --from ssh://pve1   every node of that cluster, with what it has',
  'phoenix init my-estate --name lab --node pve1 --action OWNER/phoenix@FULL-COMMIT-SHA',
])
  .argument('[dir]', 'the repository', '.')
  .option('--name <name>', 'what the estate is called', 'lab')
  .option('--node <name...>', 'the names of the Proxmox nodes, as `hostname` prints them there', ['pve1'])
  .option('--from <where>', 'ask this node which there are: local, ssh://HOST, phoenix://HOST or sim:DIR')
  .option('--action <ref>', 'the action that the workflows use: OWNER/REPO@SHA')
  .addOption(json())
  .action(act(async (dir, options) => (await import('../commands/init.ts')).init({ dir, ...options }, io)));

command('validate', 'Check every file and show all findings at once.', [
  'phoenix validate',
  'phoenix validate --env staging --json',
  'phoenix validate --base origin/main       also what is wrong with the change itself',
  'phoenix validate --format sarif --out phoenix.sarif',
  'phoenix validate --explain PHX511         what a finding means, and how to change it',
])
  .addOption(configs())
  .addOption(environment())
  .option('--base <rev>', 'the git revision that the files are compared with, for rules about changes')
  .option('--head <rev>', 'check this revision instead of the files on disk')
  .option('--verbose', 'show what files suppress, too, and why')
  .option('--explain [id]', 'tell about a finding, such as PHX511, or list all there are; nothing is checked')
  .addOption(
    new Option('--format <format>', 'how to print: github is annotations of a workflow')
      .choices(['text', 'json', 'sarif', 'github'])
      .default('text'),
  )
  .addOption(jsonFormat())
  .option('--out <file>', 'write to a file instead')
  .action(
    act(async (options) => {
      if (options.explain === undefined) {
        return (await import('../commands/validate.ts')).validate({ ...options, ...formatOf(options) }, io);
      }
      const id = options.explain === true ? undefined : options.explain;
      const json = options.json || options.format === 'json';
      return (await import('../commands/explain-rule.ts')).explainRule({ ...options, json, id }, io);
    }),
  );

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
      (await import('../commands/plan.ts')).plan({ ...options, ...formatOf(options) }, io),
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
      (await import('../commands/proof.ts')).proof({ addresses, ...options }, io),
    ),
  );
