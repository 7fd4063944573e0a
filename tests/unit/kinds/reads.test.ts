import * as assert from 'uvu/assert';
import { kinds } from '../../../src/kinds/registry.ts';
import { readsOf } from '../../../src/kinds/reads.ts';
import { inProcessCluster } from '../../../src/node/in-process.ts';
import { ownPath } from '../../../src/simulator/own-files.ts';
import { describe } from '../../support/describe.ts';
import { hostEstate } from '../../support/host-estate.ts';
import { hostFor } from '../../support/in-process-apply.ts';

const DPKG = '/var/lib/dpkg/status';

const cases: readonly [name: string, node: object | null, read: boolean][] = [
  ['no node has a file', null, false],
  ['a file says nothing of packages', { sysctl: { 'vm.swappiness': 10 } }, false],
  ['a file asks for one to be there', { packages: { htop: 'present' } }, true],
  ['a file asks for one to be away', { packages: { nano: 'absent' } }, true],
];

describe('reads of all kinds', (test) => {
  for (const [name, node, read] of cases) {
    test(`${name}: dpkg's list is ${read ? '' : 'not '}read`, async () => {
      const estate = hostEstate({ node });
      const host = hostFor(estate);
      host.write(ownPath('pve1', DPKG), 'Package: htop\nStatus: install ok installed\nVersion: 3\n\n');
      const reads = readsOf(kinds, estate.resources.values());
      const facts = (await inProcessCluster(host).snapshot({ reads })).nodes.get('pve1');
      assert.ok(facts?.reachable);
      assert.is(facts.files?.has(DPKG), read);
    });
  }

  test('where nobody says what is wanted, all that kinds name is read', () => {
    const named = kinds.flatMap(({ reads }) => reads?.node ?? []);
    assert.equal(new Set(readsOf(kinds).node), new Set(named));
  });

  test('only what a kind reads is spared', () => {
    for (const kind of kinds) {
      for (const path of kind.spares?.([]) ?? []) assert.ok(kind.reads?.node?.includes(path), path);
    }
  });
});
