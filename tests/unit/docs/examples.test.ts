/** Examples work: JSON is sound config, shell parses, and every command and option of Phoenix and npm is there. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseJsonc } from 'jsonc-parser';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { loadEstate } from '../../../src/config/estate.ts';
import type { Tree } from '../../../src/config/model.ts';
import { isBesideFiles } from '../../../src/config/beside-files.ts';
import { kinds } from '../../../src/kinds/registry.ts';
import { shippedFeatures } from '../../../src/sources/shipped-features.ts';
import { describe } from '../../support/describe.ts';
import { treeOf } from '../../support/tree.ts';
import { type Block, codeSpans, type Page, pages } from './pages.ts';

const cli = readdirSync('src/cli')
  .map((name) => readFileSync(join('src/cli', name), 'utf8'))
  .join('\n');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

function valueOf({ language, text }: Block): unknown {
  return language === 'jsonc' ? parseJsonc(text, [], { allowTrailingComma: true }) : JSON.parse(text);
}

const has = (value: unknown, key: string) =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key);
const isJson = ({ language }: Block) => language.startsWith('json');
const settingsOf = (page: Page | undefined): Block[] =>
  (page?.blocks ?? []).filter((block) => isJson(block) && has(valueOf(block), 'nodes'));

/** The one that names all there is to name. */
const whole = settingsOf(pages.find(({ path }) => path === 'docs/config.md')).at(-1);
const NEIGHBOUR = {
  vmid: 777,
  ostemplate: 'local:vztmpl/a.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'vmbr0', ip: '10.0.0.77/24' },
};

/** Whether the library is pinned, and what is in the vault, is not the matter of an example. */
const findingsOf = (tree: Tree): string[] =>
  loadEstate(tree, { env: null, kinds, shipped: shippedFeatures })
    .findings.filter((one) => !isBesideFiles(one))
    .map(({ id, message, hint }) => `${id}: ${message}: ${hint}`);

/** Several files in one example: each stands under the comment that names it, such as `// configs/lxc/web.jsonc`. */
function filesOf({ text }: Block): Record<string, string> {
  const [, ...parts] = text.split(/^\/\/ configs\/(\S+?)(?::.*)?$/m);
  const named = parts.flatMap((path, i) => (i % 2 === 0 ? [[path, parts[i + 1] ?? '']] : []));
  return Object.fromEntries(named) as Record<string, string>;
}

/** What `phoenix validate` says of an example, in an estate that has what the example refers to. */
function said(page: Page, block: Block): string[] {
  const files = filesOf(block);
  if (Object.keys(files).length > 1) return findingsOf(treeOf(files));
  const isGuest = !has(valueOf(block), 'nodes');
  const settings = isGuest ? (settingsOf(page)[0] ?? whole) : block;
  const guest = isGuest ? { [`lxc/example.${block.language}`]: block.text } : {};
  const tree = treeOf({
    [`phoenix.${settings?.language}`]: settings?.text,
    'lxc/db.json': NEIGHBOUR,
    ...guest,
  });
  return findingsOf(tree);
}

/** Commands of Phoenix or npm in a text: what stands before a comment, a bracket or the next command. */
function calls(text: string, program: string): string[][] {
  const found = text.matchAll(new RegExp(`(?:^|[\\s\`(]|dist/)${program} ([a-z][^\\n\`#&|;…]*)`, 'g'));
  return [...found].map(([, rest = '']) => rest.trim().split(/\s+/));
}

/** The parts of src/cli that make commands, and the options that several share. */
const PARTS = cli.split(/^(?=(?:const \w+ = )?(?:command|featureCommand|subcommand)\()/m);

/** Options of the program itself, which every command takes. */
const EVERYWHERE = [...cli.matchAll(/logged\('(--[a-z-]+)/g)].map(([, option = '']) => option);

/** A command and one below another may have the same name, as `status` has. */
function partOf(name: string, maker: 'command' | 'featureCommand|subcommand'): string | undefined {
  const start = new RegExp(`^(?:const \\w+ = )?(?:${maker})\\((?:\\s*\\w+,)?\\s*'${name}'`);
  return PARTS.find((part) => start.test(part));
}

/** @param below the command below it, if it is one */
function optionsOf(name: string, below: string): string[] | null {
  const own = partOf(name, 'command');
  if (own === undefined) return null;
  const part = [own, partOf(below, 'featureCommand|subcommand')].join('\n');
  const shared = { configs: '--configs', environment: '--env', node: '--node', json: '--json' };
  const named = [...part.matchAll(/--[a-z][a-z-]*/g)].map(([option]) => option);
  const used = Object.entries(shared).filter(([name]) => part.includes(`${name}()`));
  return [...named, ...used.map(([, option]) => option), ...EVERYWHERE, '--help'];
}

function wrongCall([name = '', ...words]: readonly string[]): string[] {
  const options = optionsOf(name, words[0] ?? '');
  if (options === null) return [name];
  const end = words.indexOf('--');
  const mine = end < 0 ? words : words.slice(0, end);
  return mine
    .filter((word) => word.startsWith('--') && !options.includes(word))
    .map((one) => `${name} ${one}`);
}

function wrongNpm([verb = '', name = '']: readonly string[]): string[] {
  if (verb === 'run') return scripts[name] === undefined ? [`npm run ${name}`] : [];
  if (verb !== 'test') return [];
  return name === '' || existsSync(name) ? [] : [`npm test ${name}`];
}

for (const page of pages) {
  describe(page.path, (test) => {
    for (const block of page.blocks.filter(isJson)) {
      test(`${block.at}: the example is sound`, () => {
        const value = valueOf(block);
        assert.ok(typeof value === 'object' && value !== null);
        if (has(value, 'nodes') || has(value, 'vmid')) assert.equal(said(page, block), []);
      });
    }

    for (const block of page.blocks.filter(({ language }) => language === 'sh')) {
      test(`${block.at}: the shell understands it`, () => {
        execFileSync('bash', ['-n'], { input: block.text, stdio: ['pipe', 'ignore', 'inherit'] });
      });
    }

    test('names commands, options and scripts that are there', () => {
      const texts = [...page.blocks.map(({ text }) => text), ...codeSpans(page)];
      assert.equal(
        texts.flatMap((text) => calls(text, 'phoenix').flatMap(wrongCall)),
        [],
      );
      assert.equal(
        texts.flatMap((text) => calls(text, 'cli\\.js').flatMap(wrongCall)),
        [],
      );
      assert.equal(
        texts.flatMap((text) => calls(text, 'npm').flatMap(wrongNpm)),
        [],
      );
    });
  });
}
