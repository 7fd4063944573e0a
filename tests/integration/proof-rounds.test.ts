/** The rounds of a proof on a simulated node: as the base has them, as the files say, from nothing; and what fails where. */
import * as assert from 'uvu/assert';
import { proofRounds, type Rounds } from '../../src/commands/proof-rounds.ts';
import type { Address, Estate } from '../../src/config/model.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { planFromGit } from '../../src/plan/build.ts';
import { type Candidate, chooseProofs } from '../../src/proof/choose.ts';
import { type Fault, setFaults } from '../../src/simulator/faults.ts';
import { describe } from '../support/describe.ts';
import { hostFor } from '../support/in-process-apply.ts';
import { smallEstate } from '../support/small-estate.ts';

type Guests = Readonly<Record<string, object>>;

const net0 = (host: number) => ({ net0: { bridge: 'vmbr0', ip: `10.0.0.${host}/24`, gw: '10.0.0.1' } });

interface Ran {
  readonly rounds: Rounds;
  readonly said: string[];
  /** Every `pct create` and `pct destroy`, in their order. */
  readonly made: string[];
}

interface Asked {
  readonly faults?: readonly Fault[];
  readonly named?: readonly Address[];
  /** Stops it after so many creates. */
  readonly stopAfter?: number;
}

async function ran(
  before: Guests,
  after: Guests,
  { faults = [], named = [], stopAfter }: Asked = {},
): Promise<Ran> {
  const [base, head] = [smallEstate('1', before), smallEstate('2', after)];
  const candidates = chosen(head, base, named);
  const host = hostFor(head);
  setFaults(host, faults);
  const stop = new AbortController();
  const made: string[] = [];
  const cluster = inProcessCluster(host, {
    onRun: (_, [, verb = '', vmid = '']) => {
      if (verb === 'create' || verb === 'destroy') made.push(`${verb} ${vmid}`);
      if (made.length === stopAfter) stop.abort();
    },
  });
  const lock = await cluster.lock('lab', 'test');
  const said: string[] = [];
  const run = { node: 'sim', owner: 'test', run: 'proof', say: (line: string) => void said.push(line) };
  const session = { cluster, lock, signal: stop.signal };
  return { rounds: await proofRounds({ session, head, base, candidates, run }), said, made };
}

function chosen(head: Estate, base: Estate, named: readonly Address[]): Candidate[] {
  const { plan } = planFromGit({ kinds, head, base });
  return chooseProofs({ plan, head, base, named, kinds, upgrades: true, obstacles: () => [] });
}

const told = ({ ways }: Rounds) =>
  Object.fromEntries([...ways].map(([address, all]) => [address, all.map(({ way, is }) => `${way} ${is}`)]));
const whyOf = ({ ways }: Rounds, address: Address, way: string) =>
  ways.get(address)?.find((one) => one.way === way)?.why;

const fail = (command: string, vmid: number): Fault => ({
  command,
  with: String(vmid),
  at: 'begin',
  do: { kind: 'fail', message: 'the disk is full' },
});

const DB = { vmid: 101, ...net0(101) };
const CHANGED_DB = { ...DB, nesting: true };
const WEB = { vmid: 102, ...net0(102), dependsOn: ['lxc/db'] };

describe('the rounds of a proof', (test) => {
  test('a new guest is made once, a changed one is made, changed, removed and made again', async () => {
    const { rounds, made } = await ran({ db: DB }, { db: CHANGED_DB, web: WEB });
    assert.equal(told(rounds), {
      'lxc/db': ['upgrade proved', 'new proved'],
      'lxc/web': ['new proved'],
    });
    assert.equal(made, ['create 101', 'create 102', 'destroy 101', 'create 101']);
  });

  test('without anything to upgrade there is one round', async () => {
    const { rounds, said, made } = await ran({}, { db: DB, web: WEB });
    assert.equal(told(rounds), { 'lxc/db': ['new proved'], 'lxc/web': ['new proved'] });
    assert.equal(made, ['create 101', 'create 102']);
    assert.ok(said.includes('From nothing: lxc/db, lxc/web'));
  });

  test('a guest that the base cannot build is not upgraded, and proved from nothing', async () => {
    const { rounds } = await ran({ db: DB }, { db: CHANGED_DB }, { faults: [fail('pct create', 101)] });
    assert.equal(told(rounds), { 'lxc/db': ['upgrade unproved', 'new proved'] });
    assert.match(
      whyOf(rounds, 'lxc/db', 'upgrade') ?? '',
      /^as the base has it, it could not be built: .*disk is full/,
    );
  });

  test('an upgrade that fails is told, and so is how it goes from nothing', async () => {
    const { rounds } = await ran(
      { db: DB },
      { db: CHANGED_DB },
      { faults: [{ ...fail('pct set', 101), argv: '--features' }] },
    );
    assert.equal(told(rounds), { 'lxc/db': ['upgrade failed', 'new proved'] });
    assert.match(whyOf(rounds, 'lxc/db', 'upgrade') ?? '', 'the disk is full');
  });

  test('what it needs and nobody asked for fails in its own name', async () => {
    const faults = [{ ...fail('pct create', 101), times: 9 }];
    const { rounds } = await ran({ db: DB }, { db: DB, web: WEB }, { faults });
    assert.equal(told(rounds), { 'lxc/web': ['new unproved'] });
    assert.is(whyOf(rounds, 'lxc/web', 'new'), 'it needs lxc/db, which failed');
    assert.equal([...rounds.failed.keys()], ['lxc/db']);
  });

  test('what is named is proved though nothing of it changes', async () => {
    const { rounds, made } = await ran({ db: DB, web: WEB }, { db: DB, web: WEB }, { named: ['lxc/db'] });
    assert.equal(told(rounds), { 'lxc/db': ['new proved'] });
    assert.equal(made, ['create 101']);
  });

  test('an address that another guest had in the base is no trouble', async () => {
    const moved = { ...DB, ...net0(103) };
    const { rounds } = await ran({ db: DB }, { db: moved, web: { vmid: 102, ...net0(101) } });
    assert.equal(told(rounds), { 'lxc/db': ['upgrade proved', 'new proved'], 'lxc/web': ['new proved'] });
  });

  test('stopped, no further round begins', async () => {
    const { rounds, made } = await ran({ db: DB }, { db: CHANGED_DB, web: WEB }, { stopAfter: 1 });
    assert.equal(made, ['create 101']);
    assert.equal(told(rounds), { 'lxc/db': [], 'lxc/web': [] });
  });
});
