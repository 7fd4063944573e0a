/** An estate as a lab holds it, what stands for secrets there, and what an apply in it proves. */
import * as assert from 'uvu/assert';
import type { ApplyReport, ResourceReport } from '../../../src/apply/report.ts';
import type { LxcSpec } from '../../../src/kinds/lxc/spec.ts';
import { bindFolders, labEstate, labNotes } from '../../../src/proof/lab-estate.ts';
import type { Machine } from '../../../src/proof/obstacles.ts';
import { wayProof } from '../../../src/proof/outcome.ts';
import { placeholderReader } from '../../../src/proof/placeholders.ts';
import { verdictOf } from '../../../src/proof/proof.ts';
import { describe } from '../../support/describe.ts';
import { smallEstate } from '../../support/small-estate.ts';

const MACHINE: Machine = {
  canBuild: () => true,
  hasDevice: () => false,
  memory: 4 * 1024 ** 2,
  cores: 2,
};

const ESTATE = smallEstate(
  'one',
  {
    big: {
      vmid: 101,
      memory: '24G',
      cores: 16,
      protection: true,
      hookscript: 'local:snippets/hook.sh',
      pool: 'ai',
      mounts: { '/models': 'bind:models' },
    },
    small: { vmid: 102, memory: '512M', cores: 1 },
    privileged: { vmid: 103, unprivileged: false, mounts: { '/logs': 'bind:logs' } },
  },
  {
    binds: { models: { path: '/tank/models', owner: 1000 }, logs: { path: '/tank/logs' } },
    runner: 'lxc/small',
    policies: { restarts: { when: 'manual' }, retires: { max: 0 } },
  },
);

const specIn = (estate: typeof ESTATE, address: string) => estate.resources.get(address)?.spec as LxcSpec;

describe('the estate of a lab', (test) => {
  const lab = labEstate(ESTATE, new Set(['lxc/big', 'lxc/small']), MACHINE);

  test('has what is asked for, and nothing else', () => {
    assert.equal([...lab.resources.keys()], ['lxc/big', 'lxc/small']);
  });

  test('is no larger than the machine', () => {
    const { memory, cores } = specIn(lab, 'lxc/big').options;
    assert.equal([memory, cores], ['4096', '2']);
    assert.equal(specIn(lab, 'lxc/small').options, specIn(ESTATE, 'lxc/small').options);
  });

  test('has nothing that belongs to the node, and nothing that guards guests', () => {
    const { options, pool } = specIn(lab, 'lxc/big');
    assert.equal([options['protection'], options['hookscript'], pool], [undefined, undefined, undefined]);
    assert.is(lab.settings.runner, undefined);
    assert.is(lab.settings.policies.restarts.when, 'apply');
    assert.is(lab.settings.policies.retires.max, undefined);
  });

  test('says how its guests differ', () => {
    const notes = (address: string) => {
      const resource = ESTATE.resources.get(address);
      return resource ? labNotes(resource, MACHINE) : null;
    };
    assert.equal(notes('lxc/big'), [
      '4 GiB of 24 GiB memory',
      '2 of 16 cores',
      'an empty folder at /models',
      'without its hook script',
      'in no pool',
    ]);
    assert.equal(notes('lxc/small'), []);
  });

  test('has folders for binds that their guests can write', () => {
    assert.equal(bindFolders(ESTATE), [
      { path: '/tank/models', owner: 101_000 },
      { path: '/tank/logs', owner: 0 },
    ]);
  });
});

describe('placeholders', (test) => {
  const settings = smallEstate(
    'one',
    {},
    { proof: { placeholders: { 'env:A': true, 'env:B': 'text' } } },
  ).settings;
  let made = 0;
  const read = placeholderReader(settings, () => `made-${(made += 1)}`);

  test('are made up once for a secret, or as declared', async () => {
    assert.equal(await Promise.all(['${secret:env:A}', '${secret:env:B}', '${secret:env:A}'].map(read)), [
      'made-1',
      'text',
      'made-1',
    ]);
  });

  test('are never the secret itself', async () => {
    process.env['C'] = 'real';
    try {
      await read('${secret:env:C}');
      assert.unreachable();
    } catch (error) {
      assert.match(String(error), 'no placeholder is declared for the secret env:C');
    }
  });
});

const report = (resources: readonly Partial<ResourceReport>[]): ApplyReport =>
  ({
    resources: resources.map((one) => ({
      address: '',
      outcome: 'applied',
      text: '',
      ms: 7,
      steps: [],
      ...one,
    })),
  }) as unknown as ApplyReport;

describe('what an apply in a lab proves', (test) => {
  test('of a guest that was made, that it can be', () => {
    assert.equal(wayProof('new', report([{ address: 'lxc/a' }]), 'lxc/a', []), {
      way: 'new',
      is: 'proved',
      ms: 7,
    });
  });

  test('of one that failed, which step it was, with its last lines', () => {
    const output = Array.from({ length: 30 }, (_, at) => `line ${at}`).join('\n\n');
    const outcome = { is: 'failed', ms: 5, why: 'motd: install ended with exit code 3', output } as const;
    const steps = [{ id: 's', address: 'lxc/a', title: 'install motd', outcome }];
    const proof = wayProof('upgrade', report([{ address: 'lxc/a', outcome: 'failed', steps }]), 'lxc/a', []);
    assert.is(proof.is, 'failed');
    assert.is(proof.why, 'install motd: motd: install ended with exit code 3');
    assert.equal([proof.lines?.length, proof.lines?.at(-1)], [12, 'line 29']);
  });

  test('of one that was not begun, because of whom', () => {
    const found = report([
      { address: 'lxc/a', outcome: 'skipped', text: '"start" did not succeed' },
      { address: 'lxc/db', outcome: 'failed' },
    ]);
    assert.equal(wayProof('new', found, 'lxc/a', ['lxc/db']).why, 'it needs lxc/db, which failed');
    assert.equal(wayProof('new', found, 'lxc/a', []).why, '"start" did not succeed');
    assert.is(wayProof('new', found, 'lxc/a', []).is, 'unproved');
  });

  test('in all: failed where one way fails, unproved where none was gone to its end', () => {
    const way = (is: 'proved' | 'failed' | 'unproved') => ({ way: 'new', is, ms: 1 }) as const;
    assert.is(verdictOf([way('proved'), way('failed')]), 'failed');
    assert.is(verdictOf([way('unproved'), way('proved')]), 'proved');
    assert.is(verdictOf([way('unproved')]), 'unproved');
    assert.is(verdictOf([]), 'unproved');
  });
});
