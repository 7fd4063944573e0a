/** `phoenix import` for people: the files, what stays unmanaged and why, what was skipped and why. */
import { fieldName } from '../config/field-name.ts';
import type { Import, ImportedGuest } from '../authoring/import/import.ts';
import { plain } from '../plan/render/escape.ts';
import { listed, longest, plural } from '../plan/render/words.ts';

/** What is left alike in many guests is said once. */
function leftLines(guests: readonly ImportedGuest[]): string[] {
  const groups = new Map<string, { readonly names: Set<string>; readonly vmids: Set<number> }>();
  for (const { vmid, left } of guests) {
    for (const { path, why } of left) {
      // The slots of one family in one line: mp0, mp1 …
      const group = groups.get(why) ?? { names: new Set(), vmids: new Set() };
      group.names.add(fieldName(path));
      group.vmids.add(vmid);
      groups.set(why, group);
    }
  }
  return [...groups].map(([why, { names, vmids }]) => {
    const which = vmids.size === guests.length && vmids.size > 1 ? 'all' : listed([...vmids], 6, String);
    return `  ${plain(
      listed([...names], 6, (name) => name),
      400,
    )} of ${which}: ${plain(why)}`;
  });
}

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [`\n${title}`, ...lines];

export interface Shown extends Import {
  /** The folder that the files are in. */
  readonly configs: string;
  readonly dryRun: boolean;
}

export function importText({ configs, dryRun, guests, files, settings, skipped, machines }: Shown): string {
  const others = [...files.keys()].filter((path) => guests.every(({ file }) => file !== path));
  const width = longest(guests.map(({ file }) => file));
  const own = guests.map(({ file, vmid, node }) => `  ${file.padEnd(width)}  ${vmid} on ${plain(node, 60)}`);
  const changed = settings ? [`  ${settings.path}  gets what it lacked`] : [];
  const strange = skipped.filter(({ ours }) => !ours);
  const ours = skipped.length - strange.length;
  return [
    `${dryRun ? 'Would write' : 'Wrote'} ${plural(guests.length, 'guest')} into ${configs}:`,
    ...others.map((path) => `  ${path}`),
    ...changed,
    ...own,
    ...section('Not managed, and left as it is on the node:', leftLines(guests)),
    ...section(
      'Skipped:',
      strange.map(({ vmid, node, why }) => `  ${vmid} on ${plain(node, 60)}: ${plain(why)}`),
    ),
    ...(ours > 0
      ? [`\n${plural(ours, 'guest')} of this estate ${ours === 1 ? 'has' : 'have'} files already.`]
      : []),
    ...(machines.length > 0
      ? [
          `\n${plural(machines.length, 'virtual machine')} (${listed(machines, 6, String)}): there is no kind for them yet.`,
        ]
      : []),
  ].join('\n');
}
