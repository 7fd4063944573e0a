/** The containers of the source: which are images, what each is made from, and what they are called here. Pure. */
import { isObject, type JsonObject, pointer } from '../../json.ts';
import { below, flagIn, type Findings, type Found, type Source, textIn } from './source.ts';

export interface Guest {
  readonly vmid: string;
  readonly own: Found;
  /** `lxc/web`, or `layer/base` of an image. */
  readonly address: string;
  readonly isLayer: boolean;
  /** The VMID of the image that it is made from; null: an archive. */
  readonly image: string | null;
  /** VMIDs of containers between it and that. */
  readonly passed: readonly string[];
}

/** Read of a guest, else of the root of the file: so the old tool did. A null says nothing. */
export function read(source: Source, { own }: Pick<Guest, 'own'>, key: string): Found | null {
  const found = below(own, key);
  if (found && found.value !== null) return found;
  const root = below({ role: 'lxc', pointer: '', value: source.lxc }, key);
  return root && root.value !== null ? root : null;
}

interface Raw {
  readonly vmid: string;
  readonly own: Found;
  readonly from: string | null;
}

const NAME_OF_IMAGE = /^(?:template|copy)[-_ .]+(?=.)/i;

/** All containers, by their VMID as the source writes it. */
export function guestsOf(source: Source, findings: Findings): Guests {
  const raws = rawGuests(source, findings);
  const isImage = imagesOf(source, raws);
  const taken = new Set<string>();
  return new Map(
    [...raws.values()].map((raw) => {
      const isLayer = isImage(raw.vmid);
      const way = [...chain(raws, raw)];
      const at = way.findIndex(({ vmid }) => isImage(vmid));
      const passed = (at === -1 ? way : way.slice(0, at)).map(({ vmid }) => vmid);
      const address = addressOf(source, raw, isLayer, taken, findings);
      return [
        raw.vmid,
        { vmid: raw.vmid, own: raw.own, address, isLayer, image: way[at]?.vmid ?? null, passed },
      ];
    }),
  );
}

function rawGuests(source: Source, findings: Findings): ReadonlyMap<string, Raw> {
  const raws = new Map<string, Raw>();
  const root: Found = { role: 'lxc', pointer: '', value: source.lxc };
  const containers = below(root, 'lxc_configs') as Found;
  for (const [vmid, value] of Object.entries(containers.value as JsonObject)) {
    const own: Found = { role: 'lxc', pointer: `/lxc_configs${pointer(vmid)}`, value };
    const wrong = isObject(value)
      ? /^[1-9]\d{2,8}$/.test(vmid)
        ? null
        : `${JSON.stringify(vmid)} is no VMID: Phoenix takes whole numbers from 100 to 999999999`
      : 'a container is an object';
    if (wrong === null) {
      const from =
        read(source, { own }, 'clone_from_ctid') ?? read(source, { own }, 'clone_from_template_ctid');
      raws.set(vmid, { vmid, own, from: from && textIn(from.value).trim() });
      continue;
    }
    findings.claims.push({ role: 'lxc', pointer: own.pointer, fate: 'dropped', why: wrong });
    findings.mistakes.push({ role: 'lxc', pointer: own.pointer, text: `${wrong}; left out` });
  }
  return raws;
}

/** What it is cloned from, and so on; a loop ends where it begins. */
function* chain(raws: ReadonlyMap<string, Raw>, start: Raw): Generator<Raw> {
  const seen = new Set([start.vmid]);
  for (let at = raws.get(start.from ?? ''); at && !seen.has(at.vmid); at = raws.get(at.from ?? '')) {
    seen.add(at.vmid);
    yield at;
  }
}

/** Images are never started and are cloned, or say so; all that they are made from must be images too. */
function imagesOf(source: Source, raws: ReadonlyMap<string, Raw>): (vmid: string) => boolean {
  const sources = new Set([...raws.values()].map(({ from }) => from));
  const looksSo = ({ vmid, own }: Raw): boolean => {
    const flag = (key: string) => flagIn(read(source, { own }, key)?.value);
    if (flag('is_template') === true) return true;
    const snapshot = textIn(below(own, 'template_snapshot_name')?.value) !== '';
    return flag('start_at_boot') !== true && (sources.has(vmid) || snapshot);
  };
  return (vmid) => {
    const raw = raws.get(vmid);
    if (!raw || !looksSo(raw)) return false;
    const all = [...chain(raws, raw)];
    // Of a loop of clones nobody knows where it begins.
    const last = all.at(-1) ?? raw;
    return all.every(looksSo) && (last.from === null || !raws.has(last.from));
  };
}

function addressOf(
  source: Source,
  raw: Raw,
  isLayer: boolean,
  taken: Set<string>,
  findings: Findings,
): string {
  const found = read(source, raw, 'name');
  const said = textIn(found?.value);
  const clean = said
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replace(isLayer ? NAME_OF_IMAGE : /^$/, '')
    .replace(isLayer ? /(?<=[a-z])Template(?=[A-Z]|$)/ : /^$/, '-')
    .replaceAll(/[^A-Za-z0-9.-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$|(?<=\.)[.-]+|-+(?=\.)/g, '')
    .slice(0, 63)
    .replace(/[.-]+$/, '');
  const wanted = clean === '' ? `ct-${raw.vmid}` : isLayer ? clean.toLowerCase() : clean;
  const kind = isLayer ? 'layer' : 'lxc';
  const free = taken.has(`${kind}/${wanted}`.toLowerCase()) ? `${wanted}-${raw.vmid}` : wanted;
  taken.add(`${kind}/${free}`.toLowerCase());
  const at = { role: 'lxc', pointer: found?.pointer ?? raw.own.pointer } as const;
  if (clean === '') findings.mistakes.push({ ...at, text: `${raw.vmid} has no name; here it is ${free}` });
  else if (free !== wanted)
    findings.mistakes.push({ ...at, text: `two containers are called ${said}; here ${raw.vmid} is ${free}` });
  else if (!isLayer && wanted !== said)
    findings.mistakes.push({ ...at, text: `${JSON.stringify(said)} is no host name; here it is ${free}` });
  return `${kind}/${free}`;
}

export type Guests = ReadonlyMap<string, Guest>;

/** The guest, what it was cloned from on the way to its image, that image, and so on. */
export function lineOf(guests: Guests, guest: Guest): readonly Guest[] {
  const found = [...guest.passed, guest.image ?? ''].flatMap((vmid) => guests.get(vmid) ?? []);
  const last = found.at(-1);
  return last?.isLayer === true && last.vmid === guest.image
    ? [guest, ...found.slice(0, -1), ...lineOf(guests, last)]
    : [guest, ...found];
}

/** Where the archive of a container stands that is made from no image: its own, or of what it was cloned from. */
export function archiveOf(source: Source, guest: Guest, guests: Guests): Found | null {
  for (const one of [guest, ...guest.passed.flatMap((vmid) => guests.get(vmid) ?? [])]) {
    const found = read(source, one, 'template') ?? read(source, one, 'template_file');
    if (found && textIn(found.value) !== '') return found;
  }
  return null;
}
