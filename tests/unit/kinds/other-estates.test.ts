/** What another estate has a marker of is never ours, however much it looks as our own files say. */
import * as assert from 'uvu/assert';
import { observeHa } from '../../../src/kinds/ha/observe.ts';
import { observePool } from '../../../src/kinds/pool/observe.ts';
import { observeFirewall } from '../../../src/kinds/firewall/observe.ts';
import { observeStorage } from '../../../src/kinds/storage/live.ts';
import { describe } from '../../support/describe.ts';

const CONFIGS = {
  'storage:nas': ['/etc/pve/storage.cfg', 'dir: nas\n\tpath /srv/nas\n\tcontent iso\n'],
  'pool:web': ['/etc/pve/user.cfg', 'pool:web:::\n'],
  'ha:ct:101': ['/etc/pve/ha/resources.cfg', 'ct: 101\n\tstate started\n'],
  'firewall:cluster': ['/etc/pve/firewall/cluster.fw', '[RULES]\n\nIN SSH(ACCEPT) # [phoenix]\n'],
} as const;

const SPECS = {
  'storage:nas': { type: 'dir', options: { path: '/srv/nas', content: 'iso' } },
  'pool:web': { comment: '', storages: [] },
  'ha:ct:101': {
    id: 'ha:ct:101',
    file: 'resources',
    type: 'ct',
    name: 'ct:101',
    options: { state: 'started' },
  },
  'firewall:cluster': {
    target: { is: 'cluster' },
    options: {},
    rules: [],
    aliases: {},
    ipsets: {},
    groups: {},
  },
} as const;

type Id = keyof typeof CONFIGS;

const OBSERVE: Readonly<Record<Id, (input: never) => { readonly is: string }>> = {
  'storage:nas': observeStorage,
  'pool:web': observePool,
  'ha:ct:101': observeHa,
  'firewall:cluster': observeFirewall,
};

function markOf(estate: string, env: string | null, id: Id): readonly [string, string] {
  const mark = { estate, env, address: 'x/y', id, node: 'pve1', commit: null, config: '', phoenix: '1' };
  return [`/etc/pve/phoenix/${estate}/${encodeURIComponent(id)}.json`, JSON.stringify(mark)];
}

function seen(id: Id, mark: readonly [string, string], adopt = false): string {
  const resource = { address: 'x/y', spec: { ...SPECS[id], adopt } };
  const snapshot = {
    at: '',
    files: new Map([CONFIGS[id], mark]),
    nodes: new Map([['pve1', { reachable: true, files: new Map() }]]),
    guests: new Map(),
  };
  const input = { snapshot, id, estate: 'lab', env: null, want: resource, base: resource };
  return OBSERVE[id](input as never).is;
}

describe('what other estates have', (test) => {
  for (const id of Object.keys(CONFIGS) as Id[]) {
    test(`${id} is ours by our marker alone`, () => {
      assert.is(seen(id, markOf('lab', null, id)), 'ours');
      assert.is(seen(id, markOf('work', null, id)), 'foreign');
      assert.is(seen(id, markOf('work', null, id), true), 'foreign');
      assert.is(seen(id, markOf('lab', 'test', id)), 'foreign');
    });
  }
});
