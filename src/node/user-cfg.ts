/** Reads the pools of /etc/pve/user.cfg (PVE 8 and 9): `pool:ID:COMMENT:VMIDS:STORAGES:`; the rest is not ours. */

/** Pool to the VMIDs in it. */
export function parsePools(text: string): Map<string, readonly number[]> {
  const pools = new Map<string, readonly number[]>();
  for (const line of text.split('\n')) {
    const [word, id, , members] = line.split(':');
    if (word !== 'pool' || !id) continue;
    const vmids = (members ?? '')
      .split(/[\s,;]+/)
      .filter((vmid) => /^[1-9]\d*$/.test(vmid))
      .map(Number);
    pools.set(id, vmids);
  }
  return pools;
}
