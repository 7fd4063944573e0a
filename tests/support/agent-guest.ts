/**
 * A virtual machine's guest agent as a node sees it: `qm guest exec` runs the real programs of src/features/guest with this
 * machine's sh in scratch folders, and answers in Proxmox's JSON. Answers and requests can be lost on the way.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { AGENT, BOOTSTRAP, CLOUD } from '../../src/features/guest-scripts.ts';
import type { NodePort, RunResult } from '../../src/node/port.ts';
import type { ScratchGuest } from './guest-run.ts';

/** What happens to one request. */
type Fate =
  | 'arrives'
  /** The agent is not there: it restarts. */
  | 'nobody'
  /** The command runs, and its answer is lost. */
  | 'unanswered'
  /** A byte changes on the way there. */
  | 'changed';

export interface AgentGuest {
  readonly node: Pick<NodePort, 'run'>;
  /** First words of the requests that came, in order. */
  readonly asked: string[];
  /** Of the largest request. */
  most: number;
  /** What becomes of the nth request; all arrive otherwise. */
  fate: (line: string, number: number) => Fate;
  /** The folder of the agent's own program. */
  readonly base: string;
}

const NOBODY = 'QEMU guest agent is not running\n';

function result(exit: number, stdout: string, stderr = ''): RunResult {
  return { exit, stdout, stderr, ms: 1 };
}

export function agentGuest(guest: ScratchGuest): AgentGuest {
  const base = join(guest.root, 'agent');
  const adapted = (text: string) =>
    guest
      .text(text)
      .replaceAll('base=/run/phoenix-agent', `base=${base}`)
      .replaceAll('patience=150', 'patience=5');
  const programs = new Map([
    [AGENT, adapted(AGENT)],
    [CLOUD, adapted(CLOUD)],
  ]);
  const self: AgentGuest = {
    asked: [],
    most: 0,
    fate: () => 'arrives',
    base,
    node: {
      run: async (argv, { stdin = '' } = {}) => {
        const [qm, ...rest] = argv;
        if (`${qm} ${rest[0]} ${rest[1]}` !== 'qm guest exec') throw new Error(argv.join(' '));
        const words = argv.slice(argv.indexOf('--') + 1);
        let bytes = Buffer.from(stdin);
        const line = bytes.toString('latin1').split('\n', 1)[0] ?? '';
        self.asked.push(line.split(' ')[0] ?? '');
        self.most = Math.max(self.most, bytes.length);
        const fate = self.fate(line, self.asked.length - 1);
        if (fate === 'nobody') return result(255, '', NOBODY);
        if (fate === 'changed') {
          bytes = Buffer.from(bytes);
          bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        }
        // The bootstrap comes as data, with fixed places in it.
        const input = line.startsWith('start ')
          ? Buffer.from(
              bytes.toString('latin1').replace(BOOTSTRAP, () => guest.text(BOOTSTRAP)),
              'latin1',
            )
          : bytes;
        const [sh = '', c = '', text = '', ...more] = words;
        const ran = spawnSync(sh, [c, programs.get(text) ?? text, ...more], { input, env: {}, cwd: '/' });
        if (fate === 'unanswered')
          return result(255, '', `VM 104 qga command 'guest-exec-status' failed - got timeout\n`);
        const out = { 'out-data': ran.stdout.toString('latin1'), 'err-data': ran.stderr.toString('latin1') };
        return result(0, `${JSON.stringify({ exitcode: ran.status ?? 1, exited: 1, ...out }, null, 3)}\n`);
      },
    },
  };
  return self;
}
