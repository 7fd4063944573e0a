/**
 * Whatever stands in the files, Phoenix answers with findings or with a plan: never with an exception, and with every finding
 * at a place that exists. `FUZZ_SECONDS=1200 PROPERTY_SEED=$RANDOM` looks longer, and elsewhere.
 */
import process from 'node:process';
import * as assert from 'uvu/assert';
import { format } from '../../src/authoring/format/format.ts';
import { loadEstate } from '../../src/config/estate.ts';
import type { Estate, Tree } from '../../src/config/model.ts';
import { errorsIn, type Position } from '../../src/errors.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { planFromGit } from '../../src/plan/build.ts';
import { renderComment } from '../../src/plan/render/markdown.ts';
import { NOWHERE } from '../../src/plan/render/links.ts';
import { renderFindings } from '../../src/plan/render/findings.ts';
import { renderSarif } from '../../src/plan/render/sarif.ts';
import { renderTerminal } from '../../src/plan/render/terminal.ts';
import { checkRules } from '../../src/rules/check/check.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import { describe } from '../support/describe.ts';
import { fc } from '../support/fast-check.ts';
import { broken, SEEDS } from '../support/fuzz-estate.ts';
import { type Files, treeOfFiles } from '../support/fuzz/files.ts';

const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 0);

const load = (tree: Tree, env: string | null, previous?: Estate) =>
  loadEstate(tree, { env, kinds, shipped: shippedFeatures, ...(previous && { previous }) });

const decoder = new TextDecoder();
const textIn = ({ files, kept }: Tree, path: string): string | null =>
  files.get(path)?.text ?? (kept?.has(path) ? decoder.decode(kept.get(path)) : null);

/** A line that the file has, and a column in it or right behind it. */
function exists({ file, line, column }: Position, tree: Tree): boolean {
  const text = textIn(tree, file);
  // What is missing has a place, too: that of the file where it should be.
  if (text === null) return line === 1 && column === 1;
  const found = text.split('\n')[line - 1];
  return found !== undefined && column >= 1 && column <= found.length + 1;
}

function look(estate: Estate): void {
  const { findings, suppressed = [], tree, settings, env } = estate;
  for (const { id, message, hint, at, also } of findings) {
    assert.ok(hint && message, id);
    assert.not.match(`${message} ${hint}`, /\[object |undefined|NaN/, id);
    for (const place of [at, also]) {
      if (place)
        assert.ok(exists(place, tree), `${id} ${message}: ${place.file}:${place.line}:${place.column}`);
    }
  }
  const textOf = (path: string) => textIn(tree, path);
  renderFindings(findings, { root: 'configs', color: false, textOf });
  JSON.parse(renderSarif(findings, suppressed, { root: 'configs', estate: settings.name, env, textOf }));
}

const loaded = new Map<string, Estate>();

/** The same sound estate again and again. */
function loadBefore(files: Files, env: string | null): Estate {
  const key = `${files.size} ${env}`;
  const known = loaded.get(key) ?? load(treeOfFiles(files), env);
  loaded.set(key, known);
  return known;
}

function answers(before: Files, after: Files, env: string | null): boolean {
  const base = loadBefore(before, env);
  const tree = treeOfFiles(after);
  const head = checkRules(load(tree, env, base), { base });
  look(head);
  look(checkRules(base, { base: head }));
  for (const file of tree.files.values()) if (before.get(file.path) !== file.text) format(file);
  if (errorsIn(head.findings).length > 0) return false;
  for (const pair of [
    { base, head },
    { base: head, head: base },
    { base: null, head },
  ]) {
    const { plan } = planFromGit({ kinds, ...pair });
    renderTerminal(plan, { color: false, columns: 100, root: 'configs' });
    renderComment(plan, NOWHERE);
  }
  return true;
}

describe('files with anything in them', (test) => {
  test('are sound before something is done to them', () => {
    for (const files of SEEDS) assert.ok(answers(files, files, null));
  });

  test('give findings or a plan', () => {
    let planned = 0;
    const property = fc.property(broken, ({ before, after, env }) => {
      if (answers(before, after, env)) planned += 1;
    });
    const long = {
      numRuns: Number.MAX_SAFE_INTEGER,
      interruptAfterTimeLimit: SECONDS * 1000,
      markInterruptAsFailure: false,
    };
    fc.assert(property, SECONDS > 0 ? long : { numRuns: 200 });
    assert.ok(planned > 10, `${planned} were planned`);
  });
});
