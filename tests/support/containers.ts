/** Real containers for tests: whether this machine can run them, labs that go away again, and what is left of one. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { missingForContainers, run } from '../../src/simulator/edge/lxc/machine.ts';
import { labNames } from '../../src/simulator/edge/lxc/names.ts';
import { labDown, labUp } from '../../src/simulator/edge/lxc/up.ts';
import type { FreshOptions } from '../../src/simulator/fresh-node.ts';
import type { Result } from '../../src/simulator/session.ts';
import { describe, type Test } from './describe.ts';

export const DEBIAN = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';

const printed = (...argv: string[]) => run(argv).stdout;

/** Everything on this machine that carries a lab's id; empty when it is gone without a trace. */
export function remainsOf(id: string): string[] {
  const names = labNames(id);
  const has = (what: string, text: string, word: string) => (text.includes(word) ? [`${what} ${word}`] : []);
  const groups = ['', ...readdirSync('/sys/fs/cgroup')].flatMap((tree) => {
    const folder = join('/sys/fs/cgroup', tree);
    const found = printed('ls', folder).split('\n');
    return found.filter((name) => name.includes(`phx-${id}-`)).map((name) => `cgroup ${folder}/${name}`);
  });
  const processes = readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(`phx-${id}-`);
    } catch {
      return false;
    }
  });
  return [
    ...has('namespace', printed('ip', 'netns', 'list'), names.namespace),
    ...has('interface', printed('ip', 'link'), names.cable),
    ...has('route', printed('ip', 'route'), names.cable),
    ...has('table', printed('nft', 'list', 'tables'), names.table),
    ...has('mount', readFileSync('/proc/self/mountinfo', 'utf8'), names.run),
    ...(existsSync(names.run) ? [`folder ${names.run}`] : []),
    ...groups,
    ...processes.map((pid) => `process ${pid}`),
  ];
}

export interface ContainerLab {
  readonly dir: string;
  readonly id: string;
  /** Runs `pct` in this process, its output captured. */
  readonly pct: (...argv: readonly (string | number)[]) => Result;
  /** The same, and it must succeed; its stdout. */
  readonly mustPct: (...argv: readonly (string | number)[]) => string;
  /** Runs a shell script in a guest that must succeed, and gives its stdout. */
  readonly sh: (vmid: number, script: string) => string;
  /** The program on PATH that users have. */
  readonly program: string;
  readonly end: () => void;
}

function succeeded({ exit, stdout, stderr }: Result, what: string): string {
  if (exit !== 0) throw new Error(`${what}: exit ${exit}\n${stdout}${stderr}`);
  return stdout;
}

/** A new lab in a folder of its own. */
export function containerLab(fresh: FreshOptions = {}): ContainerLab {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-lxc-'));
  const { lab, record } = labUp(join(folder, 'lab'), { fresh });
  const pct = (...argv: readonly (string | number)[]) => runInLab(lab.dir, ['pct', ...argv.map(String)]);
  const mustPct = (...argv: readonly (string | number)[]) => succeeded(pct(...argv), `pct ${argv.join(' ')}`);
  return {
    dir: lab.dir,
    id: record.id,
    pct,
    mustPct,
    sh: (vmid, script) => mustPct('exec', vmid, '--keep-env', 0, '--', 'sh', '-c', script),
    program: join(lab.bin(), 'pct'),
    end: () => {
      labDown(lab.dir, true);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A suite that is counted as skipped, with the reason, where this machine cannot run containers. */
export function describeContainers(name: string, define: (test: Test) => void): void {
  const missing = missingForContainers();
  if (!missing) return describe(name, define);
  process.stdout.write(`skipped: ${missing.what} (${missing.hint})\n`);
  // uvu runs what comes before and after even where every test is skipped.
  const nothing = Object.assign(() => {}, { each: () => {} });
  return describe(name, (test) =>
    define(Object.assign(test.skip.bind(test), test, { before: nothing, after: nothing }) as Test),
  );
}
