/** The order of edits within a transaction of SDN, where no file tells it. */
import * as assert from 'uvu/assert';
import type { Settings } from '../../../../src/config/settings.ts';
import { sdnTransaction } from '../../../../src/kinds/sdn/transaction.ts';
import type { Step } from '../../../../src/kinds/step.ts';
import type { Snapshot } from '../../../../src/node/port.ts';
import { describe } from '../../../support/describe.ts';

const edit = (key: string, meant: null | Record<string, string> = null): Step => ({
  id: key,
  address: key,
  node: 'pve1',
  title: key,
  effect: 'live',
  after: [],
  locks: [],
  guard: [],
  verify: [{ scope: 'sdn', check: { is: 'pending', objects: { [key]: meant } } }],
  do: { verb: 'run', argv: ['true'] },
  retry: 'never',
  timeout: 1,
});

const snapshot = { at: '', nodes: new Map(), guests: new Map(), files: new Map() } as unknown as Snapshot;
const settings = { name: 'lab', nodes: { pve1: { pve: '9.2' } } } as unknown as Settings;

describe('edits of SDN that take away', (test) => {
  test('come from the subnets up, however they are given', () => {
    const edits = [edit('zone:lab'), edit('vnet:web'), edit('subnet:lab-10.9.0.0-24'), edit('vnet:new', {})];
    const input = { phase: 'shrink' as const, addresses: ['zone/lab'], snapshot, settings, now: '' };
    for (const given of [edits, edits.toReversed()]) {
      const all = sdnTransaction.enclose({ ...input, edits: given }).edits ?? [];
      const after = Object.fromEntries(all.map(({ id, after: ids }) => [id, ids.toSorted()]));
      assert.equal(after, {
        'zone:lab': ['subnet:lab-10.9.0.0-24', 'vnet:web'],
        'vnet:web': ['subnet:lab-10.9.0.0-24'],
        'subnet:lab-10.9.0.0-24': [],
        'vnet:new': [],
      });
    }
  });
});
