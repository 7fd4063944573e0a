/** Options of `pvesh` and of the programs against Proxmox's own schema, on both releases. */
import * as assert from 'uvu/assert';
import { apiProperties } from '../../../src/simulator/api-schema.ts';
import { commandSchema, commandsOf, confSchema } from '../../../src/simulator/schema.ts';
import { validateAll } from '../../../src/simulator/validate.ts';
import { describe } from '../../support/describe.ts';
import { simulatedCluster } from '../../support/simulated-cluster.ts';

const NO_SCHEMA = 'property is not defined in schema and the schema does not allow additional properties';

const reasons = (call: string, values: Readonly<Record<string, string>>, pve: '8.4' | '9.2' = '9.2') => {
  const properties = apiProperties(call, pve);
  assert.ok(properties, call);
  return Object.fromEntries(validateAll(properties, new Map(Object.entries(values))));
};

const ZONES = 'POST /cluster/sdn/zones';
const RULES = 'POST /cluster/ha/rules';
const SUBNETS = 'POST /cluster/sdn/vnets/{vnet}/subnets';

describe('api schema', (test) => {
  for (const [name, call, values, want] of [
    ['a zone', ZONES, { zone: 'lab', type: 'simple', dhcp: 'dnsmasq', ipam: 'pve' }, {}],
    [
      'a zone of a name that is too long',
      ZONES,
      { zone: 'laboratory', type: 'simple' },
      { zone: 'value may only be 8 characters long' },
    ],
    [
      'a zone of a type that is not',
      ZONES,
      { zone: 'lab', type: 'flat' },
      {
        type: "value 'flat' does not have a value in the enumeration 'evpn, faucet, qinq, simple, vlan, vxlan'",
      },
    ],
    ['a zone without type', ZONES, { zone: 'lab' }, { type: 'property is missing and it is not optional' }],
    [
      'an option that is not',
      ZONES,
      { zone: 'lab', type: 'simple', gateway: '10.0.0.1' },
      { gateway: NO_SCHEMA },
    ],
    [
      'ranges, each a property string',
      SUBNETS,
      {
        vnet: 'lab',
        subnet: '10.0.0.0/24',
        type: 'subnet',
        'dhcp-range':
          'start-address=10.0.0.10,end-address=10.0.0.20\0start-address=10.0.0.30,end-address=10.0.0.40',
      },
      {},
    ],
    [
      'a range without its end',
      SUBNETS,
      { vnet: 'lab', subnet: '10.0.0.0/24', type: 'subnet', 'dhcp-range': 'start-address=10.0.0.10' },
      {
        'dhcp-range':
          '[0]: invalid format - format error\ndhcp-range.end-address: property is missing and it is not optional\n',
      },
    ],
    [
      'a rule of one type',
      RULES,
      { rule: 'near', type: 'node-affinity', resources: 'vm:100', nodes: 'one' },
      {},
    ],
    [
      'a rule with what another type has',
      RULES,
      { rule: 'near', type: 'resource-affinity', resources: 'vm:100', affinity: 'negative', nodes: 'one' },
      { nodes: NO_SCHEMA },
    ],
    [
      'a machine: its keys come from the table of conf files',
      'POST /nodes/{node}/qemu',
      { node: 'one', vmid: '100', cores: '0', net0: 'virtio,bridge=vmbr0', scsi31: 'local:1' },
      { cores: 'value must have a minimum value of 1', scsi31: NO_SCHEMA },
    ],
  ] as const) {
    test(name, () => {
      assert.equal(reasons(call, values), want);
    });
  }

  test('8.4 has not what came with 9', () => {
    for (const call of [
      'POST /cluster/sdn/lock',
      'POST /cluster/sdn/rollback',
      'GET /cluster/sdn/dry-run',
      'POST /cluster/sdn/fabrics/fabric',
      RULES,
    ]) {
      assert.ok(apiProperties(call, '9.2'), call);
      assert.is(apiProperties(call, '8.4'), null, call);
    }
    assert.equal(reasons('PUT /cluster/sdn', { 'lock-token': 'x' }, '8.4'), { 'lock-token': NO_SCHEMA });
    assert.equal(reasons('PUT /cluster/sdn', { 'lock-token': 'x' }), {});
    assert.equal(reasons('POST /cluster/ha/resources', { sid: 'vm:100', failback: '0' }, '8.4'), {
      failback: NO_SCHEMA,
    });
    assert.not.ok(commandsOf('ha-manager', '8.4').includes('rules add'));
    assert.ok(commandsOf('ha-manager').includes('rules add'));
    assert.not.ok(commandSchema('qm set', '8.4')?.properties.has('allow-ksm'));
    assert.ok(commandSchema('qm set')?.properties.has('allow-ksm'));
  });

  test('a key that is a family and a switch is both', () => {
    const keys = confSchema('9.2', 'qemu');
    assert.is(keys.get('numa')?.type, 'boolean');
    assert.ok(keys.get('numa0')?.fields);
    assert.not.ok(keys.has('numa8'));
  });
});

describe('pvesh and the schema', (test) => {
  test('parameters of the path are checked, too, and are no options', () => {
    const { run } = simulatedCluster();
    const bad = run('pvesh', 'create', '/pools', '--poolid', 'a b');
    assert.is(bad.exit, 2);
    assert.match(
      bad.stderr,
      "400 Parameter verification failed.\npoolid: invalid format - pool name 'a b' contains",
    );
    const unknown = run('pvesh', 'create', '/pools', '--poolid', 'a', '--colour', 'red');
    assert.match(unknown.stderr, 'Unknown option: colour\n400 unable to parse option');
    assert.is(unknown.exit, 255);
  });
});
