/**
 * `git revert` of a merge brings the example estate back: what is on the nodes afterwards is what was there before, byte for
 * byte but for markers. What cannot come back is said in the plan of the revert, and is all that stays.
 */
import * as assert from 'uvu/assert';
import type { PlanItem } from '../../src/plan/plan.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import {
  appliedTo,
  changedSince,
  committed,
  type Edit,
  edited,
  exampleTree,
  ownData,
  push,
  quietRuntime,
  standing,
  statedItems,
} from '../support/undo-world.ts';

const tree = await exampleTree();
const text = (path: string) => tree.files.get(path)?.text ?? '';
const swap = (from: string | RegExp, to: string) => (old: string) => old.replace(from, to);
const add = (more: string) => swap(/"vmid": \d+,/, `$& ${more},`);

const one = committed(tree, 1);
const applied = await appliedTo(one);
ownData(applied);
const before = standing(applied);

interface Case {
  readonly edit: Edit;
  /** What is left, by lines; nothing unless given. */
  readonly left?: readonly RegExp[];
  /** What the plan of the revert says that it cannot do. */
  readonly said?: RegExp;
  /** What an apply of the change does not do as a whole, by outcome. */
  readonly held?: true;
}

/** What was taken on the way stays. */
const BACKUP = /\/\.sim\/backups\/|content\/backup%2Fvzdump/;
const QDRANT = 'lxc/qdrant-VSCodeRag.jsonc';

const CASES: Readonly<Record<string, Case>> = {
  'a guest with data, its firewall and who names it': {
    edit: {
      'lxc/n8n-phoenix.jsonc': null,
      'firewall/n8n-phoenix.jsonc': null,
      'lxc/Traefik.jsonc': swap(/ *"n8n.lab=.*\n/, ''),
    },
    left: [BACKUP],
  },
  'a guest with a card': { edit: { 'lxc/llamacpp.jsonc': null }, left: [BACKUP] },
  'a machine': { edit: { 'vm/docker-vm-01.jsonc': null }, left: [BACKUP] },
  'a rename': { edit: { 'lxc/llamacpp.jsonc': null, 'lxc/llama.jsonc': text('lxc/llamacpp.jsonc') } },
  'a mount that went': { edit: { [QDRANT]: swap(/ *"mounts".*\n/, '') } },
  'a mount at another place': {
    edit: { [QDRANT]: swap('"/qdrant/storage"', '"/qdrant/elsewhere"') },
    left: [/subvol-952-disk-1\.json is new/, /\+ unused0: .*:subvol-952-disk-1$/],
    said: /the volume on \S+ is kept as unused/,
  },
  'a mount that came': {
    edit: {
      [QDRANT]: swap(
        '"mounts": {',
        '"mounts": { "/more": { "storage": "quickOS-shared-prod-data-volumes", "size": "2G" },',
      ),
    },
    left: [/subvol-952-disk-1\.json is new/, /\+ unused0: .*:subvol-952-disk-1$/],
    said: /the volume on \S+ is kept as unused/,
  },
  'a mount that grew': {
    edit: { [QDRANT]: swap('"20G"', '"30G"') },
    left: [/subvol-952-disk-0/],
    said: /Proxmox grows volumes and never shrinks them/,
  },
  'a bind': { edit: { 'lxc/Portainer.jsonc': swap(/ *"\/certs".*\n/, '') } },
  'a feature that went': {
    edit: {
      'lxc/monitoring-stack.jsonc': (old) => old.replace(/ *"prometheus": \{ "(?:interval|http).*\n/g, ''),
    },
  },
  'a feature that came': {
    edit: { 'lxc/Step-CA.jsonc': swap('"step-ca": {', '"nginx": { "site": false }, "step-ca": {') },
  },
  'another content of a layer': {
    edit: { 'layer/base.jsonc': swap('"htop", ', '') },
    left: [/(?:921|922|933|935|936)\b.* is new$/],
  },
  'a base of all, of which a policy held most': {
    edit: { 'base/lxc.jsonc': swap('"memory": "2G"', '"memory": "3G", "searchdomain": "lab"') },
    held: true,
  },
  'an address that others name': { edit: { 'lxc/Step-CA.jsonc': swap('10.0.0.161/24', '10.0.0.171/24') } },
  'raw lines': { edit: { 'lxc/n8n-phoenix.jsonc': swap(/"lxc.cap.keep": "[^"]*",/, '') } },
  flags: { edit: { 'lxc/Step-CA.jsonc': add('"onboot": false, "protection": true') } },
  'a firewall': { edit: { 'firewall/Portainer.jsonc': null } },
  'a storage that was switched off': {
    edit: { 'storage/fastData-shared-iso.jsonc': swap('"content"', '"disable": true, "content"') },
  },
  'a dataset that was let go of': { edit: { 'dataset/fastData-shared-test-data.jsonc': null } },
  'a property of a dataset': { edit: { 'dataset/fastData-shared-test-data.jsonc': swap('lz4', 'zstd') } },
  'cores and memory of a machine': { edit: { 'vm/docker-vm-01.jsonc': add('"cores": 3, "memory": "4G"') } },
  'another generation': {
    edit: { 'lxc/Step-CA.jsonc': add('"generation": 2') },
    left: [BACKUP, /\/\.sim\/guests\/961\/rootfs\/srv/],
    said: /what generation 2 replaced does not come back/,
  },
};

const notes = (items: readonly PlanItem[]) =>
  items.flatMap((item) => [...item.notes, ...item.changes.map(({ note = '' }) => note)]).join('\n');

describe('a merge that is reverted', (test) => {
  for (const [name, { edit, left = [], said, held = false }] of Object.entries(CASES)) {
    test(name, async () => {
      const host = applied.fork();
      const two = committed(edited(tree, edit), 2, one);
      const there = await push(host, one, two);
      assert.ok(
        there.report.resources.length > 0 && (held || there.report.ok),
        JSON.stringify(there.report.resources),
      );
      assert.ok(there.live.plan.items.length > 0);
      const three = committed(tree, 3, two);
      const stated = statedItems(two, three);
      if (said) assert.match(notes(stated), said);
      const isImpossible = stated.some(({ effect }) => effect === 'impossible');
      const back = await push(host, one, two, three);
      assert.ok(isImpossible || back.report.ok, JSON.stringify(back.report.resources));
      const rest = changedSince(before, standing(host)).filter(
        (line) => !left.some((known) => known.test(line)),
      );
      // The first one also takes away what it was before: `- …`.
      assert.equal(
        rest.filter((line) => !isImpossible || !/disk-0/.test(line)),
        [],
      );
      const again = await push(host, one, two, three);
      assert.equal(
        again.live.plan.items.filter(({ effect }) => effect !== 'impossible' && effect !== 'none'),
        [],
      );
    });
  }

  test('and then the revert is reverted: the guest retires, and comes back once more', async () => {
    const host = applied.fork();
    const edit = { 'lxc/llamacpp.jsonc': null };
    const commits = [one];
    const retired: (readonly string[])[] = [];
    for (const number of [2, 3, 4, 5]) {
      const files = number % 2 === 0 ? edited(tree, edit) : tree;
      commits.push(committed(files, number, commits.at(-1)));
      const { report } = await push(host, ...commits);
      assert.ok(report.ok, JSON.stringify(report.resources));
      retired.push(changedSince(before, standing(host)).filter((line) => !BACKUP.test(line)));
    }
    assert.ok(
      retired[0]?.some((line) => line.includes('phoenix-retired')),
      String(retired[0]),
    );
    assert.equal([retired[2], retired[1], retired[3]], [retired[0], [], []]);
  });

  test('of a guest that was taken over: it retires, and the revert of that finds it as it was', async () => {
    const host = applied.fork();
    const conf = '/etc/pve/nodes/phoenix/lxc/8090.conf';
    const argv = [
      'pct',
      'create',
      '8090',
      'fastData-shared-iso:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst',
    ];
    const more = [
      '--hostname',
      'mine',
      '--rootfs',
      'quickOS-lxc-disks:4',
      '--unprivileged',
      '1',
      '--onboot',
      '1',
    ];
    const made = simulate({ host, node: 'phoenix', argv: [...argv, ...more], runtime: quietRuntime(host) });
    assert.is(made.exit, 0, made.stderr);
    const byHand = host.read(conf) ?? '';
    const file = {
      vmid: 8090,
      adopt: true,
      ostemplate: argv[3],
      rootfs: { size: '4G' },
      state: 'stopped',
      memory: 512,
      net0: null,
      cores: null,
      startup: null,
      raw: null,
    };
    const taken = edited(tree, { 'lxc/mine.json': JSON.stringify(file) });
    const commits = [one];
    const confs: string[] = [];
    for (const [at, files] of [taken, tree, taken].entries()) {
      commits.push(committed(files, at + 2, commits.at(-1)));
      const { report } = await push(host, ...commits);
      assert.ok(report.ok, JSON.stringify(report.resources));
      confs.push((host.read(conf) ?? '').replaceAll(/^#.*\n/gm, ''));
    }
    const [adopted = '', retired, back] = confs;
    assert.is(adopted.replace('tags: phoenix\n', ''), byHand);
    assert.match(retired ?? '', /^protection: 1$[^]*^tags: phoenix;phoenix-retired$/m);
    assert.is(back, adopted);
  });

  test('of a guest that was purged since it is made anew, and empty: what it was is in its backup', async () => {
    const host = applied.fork();
    const two = committed(edited(tree, { 'lxc/llamacpp.jsonc': null }), 2, one);
    await push(host, one, two);
    for (const argv of [
      ['pct', 'set', '957', '--protection', '0'],
      ['pct', 'destroy', '957'],
    ]) {
      assert.is(simulate({ host, node: 'phoenix', argv, runtime: quietRuntime(host) }).exit, 0);
    }
    const { report, live } = await push(host, one, two, committed(tree, 3, two));
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.equal(
      live.plan.items.map(({ action, address }) => `${action} ${address}`),
      ['create lxc/llamacpp'],
    );
    const rest = changedSince(before, standing(host)).filter((line) => !BACKUP.test(line));
    assert.equal(rest, [
      '/.sim/guests/957/rootfs/srv/own.txt - data of 957',
      '/.sim/guests/957/rootfs/srv/own.txt + data of 932',
    ]);
  });
});
