/** What a simulated node's facts look like as the files that a real host has: so both are read by the same code. */
import type { NodeFacts } from '../simulator/facts.ts';
import { asSeen, isOwn, ownPath } from '../simulator/own-files.ts';
import type { Machine } from './machine.ts';
import { type Folders, readMatching } from './match.ts';
import { BOOT_PATH, VERSION_PATH } from './host-facts.ts';

const SDN = '/etc/network/interfaces.d/sdn';
const namesIn = (text: string | undefined) =>
  [...(text ?? '').matchAll(/^iface (\S+)/gm)].map(([, name = '']) => name);

function filesOf(facts: NodeFacts, vnets: readonly string[]): Map<string, string> {
  const processors = Array.from({ length: facts.cores }, (_, n) => `processor\t: ${n}\n`);
  const bridges = [...Object.keys(facts.bridges), ...vnets].map((name): [string, string] => [
    `/sys/class/net/${name}/bridge/bridge_id`,
    '8000.000000000000\n',
  ]);
  return new Map([
    ['/proc/meminfo', `MemTotal:       ${facts.memory} kB\n`],
    ['/proc/cpuinfo', processors.join('\n')],
    [BOOT_PATH, `boot-${facts.name}-0\n`],
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

/** The machine with those files beside its own, and with files of its own where the others of its cluster have theirs. */
export function withFacts(machine: Machine, facts: () => NodeFacts): Machine {
  const own = (path: string) => (isOwn(path) ? ownPath(machine.name, path) : path);
  return {
    ...machine,
    read: async (patterns) => {
      const there = await machine.read(patterns.map(own));
      const seen = [...there].map(([path, text]) => [asSeen(machine.name, path), text] as const);
      const asksNet = patterns.some((pattern) => pattern.startsWith('/sys/class/net/'));
      const sdn = asksNet ? (await machine.read([own(SDN)])).get(own(SDN)) : undefined;
      const made = readMatching(foldersOver(filesOf(facts(), namesIn(sdn))), patterns);
      return new Map([...made, ...seen]);
    },
    write: async (path, ...more) => machine.write(own(path), ...more),
    remove: async (path) => machine.remove(own(path)),
    replaceLocked: async (request) => machine.replaceLocked({ ...request, path: own(request.path) }),
  };
}
