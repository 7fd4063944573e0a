import * as assert from 'uvu/assert';
import { type Lister, newestBackups, readBackupsAcross } from '../../../src/node/backups.ts';
import { describe } from '../../support/describe.ts';

const entry = (more: object) => ({
  id: 's',
  type: 'dir',
  nodes: [],
  content: ['backup'],
  shared: false,
  options: {},
  ...more,
});

/** Nodes that each list one backup, of the guest with their number. */
function cluster(): { readonly nodes: Lister[]; readonly asked: string[] } {
  const asked: string[] = [];
  const nodes = ['one', 'two', 'three'].map((name, i): Lister => ({
    name,
    run: async () => {
      asked.push(name);
      const rows = [{ volid: `s:backup/${name}`, vmid: 101 + i, ctime: 1_795_300_000 + i }];
      return { exit: 0, stdout: JSON.stringify(rows), stderr: '', ms: 1 };
    },
  }));
  return { nodes, asked };
}

describe('backups of a cluster', (test) => {
  const cases: readonly [name: string, more: object | null, asked: string[]][] = [
    ['a storage that they share is asked for once', { shared: true }, ['one']],
    ['one that each has for itself, on each', {}, ['one', 'two', 'three']],
    ['one that some have, on those', { nodes: ['two', 'three'] }, ['two', 'three']],
    ['a shared one that the first node does not have', { shared: true, nodes: ['three'] }, ['three']],
    ['one that nobody knows: the node says what is wrong', null, ['one']],
  ];
  for (const [name, more, wanted] of cases) {
    test(name, async () => {
      const { nodes, asked } = cluster();
      const found = await readBackupsAcross(nodes, 's', more === null ? undefined : entry(more));
      assert.equal(asked, wanted);
      assert.is(newestBackups(found).size, wanted.length);
    });
  }

  test('one that cannot be listed makes no list', async () => {
    const broken: Lister = {
      name: 'one',
      run: async () => ({ exit: 1, stdout: '', stderr: 'not mounted', ms: 1 }),
    };
    try {
      await readBackupsAcross([broken], 's', undefined);
      assert.unreachable();
    } catch (error) {
      assert.match(String(error), /cannot be listed on one: not mounted/);
    }
  });
});
