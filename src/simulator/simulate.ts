/** The simulated node's one entry: `(machine, argv, stdin) → result`. It finds the command, checks its options, runs it. */
import { parseArguments } from './arguments.ts';
import { type NodeFacts, type PveVersion, readFacts } from './facts.ts';
import { Failure, Killed, ParameterFailure, UsageFailure } from './failure.ts';
import { CallerKilled, Hung, strike } from './faults.ts';
import { type Host, LockTimeout } from './host.ts';
import { tendHa } from './ha-crm.ts';
import { paceOf } from './latency.ts';
import { assertUp, quorate } from './power.ts';
import { programs } from './programs.ts';
import { isIn8 } from './releases.ts';
import { commandSchema, commandsOf } from './schema.ts';
import type { Command, GuestRuntime, Parameters, Result, Session } from './session.ts';
import { fireTimers } from './timers.ts';
import { usageLine } from './usage.ts';
import { validateAll } from './validate.ts';

export interface Call {
  readonly host: Host;
  /** The node of the cluster on which the command is typed. */
  readonly node: string;
  /** Program first: `['pct', 'list']`. */
  readonly argv: readonly string[];
  /** Read only by commands that take it. */
  readonly stdin?: string | (() => string);
  /** The caller's environment, which `pct exec` keeps unless told otherwise. */
  readonly env?: Readonly<Record<string, string>>;
  /** The caller's character set, unless the node has one of its own. */
  readonly locale?: 'C' | 'UTF-8';
  readonly runtime?: GuestRuntime | null;
  /** Ends the calling process, for an injected fault; without, `CallerKilled` is thrown when the command has ended. */
  readonly killCaller?: () => void;
  /** Sees what is printed when it is: 1 is stdout, 2 is stderr. */
  readonly onOutput?: (fd: 1 | 2, text: string) => void;
}

/** In the C locale Perl reads each byte that is not ASCII as U+FFFD. */
function inLocale(locale: 'C' | 'UTF-8', argument: string): string {
  if (locale === 'UTF-8') return argument;
  return Buffer.from(argument, 'utf8')
    .toString('latin1')
    .replace(/[\u0080-\u00ff]/g, '\ufffd');
}

interface Found {
  /** `pct set`; for programs without subcommands the program's name. */
  readonly command: string;
  readonly run: Command;
  readonly rest: readonly string[];
}

/** Finds the subcommand: two words (`pvesm scan zfs`) before one; a unique beginning is enough. */
function find(argv: readonly string[], pve: PveVersion): Found | { readonly message: string } {
  const [program = '', ...words] = argv;
  const table = programs[program];
  if (!table) return { message: `${program}: command not found\n` };
  if (typeof table === 'function') return { command: program, run: table, rest: words };
  const names = Object.keys(table).filter((name) => pve !== '8.4' || isIn8(`${program} ${name}`));
  for (const count of [2, 1]) {
    const name = words.slice(0, count).join(' ');
    const hits = names.filter((candidate) => candidate.startsWith(name));
    const exact = names.includes(name) ? name : hits.length === 1 && name !== '' ? hits[0] : undefined;
    const run = exact === undefined ? undefined : table[exact];
    if (words.length >= count && exact !== undefined && run) {
      return { command: `${program} ${exact}`, run, rest: words.slice(count) };
    }
  }
  const given = words[0];
  const usage = [...new Set([...names, ...commandsOf(program, pve)])].sort();
  const reason = given === undefined ? 'no command specified' : `unknown command '${program} ${given}'`;
  const lines = usage.map((name) => `       ${usageLine(`${program} ${name}`)}\n`).join('');
  return { message: `ERROR: ${reason}\nUSAGE: ${program} <COMMAND> [ARGS] [OPTIONS]\n\n${lines}` };
}

function readParameters(session: Session, rest: readonly string[]): Parameters {
  const schema = commandSchema(session.command, session.node.pve);
  if (!schema) return { values: new Map(), extra: rest };
  const parameters = parseArguments(schema, rest, (text) => session.warn(text));
  const reasons = validateAll(schema.properties, parameters.values);
  reasons.delete('extra-args');
  if (reasons.size > 0) throw new ParameterFailure(reasons);
  return parameters;
}

/** What a failure says on stderr, and the exit status. */
function reportFailure(session: Session, error: unknown): number {
  if (error instanceof Failure) {
    session.warn(error.message.endsWith('\n') || error.message === '' ? error.message : `${error.message}\n`);
    return error.exit;
  }
  if (error instanceof LockTimeout) {
    session.warn(`${error.message}\n`);
    return 4;
  }
  if (error instanceof ParameterFailure) {
    const reasons = [...error.reasons].map(([name, reason]) => `${name}: ${reason}\n`).join('');
    session.warn(`${error.message}\n${reasons}${usageLine(session.command)}\n`);
    return error.exit;
  }
  if (error instanceof UsageFailure) {
    session.warn(`${error.message}\n${usageLine(session.command)}\n`);
    return 255;
  }
  if (error instanceof Killed) return -9;
  throw error;
}

/**
 * Runs one command on a simulated node and gives what it printed; files, running guests and clock are in the host.
 * @throws PhoenixError `NODE_UNREACHABLE` for a node that the cluster does not have, or that is down.
 * @throws CallerKilled in the place of the death of the caller, which a fault asked for.
 */
export function simulate(call: Call): Result {
  const node: NodeFacts = readFacts(call.host, call.node);
  assertUp(call.host, node.name);
  const host = quorate(call.host);
  fireTimers(call.host);
  if (host === call.host) tendHa(host, call.runtime ?? null);
  const locale = node.locale ?? call.locale ?? 'UTF-8';
  const argv = call.argv.map((argument) => inLocale(locale, argument));
  const found = find(argv, node.pve);
  const out: string[] = [];
  const err: string[] = [];
  const command = 'message' in found ? (argv[0] ?? '') : found.command;
  let stdin: string | null = null;
  const pace = paceOf(call.host, { node: node.name, command, argv }, node.latency);
  let callerKilled = false;
  const killCaller = () => {
    callerKilled = true;
    call.killCaller?.();
  };
  const session: Session = {
    host,
    node,
    command,
    argv,
    get stdin() {
      stdin ??= typeof call.stdin === 'function' ? call.stdin() : (call.stdin ?? '');
      return stdin;
    },
    env: call.env ?? {},
    runtime: call.runtime ?? null,
    print: (text) => {
      out.push(text);
      call.onOutput?.(1, text);
    },
    warn: (text) => {
      err.push(text);
      call.onOutput?.(2, text);
    },
    call: (argv) => {
      const { host, node, runtime = null } = call;
      return simulate({ host, node, argv, runtime });
    },
    at: (point) => {
      pace.reach(point);
      strike(session, point, killCaller);
    },
  };
  let exit = 0;
  if ('message' in found) {
    session.warn(found.message);
    exit = programs[argv[0] ?? ''] ? 255 : 127;
  } else {
    try {
      session.at('begin');
      found.run(session, readParameters(session, found.rest));
      session.at('end');
    } catch (error) {
      if (error instanceof Hung)
        return { exit: -15, stdout: out.join(''), stderr: err.join(''), ms: Infinity };
      exit = reportFailure(session, error);
    }
  }
  if (exit >= 0) pace.finish();
  if (callerKilled && !call.killCaller) throw new CallerKilled(argv.join(' '));
  return { exit, stdout: out.join(''), stderr: err.join(''), ms: pace.ms };
}
