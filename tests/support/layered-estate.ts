/** Estates of clones in layers: archives → bases → roles → applications → guests, as an AI lab has them. */

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';

export interface Layers {
  /** How many containers each layer of templates has, from the archives on. */
  readonly templates: readonly number[];
  /** Containers in all. */
  readonly count: number;
  /** Which of so many it is made of, or waits for: `at` counts within its layer. */
  readonly pick: (from: number, at: number) => number;
  /** Whether a guest waits for an earlier one. */
  readonly waits: (at: number) => boolean;
}

/** The 60 containers of 4 layers that an apply is timed with; every fourth guest waits for the one before it. */
export function sixtyContainers(bases: number): Layers {
  return {
    templates: [bases, 3, 8],
    count: 60,
    pick: (from, at) => at % from,
    waits: (at) => at % 4 === 3,
  };
}

/** Some 60 containers of 4 layers, otherwise as chance has it. */
export function chanceContainers(random: () => number): Layers {
  const upTo = (most: number) => Math.floor(random() * most);
  return {
    templates: [2 + upTo(3), 2 + upTo(3), 4 + upTo(5)],
    count: 50 + upTo(21),
    pick: (from) => upTo(from),
    waits: () => random() < 0.25,
  };
}

const nameOf = (layer: number, at: number) => `t${layer}-${at}`;

/** The files of such an estate, for one node. */
export function layeredEstate({ templates, count, pick, waits }: Layers): Map<string, string> {
  const files = new Map<string, string>([
    [
      'phoenix.json',
      JSON.stringify({ name: 'layers', nodes: { vm: { storages: { tank: { type: 'zfspool' } } } } }),
    ],
    ['base/lxc.json', JSON.stringify({ nesting: true, memory: 512 })],
  ]);
  let vmid = 1000;
  const add = (name: string, file: object) => {
    vmid += 1;
    const net0 = { bridge: 'vmbr0', ip: `10.1.${vmid >> 8}.${vmid & 255}/16` };
    files.set(`lxc/${name}.json`, JSON.stringify({ vmid, net0, ...file }));
  };
  const archive = { ostemplate: ARCHIVE, rootfs: { storage: 'tank', size: '4G' } };
  for (const [layer, width] of templates.entries()) {
    for (let at = 0; at < width; at++) {
      const before = templates[layer - 1];
      const from = before === undefined ? archive : { clone: `lxc/${nameOf(layer - 1, pick(before, at))}` };
      add(nameOf(layer, at), { ...from, template: true });
    }
  }
  const last = templates.length - 1;
  const sources = templates[last] ?? 0;
  const guests = count - templates.reduce((sum, width) => sum + width, 0);
  for (let at = 0; at < guests; at++) {
    const clone = `lxc/${nameOf(last, pick(sources, at))}`;
    const dependsOn = at > 0 && waits(at) ? { dependsOn: [`lxc/guest-${at - 1}`] } : {};
    add(`guest-${at}`, { clone, cores: 1 + (at % 4), ...dependsOn });
  }
  return files;
}
