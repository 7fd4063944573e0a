/** The log of a whole apply in one process: what it says of a guest, record by record, and what it says of no secret. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { attended } from '../../src/commands/attend.ts';
import { pulse } from '../../src/commands/pulse.ts';
import { inSession, runApply } from '../../src/commands/run-apply.ts';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster, type InProcessOptions } from '../../src/node/in-process.ts';
import type { Machine } from '../../src/node/machine.ts';
import { silentGuests } from '../../src/simulator/silent-guests.ts';
import { isBootstrap } from '../../src/simulator/stand-ins.ts';
import { log } from '../../src/telemetry/current.ts';
import { observeCluster } from '../../src/telemetry/observe-cluster.ts';
import { watch } from '../../src/telemetry/start.ts';
import { wanted } from '../../src/telemetry/wanted.ts';
import { nasty, nastyLines } from '../support/canaries.ts';
import { describe } from '../support/describe.ts';
import { estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { type Canary, leaksIn } from '../support/leak-scan.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { virtualClock } from '../support/virtual-clock.ts';

type LogRecord = Readonly<Record<string, unknown>>;

const folder = scratchFolder('phoenix-run-log');
const OSTEMPLATE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const guest = (vmid: number, more: object = {}) => ({
  vmid,
  ostemplate: OSTEMPLATE,
  rootfs: { storage: 'local', size: '4G' },
  ...more,
});

const estate = (guests: Readonly<Record<string, object>>, kept?: ReadonlyMap<string, Uint8Array>): Estate =>
  estateOf(
    new Map([
      ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} } })],
      ...Object.entries(guests).map(([name, one]) => [`lxc/${name}.json`, JSON.stringify(one)] as const),
    ]),
    kept ? { kept } : {},
  );

interface Watched {
  readonly records: readonly LogRecord[];
  readonly bytes: string;
  readonly said: readonly { readonly at: number; readonly text: string }[];
  readonly journal: string;
  readonly run: string;
  /** When the apply began and ended, by its clock. */
  readonly from: number;
  readonly until: number;
}

let runs = 0;

/** An apply as the command line does it; milliseconds by the clock for the estate's lock, and for each command. */
async function applied(
  head: Estate,
  {
    lockMs = 0,
    takes = 0,
    ...options
  }: InProcessOptions & { readonly lockMs?: number; readonly takes?: number } = {},
): Promise<Watched> {
  const path = join(folder, `run-${(runs += 1)}.jsonl`);
  const kept = wanted({ logFile: path, logLevel: 'debug' }, {});
  if (!kept) throw new Error('nothing is kept');
  const clock = virtualClock();
  const host = hostFor(head);
  const said: { at: number; text: string }[] = [];
  const say = (text: string) => void said.push({ at: clock.now(), text });
  const from = clock.now();
  const about = {
    run: `test-${runs}`,
    name: 'phoenix apply',
    fields: {},
    env: {},
    endOf: (ok: boolean) => ({ ok, fields: {} }),
  };
  await watch(kept, about, async () => {
    const slowly = (machine: Machine): Machine => ({
      ...machine,
      run: async (...asked) => {
        await clock.sleep(takes);
        return machine.run(...asked);
      },
    });
    const bare = inProcessCluster(host, { ...options, around: slowly });
    const slow = {
      ...bare,
      lock: async (...asked: Parameters<typeof bare.lock>) => {
        await clock.sleep(lockMs);
        return bare.lock(...asked);
      },
    };
    const beating = pulse(say, { clock });
    const cluster = attended(observeCluster(slow), beating);
    const run = {
      head,
      node: 'local',
      owner: 'test',
      say,
      clock,
      run: about.run,
      patience: 600_000,
      parallel: 1,
    };
    const ok = await inSession(cluster, beating, run, async (session) => {
      const live = await livePlanOf(head, session.cluster);
      return (await runApply(session, live, run)).ok;
    });
    beating.stop();
    return ok;
  });
  const bytes = readFileSync(path, 'utf8');
  const records = bytes
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LogRecord);
  const journal = [...host.list('/var/lib/phoenix/journal')]
    .map((name) => host.read(`/var/lib/phoenix/journal/${name}`) ?? '')
    .join('');
  return { records, bytes, said, journal, run: about.run, from, until: clock.now() };
}

/** Level, message, and the message of what it belongs to; `…` where that is told of later, at its end. */
const EXPECTED: readonly string[] = [
  'info phoenix apply: begins < -',
  'info wait for lock: done < phoenix apply',
  'info read nodes: done < …',
  'info plan: done < phoenix apply',
  `info create from ${OSTEMPLATE}: begins < …`,
  `info pct create: done < create from ${OSTEMPLATE}`,
  `info create from ${OSTEMPLATE}: done < …`,
  'info start: begins < …',
  'info pct start: done < start',
  'info start: done < …',
  'info write the marker: begins < …',
  'info pct set: done < write the marker',
  'info write the marker: done < …',
  'info lxc/web: done < …',
  'info apply: done < phoenix apply',
  'info phoenix apply: done < -',
];

describe('the log of an apply', (test) => {
  test('tells of a guest what was done, in its order, each beneath what it belongs to', async () => {
    const { records, journal, run } = await applied(estate({ web: guest(101) }));
    const of = records.filter(({ level }) => level !== 'debug');
    const names = new Map<unknown, string>();
    const tree = of.map((record) => {
      const { span_id: span, parent_id: parent, message } = record;
      const told = String(message).replace(/: (?:begins|done)$/, '');
      if (span !== undefined && !names.has(span)) names.set(span, told);
      return `${String(record['level'])} ${String(message)} < ${parent === undefined ? '-' : (names.get(parent) ?? '…')}`;
    });
    // A resource is told of when it has ended, after its steps.
    const resource = of.find(({ message }) => message === 'lxc/web: done');
    assert.equal(tree, EXPECTED);
    const parents = of
      .filter(({ message, step }) => String(message).endsWith(': begins') && step !== undefined)
      .map(({ parent_id }) => parent_id);
    assert.equal(new Set(parents), new Set([resource?.['span_id']]));
    for (const record of of.filter(({ argv }) => argv !== undefined)) {
      const { address, node, step, exit, ms } = record;
      assert.equal([address, node, exit], ['lxc/web', 'pve1', 0]);
      assert.match(String(step), /^lxc\/web:/);
      assert.type(ms, 'number');
    }
    assert.equal([...new Set(records.map((record) => record['run']))], [run]);
    assert.is(new Set(records.map((record) => record['trace_id'])).size, 1);
    for (const line of journal.trimEnd().split('\n')) assert.is((JSON.parse(line) as LogRecord)['run'], run);
    const times = records.map(({ time }) => String(time));
    assert.ok(times.every((time) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time)));
  });

  test('has the members that its page lists, and no other', async () => {
    const { records } = await applied(estate({ web: guest(101) }));
    const page = readFileSync('docs/logs.md', 'utf8').split('| member |')[1]?.split('\n\n')[0] ?? '';
    const listed = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    const used = new Set(records.flatMap((record) => Object.keys(record)));
    assert.equal(
      [...used].filter((name) => !listed.includes(name)),
      [],
    );
    assert.ok(listed.length > 20);
  });

  test('falls silent for no ten seconds: neither for the lock nor for a slow command', async () => {
    const { said, from, until } = await applied(estate({ web: guest(101), db: guest(102) }), {
      lockMs: 95_000,
      takes: 25_000,
    });
    const waited = said.filter(({ text }) => text.startsWith('Still waiting for the lock of the estate'));
    assert.is(waited.length, 10);
    assert.ok(said.some(({ text }) => /^\d+\/\d+ steps.*; at work: lxc\/\w+ .* \(18 s\)$/.test(text)));
    const moments = [from, ...said.map(({ at }) => at), until];
    const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? 0));
    assert.ok(Math.max(...gaps) <= 10_000, String(Math.max(...gaps)));
  });
});

const APP = {
  id: 'app',
  version: '1.0.0',
  name: 'App',
  options: { password: { type: 'string', secret: true }, other: { type: 'string', secret: true } },
};

describe('no secret', (test) => {
  test('is in a log, whoever says it, and in whatever form', async () => {
    const password: Canary = { name: 'password', value: nastyLines() };
    const other: Canary = { name: 'other', value: nasty() };
    const canaries = [password, other];
    process.env['LOG_PASSWORD'] = password.value;
    process.env['LOG_OTHER'] = other.value;
    const head = estate(
      {
        web: guest(101, {
          features: { app: { password: '${secret:env:LOG_PASSWORD}', other: '${secret:env:LOG_OTHER}' } },
          health: { leak: { exec: ['app', 'status'], within: 0 } },
        }),
      },
      new Map([
        ['features/app/feature.json', Buffer.from(JSON.stringify(APP))],
        ['features/app/install.sh', Buffer.from('#!/bin/sh\n')],
      ]),
    );
    const forms = ({ value }: { readonly value: string }) => [
      value,
      Buffer.from(value).toString('base64'),
      JSON.stringify({ value }),
      encodeURIComponent(value),
      `Bearer ${value}`,
    ];
    const host = hostFor(head);
    const silent = silentGuests(host);
    const { bytes, said } = await applied(head, {
      runtime: {
        exec: (one) =>
          isBootstrap(one.argv)
            ? silent.exec(one)
            : { exit: 0, stdout: `${canaries.flatMap(forms).join('\n')}\n\nphx-exit 1\n`, stderr: '' },
      },
      // A command of a node that fails, and repeats what it was given.
      onRun: (_node, argv) => {
        if (argv[1] === 'exec')
          log('debug', forms(password).join(' '), { argv: forms(other), why: password.value });
      },
    });
    assert.match(bytes, '***');
    assert.match(bytes, '"level":"error"');
    const text = said.map((one) => one.text).join('\n');
    assert.equal(
      leaksIn(
        [
          { name: 'log', bytes },
          { name: 'what is said', bytes: text },
        ],
        canaries,
      ),
      [],
    );
  });
});
