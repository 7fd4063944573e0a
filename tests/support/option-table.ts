/**
 * The table of a container's options as Markdown, for docs/kinds/lxc-options.md.
 *
 *   npx tsx tests/support/option-table.ts > docs/kinds/lxc-options.md
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { LEFT_OUT } from '../../src/kinds/lxc/left-out.ts';
import type { OptionRow } from '../../src/kinds/guest/option-row.ts';
import { OPTIONS } from '../../src/kinds/lxc/options.ts';
import { RAW_KEYS } from '../../src/kinds/lxc/raw-keys.ts';
import { REFUSED } from '../../src/kinds/lxc/refused.ts';

function added(row: OptionRow): string {
  if (row.add === undefined) return '';
  const before = row.addBefore ? ` (${row.addBefore.effect} before ${row.addBefore.pve})` : '';
  return `${row.add}${before}`;
}

const gone: Readonly<Record<OptionRow['removal'], string>> = {
  delete: 'deleted',
  default: "Proxmox's default is written",
  never: 'not managed any more',
};

/** Keys that always have a value: what it is without the key. */
const WITHOUT: Readonly<Record<string, string>> = {
  hostname: 'the name of the file',
  node: 'the only node',
  state: '`running`, `stopped` for a template',
  template: 'impossible',
  unprivileged: '`true`, or as the source of the clone',
  'net.name': '`eth0` of `net0`, and so on',
};

function removed(row: OptionRow): string {
  const without = WITHOUT[row.field];
  if (without !== undefined) return without;
  if (row.removal === 'never') return row.set === 'impossible' ? 'impossible' : gone.never;
  return `${row.remove}: ${gone[row.removal]}`;
}

const cell = (text: string) => text.replaceAll('|', '\\|');

function line(row: OptionRow): string {
  const notes = [row.since === undefined ? '' : `PVE ${row.since}`, row.note ?? ''].filter(
    (text) => text !== '',
  );
  const cells = [
    `\`${row.file}\``,
    row.option === null ? '' : `\`${row.option}\``,
    row.type,
    row.default === undefined ? '' : row.default === '' ? 'none' : `\`${row.default}\``,
    row.set,
    added(row),
    removed(row),
    notes.join('; '),
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** The whole page. */
export function optionTable(): string {
  return `# Options of a container

Made from \`src/kinds/lxc/options.ts\` by \`npx tsx tests/support/option-table.ts\`; a test compares the two. Effects are those on a
running guest of Proxmox VE 9.2; nothing stops where nothing runs, so that a stopped guest has \`config\` instead. \`Added\` is the
effect in a network card, mount or device that is new; empty: as \`Changed\`.

| In the file | Option | Value | Default | Changed | Added | Removed | |
|---|---|---|---|---|---|---|---|
${OPTIONS.map(line).join('\n')}

## Left out

| Option | Why |
|---|---|
${Object.entries(LEFT_OUT)
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([option, why]) => `| \`${option}\` | ${cell(why)} |`)
  .join('\n')}

## Keys that are refused with advice

| Key | What is said |
|---|---|
${Object.entries(REFUSED)
  .map(([key, why]) => `| \`${key}\` | ${cell(why)} |`)
  .join('\n')}

## Raw keys

Proxmox takes these and drops all others: ${RAW_KEYS.map((key) => `\`${key}\``).join(', ')}.
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(optionTable());
