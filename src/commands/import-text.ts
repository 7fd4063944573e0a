/** `phoenix import` for people: the files, what stays unmanaged and why, what was skipped and why. */
import { fieldName } from '../config/field-name.ts';
import type { Import, ImportedGuest } from '../authoring/import/import.ts';
import { plain } from '../plan/render/escape.ts';
import { listed, longest, plural } from '../plan/render/words.ts';
import { schemaNote } from './schema-set.ts';

/** So many lines of one kind are for people; `--json` has all. */
const MOST = 40;

function bounded(lines: readonly string[]): readonly string[] {
  const rest = lines.length - MOST;
  return rest <= 1 ? lines : [...lines.slice(0, MOST), `  … and ${rest} more; --json tells all`];
}

/** What is left alike in many guests is said once. */
function leftLines(guests: readonly ImportedGuest[]): string[] {
  const groups = new Map<string, { readonly names: Set<string>; readonly vmids: Set<number> }>();
  for (const { vmid, left } of guests) {
    for (const { path, why } of left) {
      const group = groups.get(why) ?? { names: new Set(), vmids: new Set() };
      group.names.add(fieldName(path));
      group.vmids.add(vmid);
      groups.set(why, group);
    }
  }
  return [...groups].map(([why, { names, vmids }]) => {
    const isAll = vmids.size === guests.length && vmids.size > 1;
    const which = isAll ? 'all' : listed([...vmids], 6, String);
    return `  ${plain(listed([...names], 6, String), 400)} of ${which}: ${plain(why)}`;
  });
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

function fileLines({ guests, files, settings, schemas }: Shown): readonly string[] {
  const own = new Set(guests.map(({ file }) => file));
  const width = longest([...own]);
  return [
    ...[...files.keys()].filter((path) => !own.has(path)).map((path) => `  ${path}`),
    ...(settings ? [`  ${settings.path} gets what it lacked`] : []),
    ...(schemas > 0 ? [`  ${schemaNote(schemas)}`] : []),
    ...guests.map(({ file, vmid, node }) => `  ${file.padEnd(width)}  ${vmid} on ${plain(node, 60)}`),
  ];
}

export function importText(shown: Shown): string {
  const { configs, dryRun, guests, skipped, machines, unread } = shown;
  const strange = skipped.filter(({ ours }) => !ours);
  const ours = skipped.length - strange.length;
  const known = `${plural(ours, 'guest')} of this estate ${ours === 1 ? 'needs no file' : 'need no files'}`;
  const wrote = `${dryRun ? 'Would write' : 'Wrote'} ${plural(guests.length, 'guest')} into ${configs}:`;
  return [
    ...(guests.length > 0 ? [wrote, ...fileLines(shown)] : [`Nothing to import: ${known}.`]),
    ...section('Not managed, and left as it is on the node:', leftLines(guests)),
    ...section('Skipped:', [
      ...strange.map(({ vmid, node, why }) => `  ${vmid} on ${plain(node, 60)}: ${plain(why)}`),
      ...unread.map(({ file, why }) => `  ${plain(file)}: ${why}`),
    ]),
    ...(ours > 0 && guests.length > 0 ? ['', `${known}.`] : []),
    ...(machines.length > 0
      ? [
          '',
          `${plural(machines.length, 'virtual machine')} (${listed(machines, 6, String)}): there is no kind for them yet.`,
        ]
      : []),
  ].join('\n');
}
