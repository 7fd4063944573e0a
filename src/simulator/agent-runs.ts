/**
 * Phoenix's own program of the guest agent (src/features/guest/agent.sh), where guests have no processes: pieces of a
 * bundle are kept among the guest's files, a start performs them, a poll tells all that there is to tell.
 */
import { gunzipSync } from 'node:zlib';
import { CLOUD } from '../features/guest-scripts.ts';
import { sha256 } from '../hash.ts';
import { guestRoot, removeTree } from './guest-files.ts';
import type { Host } from './host.ts';
import type { GuestEnd } from './session.ts';

/** Whether a process in a guest is the one that asks how far cloud-init is. */
export const isCloudProgram = (argv: readonly string[]): boolean =>
  argv.length === 3 && argv[0] === 'sh' && argv[1] === '-c' && argv[2] === CLOUD;

interface AgentRequest {
  readonly verb: string;
  readonly id: string;
  readonly words: readonly string[];
  readonly bytes: Buffer;
}

function agentRequest(stdin: string): AgentRequest {
  const input = Buffer.from(stdin, 'latin1');
  const end = input.indexOf(10);
  const [verb = '', id = '', ...words] = input.toString('latin1', 0, end < 0 ? input.length : end).split(' ');
  return { verb, id, words, bytes: end < 0 ? Buffer.alloc(0) : input.subarray(end + 1) };
}

const say = (...words: readonly (string | number)[]): GuestEnd => ({
  exit: 0,
  stdout: `phx-agent ${words.join(' ')}\n`,
  stderr: '',
});

const folderOf = (vmid: number, id: string) => `${guestRoot(vmid)}/run/phoenix-agent/${id}`;

/** The bundle that the pieces are together; null when they are not all there, or not as they were sent. */
function wholeOf(host: Host, folder: string, length: number, sum: string): Buffer | null {
  const names = host.list(folder).filter((name) => name.startsWith('piece.'));
  const pieces = names.map((name) => Buffer.from(host.read(`${folder}/${name}`) ?? '', 'base64'));
  const whole = Buffer.concat(pieces);
  return whole.length === length && sha256(whole) === sum ? gunzipSync(whole) : null;
}

/** @param perform runs a bundle, given as its bytes */
export function answerAgent(
  host: Host,
  vmid: number,
  stdin: string,
  perform: (bundle: Buffer) => Pick<GuestEnd, 'exit' | 'stdout'>,
): GuestEnd {
  const { verb, id, words, bytes } = agentRequest(stdin);
  const folder = folderOf(vmid, id);
  const [first = '', second = '', third = ''] = words;
  const started = host.read(`${folder}/exit`) !== null;
  switch (verb) {
    case 'put': {
      const piece = bytes.subarray(0, Number(second));
      if (started) return say('kept', first);
      if (sha256(piece) !== third) return say('torn', first);
      host.write(`${folder}/piece.${first.padStart(9, '0')}`, piece.toString('base64'));
      return say('kept', first);
    }
    case 'start': {
      if (started) return say('started');
      const bundle = wholeOf(host, folder, Number(first), second);
      removeTree(host, folder);
      if (!bundle) return say('torn', 0);
      const { exit, stdout } = perform(bundle);
      host.write(`${folder}/exit`, String(exit));
      host.write(`${folder}/events`, stdout);
      return say('started');
    }
    case 'poll': {
      if (!started) return say('gone');
      const events = Buffer.from(host.read(`${folder}/events`) ?? '');
      const head = say('at', events.length, 'exit', host.read(`${folder}/exit`) ?? '0').stdout;
      const out = events.subarray(Number(first)).toString('base64');
      return { exit: 0, stdout: `${head}out ${out}\nerr \n`, stderr: '' };
    }
    case 'stop':
      return say('stopped');
    case 'drop':
      removeTree(host, folder);
      return say('dropped');
    default:
      return say('refused', 'the request cannot be understood');
  }
}
