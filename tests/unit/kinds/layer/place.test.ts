/** VMIDs of layers: by hash, past what is taken, found again by marker, and the same whatever the order. */
import { fc } from '../../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import type { Resource } from '../../../../src/config/model.ts';
import { type Settings, settingsSchema } from '../../../../src/config/settings.ts';
import type { PlaceInput } from '../../../../src/kinds/kind.ts';
import { placeLayers, probe } from '../../../../src/kinds/layer/place.ts';
import { formatMarker } from '../../../../src/kinds/guest/marker.ts';
import type { GuestFile, Intent, Snapshot } from '../../../../src/node/port.ts';
import { describe } from '../../../support/describe.ts';

const HASH = '0123456789abcdef';
const settingsOf = (vmids: readonly [number, number]): Settings =>
  settingsSchema.parse({ name: 'lab', nodes: { pve1: {} }, layers: { vmids } });

const layer = (name: string, hash = HASH): Resource => ({
  address: `layer/${name}@pve1`,
  kind: 'layer',
  name,
  file: `layer/${name}.json`,
  contributions: [],
  merged: {},
  spec: { layer: `layer/${name} ${hash}`, node: 'pve1', name },
});

const guest = (vmid: number): Resource => ({
  ...layer('x'),
  address: `lxc/g${vmid}`,
  kind: 'lxc',
  spec: { vmid },
});

function conf(vmid: number, more = ''): GuestFile {
  const text = `${more}arch: amd64\nhostname: g\nrootfs: tank:subvol-${vmid}-disk-0,size=1G\n`;
  return { vmid, type: 'lxc', node: 'pve1', text, digest: String(vmid) };
}

function instance(vmid: number, name: string, hash = HASH): GuestFile {
  const mark = formatMarker({
    estate: 'lab',
    env: null,
    address: `layer/${name}@pve1`,
    id: `vmid:${vmid}`,
    commit: null,
    config: '',
    phoenix: '0',
    layer: `layer/${name} ${hash}`,
  });
  return conf(vmid, `#${mark.replaceAll(':', '%3A')}\n`);
}

function snapshotOf(guests: readonly GuestFile[], intents: readonly Intent[] = []): Snapshot {
  const facts = { reachable: true, intents, tasks: [], running: new Set() };
  return {
    at: '2026-01-01T00:00:00.000Z',
    guests: new Map(guests.map((one) => [one.vmid, one])),
    nodes: new Map([['pve1', facts]]),
    storages: new Map(),
    pools: new Map(),
  } as unknown as Snapshot;
}

function place(
  resources: readonly Resource[],
  guests: readonly GuestFile[] = [],
  { range = [9000, 9009], intents = [] }: { range?: [number, number]; intents?: readonly Intent[] } = {},
): Record<string, number> {
  const input: PlaceInput = {
    resources,
    snapshot: snapshotOf(guests, intents),
    settings: settingsOf(range),
    estate: 'lab',
    env: null,
  };
  return Object.fromEntries(placeLayers(input));
}

const first = place([layer('base')])['layer/base@pve1'] ?? 0;

describe('VMIDs of layers', (test) => {
  test('every VMID of the range is tried once, from the hash on, around the end', () => {
    const tried = [...probe('layer/base@pve1', [9000, 9009])];
    assert.equal(
      tried.toSorted((a, b) => a - b),
      Array.from({ length: 10 }, (_, i) => 9000 + i),
    );
    const from = tried[0] ?? 0;
    assert.equal(
      tried,
      Array.from({ length: 10 }, (_, i) => 9000 + ((from - 9000 + i) % 10)),
    );
  });

  test('the same names get the same VMIDs in any order, each its own', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const expected = place(names.map((name) => layer(name)));
    assert.is(new Set(Object.values(expected)).size, names.length);
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 6 }), (order) => {
        assert.equal(place(order.map((name) => layer(name))), expected);
      }),
    );
  });

  for (const [what, others, guests] of [
    ['a guest of the estate that is not made yet', [guest(first)], []],
    ['a guest that is there, whoever made it', [], [conf(first)]],
    ['an older content of the same layer', [], [instance(first, 'base', 'f'.repeat(16))]],
    ['a virtual machine', [], [{ ...conf(first), type: 'qemu' as const }]],
  ] as const) {
    test(`the next one is taken where the first is ${what}`, () => {
      const next = first === 9009 ? 9000 : first + 1;
      assert.equal(place([layer('base'), ...others], guests), { 'layer/base@pve1': next });
    });
  }

  test('an instance is found by its marker, wherever in the range', () => {
    const other = first === 9005 ? 9006 : 9005;
    assert.equal(place([layer('base')], [instance(other, 'base')]), { 'layer/base@pve1': other });
  });

  test('a marker outside of the range is not believed: anybody may write one into the Notes of a guest', () => {
    assert.equal(place([layer('base')], [instance(777, 'base')]), { 'layer/base@pve1': first });
  });

  test('what a build of it left that was killed before it had a marker is its own again', () => {
    const left = { ...conf(first), text: 'lock: create\n' };
    const intent = {
      vmid: first,
      address: 'layer/base@pve1',
      estate: 'lab',
      argv: ['pct', 'create', String(first)],
    };
    const intents = [{ ...intent, at: '2026-01-01T00:00:00.000Z', stepId: 'x' } as unknown as Intent];
    assert.equal(place([layer('base')], [left], { intents }), { 'layer/base@pve1': first });
    assert.is.not(place([layer('base')], [left])['layer/base@pve1'], first);
    assert.is.not(place([layer('web')], [left], { intents })['layer/web@pve1'], first);
  });

  test('one for which none is left has none', () => {
    const found = place([layer('a'), layer('b'), layer('c')], [], { range: [9000, 9001] });
    assert.equal(Object.keys(found), ['layer/a@pve1', 'layer/b@pve1']);
  });
});
