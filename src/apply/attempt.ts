/** One try of a verb on a node: what came out, whatever it was. Whether it worked is decided by reading back, not here. */
import { PhoenixError } from '../errors.ts';
import type { Ref, Step, Verb } from '../kinds/step.ts';
import type { NodePort, RunResult } from '../node/port.ts';
import { optionValue } from '../node/option-value.ts';
import type { ReadSecret } from '../secrets/reader.ts';
import { guestIn, type Memory, type Readings } from './memory.ts';

/** The end of a try. */
export interface Attempt {
  /** What was started, for messages: `pct set`. */
  readonly what: string;
  /** 0: it said that it worked. Null: nobody knows, since the connection was lost. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  /** Someone else had changed the guest, so that nothing was written: then there is nothing to take back either. */
  readonly refused: boolean;
}

/** The values of Refs: a digest as last seen, an option as just read, what a step printed. */
export type Resolve = (ref: Ref) => string;

/** @throws PhoenixError `STALE` when a value is not known, because the guest is not there any more. */
export function resolver(memory: Memory, readings: Readings): Resolve {
  return (ref) => {
    if (ref.ref === 'said') return memory.said(ref.step);
    const state = guestIn(readings.get(ref.scope));
    if (ref.ref === 'option' && state?.file) return optionValue(state.file.text, ref.option, ref.with);
    const digest = ref.ref === 'digest' ? memory.digest(ref.scope) : null;
    if (digest !== null) return digest;
    throw new PhoenixError('STALE', `${ref.scope} is not there any more`, {
      hint: 'plan again: someone else changed this guest',
    });
  };
}

/** Scopes whose reading a verb's Refs need. */
export function scopesInVerb(verb: Verb): string[] {
  if (verb.verb !== 'run') return [];
  return verb.argv.flatMap((word) => (typeof word !== 'string' && word.ref === 'option' ? [word.scope] : []));
}

/** The argument vector with its Refs replaced; for `raw`, words that say the same in a journal. */
export function argvOf(verb: Verb, resolve: Resolve): string[] {
  switch (verb.verb) {
    case 'run':
      return verb.argv.map((word) => (typeof word === 'string' ? word : resolve(word)));
    case 'raw':
      return ['raw', String(verb.vmid), ...verb.lines.map(({ key, value }) => `${key}: ${value}`)];
    case 'guest':
      return ['features', String(verb.vmid), ...verb.remove, ...verb.install];
    case 'health':
      return ['health', String(verb.vmid), verb.check.ask.is];
    case 'write':
      return [verb.content === null ? 'remove' : 'write', verb.path];
    case 'reach':
      return ['reach', verb.node];
    case 'restart':
      return [...verb.argv];
    case 'wait':
      return ['wait', verb.cond.scope, verb.cond.check.is];
  }
}

/** Somebody else's change, as most commands say it, and as `qm set` and `qm resize` do, which may end with 0 (PVE 9.2). */
const MODIFIED = /detected modified configuration|checksum mismatch \(file change by other user/;

function fromResult(what: string, result: RunResult): Attempt {
  const { exit, stdout, stderr } = result;
  const refused = MODIFIED.test(stderr);
  return { what, exit, stdout, stderr, timedOut: result.timedOut === true, refused };
}

function fromError(what: string, error: unknown): Attempt {
  if (!(error instanceof PhoenixError)) throw error;
  const exit = error.code === 'NODE_UNREACHABLE' ? null : 1;
  const refused = error.code === 'STALE';
  return { what, exit, stdout: '', stderr: error.message, timedOut: false, refused };
}

export interface AttemptInput {
  readonly node: NodePort;
  readonly verb: Extract<Verb, { verb: 'run' | 'raw' | 'write' }>;
  readonly argv: readonly string[];
  readonly resolve: Resolve;
  /** Milliseconds. */
  readonly timeout: Step['timeout'];
  readonly onLine: (line: string) => void;
  /** For what files hold; null: nobody may read any. */
  readonly secret: ReadSecret | null;
}

type Content = Extract<Verb, { verb: 'write' }>['content'];

const isRef = (value: string | null | undefined | Ref): value is Ref =>
  typeof value === 'object' && value !== null;

/** The text of a file with its secrets in it. */
async function contentOf(content: Content, secret: ReadSecret | null): Promise<string | null> {
  if (content === null || typeof content === 'string') return content;
  const parts = content.map(async (part) => {
    if (typeof part === 'string') return part;
    if (secret) return part.as === 'json' ? JSON.stringify(await secret(part.secret)) : secret(part.secret);
    throw new PhoenixError('REFUSED', `the secret ${part.secret} cannot be read here`);
  });
  return (await Promise.all(parts)).join('');
}

/** Runs the verb once. Only bugs are thrown. */
export async function attempt(input: AttemptInput): Promise<Attempt> {
  const { node, verb, argv, resolve, timeout, onLine, secret } = input;
  switch (verb.verb) {
    case 'run': {
      const what = argv.slice(0, 2).join(' ');
      const stdin = verb.stdin === undefined ? {} : { stdin: verb.stdin };
      try {
        return fromResult(what, await node.run(argv, { timeout, onLine, ...stdin }));
      } catch (error) {
        return fromError(what, error);
      }
    }
    case 'write': {
      const { path, before, mode, lock } = verb;
      const what = verb.content === null ? `removing ${path}` : `writing ${path}`;
      try {
        const content = await contentOf(verb.content, secret);
        const was = isRef(before) ? resolve(before) : before;
        await node.writeFile({
          path,
          content,
          ...(was !== undefined && { before: was }),
          ...(mode !== undefined && { mode }),
          ...(lock && { lock }),
        });
        return { what, exit: 0, stdout: '', stderr: '', timedOut: false, refused: false };
      } catch (error) {
        return fromError(what, error);
      }
    }
    case 'raw': {
      const what = 'writing the raw lines';
      try {
        await node.writeRaw(verb.vmid, verb.lines, resolve(verb.digest));
        return { what, exit: 0, stdout: '', stderr: '', timedOut: false, refused: false };
      } catch (error) {
        return fromError(what, error);
      }
    }
  }
}
