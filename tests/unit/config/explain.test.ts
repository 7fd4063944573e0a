import * as assert from 'uvu/assert';
import { loadEstate } from '../../../src/config/estate.ts';
import { explainField, explainResource } from '../../../src/config/explain.ts';
import { PhoenixError } from '../../../src/errors.ts';
import { describe } from '../../support/describe.ts';
import { kinds } from '../../../src/kinds/registry.ts';
import { tinyKind } from '../../support/tiny-kind.ts';
import { treeOf } from '../../support/tree.ts';

const estate = loadEstate(
  treeOf({
    'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
    'base/box.json': { memory: 1, net0: { bridge: 'vmbr0', ip: '10.0.0.1' } },
    'profiles/big.json': { memory: '64G' },
    'box/web.json': { vmid: 100, extends: ['big'], net0: { ip: '10.0.0.5' } },
  }),
  { env: null, kinds: [tinyKind] },
);

const refused = (run: () => unknown): PhoenixError => {
  try {
    run();
  } catch (error) {
    if (error instanceof PhoenixError) return error;
  }
  throw new Error('it did not refuse');
};

describe('explain', (test) => {
  test('shows the chain of a field, and what Proxmox is told', () => {
    const { text, ...data } = explainField(estate, 'box/web', 'net0.ip');
    assert.equal(data, {
      address: 'box/web',
      field: 'net0.ip',
      path: '/net0/ip',
      value: '10.0.0.5',
      proxmox: { '/net0/ip': 'ip=10.0.0.5' },
      chain: [
        { file: 'configs/base/box.json', line: 5, column: 11, does: 'sets', value: '10.0.0.1' },
        { file: 'configs/box/web.json', line: 7, column: 11, does: 'overrides', value: '10.0.0.5' },
      ],
    });
    assert.equal(text.split('\n'), [
      'box/web net0.ip = "10.0.0.5"',
      '  configs/base/box.json:5:11  sets "10.0.0.1"',
      '  configs/box/web.json:7:11   overrides "10.0.0.5"',
      '  Proxmox: "ip=10.0.0.5"',
    ]);
  });

  test('finds a layer by its file, on whichever node it is', () => {
    const net0 = { bridge: 'vmbr0', ip: 'dhcp' };
    const layers = loadEstate(
      treeOf({
        'phoenix.json': { name: 'lab', nodes: { pve1: {} }, layers: { vmids: [900, 909] } },
        'layer/base.json': {
          ostemplate: 'local:vztmpl/a.tar.zst',
          rootfs: { storage: 'local', size: '4G' },
          net0,
        },
        'lxc/web.json': { vmid: 100, clone: 'layer/base', net0 },
      }),
      { env: null, kinds },
    );
    const { address, value } = explainField(layers, 'layer/base', 'rootfs.size');
    assert.equal([address, value], ['layer/base@pve1', '4G']);
  });

  test('says of a field that is not set what it is and what holds then', () => {
    const { text, chain, value } = explainField(estate, 'box/web', 'lid');
    assert.equal([chain, value], [[], undefined]);
    assert.equal(text.split('\n'), [
      'box/web lid = (not set)',
      '  no file sets it',
      `  Proxmox's default: "shut"`,
      '  what it is: Open or shut.',
    ]);
  });

  test('takes dots for parts of a key where only that makes a field', () => {
    assert.is(explainField(estate, 'box/web', 'env.A.B').path, '/env/A.B');
    assert.is(explainField(estate, 'box/web', 'mounts./data.size').path, '/mounts/~1data/size');
  });

  for (const [field, hint] of [
    ['net0.ipp', /Did you mean "net0\.ip"\?/],
    ['net0.ip.foo', /nothing inside net0\.ip/],
    ['vmidd', /Did you mean "vmid"\?/],
    ['nonsense', /Known here: .*"hostname"/],
    ['mounts.data', /must be a path/],
    ['wings', /boxes do not fly/],
    ['memory.foo', /nothing inside memory/],
    ['/', /Known here/],
  ] as const) {
    test(`${field} is no field`, () => {
      const { code, hint: said } = refused(() => explainField(estate, 'box/web', field));
      assert.is(code, 'USAGE');
      assert.match(said ?? '', hint);
    });
  }

  test('shows every field of a resource', () => {
    const fields = explainResource(estate, 'box/web').map((one) => one.field);
    assert.equal(fields, ['memory', 'net0.bridge', 'net0.ip', 'vmid']);
  });

  test('refuses a resource that is not there, with the nearest name', () => {
    assert.match(refused(() => explainField(estate, 'web', 'vmid')).hint ?? '', /"box\/web"/);
    assert.match(refused(() => explainField(estate, 'box/wbe', 'vmid')).hint ?? '', /"box\/web"/);
  });
});
