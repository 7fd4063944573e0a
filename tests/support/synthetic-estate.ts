/** Estates of any size, made by rule: what benches and count tests work on. */

export interface SyntheticOptions {
  readonly guests: number;
  /** Guests whose memory differs: the change of a plan. */
  readonly changed?: number;
  /** Over how many nodes they are spread; one when absent. */
  readonly nodes?: number;
}

const FIRST_VMID = 1000;

function guest(i: number, changed: boolean, more: Record<string, unknown>): string {
  const file = {
    vmid: FIRST_VMID + i,
    description: `Guest number ${i}`,
    extends: [i % 3 === 0 ? 'web' : 'worker'],
    ...more,
    cores: 1 + (i % 8),
    memory: `${512 * (1 + (i % 8)) + (changed ? 256 : 0)}M`,
    rootfs: { storage: 'local', size: `${4 + (i % 16)}G` },
    net0: {
      bridge: 'vmbr0',
      ip: `10.${100 + Math.floor(i / 62_500)}.${Math.floor(i / 250) % 250}.${1 + (i % 250)}/8`,
      gw: '10.0.0.254',
    },
    tags: [`team-${i % 7}`],
    startup: { order: 1 + (i % 9) },
    mounts: { '/data': { storage: 'local', size: `${1 + (i % 4)}G` } },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

const ARCHIVE = { ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst' };

function nodeNames(count: number): string[] {
  if (count === 1) return ['vm'];
  return Array.from({ length: count }, (_, i) => `vm${String(i + 1).padStart(2, '0')}`);
}

/** The files of an estate, by their path below the configs folder. */
export function syntheticEstate({ guests, changed = 0, nodes = 1 }: SyntheticOptions): Map<string, string> {
  const names = nodeNames(nodes);
  const declared = Object.fromEntries(names.map((name) => [name, { pve: '9.2' }]));
  const home = (i: number) => (nodes === 1 ? {} : { node: names[i % nodes] });
  const files = new Map<string, string>([
    ['phoenix.json', `${JSON.stringify({ name: 'bench', nodes: declared }, null, 2)}\n`],
    [
      'base/lxc.json',
      `${JSON.stringify({ onboot: true, nesting: true, nameserver: '10.0.0.1' }, null, 2)}\n`,
    ],
    ['profiles/web.json', `${JSON.stringify({ tags: ['web'], swap: 0 }, null, 2)}\n`],
    ['profiles/worker.json', `${JSON.stringify({ tags: ['worker'], keyctl: true }, null, 2)}\n`],
  ]);
  for (let i = 0; i < guests; i++) {
    files.set(
      `lxc/guest-${String(i).padStart(5, '0')}.json`,
      guest(i, i < changed, { ...home(i), ...ARCHIVE }),
    );
  }
  return files;
}
