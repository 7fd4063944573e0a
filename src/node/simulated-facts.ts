/** What a simulated node's facts look like as the files that a real host has: so both are read by the same code. */
import type { NodeFacts } from '../simulator/facts.ts';
import type { Machine } from './machine.ts';
import { type Folders, readMatching } from './match.ts';
import { VERSION_PATH } from './host-facts.ts';

function filesOf(facts: NodeFacts): Map<string, string> {
  const processors = Array.from({ length: facts.cores }, (_, n) => `processor\t: ${n}\n`);
  const bridges = Object.keys(facts.bridges).map((name): [string, string] => [
    `/sys/class/net/${name}/bridge/bridge_id`,
    '8000.000000000000\n',
  ]);
  return new Map([
    ['/proc/meminfo', `MemTotal:       ${facts.memory} kB\n`],
    ['/proc/cpuinfo', processors.join('\n')],
    [VERSION_PATH, `sub version {\n    return '${facts.pve}.0';\n}\n`],
    ...bridges,
  ]);
}

function foldersOver(files: ReadonlyMap<string, string>): Folders {
  return {
    list: (folder) => {
      const names = [...files.keys()].flatMap((path) =>
        path.startsWith(`${folder}/`) ? (path.slice(folder.length + 1).split('/')[0] ?? []) : [],
      );
      return [...new Set(names)];
    },
    read: (path) => files.get(path) ?? null,
  };
}

/** The machine with those files beside its own. */
export function withFacts(machine: Machine, facts: () => NodeFacts): Machine {
  return {
    ...machine,
    read: async (patterns) => {
      const own = await machine.read(patterns);
      const made = readMatching(foldersOver(filesOf(facts())), patterns);
      return made.size === 0 ? own : new Map([...made, ...own]);
    },
  };
}
