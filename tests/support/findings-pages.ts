/** The pages about findings, made from the catalogue: an index, and for each group a page with a section for each id. */
import type { CatalogueEntry } from '../../src/rules/check/catalogue.ts';
import { catalogue } from '../../src/rules/check/every.ts';

interface Group {
  /** `docs/findings/json.md`. */
  readonly name: string;
  readonly title: string;
  /** Beginnings of ids. */
  readonly ids: readonly string[];
}

const GROUPS: readonly Group[] = [
  { name: 'files', title: 'Files and folders', ids: ['PHX0'] },
  { name: 'json', title: 'JSON', ids: ['PHX1'] },
  { name: 'profiles', title: 'Profiles, sets, environments', ids: ['PHX2'] },
  { name: 'values', title: 'Keys and values', ids: ['PHX3'] },
  { name: 'references', title: 'References', ids: ['PHX4'] },
  { name: 'estate', title: 'Between resources', ids: ['PHX50'] },
  { name: 'nodes', title: 'Networks, nodes, storages', ids: ['PHX51', 'PHX52'] },
  { name: 'dependencies', title: 'Dependencies', ids: ['PHX53'] },
  { name: 'changes', title: 'Changes', ids: ['PHX54'] },
  { name: 'unused', title: 'Unused, or without effect', ids: ['PHX55'] },
  { name: 'containers', title: 'Containers', ids: ['PHX60', 'PHX61', 'PHX62', 'PHX63', 'PHX64', 'PHX65'] },
  { name: 'machines', title: 'Virtual machines and images', ids: ['PHX66', 'PHX67', 'PHX68'] },
  { name: 'features', title: 'Features', ids: ['PHX7'] },
  { name: 'layers', title: 'Layers', ids: ['PHX80'] },
  {
    name: 'firewall',
    title: 'Firewalls and pools',
    ids: ['PHX86', 'PHX87', 'PHX880', 'PHX881', 'PHX882', 'PHX883', 'PHX884'],
  },
  { name: 'storage', title: 'Pools, datasets, storages', ids: ['PHX82', 'PHX83'] },
  { name: 'networks', title: 'Zones and vnets', ids: ['PHX84', 'PHX85'] },
  { name: 'backups', title: 'Backups', ids: ['PHX885', 'PHX886', 'PHX887', 'PHX888', 'PHX889'] },
  { name: 'high-availability', title: 'High availability', ids: ['PHX89'] },
  { name: 'hosts', title: "Nodes' own files", ids: ['PHX91'] },
  { name: 'vault', title: 'The vault', ids: ['PHX92', 'PHX93'] },
  { name: 'secrets', title: 'Secrets in the open', ids: ['PHX94'] },
  { name: 'rules', title: 'Rules', ids: ['PHX95'] },
];

const INDEX = `# Findings

What \`phoenix validate\` and every plan may say about the files of an estate. Each finding names file, line, column and what
to do. With an error, nothing is planned. What is **adjustable** may be made more or less severe, turned off, or suppressed with
a reason: [rules.md](rules.md) says how. Some about the vault are told by \`phoenix vault check\` alone, some about features by
\`phoenix feature check\`. \`phoenix explain PHX511\` tells the same in a terminal. Made from \`src/\`; the ids are stable.
`;

/** What means something to Markdown, outside of code. */
const escaped = (text: string): string => text.replace(/[<>*_|[\]$]/g, '\\$&');

/** A text of the catalogue, in which backticks are code. */
const prose = (text: string): string =>
  text
    .split(/(`[^`]+`)/)
    .map((part) => (part.startsWith('`') ? part : escaped(part)))
    .join('');

const inCell = (text: string): string => prose(text).replaceAll(/(?<!\\)\|/g, '\\|');

function groupOf(id: string): Group {
  const found = GROUPS.filter(({ ids }) => ids.some((start) => id.startsWith(start)));
  const [group] = found;
  if (!group || found.length > 1)
    throw new Error(`${id} belongs to ${found.length} groups, and has to be in one`);
  return group;
}

const fenced = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;

function section({ id, severity, title, why, example, isAdjustable, ofChanges }: CatalogueEntry): string {
  const samples = example ? ['Wrong:', fenced(example.wrong), 'Right:', fenced(example.right)] : [];
  const kind = isAdjustable ? `${severity}, adjustable` : severity;
  const when = ofChanges
    ? ['Found where files are compared with a base: in a plan, and by `phoenix validate --base`.']
    : [];
  return [`## ${id}`, `**${prose(title)}** (${kind})`, prose(why), ...when, ...samples].join('\n\n');
}

function indexOf(group: Group, entries: readonly CatalogueEntry[]): string {
  const rows = entries.map(
    ({ id, severity, title, isAdjustable }) =>
      `| [${id}](findings/${group.name}.md#${id.toLowerCase()}) | ${severity} | ${isAdjustable ? 'yes' : ''} | ${inCell(title)} |`,
  );
  return [
    `## ${group.title}`,
    '',
    '| id | severity | adjustable | what is wrong |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** Texts by path. */
export function findingsPages(): ReadonlyMap<string, string> {
  const all = [...catalogue().values()];
  const filled = GROUPS.map((group) => ({
    group,
    entries: all.filter(({ id }) => groupOf(id) === group),
  })).filter(({ entries }) => entries.length > 0);
  const index = [INDEX, ...filled.map(({ group, entries }) => indexOf(group, entries))].join('\n');
  const head = (title: string) => `# ${title}\n\nOf [all findings](../findings.md). Made from \`src/\`.`;
  return new Map([
    ['docs/findings.md', index],
    ...filled.map(
      ({ group, entries }) =>
        [
          `docs/findings/${group.name}.md`,
          `${[head(group.title), ...entries.map(section)].join('\n\n')}\n`,
        ] as const,
    ),
  ]);
}
