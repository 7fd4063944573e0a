/** What is found, and how it is told, does not depend on the order in which the files of a tree come. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { loadEstate } from '../../src/config/estate.ts';
import type { Estate, Tree } from '../../src/config/model.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { renderFindings } from '../../src/plan/render/findings.ts';
import { renderValidationJson } from '../../src/plan/render/json.ts';
import { renderSarif } from '../../src/plan/render/sarif.ts';
import { checkRules } from '../../src/rules/check/check.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import { caseFolders, CASES } from '../support/case-folders.ts';
import { describe } from '../support/describe.ts';
import { treeOf } from '../support/tree.ts';

/** The same files in other orders: backwards, and from each third on. */
function ordersOf(tree: Tree): Tree[] {
  const files = [...tree.files];
  const third = Math.ceil(files.length / 3);
  const orders = [
    files.toReversed(),
    [...files.slice(third), ...files.slice(0, third)],
    [...files.slice(2 * third), ...files.slice(0, 2 * third)].toReversed(),
  ];
  const findings = tree.findings.toReversed();
  return orders.map((order) => ({ ...tree, files: new Map(order), findings }));
}

const load = (tree: Tree) => loadEstate(tree, { env: null, kinds, shipped: shippedFeatures });

function told(estate: Estate): string[] {
  const { findings, suppressed = [], tree } = estate;
  const textOf = (file: string) => tree.files.get(file)?.text ?? null;
  return [
    renderFindings(findings, { root: tree.root, color: false, textOf }),
    renderValidationJson(estate),
    renderSarif(findings, suppressed, { ...view, textOf }).split('"results":')[1] ?? '',
  ];
}

function check(tree: Tree, before: Tree | null): void {
  const base = before ? load(before) : null;
  const [text, json, sarif] = told(checkRules(load(tree), { base }));
  const bases = before ? ordersOf(before).map(load) : [];
  for (const [at, other] of ordersOf(tree).entries()) {
    assert.equal(told(checkRules(load(other), { base: bases[at] ?? null })), [text, json, sarif]);
  }
}

const view = { estate: 'lab', env: null, root: 'configs' };

describe('the order of findings', (test) => {
  for (const folder of caseFolders()) {
    test(folder.slice(CASES.length + 1), () => {
      const before = join(folder, 'base');
      check(readDiskTree(join(folder, 'configs')), existsSync(before) ? readDiskTree(before) : null);
    });
  }

  const guest = (vmid: number, part: object = {}) => ({
    vmid,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local-zfs', size: '4G' },
    net0: { bridge: 'vmbr0', hwaddr: 'BC:24:11:00:00:01', ip: 'dhcp' },
    ...part,
  });
  const why = (reason: string) => ({ suppress: { PHX511: reason, PHX621: reason }, unprivileged: false });
  const settings = { name: 'lab', nodes: { pve1: {} } };

  test('of many that share one thing, and of what files suppress', () => {
    check(
      treeOf({
        'phoenix.json': settings,
        'lxc/a.json': guest(101, why('first')),
        'lxc/b.json': guest(102, why('second')),
        'lxc/c.json': guest(103),
        'lxc/d.json': guest(104, { memroy: 1, unprivileged: false }),
      }),
      null,
    );
  });

  test('is by file, line, column and id', () => {
    const { findings } = checkRules(
      load(
        treeOf({
          'phoenix.json': settings,
          'lxc/b.json': '{\n  "vmid": 1,\n  "nope": 1, "nada": 2\n}',
          'lxc/a.json': '{\n  "vmid": 102,\n  "nope": 1\n}',
        }),
      ),
    );
    const places = findings.map(
      ({ at, id }) => [at?.file ?? '', at?.line ?? 0, at?.column ?? 0, id] as const,
    );
    const sorted = places.toSorted(
      (a, b) => a[0].localeCompare(b[0]) || a[1] - b[1] || a[2] - b[2] || a[3].localeCompare(b[3]),
    );
    assert.ok(places.length >= 4, JSON.stringify(places));
    assert.equal(places, sorted);
  });
});
