/** `phoenix import` for people: the files, what stays unmanaged and why, what was skipped and why. */
import { fieldName } from '../config/field-name.ts';
import type { Import, Imported } from '../authoring/import/import.ts';
import { plain } from '../plan/render/escape.ts';
import { listed, longest, plural } from '../plan/render/words.ts';
import { schemaNote } from './schema-set.ts';

/** So many lines of one kind are for people; `--json` has all. */
const MOST = 40;

function bounded(lines: readonly string[]): readonly string[] {
  const rest = lines.length - MOST;
  return rest <= 1 ? lines : [...lines.slice(0, MOST), `  … and ${rest} more; --json tells all`];
}

/** `101`, or `firewall/web` of what is no guest. */
const nameOf = ({ vmid, address }: Imported) => (vmid === null ? plain(address, 80) : String(vmid));

/** What is left alike in many is said once. */
function leftLines(imported: readonly Imported[]): string[] {
  const groups = new Map<string, { readonly names: Set<string>; readonly of: Set<string> }>();
  for (const one of imported) {
    for (const { path, why } of one.left) {
      const group = groups.get(why) ?? { names: new Set(), of: new Set() };
      group.names.add(fieldName(path));
      group.of.add(nameOf(one));
      groups.set(why, group);
    }
  }
  return [...groups].map(([why, { names, of }]) => {
    const isAll = of.size === imported.length && of.size > 1;
    const which = isAll ? 'all' : listed([...of], 6, String);
    return `  ${plain(listed([...names], 6, String), 400)} of ${which}: ${plain(why)}`;
  });
}

/** `101 on pve1`, or `firewall:cluster`. */
function whereOf({ id, vmid, node }: { id: string; vmid: number | null; node: string | null }): string {
  const name = vmid === null ? plain(id, 80) : String(vmid);
  return node === null ? name : `${name} on ${plain(node, 60)}`;
}

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ['', title, ...bounded(lines)];

export interface Shown extends Import {
  /** The folder that the files are in. */
  readonly configs: string;
  readonly dryRun: boolean;
  /** So many are written beside the files. */
  readonly schemas: number;
  readonly unread: readonly { readonly file: string; readonly why: string }[];
}

function fileLines({ imported, files, settings, schemas }: Shown): readonly string[] {
  const own = new Set(imported.map(({ file }) => file));
  const width = longest([...own]);
  return [
    ...[...files.keys()].filter((path) => !own.has(path)).map((path) => `  ${path}`),
    ...(settings ? [`  ${settings.path} gets what it lacked`] : []),
    ...(schemas > 0 ? [`  ${schemaNote(schemas)}`] : []),
    ...imported.map((one) => `  ${one.file.padEnd(width)}  ${whereOf(one)}`),
  ];
}

export function importText(shown: Shown): string {
  const { configs, dryRun, imported, skipped, machines, unread } = shown;
  const strange = skipped.filter(({ ours }) => !ours);
  const ours = skipped.length - strange.length;
  const what = skipped.some(({ ours: own, vmid }) => own && vmid === null) ? 'thing' : 'guest';
  const known = `${plural(ours, what)} of this estate ${ours === 1 ? 'needs no file' : 'need no files'}`;
  const wrote = `${dryRun ? 'Would write' : 'Wrote'} ${plural(imported.length, imported.some(({ vmid }) => vmid === null) ? 'resource' : 'guest')} into ${configs}:`;
  return [
    ...(imported.length > 0 ? [wrote, ...fileLines(shown)] : [`Nothing to import: ${known}.`]),
    ...section('Not managed, and left as it is on the node:', leftLines(imported)),
    ...section('Skipped:', [
      ...strange.map((one) => `  ${whereOf(one)}: ${plain(one.why)}`),
      ...unread.map(({ file, why }) => `  ${plain(file)}: ${why}`),
    ]),
    ...(ours > 0 && imported.length > 0 ? ['', `${known}.`] : []),
    ...(machines.length > 0
      ? [
          '',
          `${plural(machines.length, 'guest')} (${listed(machines, 6, String)}): no kind can make files of them.`,
        ]
      : []),
  ].join('\n');
}
