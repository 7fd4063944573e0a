/** Lists in pages are whole: the rooms of the map, the commands, the inputs and outputs of the action. */
import { readdirSync, readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { describe } from '../../support/describe.ts';

const text = (path: string): string => readFileSync(path, 'utf8');

const all = (source: string, pattern: RegExp): string[] =>
  [...source.matchAll(pattern)].map(([, name = '']) => name).toSorted();

function folders(path: string): string[] {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
}

describe('the map', (test) => {
  test('shows every room, and no other', () => {
    assert.equal(all(text('docs/map.md'), /^ *[├└]─+ ([a-z]+)\//gm), folders('src'));
  });

  test('of the kinds names each', () => {
    assert.match(text('docs/map.md'), `what Proxmox can have: ${folders('src/kinds').join(', ')} `);
  });
});

describe('the recipe of a kind', (test) => {
  test('names every member of the contract', () => {
    const [, contract = ''] = text('src/kinds/kind.ts').split('export interface Kind<');
    const members = all(contract, /^  (?:readonly )?(\w+)\??[(:]/gm).filter((name) => name !== 'kind');
    const recipe = text('docs/recipes/add-a-kind.md').toLowerCase();
    assert.ok(members.length > 20);
    assert.equal(
      members.filter((name) => !new RegExp(`[\`*]${name.toLowerCase()}(?:\\.ts)?[\`*]`).test(recipe)),
      [],
    );
  });
});

describe('the README', (test) => {
  test('lists every command, and no other', () => {
    const commands = readdirSync('src/cli')
      .map((name) => text(`src/cli/${name}`))
      .join('\n');
    const listed = all(text('README.md'), /^\| `phoenix ([a-z]+)`/gm);
    assert.equal(listed, all(commands, /^(?:const \w+ = )?command\(\s*'([a-z]+)'/gm));
  });
});

describe('the page of GitHub', (test) => {
  const action = parse(text('action.yml')) as Record<'inputs' | 'outputs', Record<string, unknown>>;
  const page = text('docs/github.md');
  const rowsAfter = (head: string) =>
    (page.split(head)[1] ?? '').split('\n\n')[0]?.split('\n').slice(2).join('\n') ?? '';
  const namesIn = (rows: string) => all(rows.replace(/^\| ([^|]*)\|.*$/gm, '$1'), /`([a-z-]+)`/g);

  test('lists every output, and no other', () => {
    assert.equal(namesIn(rowsAfter('| output |')), Object.keys(action.outputs).toSorted());
  });

  test('lists every input, and no other', () => {
    assert.equal(namesIn(rowsAfter('| input |')), Object.keys(action.inputs).toSorted());
  });
});
