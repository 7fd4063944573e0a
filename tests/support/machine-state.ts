/** What this machine has of containers, networks, rules, mounts and control groups, to compare it before and after. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { run } from '../../src/simulator/edge/lxc/machine.ts';
import { LABS } from '../../src/simulator/edge/lxc/names.ts';

const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
const printed = (...argv: readonly string[]) => lines(run(argv).stdout);
const LOCK = 'network.lock';
const namesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);

function controlGroups(): string[] {
  const root = '/sys/fs/cgroup';
  const trees = ['', ...readdirSync(root)].map((tree) => `${root}/${tree}`.replace(/\/$/, ''));
  return printed('find', ...trees, '-maxdepth', '1', '-type', 'd', '-name', 'lxc.*');
}

/** One line for each thing. */
export function machineState(): ReadonlySet<string> {
  const state = {
    container: [...printed('lxc-ls', '-1'), ...namesIn(LABS).flatMap((id) => namesIn(`${LABS}/${id}/lxc`))],
    interface: printed('ip', '-o', 'link').map((line) => line.split(/:\s+/)[1] ?? line),
    namespace: printed('ip', 'netns', 'list'),
    route: printed('ip', 'route'),
    table: printed('nft', 'list', 'tables'),
    mount: lines(readFileSync('/proc/self/mountinfo', 'utf8')).map((line) => line.split(' ')[4] ?? line),
    cgroup: controlGroups(),
    lab: namesIn(LABS),
  };
  return new Set(Object.entries(state).flatMap(([kind, names]) => names.map((name) => `${kind} ${name}`)));
}

/** Names of labs that have nothing to do with the test: other files run beside it. */
const idsIn = (line: string) =>
  [...line.matchAll(/(?:phx-?|phoenix_|phoenix-labs\/|^lab )([a-z2-9]{6})\b/g)].map(([, id]) => id);

/** What is there now and was not before; what another lab made meanwhile is let pass. */
export function leftSince(before: ReadonlySet<string>, lab: string): string[] {
  // All labs of a machine have one; the last that goes down takes it along.
  const isShared = namesIn(LABS).some((name) => name !== LOCK && name !== lab);
  return [...machineState()].filter((line) => {
    if (isShared && line === `lab ${LOCK}`) return false;
    const ids = idsIn(line);
    const isOthers = ids.length > 0 && !ids.includes(lab);
    // Mounts of `pct mount` stand in the lab's own folder, which does not name it.
    return !before.has(line) && !isOthers && !/^mount .*\/phoenix-[^/]+\/lab\//.test(line);
  });
}
