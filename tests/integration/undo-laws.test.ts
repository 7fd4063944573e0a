/**
 * The law of undo, over random merges into an estate of many kinds: whichever of them is reverted, and whatever was merged
 * before and after it, the nodes are then as if it had never been. `UNDO_SEED` and `UNDO_RUNS` try others.
 */
import process from 'node:process';
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { fc } from '../support/fast-check.ts';
import {
  appliedTo,
  changedSince,
  committed,
  type Edit,
  edited,
  exampleTree,
  ownData,
  push,
  standing,
} from '../support/undo-world.ts';

const SEED = Number(process.env['UNDO_SEED'] ?? 20_261_122);
const RUNS = Number(process.env['UNDO_RUNS'] ?? 5);

const swap = (from: string | RegExp, to: string) => (old: string) => old.replace(from, to);
const add = (more: string) => swap(/"vmid": \d+,/, `$& ${more},`);

const SUBNETS = '{ "10.9.0.0/24": { "gateway": "10.9.0.1", "snat": true } }';

/** What the example has nothing of. */
const MORE: Edit = {
  'zone/lab.json': '{ "type": "simple" }',
  'vnet/blue.json': `{ "zone": "lab", "alias": "one", "subnets": ${SUBNETS} }`,
  'vnet/green.json': '{ "zone": "lab" }',
  'pool/tools.json': '{ "comment": "Tools" }',
  'lxc/Step-CA.jsonc': add('"pool": "tools"'),
  'vm/docker-vm-01.jsonc': add('"disks": { "scsi1": { "storage": "quickOS-vm-disks", "size": "8G" } }'),
};

/** Each changes other files than all the others, so that git reverts it whatever came after. */
const MERGES: Readonly<Record<string, Edit>> = {
  'retire n8n': {
    'lxc/n8n-phoenix.jsonc': null,
    'firewall/n8n-phoenix.jsonc': null,
    'lxc/Traefik.jsonc': swap(/ *"n8n.lab=.*\n/, ''),
  },
  'retire llama.cpp': { 'lxc/llamacpp.jsonc': null },
  'take a disk off the machine': { 'vm/docker-vm-01.jsonc': swap(/"disks": \{ "scsi1": \{[^}]*\} \},/, '') },
  'take the data off qdrant': { 'lxc/qdrant-VSCodeRag.jsonc': swap(/ *"mounts".*\n/, '') },
  'take a bind off Portainer': { 'lxc/Portainer.jsonc': swap(/ *"\/certs".*\n/, '') },
  'remove a feature': {
    'lxc/monitoring-stack.jsonc': (old) => old.replaceAll(/ *"prometheus": \{ "(?:interval|http).*\n/g, ''),
  },
  'add a feature': { 'lxc/Step-CA.jsonc': swap('"step-ca": {', '"nginx": { "site": false }, "step-ca": {') },
  'restart one': { 'lxc/granite-new.jsonc': add('"searchdomain": "lab", "fuse": true') },
  'rename one': { 'lxc/vllm-granite-3.3-8b-fp8.jsonc': add('"hostname": "fp8", "tags": ["x"]') },
  'more memory for all': { 'base/lxc.jsonc': swap('"memory": "2G"', '"memory": "3G"') },
  'change a layer': { 'layer/base.jsonc': swap('"htop", ', '') },
  'remove a firewall': { 'firewall/Portainer.jsonc': null },
  'switch a storage off': {
    'storage/fastData-shared-iso.jsonc': swap('"content"', '"disable": true, "content"'),
  },
  'let go of a dataset': { 'dataset/fastData-shared-test-data.jsonc': null },
  'change a dataset': { 'dataset/fastData-shared-bulk-data.jsonc': swap('lz4', 'zstd') },
  'change a vnet': { 'vnet/blue.json': swap('"one"', '"two"') },
  'remove a vnet': { 'vnet/green.json': null },
  'change a pool': { 'pool/tools.json': swap('Tools', 'Other tools') },
};

const base = edited(await exampleTree(), MORE);
const first = committed(base, 1);
const applied = await appliedTo(first);
ownData(applied);

/** What a merge leaves behind, by design: layers that were built, backups that were taken. */
const LEFT = /\/\.sim\/backups\/|content\/backup%2Fvzdump|\b(?:921|922|933|935|936)\b.* is (?:new|gone)$/;

/** Merges one after the other, by their names. @returns the node and all commits */
async function merged(stages: readonly (readonly string[])[]): Promise<MemoryHost> {
  const host = applied.fork();
  const commits: Estate[] = [first];
  for (const [at, names] of stages.entries()) {
    const tree = names.reduce((files, name) => edited(files, MERGES[name] ?? {}), base);
    commits.push(committed(tree, at + 2, commits.at(-1)));
    const { report } = await push(host, ...commits);
    const bad = report.resources.filter(({ outcome }) => outcome !== 'applied' && outcome !== 'unchanged');
    assert.equal(bad, [], names.join(', '));
  }
  return host;
}

/** `a`, `a b`, `a b c`: each merge on top of those before. */
const growing = (names: readonly string[]) => names.map((_, at) => names.slice(0, at + 1));

describe(`the law of undo (UNDO_SEED=${SEED}, UNDO_RUNS=${RUNS})`, (test) => {
  test('a merge that is reverted leaves nothing', async () => {
    const sequences = fc.record({
      names: fc.shuffledSubarray(Object.keys(MERGES), { minLength: 2, maxLength: 4 }),
      reverted: fc.nat(100),
    });
    const property = fc.asyncProperty(sequences, async ({ names, reverted }) => {
      const gone = names[reverted % names.length] ?? '';
      const rest = names.filter((name) => name !== gone);
      const undone = await merged([...growing(names), rest]);
      const never = await merged(growing(rest));
      const lines = changedSince(standing(never), standing(undone));
      assert.equal(
        lines.filter((line) => !LEFT.test(line)),
        [],
        `${names.join(', ')}; reverted: ${gone}`,
      );
    });
    await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
  });

  test('each of them alone', async () => {
    for (const name of Object.keys(MERGES)) {
      const host = await merged([[name], []]);
      const lines = changedSince(standing(applied), standing(host));
      assert.equal(
        lines.filter((line) => !LEFT.test(line)),
        [],
        name,
      );
    }
  });
});
