/** The layout of pools as `zpool status -P` draws it (OpenZFS 2.2): what a pool is made of, by its indentation. Pure. */

export interface Vdev {
  /** `disk` stands for one that is in no group. */
  readonly type: string;
  /** `log`, `cache`, `spare` …; null: it holds data. */
  readonly role: string | null;
  readonly disks: readonly string[];
}

const ROLES: Readonly<Record<string, string>> = {
  logs: 'log',
  cache: 'cache',
  spares: 'spare',
  special: 'special',
  dedup: 'dedup',
};

const typeOf = (name: string): string => name.replace(/-\d+$/, '').replace(/^(draid\d?).*/, '$1');

interface Row {
  /** 0 is the pool, or a role. */
  readonly depth: number;
  readonly name: string;
}

function rowsIn(section: string): Row[] {
  return section.split('\n').flatMap((line) => {
    const [, indent, name] = /^\t( *)(\S+)/.exec(line) ?? [];
    return indent === undefined || name === undefined || name === 'NAME'
      ? []
      : [{ depth: indent.length / 2, name }];
  });
}

function vdevsOf(rows: readonly Row[]): Vdev[] {
  const vdevs: { type: string; role: string | null; disks: string[] }[] = [];
  let role: string | null = null;
  for (const [at, { depth, name }] of rows.entries()) {
    if (depth === 0) role = at === 0 ? null : (ROLES[name] ?? name);
    else if (depth === 1) {
      const isGroup = !name.startsWith('/') && /^(?:mirror|raidz\d?|draid)/.test(name);
      vdevs.push({ type: isGroup ? typeOf(name) : 'disk', role, disks: isGroup ? [] : [name] });
    } else if (name.startsWith('/')) vdevs.at(-1)?.disks.push(name);
  }
  return vdevs;
}

/** By pool. */
export function vdevsIn(status: string): ReadonlyMap<string, readonly Vdev[]> {
  const pools = new Map<string, readonly Vdev[]>();
  for (const section of status.split(/^\s*pool: /m).slice(1)) {
    const [name = ''] = section.split('\n', 1);
    const config = /^config:\n([\s\S]*?)(?:^\S|$(?![\s\S]))/m.exec(section)?.[1];
    if (config !== undefined) pools.set(name.trim(), vdevsOf(rowsIn(config)));
  }
  return pools;
}
