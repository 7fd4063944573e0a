/** An estate of clones in layers: archive → base → roles → apps → guests, as an AI lab has them. */

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';

/** 60 containers: 1 base, 3 roles, 8 applications, all templates, and 48 guests; every fourth guest waits for another. */
export function layeredEstate(): Map<string, string> {
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
  add('base', { ostemplate: ARCHIVE, rootfs: { storage: 'tank', size: '4G' }, template: true });
  for (let r = 0; r < 3; r++) add(`role-${r}`, { clone: 'lxc/base', template: true });
  for (let a = 0; a < 8; a++) add(`app-${a}`, { clone: `lxc/role-${a % 3}`, template: true });
  for (let g = 0; g < 48; g++) {
    const dependsOn = g % 4 === 3 ? { dependsOn: [`lxc/guest-${g - 1}`] } : {};
    add(`guest-${g}`, { clone: `lxc/app-${g % 8}`, cores: 1 + (g % 4), ...dependsOn });
  }
  return files;
}
