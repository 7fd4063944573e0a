/**
 * Small estates whose guests are recorded, applied by the commands themselves: check and install scripts are stand-ins, and
 * everything else is real. Without root; namespaces of the user are needed.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { apply } from '../../src/commands/apply.ts';
import type { Console } from '../../src/commands/console.ts';
import { plan } from '../../src/commands/plan.ts';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { withRepository } from './git-repository.ts';
import { type Said, saying } from './said.ts';

export const NAMESPACES =
  spawnSync('/usr/bin/unshare', ['--user', '--map-root-user', '--mount', '--', '/bin/true']).status === 0;
if (!NAMESPACES) console.log('skipped: this machine lets nobody make namespaces');

export type Files = Readonly<Record<string, object | string>>;

export interface World {
  readonly apply: (...addresses: string[]) => Promise<Said>;
  readonly applyCheck: (...addresses: string[]) => Promise<Said>;
  readonly planCheck: () => Promise<Said>;
  readonly commit: (files: Files) => void;
  /** How the guest answers to a script; null: as it shall be. */
  readonly answer: (vmid: number, script: string, text: string | null) => void;
  /** What scripts said they were, one line each, since the last time. */
  readonly ran: (vmid: number) => string[];
  readonly conf: (vmid: number) => string;
  readonly markers: (vmid: number) => Readonly<Record<string, string>>;
  readonly pct: (...argv: string[]) => void;
  /** Commands that journals know of. */
  readonly begun: () => number;
  /** What journals know of features since the last time: `101 install app`, and `101 ended` when that has ended. */
  readonly story: () => string[];
  /** VMIDs of guests that were entered since the last time, by `pct exec`, in that order. */
  readonly entered: () => string[];
}

interface Line {
  readonly event: string;
  readonly stepId: string;
  readonly argv?: readonly string[];
}

export const feature = (id: string, more: object = {}) => ({
  [`features/${id}/feature.json`]: { id, version: '1.0.0', name: id, ...more },
  [`features/${id}/install.sh`]: '#!/bin/sh\nexit 0\n',
  [`features/${id}/check.sh`]: '#!/bin/sh\nexit 0\n',
});
export const guest = (vmid: number, more: object) => ({
  vmid,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
  ...more,
});
export const settings = (policies: object) => ({ name: 'small', nodes: { pve1: {} }, policies });

/**
 * Runs with an estate that was applied once.
 * @param env variables of this process while it lasts
 */
export async function withGuests(
  files: Files,
  env: Readonly<Record<string, string>>,
  use: (world: World) => Promise<void>,
): Promise<void> {
  const lab = mkdtempSync(join(tmpdir(), 'phoenix-guests-'));
  Object.assign(process.env, env);
  const entered = countingExecs();
  try {
    await withRepository(async (sandbox) => {
      const { top } = sandbox;
      const put = (some: Files) =>
        sandbox.commit(
          Object.fromEntries(
            Object.entries(some).map(([path, value]) => [
              `configs/${path}`,
              typeof value === 'string' ? value : JSON.stringify(value),
            ]),
          ),
        );
      put(files);
      const run = (work: (io: Console) => Promise<number>) => saying(work, 200);
      const about = { configs: join(top, 'configs'), node: `sim:${lab}`, yes: true, parallel: 2 };
      const rootOf = (vmid: number) => join(lab, `.sim/guests/${vmid}/rootfs`);
      const recorded = (vmid: number, file: string) => join(rootOf(vmid), 'srv/recorded', file);
      const applying =
        (check: boolean) =>
        (...addresses: string[]) =>
          run((io) => apply({ addresses, ...about, check }, io));
      const journal = () =>
        readFileSync(join(lab, 'var/lib/phoenix/journal/small.jsonl'), 'utf8').trim().split('\n');
      let told = 0;
      const world: World = {
        apply: applying(false),
        applyCheck: applying(true),
        planCheck: () =>
          run((io) =>
            plan({ ...about, live: true, check: true, format: 'text', detailedExitcode: true }, io),
          ),
        commit: put,
        answer: (vmid, script, text) => {
          const path = recorded(vmid, script);
          mkdirSync(dirname(path), { recursive: true });
          if (text === null) rmSync(path);
          else writeFileSync(path, `echo "$PHX_FEATURE ${script}" >>/srv/recorded/ran\n${text}`);
        },
        ran: (vmid) => {
          const path = recorded(vmid, 'ran');
          const text = readFileSync(path, { encoding: 'utf8', flag: 'a+' });
          rmSync(path);
          return text.split('\n').filter((line) => line !== '');
        },
        conf: (vmid) => readFileSync(join(lab, `etc/pve/lxc/${vmid}.conf`), 'utf8'),
        markers: (vmid) => {
          const folder = join(rootOf(vmid), 'var/lib/phoenix/features');
          const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
          return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
        },
        pct: (...argv) => assert.is(runInLab(lab, ['pct', ...argv]).exit, 0),
        story: () => {
          const open = new Map<string, string>();
          const all = journal().flatMap((line) => {
            const { event, stepId, argv = [] } = JSON.parse(line) as Line;
            if (event === 'end' && open.has(stepId)) return [`${open.get(stepId)} ended`];
            if (event !== 'begin' || argv[0] !== 'features') return [];
            open.set(stepId, argv[1] ?? '');
            return [argv.slice(1).join(' ')];
          });
          return all.slice(told, (told = all.length));
        },
        entered: entered.take,
        begun: () => journal().filter((line) => line.includes('"event":"begin"')).length,
      };
      const first = await world.apply();
      assert.is(first.exit, 0, first.out + first.err);
      world.story();
      world.entered();
      await use(world);
    });
  } finally {
    for (const name of Object.keys(env)) delete process.env[name];
    entered.done();
    rmSync(lab, { recursive: true, force: true });
  }
}

/** The programs of a node start Node by its path: here, by one that writes down which guests are entered. */
function countingExecs(): { readonly take: () => string[]; readonly done: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-execs-'));
  const [log, node, real] = [join(folder, 'log'), join(folder, 'node'), process.execPath];
  const script = `#!/bin/sh
said=$*
case $said in *' pct exec '*) id=\${said#*' pct exec '} && echo "\${id%% *}" >>'${log}' ;; esac
exec '${real}' "$@"
`;
  writeFileSync(node, script);
  chmodSync(node, 0o755);
  process.execPath = node;
  return {
    take: () => {
      const text = readFileSync(log, { encoding: 'utf8', flag: 'a+' });
      rmSync(log);
      return text.split('\n').filter((line) => line !== '');
    },
    done: () => {
      process.execPath = real;
      rmSync(folder, { recursive: true });
    },
  };
}
