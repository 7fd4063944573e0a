/**
 * A bundle brought into a virtual machine by its guest agent, whose messages are bounded and which answers only when a command
 * has ended: the bundle goes in pieces, runs by itself, and its events are asked for until the last has come. Each
 * request may be sent again, so that one that got lost does no harm. guest/agent.sh is the other end.
 */
import { gzipSync } from 'node:zlib';
import type { EventReader } from '../features/events.ts';
import { AGENT, BOOTSTRAP } from '../features/guest-scripts.ts';
import { sha256 } from '../hash.ts';
import { type AgentAnswer, askAgent } from '../node/guest-agent.ts';
import type { NodePort, RunResult } from '../node/port.ts';
import { type Clock, realClock } from './clock.ts';

/**
 * Bytes of one piece. QEMU's agent takes more, but Proxmox's API stops at 64 KiB (qemu-server 9.0), and what is larger blocks
 * the guest's serial line for others.
 */
const PIECE = 48 * 1024;
/** Seconds for one request: the longest waits in the guest for something to tell. */
const SECONDS = 40;
/** Milliseconds that the agent may be silent: a guest that has just been started, or packages that restart the agent. */
const SILENCE = 300_000;
const PAUSE = 3000;
/** How often all pieces are sent again, when they do not fit together in the guest. */
const MOST_SENDINGS = 3;
/** Milliseconds to end a run, and forget it. */
const LAST_WORDS = 60_000;

export interface AgentEntry {
  readonly node: NodePort;
  readonly vmid: number;
  /** By `frame` of src/features/bundle.ts. */
  readonly bundle: Uint8Array;
  /** Of this run alone, in hexadecimal; scripts in the guest may know it. */
  readonly id: string;
  /** Milliseconds for all of it. */
  readonly timeout: number;
  readonly reader: EventReader;
  /** What is going on before the run itself tells. */
  readonly onProgress: (text: string) => void;
  /** Real, unless a test has its own. */
  readonly clock?: Clock;
}

/** How it went: like a command whose stdout was read as it came. */
export interface AgentRun extends Pick<RunResult, 'exit' | 'stdout' | 'stderr' | 'ms' | 'timedOut'> {
  /** Nothing ran, and why. */
  readonly refused?: string;
}

interface Reply {
  readonly word: string;
  readonly rest: readonly string[];
  readonly out: Uint8Array;
  readonly err: string;
}

/** No further request makes sense. */
type Stop =
  | { readonly stop: 'refused' | 'lost'; readonly why: string }
  | { readonly stop: 'late'; readonly why: string };

interface Talk extends Omit<AgentEntry, 'clock'> {
  readonly clock: Clock;
  /** Time after which nothing more is waited for. */
  readonly end: number;
}

function parsed(stdout: string): Reply | null {
  const [head = '', ...lines] = stdout.split('\n');
  const [mark, word = '', ...rest] = head.split(' ');
  if (mark !== 'phx-agent' || word === '') return null;
  const part = (name: string) => {
    const line = lines.find((one) => one.startsWith(`${name} `));
    return Buffer.from(line?.slice(name.length + 1) ?? '', 'base64');
  };
  return { word, rest, out: part('out'), err: part('err').toString('utf8') };
}

function replyOf(answer: AgentAnswer): Reply | Stop | { readonly silent: string } {
  if (answer.is === 'refused') return { stop: 'refused', why: answer.why };
  if (answer.is === 'silent') return { silent: answer.why };
  const reply = parsed(answer.stdout);
  if (!reply) return { silent: answer.stderr.trim() || `its shell ended with exit code ${answer.exit}` };
  return reply.word === 'refused' ? { stop: 'refused', why: reply.rest.join(' ') } : reply;
}

/** Sends a request until it is answered. */
async function request(
  talk: Talk,
  line: string,
  bytes: Uint8Array = new Uint8Array(),
): Promise<Reply | Stop> {
  const { node, vmid, clock, end, onProgress } = talk;
  const stdin = Buffer.concat([Buffer.from(`${line}\n`), bytes]);
  const since = clock.now();
  let said = '';
  for (;;) {
    const reply = replyOf(await askAgent(node, vmid, ['sh', '-c', AGENT], { seconds: SECONDS, stdin }));
    if (!('silent' in reply)) return reply;
    const now = clock.now();
    if (now >= end) return { stop: 'late', why: reply.silent };
    if (now - since >= SILENCE) return { stop: 'lost', why: reply.silent };
    if (reply.silent !== said) onProgress(`waiting for the guest agent: ${reply.silent}`);
    said = reply.silent;
    await clock.sleep(PAUSE);
  }
}

async function send(talk: Talk, packed: Uint8Array): Promise<Stop | null> {
  const count = Math.ceil(packed.length / PIECE);
  for (let number = 0; number < count; number += 1) {
    const offset = number * PIECE;
    const piece = packed.subarray(offset, offset + PIECE);
    const line = `put ${talk.id} ${offset} ${piece.length} ${sha256(piece)}`;
    if (count > 2) talk.onProgress(`bringing in piece ${number + 1} of ${count}`);
    let reply: Reply | Stop;
    let tries = 0;
    do {
      reply = await request(talk, line, piece);
      if ('stop' in reply) return reply;
      tries += 1;
    } while (reply.word === 'torn' && tries < MOST_SENDINGS);
    if (reply.word !== 'kept')
      return { stop: 'refused', why: 'pieces of the bundle do not arrive as they were sent' };
  }
  return null;
}

/** Pieces, and then the start: what does not fit together is brought in anew. */
async function begin(talk: Talk): Promise<Stop | null> {
  // The same bundle gives the same bytes: no time of day stands in them.
  const packed = gzipSync(talk.bundle, { level: 9 });
  const line = `start ${talk.id} ${packed.length} ${sha256(packed)}`;
  for (let sendings = 0; sendings < MOST_SENDINGS; sendings += 1) {
    const stopped = await send(talk, packed);
    if (stopped) return stopped;
    const reply = await request(talk, line, Buffer.from(BOOTSTRAP));
    if ('stop' in reply) return reply;
    if (reply.word === 'started') return null;
  }
  return { stop: 'refused', why: 'the pieces of the bundle do not fit together in the guest' };
}

interface Followed {
  /** Null: killed, or never known. */
  readonly exit: number | null;
  readonly stderr: string;
  readonly late?: true;
  /** What is said to the guest last. */
  readonly farewell: readonly ('stop' | 'drop')[];
}

/** Hands on what the run tells, until it has ended or told its last event. */
async function follow(talk: Talk): Promise<Followed> {
  const { id, reader, clock, end } = talk;
  for (let offset = 0; ;) {
    const reply = await request(talk, `poll ${id} ${offset}`);
    if ('stop' in reply) {
      const late = reply.stop === 'late' && { late: true as const };
      return { exit: null, stderr: `${reply.why}\n`, farewell: [], ...late };
    }
    if (reply.word !== 'at') {
      // What was in memory is gone.
      const stderr = 'the guest was restarted while the run was under way\n';
      return { exit: null, stderr, farewell: [] };
    }
    const [size, state, code] = reply.rest;
    reader.add(reply.out);
    offset += reply.out.length;
    // A guest that promises more than it gives is not asked for ever.
    const all = offset >= Number(size) || reply.out.length === 0;
    if (state === 'exit' && all) return { exit: Number(code), stderr: reply.err, farewell: ['drop'] };
    if (state === 'lost' && all) return { exit: null, stderr: reply.err, farewell: ['drop'] };
    // Its last event, or more than anybody reads.
    if (reader.done) return { exit: 0, stderr: reply.err, farewell: ['stop', 'drop'] };
    if (clock.now() >= end) return { exit: null, stderr: '', late: true, farewell: ['stop', 'drop'] };
    // It has waited in the guest for something to tell; one that answers at once waits here.
    if (reply.out.length === 0) await clock.sleep(1000);
  }
}

/** What is left in the guest's memory goes now, if it can: the next run takes it away otherwise. */
async function forget(talk: Talk, verbs: readonly string[]): Promise<void> {
  const brief = { ...talk, end: talk.clock.now() + LAST_WORDS, onProgress: () => {} };
  for (const verb of verbs) await request(brief, `${verb} ${talk.id}`);
}

/** Brings the bundle in, and follows it to its end. @throws PhoenixError `NODE_UNREACHABLE` */
export async function enterByAgent({ clock = realClock, ...entry }: AgentEntry): Promise<AgentRun> {
  const began = clock.now();
  const talk: Talk = { ...entry, clock, end: began + entry.timeout };
  const ms = () => Math.round(clock.now() - began);
  const stopped = await begin(talk);
  if (stopped) {
    const { stop, why } = stopped;
    if (stop === 'late') return { exit: -1, stdout: '', stderr: `${why}\n`, ms: ms(), timedOut: true };
    return { exit: -1, stdout: '', stderr: '', ms: ms(), refused: why };
  }
  const { exit, stderr, late, farewell } = await follow(talk);
  await forget(talk, farewell);
  return { exit: exit ?? -1, stdout: '', stderr, ms: ms(), ...(late && { timedOut: true as const }) };
}
