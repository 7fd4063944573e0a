/** Parses Proxmox's section files, such as those of /etc/pve/ha (PVE 8 and 9): `TYPE: NAME`, and properties indented below. */

export interface ConfigSection {
  readonly type: string;
  readonly name: string;
  /** A property without a value is a switch: it is `1`. */
  readonly options: ReadonlyMap<string, string>;
}

/** In the order of the file; a line that is neither belongs to nobody and is left out. */
export function parseSections(text: string): ConfigSection[] {
  const found: (ConfigSection & { readonly options: Map<string, string> })[] = [];
  for (const line of text.split('\n')) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const heading = /^(\S+?):\s*(\S+)\s*$/.exec(line);
    if (heading) {
      found.push({ type: (heading[1] ?? '').toLowerCase(), name: heading[2] ?? '', options: new Map() });
      continue;
    }
    const property = /^\s+(\S+)(?:\s+(.*?))?\s*$/.exec(line);
    if (property) found.at(-1)?.options.set(property[1] ?? '', property[2] ?? '1');
  }
  return found;
}
