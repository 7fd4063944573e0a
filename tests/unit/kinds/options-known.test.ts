/** Every option that kinds have a name for is one that Proxmox declares for what they send or write, on both releases. */
import * as assert from 'uvu/assert';
import { haSchema } from '../../../src/kinds/ha/schema.ts';
import { OPTIONS as FIREWALL } from '../../../src/kinds/firewall/options.ts';
import { OPTIONS as STORAGE } from '../../../src/kinds/storage/options.ts';
import { OPTIONS as MACHINES } from '../../../src/kinds/vm/options.ts';
import { OPTIONS as ZONES } from '../../../src/kinds/zone/types.ts';
import { apiProperties } from '../../../src/simulator/api-schema.ts';
import { commandSchema, confSchema } from '../../../src/simulator/schema.ts';
import { describe } from '../../support/describe.ts';

type Pve = '8.4' | '9.2';
type Knows = (option: string, pve: Pve) => boolean;

const takenBy =
  (call: string): Knows =>
  (option, pve) =>
    apiProperties(call, pve)?.has(option) ?? false;

/** `net[n]` stands for each number. */
const ofMachines: Knows = (option, pve) =>
  confSchema(pve, 'qemu').has(option.replace('[n]', '0')) ||
  commandSchema('qm create', pve)?.properties.has(option) === true;

const unknown = (options: readonly string[], knows: Knows, pve: Pve) =>
  [...new Set(options)].filter((option) => !knows(option, pve)).toSorted();

const FIREWALL_CALLS = {
  cluster: ['PUT /cluster/firewall/options'],
  node: ['PUT /nodes/{node}/firewall/options'],
  guest: ['PUT /nodes/{node}/lxc/{vmid}/firewall/options', 'PUT /nodes/{node}/qemu/{vmid}/firewall/options'],
  vnet: ['PUT /cluster/sdn/vnets/{vnet}/firewall/options'],
} as const;

const TABLES: readonly (readonly [string, readonly string[], Knows])[] = [
  ['machines', MACHINES.flatMap(({ option }) => (option === null ? [] : [option])), ofMachines],
  ['storages', Object.keys(STORAGE), takenBy('POST /storage')],
  [
    'zones',
    Object.values(ZONES).flatMap(({ needs, may }) => [...needs, ...may]),
    takenBy('POST /cluster/sdn/zones'),
  ],
  [
    'HA resources',
    Object.keys(haSchema.shape).filter((key) => !['$schema', 'guest', 'extends', 'adopt'].includes(key)),
    takenBy('POST /cluster/ha/resources'),
  ],
  ...Object.entries(FIREWALL_CALLS).flatMap(([of, calls]) =>
    calls.map(
      (call) =>
        [`firewalls: ${call}`, Object.keys(FIREWALL[of as keyof typeof FIREWALL]), takenBy(call)] as const,
    ),
  ),
];

/** What a file may say of a node of PVE 9, and one of 8.4 refuses. */
const NEW_IN_9: Readonly<Record<string, readonly string[]>> = {
  storages: ['snapshot-as-volume-chain'],
  zones: ['fabric'],
  'HA resources': ['failback'],
};

describe('options that kinds know', (test) => {
  for (const [name, options, known] of TABLES) {
    test(`${name}: PVE 9.2 has each`, () => {
      assert.ok(options.length > 0);
      assert.equal(unknown(options, known, '9.2'), []);
    });
    test(`${name}: PVE 8.4 has each but those of 9`, () => {
      assert.equal(unknown(options, known, '8.4'), NEW_IN_9[name] ?? []);
    });
  }
});
