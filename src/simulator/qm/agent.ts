/**
 * The guest agent of a machine, by `qm guest exec`, `qm guest cmd` and the API below `/agent` (PVE::QemuServer::Agent,
 * API2/Qemu/Agent.pm, CLI/qm.pm, 9.2). Processes are run by the session's runtime, as those of containers are.
 */
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { guestRoot } from '../guest-files.ts';
import { badParameter, die } from '../failure.ts';
import { prettyJson } from '../pvesh/render.ts';
import type { Command, GuestEnd, Session } from '../session.ts';
import { hasAgent, stopMachine } from './power.ts';
import { isCloudProgram } from '../agent-runs.ts';
import { cloudAnswer, untilAgent } from './booted.ts';
import { loadVm, machineState } from './machines.ts';
import { parseVmNet } from './identity.ts';
import { confSchema } from '../schema.ts';
import { parsePropertyString } from '../../node/property-string.ts';

/** QEMU's agent keeps so many bytes of each stream of a process, and drops the rest. */
const MOST_OUTPUT = 16 * 1024 ** 2;
/** What `qm guest exec --pass-stdin` takes. */
const MOST_STDIN = 1024 ** 2;
/** Proxmox waits so long for a ping, in milliseconds. */
const PING = 3000;
/** What qemu-guest-agent's own processes have. */
const GUEST_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** @throws Failure unless the agent of the machine answers */
function assertAgent(session: Session, vmid: number): void {
  const draft = loadVm(session, vmid);
  if (!draft.options.has('agent')) die('No QEMU guest agent configured');
  const state = machineState(session.host, vmid) ?? die(`VM ${vmid} is not running`);
  const missing = !state.agent || !hasAgent(draft) || state.paused === true;
  const wait = untilAgent(session, vmid);
  if (!missing && wait === 0) return;
  session.host.wait(missing ? PING : Math.min(PING, wait));
  if (missing || untilAgent(session, vmid) > 0) die('QEMU guest agent is not running');
}

const folder = (vmid: number) => `/.sim/agent/${vmid}`;

interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What Phoenix asks of cloud-init is answered from the guest's files: nothing of it really runs. */
function run(session: Session, vmid: number, argv: readonly string[], stdin: string): GuestEnd {
  if (isCloudProgram(argv)) return { exit: 0, stdout: cloudAnswer(session, vmid), stderr: '' };
  const runtime =
    session.runtime ??
    die(`Agent error: Guest agent command failed, error was 'no process can be run in this simulated guest'`);
  return runtime.exec({ vmid, argv, env: { PATH: GUEST_PATH }, stdin, captured: true });
}

/** Starts a process, which has ended when this returns: a guest that is simulated has no time of its own. */
export function agentExec(session: Session, vmid: number, argv: readonly string[], stdin: string): number {
  assertAgent(session, vmid);
  const [program] = argv;
  if (program === undefined) die('command or input-data (or both) required');
  const end = run(session, vmid, argv, stdin);
  if (end.failed !== undefined) {
    const reason = end.failed === 'ENOENT' ? 'No such file or directory' : 'Permission denied';
    die(
      `Agent error: Guest agent command failed, error was 'Failed to execute child process “${program}” (${reason})'`,
    );
  }
  const pid = 1000 + Math.trunc(session.host.random() * 60_000);
  const { exit, stdout, stderr } = end;
  const ended: Ended = { exit, stdout, stderr };
  session.host.write(`${folder(vmid)}/${pid}`, JSON.stringify(ended));
  return pid;
}

function stream(name: 'out' | 'err', text: string): JsonObject {
  const bytes = Buffer.byteLength(text);
  if (bytes === 0) return {};
  if (bytes <= MOST_OUTPUT) return { [`${name}-data`]: text };
  const kept = Buffer.from(text).subarray(0, MOST_OUTPUT).toString('utf8');
  return { [`${name}-data`]: kept, [`${name}-truncated`]: 1 };
}

/** How a process ended. The agent forgets it when it has told. @throws Failure for a pid that it does not know */
export function agentStatus(session: Session, vmid: number, pid: number): JsonObject {
  assertAgent(session, vmid);
  const path = `${folder(vmid)}/${pid}`;
  const text = session.host.read(path);
  if (text === null) die(`Agent error: Invalid parameter 'pid'`);
  session.host.remove(path);
  const { exit, stdout, stderr } = JSON.parse(text) as Ended;
  return {
    exited: 1,
    ...(exit < 0 ? { signal: -exit } : { exitcode: exit }),
    ...stream('out', stdout),
    ...stream('err', stderr),
  };
}

function printResult(session: Session, result: Json | undefined): void {
  if (result === undefined || result === null) return;
  if (isObject(result) && Object.keys(result).length === 0) return;
  session.print(typeof result === 'object' ? `${prettyJson(result)}\n` : `${String(result)}\n`);
}

export const qmGuestExec: Command = (session, { values, extra }) => {
  const vmid = Number(values.get('vmid'));
  const waits = values.get('synchronous') !== '0';
  if (values.has('timeout') && !waits) badParameter('synchronous', "needs to be set for 'timeout'");
  const stdin = values.get('pass-stdin') === '1' ? session.stdin : '';
  if (Buffer.byteLength(stdin, 'latin1') > MOST_STDIN) {
    die(`'input-data' (STDIN) is limited to 1 MiB, aborting`);
  }
  const pid = agentExec(session, vmid, extra, stdin);
  printResult(session, waits ? agentStatus(session, vmid, pid) : { pid });
};

export const qmGuestExecStatus: Command = (session, { values }) =>
  printResult(session, agentStatus(session, Number(values.get('vmid')), Number(values.get('pid'))));

/** Addresses that cloud-init gave the machine's nets, as `network-get-interfaces` lists them. */
function interfaces(session: Session, vmid: number): Json {
  const { options } = loadVm(session, vmid);
  const fields = confSchema('9.2', 'qemu').get('ipconfig0')?.fields ?? {};
  const address = (ip: string): Json => ({
    'ip-address': ip.replace(/\/.*$/, ''),
    'ip-address-type': ip.includes(':') ? 'ipv6' : 'ipv4',
    prefix: Number(ip.split('/')[1] ?? 24),
  });
  const nets = [...options].filter(([key]) => /^net\d+$/.test(key)).sort(([a], [b]) => (a < b ? -1 : 1));
  const lo: Json = {
    name: 'lo',
    'hardware-address': '00:00:00:00:00:00',
    'ip-addresses': [address('127.0.0.1/8'), address('::1/128')],
  };
  return [
    lo,
    ...nets.map(([key, value]): Json => {
      const config = parsePropertyString(fields, options.get(`ipconfig${key.slice(3)}`) ?? '');
      const given = [config.get('ip'), config.get('ip6')].filter((ip) => ip?.includes('/') === true);
      return {
        name: `eth${key.slice(3)}`,
        'hardware-address': (parseVmNet(value).get('macaddr') ?? '').toLowerCase(),
        'ip-addresses': given.map((ip) => address(ip ?? '')),
      };
    }),
  ];
}

/** `ping` and the like. @throws Failure for a command that the simulator does not have */
export function agentCommand(session: Session, vmid: number, command: string): Json {
  assertAgent(session, vmid);
  switch (command) {
    case 'ping':
      return {};
    case 'get-host-name':
      return { 'host-name': loadVm(session, vmid).options.get('name') ?? `VM${vmid}` };
    case 'network-get-interfaces':
      return interfaces(session, vmid);
    case 'fstrim':
      return { paths: [] };
    case 'info':
      return { version: '7.2.9', supported_commands: [] };
    case 'get-osinfo':
      return { id: 'debian', name: 'Debian GNU/Linux', 'version-id': '12' };
    case 'shutdown':
      stopMachine(session, vmid, { within: 60, force: false });
      return {};
    case 'fsfreeze-status':
      return 'thawed';
    default:
      return die(`the simulator does not model the agent's command ${command}`);
  }
}

export const qmGuestCmd: Command = (session, { values }) =>
  printResult(session, agentCommand(session, Number(values.get('vmid')), values.get('command') ?? ''));

/** A file of the guest, as text. @throws Failure when it is not there */
export function agentReadFile(session: Session, vmid: number, path: string): Json {
  assertAgent(session, vmid);
  const text = session.host.read(`${guestRoot(vmid)}${path}`);
  if (text === null) die(`Agent error: failed to open file '${path}': No such file or directory`);
  const whole = Buffer.from(text);
  const kept = whole.subarray(0, MOST_OUTPUT);
  return { content: kept.toString('utf8'), ...(kept.length < whole.length ? { truncated: 1 } : {}) };
}

export function agentWriteFile(session: Session, vmid: number, path: string, content: string): void {
  assertAgent(session, vmid);
  session.host.write(`${guestRoot(vmid)}${path}`, content);
}
