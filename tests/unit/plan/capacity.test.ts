import * as assert from 'uvu/assert';
import { loadEstate } from '../../../src/config/estate.ts';
import { kinds } from '../../../src/kinds/registry.ts';
import { capacity, isOver } from '../../../src/plan/capacity.ts';
import { capacityRow } from '../../../src/plan/render/comment/foot.ts';
import { checkRules } from '../../../src/rules/check/check.ts';
import { describe } from '../../support/describe.ts';
import { treeOf } from '../../support/tree.ts';

const guest = (vmid: number, memory: string, cores: number) => ({
  vmid,
  memory,
  cores,
  ostemplate: 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '8G' },
  net0: { bridge: 'vmbr0', ip: 'dhcp' },
});

/** Two guests of the same size on a node with 16 GiB and 8 cores. */
function estateOf(memory: string, cores: number, overcommit: Readonly<Record<string, number>>) {
  const nodes = { pve1: { capacity: { memory: '16G', cores: 8 } } };
  return loadEstate(
    treeOf({
      'phoenix.json': { name: 'lab', nodes, policies: { overcommit } },
      'lxc/a.json': guest(100, memory, cores),
      'lxc/b.json': guest(101, memory, cores),
    }),
    { env: null, kinds },
  );
}

const CASES: readonly (readonly [
  title: string,
  memory: string,
  cores: number,
  overcommit: Readonly<Record<string, number>>,
  over: readonly string[],
])[] = [
  ['all that there is', '8G', 4, {}, []],
  ['a little more memory', '8193M', 4, {}, ['memory']],
  ['as much memory as the policy allows', '12G', 4, { memory: 1.5 }, []],
  ['more memory than the policy allows', '12289M', 4, { memory: 1.5 }, ['memory']],
  ['less memory than there is, and more than the policy allows', '7G', 4, { memory: 0.8 }, ['memory']],
  ['each core several times', '8G', 8, {}, []],
  ['more cores than the policy allows', '8G', 5, { cores: 1 }, ['cores']],
];

describe('capacity of nodes in a plan', (test) => {
  for (const [title, memory, cores, overcommit, over] of CASES) {
    test(`${title}: the plan says the same as the rules`, () => {
      const estate = estateOf(memory, cores, overcommit);
      const rows = capacity(kinds, null, estate).filter(isOver);
      assert.equal(
        rows.map(({ what }) => what),
        over,
      );
      const ids = checkRules(estate).findings.map(({ id }) => id);
      assert.equal(
        ids,
        over.map((what) => (what === 'memory' ? 'PHX523' : 'PHX524')),
      );
    });
  }

  test('a row says how often what there is may be promised, where that counts', () => {
    const row = {
      node: 'pve1',
      what: 'memory',
      before: 0,
      after: 24 * 1024 ** 2,
      limit: 16 * 1024 ** 2,
    } as const;
    assert.is(capacityRow({ ...row, times: 1.5 }), '| memory of `pve1` | 0 | 24 GiB | 1.5 × 16 GiB |');
    assert.is(capacityRow(row), '| memory of `pve1` | 0 | **24 GiB** ⚠️ | 16 GiB |');
    assert.is(
      capacityRow({ ...row, after: 8 * 1024 ** 2, times: 1.5 }),
      '| memory of `pve1` | 0 | 8 GiB | 16 GiB |',
    );
    assert.is(
      capacityRow({ ...row, after: 8 * 1024 ** 2, times: 0.4 }),
      '| memory of `pve1` | 0 | **8 GiB** ⚠️ | 0.4 × 16 GiB |',
    );
  });
});
