/** Words that people use for what is called otherwise: the hint of an unknown key names the right one. */
import * as assert from 'uvu/assert';
import { loadEstate } from '../../../src/config/estate.ts';
import { kinds } from '../../../src/kinds/registry.ts';
import { describe } from '../../support/describe.ts';
import { treeOf } from '../../support/tree.ts';

const hintOf = (file: object): string | undefined => {
  const tree = treeOf({
    'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
    'lxc/web.json': {
      vmid: 101,
      ostemplate: 'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst',
      rootfs: { storage: 'local-zfs', size: '8G' },
      ...file,
    },
  });
  return loadEstate(tree, { env: null, kinds }).findings.find(({ id }) => id === 'PHX301')?.hint;
};

const CASES: readonly [file: object, name: string][] = [
  [{ ram: '2G' }, 'memory'],
  [{ RAM: '2G' }, 'memory'],
  [{ cpus: 2 }, 'cores'],
  [{ disk: '8G' }, 'rootfs'],
  [{ dns: '10.0.0.1' }, 'nameserver'],
  [{ 'start-at-boot': true }, 'onboot'],
  [{ net0: { bridge: 'vmbr0', gateway: '10.0.0.1' } }, 'gw'],
  [{ net0: { bridge: 'vmbr0', vlan: 10 } }, 'tag'],
  [{ net0: { bridge: 'vmbr0', mac: 'BC:24:11:00:00:01' } }, 'hwaddr'],
  [{ depends_on: ['lxc/db'] }, 'dependsOn'],
];

describe('words for other words', (test) => {
  for (const [file, name] of CASES) {
    test(JSON.stringify(file), () => assert.is(hintOf(file), `It is called "${name}" here.`));
  }

  test('only where there is such a key: what is near comes first elsewhere', () => {
    assert.match(hintOf({ rootfs: { storage: 'a1', size: '8G', ram: 1 } }) ?? '', 'Known here');
    assert.is(hintOf({ memroy: '2G' }), 'Did you mean "memory"?');
  });
});
