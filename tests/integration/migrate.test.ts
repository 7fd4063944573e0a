/** The real files of the old tool as an estate: valid, proved, small, and applied on a node in memory until nothing is left to do. */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { reportJson, reportText } from '../../src/authoring/migrate/report.ts';
import { errorsIn } from '../../src/errors.ts';
import type { JsonObject } from '../../src/json.ts';
import type { LxcSpec } from '../../src/kinds/lxc/spec.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { describe } from '../support/describe.ts';
import { applyOn, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { leavesBelow, migrated, originalFiles } from '../support/migrate-source.ts';

const files = originalFiles();
const migration = migrated(files);
const containers = files.lxc?.['lxc_configs'] as JsonObject;

/** Pointers of the source, and which of them lie at or below an entry, how often. */
function timesCovered(role: 'lxc' | 'host' | 'vms'): number[] {
  const entries = new Set(migration.entries.filter((one) => one.role === role).map(({ pointer }) => pointer));
  return leavesBelow(files[role] ?? {}).map((leaf) => {
    let times = 0;
    for (let at = leaf; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) times += entries.has(at) ? 1 : 0;
    return times;
  });
}

describe('the real files, migrated', (test) => {
  test('prove every container, and have no error', () => {
    const { containers: count, values, differences } = migration.proof;
    assert.equal([count, differences], [Object.keys(containers).length, []]);
    assert.ok(values > 400, String(values));
    assert.equal(errorsIn(migration.estate.findings), []);
  });

  test('are an estate of 12 containers and 6 layers, each with its number', () => {
    const vmids = [...migration.estate.resources.values()].filter(({ kind }) => kind === 'lxc');
    assert.is(vmids.length, 12);
    for (const { spec } of vmids) assert.ok(Object.hasOwn(containers, String((spec as LxcSpec).vmid)));
    const layers = [...migration.files].filter(([path]) => path.startsWith('layer/'));
    assert.is(layers.length, 6);
    for (const [path, text] of layers) assert.match(text, /^\/\/ Was the container 9[02]\d Template-/, path);
  });

  test('are about as small as what a person wrote', () => {
    const size = (texts: Iterable<string>) =>
      [...texts].reduce((sum, text) => sum + text.replaceAll(/^\s*(?:\/\/|"\$schema").*$/gm, '').length, 0);
    const isConfig = (path: string) => /^(?:base|profiles|lxc|layer)\//.test(path);
    const ours = size([...migration.files].filter(([path]) => isConfig(path)).map(([, text]) => text));
    const byHand = [...readDiskTree('configs').files.values()].filter(({ path }) => isConfig(path));
    assert.ok(ours <= size(byHand.map(({ text }) => text)), String(ours));
  });

  test('tell of every value once, and know all of them', () => {
    for (const role of ['lxc', 'host', 'vms'] as const) {
      assert.ok(
        timesCovered(role).every((times) => times === 1),
        role,
      );
    }
    assert.equal(
      migration.entries.filter(({ unknown }) => unknown),
      [],
    );
    for (const { fate, why, targets } of migration.entries) assert.ok(targets.length > 0 || why !== '', fate);
  });

  test('have the mistakes that a person found', () => {
    const told = migration.mistakes.map(({ pointer, text }) => `${pointer} ${text}`).join('\n');
    for (const wanted of [
      /950\/zfs_volumes\/0 \/vllm_models is mounted twice/,
      /941, 942, 950, 951 name one volume "vllm_models"/,
      /asks for 400640 MiB/,
      /941, 942, 950, 951, 955 start with the host and share card 0, and ask for 200 %/,
      /vllm_parameters\/max_model_len vLLM's max_model_len is 8192 here and 4096/,
      /953\/firewall the firewall is on without a rule/,
      /shared_volumes\/firewall the firewall of the host stands among the shared volumes/,
      /956\/features runs Docker without nesting=1/,
      /954\/lxc_options\/0 may use every device/,
      /952\/apparmor_manages_nesting is false/,
      /hypervisor_health_\.check" is a slip of the finger/,
      /fastData has both shared-iso and fastData-shared-iso/,
      /password_hash was never set/,
    ]) {
      assert.match(told, wanted);
    }
  });

  test('name in the report only files and keys that there are', () => {
    const entries = reportJson(migration)['entries'] as readonly JsonObject[];
    const named = entries.flatMap(({ to }) => to as readonly JsonObject[]);
    for (const { file } of named) {
      const path = (file as string).replace(/^configs\//, '');
      assert.ok(migration.files.has(path), path);
    }
    const text = reportText(migration);
    for (const role of ['lxc', 'host', 'vms'] as const) {
      for (const { pointer } of migration.entries.filter((one) => one.role === role))
        assert.ok(text.includes(pointer), pointer);
    }
  });

  test('are applied on a node that has what they name, and then nothing is left to do', async () => {
    const { estate } = migration;
    const cluster = inProcessCluster(hostFor(estate));
    const { report } = await applyOn(cluster, estate);
    assert.ok(report.ok, JSON.stringify(report.resources));
    const kinds = report.resources.map(({ address }) => address.replace(/\/.*$/, ''));
    const count = (kind: string) => kinds.filter((one) => one === kind).length;
    assert.equal(['lxc', 'layer', 'node', 'zpool', 'dataset', 'storage'].map(count), [12, 6, 1, 1, 10, 10]);
    const again = await livePlanOf(estate, cluster);
    assert.equal(
      again.plan.items.filter(({ action }) => action !== 'no-op').map(({ address }) => address),
      [],
    );
  });

  test('are those that the estate of the examples was made of by hand', () => {
    for (const role of ['lxc', 'host', 'vms'] as const) assert.ok(files[role], role);
    assert.match(readFileSync('tests/data/original/README.md', 'utf8'), 'byte for byte');
  });
});
