/** A bundle by the guest agent: the real programs of both ends, over a line that loses, repeats and changes what goes through it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import type { Clock } from '../../src/apply/clock.ts';
import { type Entered, enterGuest } from '../../src/apply/enter-guest.ts';
import type { Task } from '../../src/features/bundle.ts';
import type { FeatureEvent } from '../../src/features/event.ts';
import type { NodePort } from '../../src/node/port.ts';
import { type AgentGuest, agentGuest } from '../support/agent-guest.ts';
import { describe } from '../support/describe.ts';
import { install, NONCE, type ScratchGuest, scratchGuest, whyNoGuest } from '../support/guest-run.ts';

const why = whyNoGuest();
if (why !== null) console.log(`skipped: ${why}`);

/** Pauses pass at once, and are counted. */
function hurried(): Clock {
  let passed = 0;
  return {
    now: () => Date.now() + passed,
    sleep: async (ms) => {
      passed += ms;
      await sleep(5);
    },
  };
}

interface Way {
  readonly timeout?: number;
  readonly secrets?: readonly string[];
  readonly events?: FeatureEvent[];
  readonly nonce?: string;
}

function enter(
  guest: ScratchGuest,
  agent: AgentGuest,
  tasks: readonly Task[],
  way: Way = {},
): Promise<Entered> {
  return enterGuest({
    node: agent.node as NodePort,
    vmid: 104,
    transport: 'agent',
    bundle: { stdin: guest.bundle(tasks, way.nonce), nonce: way.nonce ?? NONCE, secrets: way.secrets ?? [] },
    asked: tasks.map((task) => ({ do: task.do, id: task.do === 'remove' ? task.id : task.feature.id })),
    timeout: way.timeout ?? 60_000,
    onEvent: (event) => way.events?.push(event),
    clock: hurried(),
  });
}

const verdicts = ({ outcome }: Entered) => outcome.features.map(({ id, verdict }) => `${id} ${verdict.is}`);
/** More than one piece, however well it is packed. */
const LARGE = { 'files/noise': randomBytes(90_000).toString('base64') };

describe('features by the guest agent', (suite) => {
  const guests: ScratchGuest[] = [];
  const fresh = () => {
    const guest = scratchGuest({ replace: { 'linger=5': 'linger=1', 'grace=10': 'grace=1' } });
    guests.push(guest);
    return { guest, agent: agentGuest(guest), log: join(guest.root, 'log') };
  };
  suite.after(() => guests.forEach((guest) => guest.remove()));
  const test = (name: string, run: () => Promise<void>) =>
    why === null ? suite(name, run) : suite.skip(name, run);

  test('installs in pieces, follows the events, leaves nothing in memory; then nothing is to be done', async () => {
    const { guest, agent, log } = fresh();
    const secrets = { PASSWORD: 'hunter2-and-more' };
    const env = `export PASSWORD_FILE='${guest.run}/app/PASSWORD'\n`;
    const show = '. "$PHX_LIB"; phx_progress half way; phx_secret password';
    const tasks = [
      install('web', { install: `echo web >>${log}`, ...LARGE }),
      install('app', { install: `echo app >>${log}; ${show}` }, { secrets, env, hash: '1'.repeat(16) }),
    ];
    const events: FeatureEvent[] = [];
    const first = await enter(guest, agent, tasks, { events, secrets: Object.values(secrets) });
    assert.equal(first.outcome.run, { is: 'ended' }, first.result.stderr);
    assert.equal(verdicts(first), ['web installed', 'app installed']);
    assert.is(readFileSync(log, 'utf8'), 'web\napp\n');
    assert.equal(agent.asked.slice(0, 5), ['put', 'put', 'put', 'start', 'poll']);
    assert.ok(agent.most <= 49 * 1024, `${agent.most} bytes in one request`);
    assert.not.match(JSON.stringify(events), /hunter2/);
    assert.match(JSON.stringify(events), /half way/);
    assert.equal(readdirSync(agent.base), []);
    const second = await enter(guest, agent, tasks);
    assert.equal(verdicts(second), ['web unchanged', 'app unchanged']);
  });

  test('no request that is lost, answered by nobody, changed or sent again does harm', async () => {
    const fates = ['nobody', 'unanswered', 'changed'] as const;
    const { guest, agent, log } = fresh();
    for (let run = 0; run < 5; run += 1) {
      let harm = 0;
      agent.asked.length = 0;
      agent.fate = (line, number) => {
        const fate = fates[(number * 7 + run) % 5];
        // A line that nobody understands is another test.
        const changes = fate === 'changed' && !line.startsWith('put ');
        if (fate === undefined || changes) return 'arrives';
        harm += 1;
        return fate;
      };
      const tasks = [install(`f${run}`, { install: `echo ${run} >>${log}`, ...LARGE })];
      const entered = await enter(guest, agent, tasks);
      assert.equal(verdicts(entered), [`f${run} installed`], JSON.stringify(entered.outcome.run));
      assert.ok(harm > 0);
    }
    const ran = readFileSync(log, 'utf8').trim().split('\n');
    assert.equal(ran, [...new Set(ran)], 'each ran once');
    assert.is(ran.length, 5);
  });

  test('a failed install is told with its exit and output', async () => {
    const { guest, agent } = fresh();
    const { outcome } = await enter(guest, agent, [install('a', { install: 'echo broken >&2; exit 3' })]);
    assert.equal(outcome.run, { is: 'failed' });
    assert.match(JSON.stringify(outcome.features), /exit code 3.*broken/);
  });

  test('exit 12 asks for a restart', async () => {
    const { guest, agent } = fresh();
    const task = install('a', { install: 'exit 12' }, { restarts: true });
    assert.equal((await enter(guest, agent, [task])).outcome.run, { is: 'restart' });
  });

  test('a guest that is restarted meanwhile has forgotten the run, and says so', async () => {
    const { guest, agent, log } = fresh();
    agent.fate = (line) => {
      if (line.startsWith('poll ') && existsSync(log)) rmSync(agent.base, { recursive: true, force: true });
      return 'arrives';
    };
    const { outcome, result } = await enter(guest, agent, [
      install('a', { install: `echo a >>${log}; sleep 3` }),
    ]);
    assert.is(outcome.run.is, 'lost');
    assert.match(result.stderr, /restarted while the run was under way/);
  });

  test('a run that takes too long is ended, with its script', async () => {
    const { guest, agent, log } = fresh();
    const slow = install('a', { install: `echo a >>${log}; sleep 30; echo b >>${log}` });
    const { outcome, result } = await enter(guest, agent, [slow], { timeout: 1500 });
    assert.is(outcome.run.is, 'lost');
    assert.is(result.timedOut, true);
    assert.equal(agent.asked.slice(-2), ['stop', 'drop']);
    assert.is(readFileSync(log, 'utf8'), 'a\n');
    assert.equal(
      readdirSync(guest.run).filter((name) => name.startsWith('.b.')),
      [],
    );
  });

  test('an agent that stays silent is given up, with its last word', async () => {
    const { guest, agent } = fresh();
    agent.fate = () => 'nobody';
    const events: FeatureEvent[] = [];
    const { outcome } = await enter(guest, agent, [install('a', { install: ':' })], {
      events,
      timeout: 900_000,
    });
    assert.equal(outcome.run, { is: 'refused', why: 'QEMU guest agent is not running' });
    assert.match(JSON.stringify(events), /waiting for the guest agent: QEMU guest agent is not running/);
  });

  test('what a killed Phoenix left goes with the next run, and its script is ended first', async () => {
    const { guest, agent, log } = fresh();
    guest.program('dpkg', 'exit 0');
    const slow = install('a', { install: `echo a >>${log}; sleep 60; echo late >>${log}` });
    agent.fate = (line) => {
      // From the first poll on the first Phoenix is dead.
      if (line.startsWith('poll ')) throw new Error('killed');
      return 'arrives';
    };
    await enter(guest, agent, [slow]).then(
      () => assert.unreachable(),
      () => {},
    );
    for (let tries = 0; tries < 100 && !existsSync(log); tries += 1) await sleep(50);
    agent.fate = () => 'arrives';
    const old = join(agent.base, 'deadbeef');
    mkdirSync(old);
    writeFileSync(join(old, 'piece.000000000'), 'of long ago');
    utimesSync(old, new Date(0), new Date(0));
    const second = await enter(guest, agent, [install('b', { install: `echo b >>${log}` })], {
      nonce: 'abcd',
    });
    assert.equal(verdicts(second), ['b installed'], JSON.stringify(second.outcome));
    assert.is(readFileSync(log, 'utf8'), 'a\nb\n');
    assert.not.ok(existsSync(old));
  });
});
