/**
 * A disk that is full, and one that is read-only, by file systems that really are: mounted in a namespace of their own, in
 * which this file runs again as `inside KIND FOLDER`, and prints what it saw.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { agentMachine } from '../../src/node/agent.ts';
import { AGENT_COMMAND } from '../../src/node/agent-program.ts';
import { directMachine } from '../../src/node/direct.ts';
import { unfinishedIntents } from '../../src/node/journal.ts';
import { takeLock } from '../../src/node/lock.ts';
import type { Machine } from '../../src/node/machine.ts';
import { describe } from '../support/describe.ts';
import { LOADER } from '../support/source-program.ts';

type Kind = 'direct' | 'agent';
const JOURNAL = '/var/lib/phoenix/journal/lab.jsonl';
const CONF = '/etc/pve/firewall/101.fw';

interface Seen {
  readonly journal: string;
  readonly write: string;
  readonly lock: string;
  readonly conf: string;
  readonly left: readonly string[];
  readonly steps: readonly string[];
  readonly whole: boolean;
  readonly readOnly: string;
}

async function machineOf(kind: Kind, root: string): Promise<Machine> {
  if (kind === 'direct') return directMachine({ name: 'here', real: (path) => `${root}${path}` });
  const env = { PATH: process.env['PATH'] ?? '' };
  return agentMachine({ argv: ['sh', '-c', AGENT_COMMAND], env, title: 'the agent', root });
}

const told = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: { code?: string; message: string; hint?: string }) =>
      `${error.code ?? 'BUG'}: ${error.message} / ${error.hint ?? ''}`,
  );

const line = (step: string) =>
  `${JSON.stringify({ at: '2026-01-01', estate: 'lab', event: 'begin', stepId: step, address: step, vmid: 1, argv: ['x'.repeat(300)] })}\n`;

/** Fills what is left, to the last byte. */
function fill(path: string): void {
  for (const size of [4096, 256, 16, 1]) {
    for (;;) {
      try {
        writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
}

/** Within the namespace: `root` is a small file system of its own. */
async function inside(kind: Kind, root: string): Promise<void> {
  const machine = await machineOf(kind, root);
  await machine.append(JOURNAL, line('first'), 1 << 20);
  await machine.write(CONF, 'old\n');
  // Half a line fits into the page of the journal that is there, and no more.
  const page = 4096 - (line('first').length % 4096);
  fill(join(root, 'filler'));
  const long = line('y'.repeat(page));
  const journal = await told(machine.append(JOURNAL, long, 1 << 20));
  const write = await told(machine.write(CONF, 'z'.repeat(9000)));
  const lock = await told(takeLock(machine, 'lab', 'me'));
  const conf = readFileSync(join(root, CONF), 'utf8');
  const left = readdirSync(join(root, '/etc/pve/firewall'));
  rmSync(join(root, 'filler'));
  // A line that a crash cut in the middle is no reason to lose the next one.
  writeFileSync(join(root, JOURNAL), '{"at":"2026', { flag: 'a' });
  await machine.append(JOURNAL, line('second'), 1 << 20);
  const text = readFileSync(join(root, JOURNAL), 'utf8');
  const steps = unfinishedIntents(new Map([[JOURNAL, text]])).map(({ stepId }) => stepId);
  spawnSync('mount', ['-o', 'remount,ro', root]);
  const readOnly = await told(takeLock(machine, 'lab', 'me'));
  await machine.close();
  const seen: Seen = { journal, write, lock, conf, left, steps, whole: !text.includes('yyy'), readOnly };
  process.stdout.write(JSON.stringify(seen));
}

/** As root by itself; others as root of a namespace, where the kernel lets them. */
const NAMESPACE =
  process.getuid?.() === 0 ? ['unshare', '--mount'] : ['unshare', '--user', '--map-root-user', '--mount'];

const canMount = (() => {
  const [program = '', ...args] = NAMESPACE;
  return spawnSync(program, [...args, 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
})();

function seenIn(kind: Kind): Seen {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-full-'));
  try {
    mkdirSync(join(folder, 'root'));
    const [program = '', ...args] = NAMESPACE;
    const script = 'mount -t tmpfs -o size=64k none "$1" && shift && exec "$@"';
    const root = join(folder, 'root');
    const own = [process.execPath, ...LOADER, fileURLToPath(import.meta.url), 'inside', kind, root];
    const ran = spawnSync(program, [...args, 'sh', '-c', script, 'sh', root, ...own], { encoding: 'utf8' });
    assert.is(ran.status, 0, ran.stderr);
    return JSON.parse(ran.stdout) as Seen;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function defineTests(): void {
  describe('a disk without room', (test) => {
    for (const kind of ['direct', 'agent'] as const) {
      const how = canMount ? '' : ' (skipped: nobody may mount here)';
      test(`is told with what to do, and nothing is left half, by the ${kind} machine${how}`, () => {
        if (!canMount) return;
        const seen = seenIn(kind);
        const full = /^UNWRITABLE: .*(?:the disk is full|No space left on device) \/ /;
        assert.match(seen.journal, full);
        assert.match(seen.journal, /make room there/);
        assert.match(seen.write, full);
        assert.match(seen.lock, full);
        assert.is(seen.conf, 'old\n');
        assert.equal(seen.left, ['101.fw'], 'a draft was left');
        assert.ok(seen.whole, 'half a line stands in the journal');
        assert.equal(seen.steps, ['first', 'second']);
        assert.match(seen.readOnly, /^UNWRITABLE: .*(?:read-only|Read-only file system) \/ .*pvecm status/i);
      });
    }
  });
}

if (process.argv[2] === 'inside') await inside(process.argv[3] as Kind, process.argv[4] ?? '');
else defineTests();
