/** What the built programs load before they know what they are asked for: sizes, which stand for the time of every start. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { CLI } from '../support/world.ts';

/** `import … from "./chunks/x.js"` and `import "./x.js"` at the beginning of a line, as the bundler writes them. */
const STATIC = /^(?:import|export)\b[^"\n]*"(\.{1,2}\/[^"]+)"/gm;

/** Sizes of a program's file and of all that it imports statically, by their names. */
function closureOf(entry: string): Map<string, number> {
  const sizes = new Map<string, number>();
  const paths = [join(dirname(CLI), entry)];
  for (const path of paths) {
    if (sizes.has(basename(path))) continue;
    const text = readFileSync(path, 'utf8');
    sizes.set(basename(path), Buffer.byteLength(text));
    for (const [, name = ''] of text.matchAll(STATIC)) paths.push(join(dirname(path), name));
  }
  return sizes;
}

const kib = (sizes: ReadonlyMap<string, number>) =>
  Math.round([...sizes.values()].reduce((sum, size) => sum + size, 0) / 1024);

describe('what a program starts with', (test) => {
  const cases: readonly (readonly [entry: string, most: number, why: string])[] = [
    ['action.js', 1000, 'mostly the toolkit of GitHub, and in it a client for HTTP'],
    ['cli.js', 350, 'commands and their options'],
    ['chunks/plan.js', 250, 'what reads files, while the rest is loaded'],
    ['chunks/make-plan.js', 1500, 'the engine, with the kinds of guests'],
  ];
  for (const [entry, most, why] of cases) {
    test(`${entry} is below ${most} KiB: ${why}`, () => {
      const sizes = closureOf(entry);
      assert.ok(sizes.size > 1, 'its imports are found');
      assert.ok(kib(sizes) < most, `${kib(sizes)} KiB: ${[...sizes].map((one) => one.join(' ')).join(', ')}`);
    });
  }

  for (const entry of ['action.js', 'cli.js', 'simulator.js'])
    test(`${entry} starts without the engine`, () => assert.not.ok(closureOf(entry).has('engine.js')));

  test('real nodes are read without the simulator', () => {
    const names = closureOf('chunks/live.js');
    assert.ok(names.has('engine.js'), 'its imports are found');
    assert.not.ok(names.has('lab-shared.js'));
  });

  test('a plan of git loads kinds besides guests on demand', () => {
    const names = [...closureOf('chunks/make-plan.js').keys()];
    assert.equal(
      names.filter((name) => name.startsWith('kind-')),
      [],
    );
  });
});
