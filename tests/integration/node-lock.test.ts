/** The estate's lock on a real folder: one holder, stale ones given up, and never two. */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { directMachine } from '../../src/node/direct.ts';
import { lockFolder, takeLock } from '../../src/node/lock.ts';
import type { Machine } from '../../src/node/machine.ts';
import { ownIdentity, type ProcessIdentity } from '../../src/node/process-identity.ts';
import { describe } from '../support/describe.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const FOLDER = lockFolder('lab');

/** So that nobody waits half a minute for an owner who is dead. */
const QUICK = { now: Date.now, renewEvery: 20 };

interface Place {
  readonly root: string;
  readonly machine: Machine;
  readonly owners: () => string[];
}

function place(): Place {
  const root = scratchFolder('phoenix-lock');
  const machine = directMachine({ name: 'here', real: (path) => `${root}${path}` });
  return { root, machine, owners: () => readdirSync(join(root, FOLDER)) };
}

const elsewhere: ProcessIdentity = { host: 'other', where: 'another boot', pid: 1, start: 1 };

/** As another Phoenix would have written it. */
function plant({ root }: Place, renewed: number, identity: ProcessIdentity = elsewhere): void {
  mkdirSync(join(root, FOLDER), { recursive: true });
  const since = new Date(renewed).toISOString();
  const owner = { owner: 'run 7', since, renewed: since, ...identity };
  writeFileSync(join(root, FOLDER, 'owner-planted'), JSON.stringify(owner));
}

/** Waits for what a timer of the lock will bring about. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2000 && !holds(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.ok(holds());
}

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing',
    (error: unknown) => String(error),
  );

describe('the lock of an estate', (test) => {
  test('has one owner until it is given back', async () => {
    const here = place();
    const lock = await takeLock(here.machine, 'lab', 'run 1 of push 1a2b3c4');
    const second = await failure(takeLock(here.machine, 'lab', 'run 2'));
    assert.match(second, /the estate lab is locked by run 1 of push 1a2b3c4 on .* since 20/);
    await lock.release();
    assert.equal(readdirSync(join(here.root, '/etc/pve/priv/lock')), []);
    await (await takeLock(here.machine, 'lab', 'run 2')).release();
  });

  test('of one estate does not lock another', async () => {
    const here = place();
    const [a, b] = [await takeLock(here.machine, 'a', 'x'), await takeLock(here.machine, 'b', 'x')];
    await a.release();
    await b.release();
  });

  test('is never held by two of many who come at the same time', async () => {
    const here = place();
    plant(here, Date.now() - 300_000);
    const tries = Array.from({ length: 20 }, (_, n) => takeLock(here.machine, 'lab', `run ${n}`, QUICK));
    const won = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled');
    assert.ok(won.length <= 1, `${won.length} owners`);
    assert.is(here.owners().length, won.length);
    for (const one of won) if (one.status === 'fulfilled') await one.value.release();
  });

  test('that nobody renewed for two minutes is taken over', async () => {
    const here = place();
    plant(here, Date.now() - 119_000);
    assert.match(await failure(takeLock(here.machine, 'lab', 'me')), /locked by run 7 on other/);
    plant(here, Date.now() - 121_000);
    const lock = await takeLock(here.machine, 'lab', 'me', QUICK);
    assert.is(here.owners().length, 1);
    await lock.release();
  });

  test('of somebody whose clock is late, but who is at work, is not taken over', async () => {
    const here = place();
    plant(here, Date.now() - 600_000);
    const taking = failure(takeLock(here.machine, 'lab', 'me', { now: Date.now, renewEvery: 400 }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    plant(here, Date.now() - 599_000);
    assert.match(await taking, /locked by run 7 on other/);
    assert.equal(here.owners(), ['owner-planted']);
  });

  test('of a dead owner whose clock went ahead is taken over when it was watched for long enough', async () => {
    const here = place();
    plant(here, Date.now() + 365 * 86_400_000);
    const lock = await takeLock(here.machine, 'lab', 'me', { ...QUICK, staleAfter: 60 });
    assert.is(here.owners().length, 1);
    await lock.release();
  });

  test('of somebody whose clock goes ahead, but who is at work, is not taken over', async () => {
    const here = place();
    plant(here, Date.now() + 3_600_000);
    const taking = failure(takeLock(here.machine, 'lab', 'me', { renewEvery: 200, staleAfter: 100_000 }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    plant(here, Date.now() + 3_601_000);
    assert.match(await taking, /locked by run 7 on other/);
    assert.equal(here.owners(), ['owner-planted']);
  });

  test('that was set back meanwhile is lost all the same when it cannot be renewed', async () => {
    const here = place();
    let [now, elapsed, broken] = [Date.now(), 0, false];
    const machine: Machine = {
      ...here.machine,
      write: async (path, text) => {
        if (broken) throw new Error('no connection');
        await here.machine.write(path, text);
      },
    };
    const clocks = { now: () => now, elapsed: () => elapsed, renewEvery: 5 };
    const lock = await takeLock(machine, 'lab', 'me', clocks);
    broken = true;
    now -= 86_400_000;
    elapsed += 121_000;
    await until(() => lock.lost.aborted);
    await lock.release();
  });

  test('is waited for as long as was asked, however the clock is set', async () => {
    const here = place();
    let asked = 0;
    // Set back by 100 s after its first look.
    const now = () => Date.now() - (asked++ === 0 ? 0 : 100_000);
    const held = await takeLock(here.machine, 'lab', 'first');
    const waits: string[] = [];
    const clocks = { now, renewEvery: 20, patience: 400 };
    const said = failure(
      takeLock(here.machine, 'lab', 'second', { ...clocks, onWait: (who) => waits.push(who) }),
    );
    assert.match(await said, /locked by first/);
    assert.is(waits.length, 1, waits.join('; '));
    assert.match(waits[0] ?? '', /^the estate lab is locked by first on .* since [^ ]+$/);
    await held.release();
    assert.equal(readdirSync(join(here.root, '/etc/pve/priv/lock')), []);
  });

  test('is not waited for by one who is told to stop', async () => {
    const here = place();
    const held = await takeLock(here.machine, 'lab', 'first');
    const stop = new AbortController();
    const taking = failure(
      takeLock(here.machine, 'lab', 'second', {
        patience: 600_000,
        signal: stop.signal,
        onWait: () => stop.abort(),
      }),
    );
    assert.match(await taking, /REFUSED|stopped while it waited for the lock of the estate lab/);
    assert.is(here.owners().length, 1, 'it leaves no place in the queue');
    await held.release();
  });

  test('that came back to life beside another owner is given up', async () => {
    const here = place();
    const lock = await takeLock(here.machine, 'lab', 'me', { now: Date.now, renewEvery: 5 });
    plant(here, Date.now());
    await until(() => lock.lost.aborted);
    await until(() => here.owners().length === 1);
    assert.equal(here.owners(), ['owner-planted']);
    await lock.release();
    assert.equal(here.owners(), ['owner-planted']);
  });

  test('of a process that is certainly dead is taken over at once', async () => {
    const here = place();
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const own = ownIdentity();
    const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
    const start = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    const theirs = { ...own, pid: child.pid ?? 0, start };
    plant(here, Date.now(), theirs);
    assert.match(await failure(takeLock(here.machine, 'lab', 'me')), /locked by run 7/);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    await (await takeLock(here.machine, 'lab', 'me')).release();
  });

  test('whose number another process has by now is dead too', async () => {
    const here = place();
    plant(here, Date.now(), { ...ownIdentity(), start: 1 });
    await (await takeLock(here.machine, 'lab', 'me')).release();
  });

  test('with a file that is not ours is left alone', async () => {
    const here = place();
    mkdirSync(join(here.root, FOLDER), { recursive: true });
    writeFileSync(join(here.root, FOLDER, 'owner-x'), 'garbage');
    assert.match(await failure(takeLock(here.machine, 'lab', 'me')), /that is not Phoenix's/);
  });

  test('left empty by a crash is taken', async () => {
    const here = place();
    mkdirSync(join(here.root, FOLDER), { recursive: true });
    await (await takeLock(here.machine, 'lab', 'me')).release();
  });

  test('is renewed while it is held, and not longer', async () => {
    const here = place();
    let now = Date.parse('2026-01-01T00:00:00Z');
    const lock = await takeLock(here.machine, 'lab', 'me', { now: () => now, renewEvery: 5 });
    const renewed = () =>
      here.owners().map((name) => {
        const text = readFileSync(join(here.root, FOLDER, name), 'utf8');
        return (JSON.parse(text) as { renewed: string }).renewed;
      })[0];
    now += 60_000;
    await until(() => renewed() === '2026-01-01T00:01:00.000Z');
    await lock.release();
    assert.equal(readdirSync(join(here.root, '/etc/pve/priv/lock')), []);
  });

  test('that somebody took over while its owner slept is lost, and stays theirs', async () => {
    const here = place();
    const lock = await takeLock(here.machine, 'lab', 'me', { now: Date.now, renewEvery: 5 });
    const [mine = ''] = here.owners();
    await here.machine.remove(`${FOLDER}/${mine}`);
    plant(here, Date.now());
    await until(() => lock.lost.aborted);
    assert.equal(here.owners(), ['owner-planted']);
    await lock.release();
    assert.equal(here.owners(), ['owner-planted']);
  });

  test('that cannot be renewed for as long as others would wait is lost', async () => {
    const here = place();
    let now = Date.now();
    let broken = false;
    const machine: Machine = {
      ...here.machine,
      write: async (path, text) => {
        if (broken) throw new Error('no connection');
        await here.machine.write(path, text);
      },
    };
    const lock = await takeLock(machine, 'lab', 'me', { now: () => now, renewEvery: 5 });
    broken = true;
    now += 121_000;
    await until(() => lock.lost.aborted);
    await lock.release();
  });
});
