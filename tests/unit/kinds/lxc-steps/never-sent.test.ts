/** Calls that Proxmox takes and that do harm (PROXMOX.md §3.1): no pair of files may ever lead to one. */
import { fc } from '../../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import type { Step, Verb } from '../../../../src/kinds/step.ts';
import { type GuestConf, parseConf } from '../../../../src/node/conf.ts';
import { FAMILIES, parsePropertyString } from '../../../../src/node/property-string.ts';
import { arbitraryPair } from '../../../support/arbitrary-spec.ts';
import { describe } from '../../../support/describe.ts';
import { confOf, fileOf, markOf, resource } from '../../../support/lxc-resource.ts';
import { make, OLD } from '../../../support/steps-of.ts';
import { WORLD_FILES } from '../../../support/spec-world.ts';

const ALLOCATION = /^[^/:,]+:\d+(?:\.\d+)?(?:,|$)/;

/** The options of a `pct set`, with what stands in the conf file before it. */
interface Call {
  readonly options: ReadonlyMap<string, string>;
  readonly deleted: readonly string[];
}

/** A value that is known when the step runs only is `<late>`. */
function wordsIn(verb: Verb): string[] {
  return verb.verb === 'run' ? verb.argv.map((word) => (typeof word === 'string' ? word : '<late>')) : [];
}

function callOf(verb: Verb | undefined): Call | null {
  if (verb?.verb !== 'run' || verb.argv[0] !== 'pct' || verb.argv[1] !== 'set') return null;
  const options = new Map<string, string>();
  const words = wordsIn(verb);
  for (let at = 3; at < words.length; at += 2) {
    const name = (words[at] ?? '').slice(2);
    assert.not.ok(options.has(name), `--${name} is given twice`);
    options.set(name, words[at + 1] ?? '');
  }
  return { options, deleted: options.get('delete')?.split(',') ?? [] };
}

function properties(option: string, value: string): ReadonlyMap<string, string> {
  const family = option.startsWith('net') ? FAMILIES.net : FAMILIES.mp;
  return parsePropertyString(family, value);
}

/** What must not be in any call; `now` follows what the calls before have written. */
function check(step: Step, verb: Verb | undefined, now: Map<string, string>): void {
  const call = callOf(verb);
  if (!call) return;
  const where = `${step.id}: ${JSON.stringify(verb)}`;
  for (const [option, value] of call.options) {
    if (value === '<late>') continue;
    if (/^net\d+$/.test(option)) assert.ok(properties(option, value).has('hwaddr'), `no hwaddr in ${where}`);
    if (option !== 'rootfs' && !/^mp\d+$/.test(option)) continue;
    if (ALLOCATION.test(value)) {
      assert.is(option === 'rootfs', false, `a new root disk in ${where}`);
      assert.not.ok(now.has(option), `${option} is there already, in ${where}`);
      continue;
    }
    const size = properties(option, value).get('size');
    const volume = properties(option, value).get('volume') ?? '';
    const same = [...now.values()].find((text) => text.includes(volume) && !volume.startsWith('/'));
    const sizeNow = same === undefined ? undefined : properties('mp0', same).get('size');
    if (!volume.startsWith('/')) assert.is(size, sizeNow, `another size in ${where}`);
  }
  for (const option of ['unprivileged', 'arch', 'ostype', 'template', 'lock']) {
    assert.not.ok(call.options.has(option), `--${option} in ${where}`);
  }
  assert.is(call.options.get('tags') === '', false, `--tags "" in ${where}`);
  for (const gone of ['memory', 'rootfs', 'hostname', 'ostype']) {
    assert.not.ok(call.deleted.includes(gone), `--delete ${gone} in ${where}`);
  }
  for (const option of call.deleted) assert.not.ok(call.options.has(option), `set and deleted in ${where}`);
}

/** The conf file as the calls leave it, as far as the checks need it. */
function follow(verb: Verb, now: Map<string, string>): void {
  if (verb.verb === 'run' && verb.argv[1] === 'resize') {
    const [, , , option = '', size = ''] = wordsIn(verb);
    now.set(option, (now.get(option) ?? '').replace(/size=[^,]+/, `size=${size}`));
  }
  const call = callOf(verb);
  for (const option of call?.deleted ?? []) now.delete(option);
  for (const [option, value] of call?.options ?? []) now.set(option, value);
}

function checkAll(steps: readonly Step[], conf: GuestConf | null): void {
  const now = new Map(conf?.options);
  for (const step of steps) {
    check(step, step.do, now);
    if (step.undo && !step.undo.verb.startsWith('wait')) {
      const undo = callOf(step.undo);
      for (const option of undo?.options.keys() ?? []) {
        if (/^net\d+$/.test(option)) {
          assert.ok(properties(option, undo?.options.get(option) ?? '').has('hwaddr'), step.id);
        }
      }
    }
    follow(step.do, now);
  }
}

const others = ['base', 'peer'].map((name) => {
  const file = WORLD_FILES[`lxc/${name}.json` as 'lxc/base.json' | 'lxc/peer.json'];
  const one = resource(file, { name });
  return fileOf(confOf(one.spec, markOf(one.spec, { address: one.address })), one.spec.vmid);
});

function isRefused(step: Step, verb: Verb, now: Map<string, string>): boolean {
  try {
    check(step, verb, now);
    return false;
  } catch {
    return true;
  }
}

const RUNS = 200;

describe('what is never sent', (test) => {
  const pairs = fc.tuple(arbitraryPair, fc.boolean());

  test('no change of a guest allocates over a volume, edits a size, or leaves out a MAC address', () => {
    fc.assert(
      fc.property(pairs, ([[before, after], running]) => {
        const [base, want] = [resource(before), resource(after)];
        const conf = confOf(base.spec, markOf(base.spec, { commit: OLD }));
        const made = make({ base, want, conf, running, others });
        if (made.diff.changes.some(({ effect }) => effect === 'impossible')) return;
        checkAll(made.steps, parseConf(fileOf(conf).text));
      }),
      { numRuns: RUNS },
    );
  });

  test('neither does a create, a clone, or the end of one that was cut off', () => {
    fc.assert(
      fc.property(pairs, ([[before, after]]) => {
        const [base, want] = [resource(before), resource(after)];
        checkAll(make({ want, others }).steps, null);
        const mark = markOf(base.spec, { commit: OLD, owed: [''] });
        const conf = confOf(base.spec, mark);
        const cut = make({ base, want, conf, others });
        if (cut.diff.changes.some(({ effect }) => effect === 'impossible')) return;
        checkAll(cut.steps, parseConf(fileOf(conf).text));
      }),
      { numRuns: RUNS },
    );
  });

  test('what is refused here is found: the checks themselves', () => {
    const step = { id: 'x' } as Step;
    const set = (...words: string[]): Verb => ({ verb: 'run', argv: ['pct', 'set', '950', ...words] });
    const now = new Map([['mp0', 'local-lvm:a,mp=/a,size=8G']]);
    for (const verb of [
      set('--net0', 'name=eth0,bridge=vmbr0'),
      set('--rootfs', 'local-lvm:8'),
      set('--mp0', 'local-lvm:8,mp=/a'),
      set('--mp0', 'local-lvm:a,mp=/a,size=9G'),
      set('--tags', ''),
      set('--unprivileged', '0'),
      set('--delete', 'memory'),
      set('--cores', '1', '--delete', 'cores'),
    ]) {
      assert.ok(isRefused(step, verb, now), JSON.stringify(verb));
    }
    check(step, set('--mp1', 'local-lvm:8,mp=/b', '--cores', '1'), now);
  });
});
