/**
 * Which commands `phoenix node` runs for a Phoenix elsewhere: programs of a list, with options that Proxmox's own schema
 * knows, and never a shell of the node. What a guest is told to do inside of itself is the guest's business. Pure.
 */
import { PhoenixError } from '../../errors.ts';
import { ASK } from '../../health/programs.ts';
import { apiCalls, apiProperties } from '../../simulator/api-schema.ts';
import { parseArguments } from '../../simulator/arguments.ts';
import { Failure, ParameterFailure, UsageFailure } from '../../simulator/failure.ts';
import type { PveVersion } from '../../simulator/facts.ts';
import { joined, type Properties } from '../../simulator/properties.ts';
import { commandSchema } from '../../simulator/schema.ts';
import { validateAll } from '../../simulator/validate.ts';
import { canonical } from '../../json.ts';
import { hostCommand } from '../guest-exec.ts';
import { RESTART_COMMAND } from '../restart-command.ts';
import { isOfSystem } from './system-paths.ts';

export interface CommandRules {
  readonly pve: PveVersion;
  /** Programs beside Proxmox's own that kinds of this version run, such as `zfs`. */
  readonly tools: readonly string[];
  /** Commands that kinds of this version ask each node while it is read. */
  readonly asks: readonly (readonly string[])[];
  /** Options that name programs of the node. */
  readonly hooks: boolean;
  /** Scripts of host features. */
  readonly features: boolean;
}

/** Subcommands that Phoenix sends; those that open a terminal, or copy files of the node, are none of them. */
const SUBCOMMANDS: Readonly<Record<string, RegExp>> = {
  pct: /^(?:clone|config|create|delsnapshot|destroy|exec|fstrim|list|listsnapshot|migrate|move-volume|pending|reboot|rescan|resize|restore|rollback|set|shutdown|snapshot|start|status|stop|template|unlock|unmount)$/,
  qm: /^(?:agent|clone|cloudinit (?:dump|pending|update)|config|create|delsnapshot|destroy|disk (?:import|move|rescan|resize|unlink)|guest (?:cmd|exec|exec-status)|list|listsnapshot|migrate|pending|reboot|rescan|reset|resize|resume|rollback|set|shutdown|snapshot|start|status|stop|suspend|template|unlock)$/,
  pvesm: /^(?:add|alloc|free|list|path|remove|set|status)$/,
  pveam: /^(?:available|download|list|update)$/,
  'ha-manager':
    /^(?:add|config|crm-command (?:migrate|relocate)|group(?:add|config|remove|set)|migrate|remove|rules (?:add|config|list|remove|set)|set|status)$/,
};

const WHOLE = ['vzdump', 'qmrestore'];

/** Below these, users, tokens, terminals and the node itself are changed; the API of the rest is checked option by option. */
const API_REFUSED =
  /^\/(?:access|cluster\/(?:acme|config|jobs|metrics|notifications|backup)|nodes\/[^/]+\/(?:execute|termproxy|vncshell|spiceshell|apt|certificates|config|hosts|dns|network|status|time|hardware|scan|disks|subscription|startall|stopall|migrateall|wakeonlan|aplinfo|services|(?:lxc|qemu)\/[^/]+\/(?:vncproxy|vncwebsocket|spiceproxy|termproxy|mtunnel|monitor|sendkey|remote_migrate)))(?:\/|$)/;

/** They name programs that run as root on the node, or that QEMU starts. */
const PROGRAM_OPTIONS = ['hookscript', 'args', 'script', 'skiplock', 'vga-args'];

const METHODS: Readonly<Record<string, string>> = {
  get: 'GET',
  create: 'POST',
  set: 'PUT',
  delete: 'DELETE',
};

/** Of programs without a schema of Proxmox: what all words after the program, with blanks between, must be like. */
const LINES: Readonly<Record<string, RegExp>> = {
  'apt-get':
    /^(?:update|install --yes --no-install-recommends --allow-downgrades --option Dpkg::Options::=--force-confold) --quiet --option DPkg::Lock::Timeout=\d+(?: --(?: [a-z0-9][a-z0-9.+-]*(?:[=/][\w.:~+-]+|[+-])?)+)?$/,
  // No bit of theirs makes a program root's.
  chmod: /^-- 0?[0-7]{3} \/[\w./@:-]+$/,
  chown: /^-- \d+(?::\d+)? \/[\w./@:-]+$/,
  exportfs: /^-(?:r|ra|v|s)$/,
  modprobe: /^(?:-- )?\w[\w-]*$/,
  'pve-firewall': /^(?:compile|localnet|status)$/,
  sysctl: /^--load=\/etc\/sysctl\.d\/[\w-]*phoenix[\w-]*\.conf$/,
  systemctl:
    /^(?:stop phoenix-revert-[\w.-]+-\*\.timer|(?:start|stop|restart|reload|reload-or-restart|try-restart) dnsmasq@[A-Za-z0-9]+)$/,
  'systemd-run':
    /^--unit=phoenix-revert-[\w.-]+ --on-active=\d+ --timer-property=AccuracySec=1s --collect --quiet -- (?:rm -f --|cp -- \/var\/lib\/phoenix\/revert\/[\w.-]+\.fw) \/etc\/pve\/(?:firewall|sdn\/firewall|nodes\/[\w-]+)\/[\w-]+\.fw$/,
  zfs: /^(?!.*(?:^| |-o)(?:exec|setuid|devices)=on(?: |$))(?:create|destroy|get|inherit|list|mount|rename|rollback|set|snapshot|unmount)(?: [\w.:@/%=,+{}"[\]-]*)*$/,
  // ZFS writes a cache file wherever it is told to.
  zpool: /^(?!.*cachefile=|.* -[cR])(?:create|get|list|set|status)(?: [\w.:@/=,+-]*)*$/,
};

/** Folders that get another owner, or are mounted over: none of the system's. */
const FOLDERS: Readonly<Record<string, (words: readonly string[]) => readonly string[]>> = {
  chmod: (words) => words.slice(2),
  chown: (words) => words.slice(2),
  zfs: (words) => words.flatMap((word) => /(?:^|^-o)mountpoint=(\/.*)$/.exec(word)?.[1] ?? []),
  zpool: (words) =>
    words.flatMap((word) => /(?:^|^-[om]|mountpoint=)(\/(?!dev\/(?!.*\.\.)).*)$/.exec(word)?.[1] ?? []),
};

/** Kinds do not name what every system has. */
const OF_COREUTILS = ['chmod', 'chown'];

const EXACT: readonly (readonly string[])[] = [['lxc-ls', '--active'], ['pveversion']];

const equal = (a: readonly string[], b: readonly string[]) => canonical([...a]) === canonical([...b]);

/** A question for health: our own program, in the network of a guest or of the node. */
function isProbe(argv: readonly string[]): boolean {
  const at = argv.indexOf('--');
  const [program = '', ...around] = argv.slice(0, at);
  const inNetwork =
    program === 'nsenter'
      ? equal(around, ['--net=/proc/1/ns/net'])
      : program === 'lxc-attach' && /^-n [1-9]\d* -s NETWORK$/.test(around.join(' '));
  return inNetwork && equal(argv.slice(at + 1, at + 4), ['perl', '-e', ASK]);
}

/** Words that may name a file of the host, which a guest would then hold, or a folder that is written to. */
const HOST_FILES = ['archive', 'dumpdir', 'ostemplate', 'source', 'stateuri', 'tmpdir'];
const DRIVE = /^(?:cdrom|(?:ide|sata|scsi|virtio|efidisk|tpmstate|unused)\d+)$/;

/** Phoenix names volumes of storages; machines that were there before it may have a disk of the host. */
function hostFile(values: ReadonlyMap<string, unknown>): string | null {
  for (const [name, value] of values) {
    const text = String(value);
    const isFile = HOST_FILES.includes(name) && /^(?:-$|\/|[a-z]+:\/)/.test(text);
    const isDrive =
      DRIVE.test(name) && /(?:^|,)(?:(?:file=)?\/(?!dev\/(?!.*\.\.\/))|import-from=\/)/.test(text);
    if (isFile || isDrive) return `${name}: phoenix node takes volumes of storages, no files of the host`;
  }
  return null;
}

/** What Proxmox itself would say of these words, and whether they name files of the host. */
function misfit(
  schema: { positional: readonly string[]; properties: Properties },
  words: readonly string[],
): string | null {
  const said: string[] = [];
  try {
    const { values } = parseArguments(schema, words, (text) => said.push(text.trim()));
    const reasons = validateAll(schema.properties, values);
    reasons.delete('extra-args');
    const [first] = reasons;
    return first ? `${first[0]}: ${first[1]}` : hostFile(values);
  } catch (error) {
    const known =
      error instanceof UsageFailure || error instanceof ParameterFailure || error instanceof Failure;
    if (!known && !(error instanceof PhoenixError)) throw error;
    return said[0] ?? error.message;
  }
}

/** Options by any of their spellings: `--hookscript`, `-hookscript=…`, `--hooks`. */
function programOption(words: readonly string[], properties: Properties): string | null {
  const end = words.indexOf('--');
  for (const word of end < 0 ? words : words.slice(0, end)) {
    const name = /^--?([a-z][\w-]*)/i.exec(word)?.[1]?.toLowerCase();
    if (name === undefined) continue;
    const meant = properties.has(name) ? [name] : properties.names().filter((one) => one.startsWith(name));
    const found = meant.find((one) => PROGRAM_OPTIONS.includes(one));
    if (found !== undefined) return found;
  }
  return null;
}

function checked(
  what: string,
  schema: { positional: readonly string[]; properties: Properties } | null,
  words: readonly string[],
  { hooks }: CommandRules,
): string | null {
  if (!schema) return `phoenix node does not know ${what}`;
  const option = programOption(words, schema.properties);
  if (option !== null && !hooks) return `${what}: phoenix node takes no --${option} (--allow hooks)`;
  const why = misfit(schema, words);
  return why === null ? null : `${what}: ${why}`;
}

function ofProxmox([program = '', ...words]: readonly string[], rules: CommandRules): string | null {
  const allowed = SUBCOMMANDS[program];
  for (const count of [2, 1]) {
    const name = words.slice(0, count).join(' ');
    if (words.length < count || !allowed?.test(name)) continue;
    const command = `${program} ${name}`;
    const schema = commandSchema(command, rules.pve);
    // `status` of a program takes no words.
    if (!schema && words.length === count) return null;
    return checked(command, schema, words.slice(count), rules);
  }
  return `phoenix node does not run ${program} ${words[0] ?? ''}`.trimEnd();
}

const parts = (path: string) => path.split('/').filter((part) => part !== '');

/** The method that a path is one of: `GET /nodes/{node}/lxc/{vmid}/config`. */
function apiCall(method: string, path: string): string | null {
  const given = parts(path);
  const fits = (call: string) => {
    const [verb = '', pattern = ''] = call.split(' ');
    const wanted = parts(pattern);
    // The id of a volume has slashes.
    const whole = wanted.at(-1) === '{volume}' && given.length >= wanted.length;
    if (verb !== method || (!whole && wanted.length !== given.length)) return false;
    return wanted.every((part, index) => part.startsWith('{') || part === given[index]);
  };
  const hits = apiCalls().filter(fits);
  // A name that stands there goes before one that may be anything.
  return hits.toSorted((a, b) => a.split('{').length - b.split('{').length)[0] ?? null;
}

const FORMAT = {
  'output-format': { type: 'string', optional: true, enum: ['text', 'json', 'json-pretty', 'yaml'] },
  noproxy: { type: 'boolean', optional: true },
  quiet: { type: 'boolean', optional: true },
} as const;

function ofApi([, verb = '', path = '', ...words]: readonly string[], rules: CommandRules): string | null {
  const method = METHODS[verb];
  const what = `pvesh ${verb} ${path}`;
  if (!method) return `phoenix node does not run pvesh ${verb}`;
  if (!/^(?:\/[^/]+)+$/.test(path) || /(?:^|\/)\.\.?(?:\/|$)/.test(path) || API_REFUSED.test(path))
    return `phoenix node does not run ${what}`;
  const call = apiCall(method, path);
  const properties = call === null ? null : apiProperties(call, rules.pve);
  if (call === null || !properties) return `phoenix node does not know ${what}`;
  const inPath = [...call.matchAll(/\{([\w-]+)\}/g)].map(([, name = '']) => name);
  return checked(what, { positional: [], properties: joined(FORMAT, properties, inPath) }, words, rules);
}

function ofLine([program = '', ...words]: readonly string[]): string | null {
  const line = LINES[program];
  const isPlain = words.every((word) => !/\s/.test(word));
  const isElsewhere = FOLDERS[program]?.(words).some(isOfSystem) ?? false;
  if (line && isPlain && !isElsewhere && line.test(words.join(' '))) return null;
  return `phoenix node does not run ${[program, ...words.slice(0, 3)].join(' ')}`;
}

/** Null: it is run. Otherwise why not, in words. */
export function commandRefused(argv: readonly string[], rules: CommandRules): string | null {
  const [program = ''] = argv;
  if (argv.some((word) => word.includes('\0'))) return 'a word of a command has no NUL';
  if ([...EXACT, ...rules.asks].some((one) => equal(argv, one)) || isProbe(argv)) return null;
  if (Object.hasOwn(SUBCOMMANDS, program)) return ofProxmox(argv, rules);
  if (WHOLE.includes(program))
    return checked(program, commandSchema(program, rules.pve), argv.slice(1), rules);
  if (program === 'pvesh') return ofApi(argv, rules);
  if (equal(argv, RESTART_COMMAND)) {
    return rules.features ? null : 'phoenix node restarts no host (--allow features)';
  }
  if (equal(argv, hostCommand())) {
    return rules.features ? null : 'phoenix node runs no scripts of host features (--allow features)';
  }
  if ([...OF_COREUTILS, ...rules.tools].includes(program)) return ofLine(argv);
  return `phoenix node does not run ${program || 'nothing'}`;
}

/** Whether there is any command of the program that is run. */
export const runsProgram = (program: string): boolean =>
  [SUBCOMMANDS, LINES].some((table) => Object.hasOwn(table, program)) ||
  [...WHOLE, 'pvesh', 'lxc-attach', 'nsenter', ...EXACT.flatMap(([first = '']) => first)].includes(program);
