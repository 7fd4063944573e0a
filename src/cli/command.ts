/** What all commands of the command line are made with: the program, options that several share, and exit codes. */
import process from 'node:process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { durationInMs } from '../config/units.ts';
import { createTerminal } from '../commands/terminal.ts';
import { type TelemetryOptions, wanted } from '../telemetry/wanted.ts';
import { VERSION } from '../version.ts';

export const io = createTerminal();

/** Runs a command's function and keeps its exit code. */
export function act<T extends unknown[]>(
  run: (...args: T) => Promise<number>,
): (...args: T) => Promise<void> {
  return async (...args) => {
    const kept = wanted(program.opts<TelemetryOptions>(), process.env);
    if (kept === null) {
      process.exitCode = await run(...args);
      return;
    }
    const { watch } = await import('../telemetry/start.ts');
    // Commander gives the command itself last.
    const about = {
      run: `cli-${Date.now()}`,
      name: nameOf(args.at(-1)),
      fields: {},
      env: process.env,
      // 2 is the answer of `plan --detailed-exitcode`.
      endOf: (exit: number) => ({ ok: exit === 0 || exit === 2, fields: { exit } }),
    };
    process.exitCode = await watch(kept, about, () => run(...args));
  };
}

/** `phoenix vault check`. */
function nameOf(command: unknown): string {
  const words: string[] = [];
  for (let at = command instanceof Command ? command : null; at !== null; at = at.parent)
    words.unshift(at.name());
  return words.join(' ');
}

const logged = (flags: string, what: string) => new Option(flags, what).helpGroup('Logs and metrics:');

export const program = new Command('phoenix')
  .description('Runs Proxmox VE hosts from git: a pull request gets a plan, a merge applies it.')
  .version(VERSION, '-V, --version')
  .showHelpAfterError('(--help shows how)')
  .showSuggestionAfterError()
  // Before or after the command's name.
  .addOption(logged('--log-file <file>', 'append a log of JSON lines to it'))
  .addOption(logged('--log-format <format>', 'what stderr looks like: text or json'))
  .addOption(logged('--log-level <level>', 'of both: debug, info, warn or error'))
  .addOption(logged('--metrics-file <file>', "write figures for node_exporter's textfile collector"))
  .addHelpText(
    'after',
    `
With every command:
  phoenix apply --log-file phoenix.jsonl   keeps what was done, by which commands, and how long it took
  phoenix apply --log-level debug          shows it as it comes; warn shows no progress`,
  )
  .exitOverride();

export const configs = () => new Option('--configs <dir>', 'the folder of the estate').default('configs');
export const environment = () => new Option('--env <name>', 'lay configs/environments/NAME over the files');
export const node = () =>
  new Option('--node <where>', 'local, ssh://HOST or sim:DIR (a simulated node)').default('local');
export const json = () => new Option('--json', 'print JSON');
/** Beside `--format`: both at once may contradict each other. */
export const jsonFormat = () => new Option('--json', 'as --format json').conflicts('format');

export const formatOf = ({ json: isJson }: { readonly json?: boolean }) => (isJson ? { format: 'json' } : {});

export function subcommand(
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

export const command = (name: string, description: string, examples: readonly string[]): Command =>
  subcommand(program, name, description, examples);

export function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('it must be a whole number above 0.');
  return value;
}

/** `30m`, in milliseconds. */
export function duration(text: string): number {
  const ms = durationInMs(text);
  if (ms === null) throw new InvalidArgumentError('it must be a time such as "90s", "30m" or "2h".');
  return ms;
}

/** Several VMIDs, each a word of its own or with commas between. */
export function vmids(text: string, before: readonly number[] = []): readonly number[] {
  const words = text.split(',').map((word) => word.trim());
  const numbers = words.map(Number);
  if (!numbers.every((one) => Number.isInteger(one) && one >= 100 && one <= 999_999_999)) {
    throw new InvalidArgumentError('it must be a VMID from 100 on, or several with commas.');
  }
  return [...before, ...numbers];
}
