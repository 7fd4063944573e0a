/** The real bootstrap and run, with this machine's sh: what arrives, what runs, what is told, and what a hostile script can do. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import type { BundledFeature, Task } from '../../src/features/bundle.ts';
import { compose } from '../../src/features/compose.ts';
import type { FeatureEvent } from '../../src/features/event.ts';
import { eventReader } from '../../src/features/events.ts';
import { guestFeatures } from '../../src/features/guest-features.ts';
import { readLibrary } from '../../src/features/library.ts';
import { outcomeOf, type Outcome, type Verdict } from '../../src/features/outcome.ts';
import { describe } from '../support/describe.ts';
import {
  type Ended,
  feature,
  type GuestOptions,
  install,
  NONCE,
  type ScratchGuest,
  scratchGuest,
  whyNoGuest,
} from '../support/guest-run.ts';

const why = whyNoGuest();
if (why !== null) console.log(`skipped: ${why}`);

interface Told {
  readonly ended: Ended;
  readonly events: readonly FeatureEvent[];
  readonly outcome: Outcome;
}

function told(ended: Ended, tasks: readonly Task[], secrets: readonly string[] = []): Told {
  const events: FeatureEvent[] = [];
  const reader = eventReader({ nonce: NONCE, secrets, onEvent: (event) => events.push(event) });
  reader.add(ended.output);
  reader.end();
  const asked = tasks.map((task) => ({ do: task.do, id: task.do === 'remove' ? task.id : task.feature.id }));
  return { ended, events, outcome: outcomeOf(asked, events, ended.code) };
}

async function run(
  guest: ScratchGuest,
  tasks: readonly Task[],
  secrets: readonly string[] = [],
): Promise<Told> {
  return told(await guest.exec(guest.bundle(tasks)), tasks, secrets);
}

const verdicts = ({ outcome }: Told) => outcome.features.map(({ id, verdict }) => `${id} ${verdict.is}`);
const verdict = ({ outcome }: Told): Verdict => outcome.features[0]?.verdict ?? { is: 'not-run' };
const lines = ({ events }: Told) => events.flatMap((one) => (one.event === 'line' ? [one.text] : []));
const began = ({ events }: Told) =>
  events.flatMap((one) =>
    one.event === 'begin' && one.script !== null ? [`${one.feature} ${one.script}`] : [],
  );

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (condition()) return;
    await sleep(50);
  }
  throw new Error(`waited in vain for ${what}`);
}

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    // A process that has ended and that nobody has waited for is no process any more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

const pidIn = (file: string) => Number(readFileSync(file, 'utf8').trim());

describe('bootstrap', (suite) => {
  const guests: ScratchGuest[] = [];
  const fresh = (options: GuestOptions = {}) => {
    const guest = scratchGuest({ ...options, replace: { 'linger=5': 'linger=1', ...options.replace } });
    guests.push(guest);
    return guest;
  };
  suite.after(() => guests.forEach((guest) => guest.remove()));
  const test = (name: string, run: () => Promise<void>) =>
    why === null ? suite(name, run) : suite.skip(name, run);

  test('installs, verifies, marks; and does nothing the second time', async () => {
    const guest = fresh();
    const log = join(guest.root, 'log');
    const tasks = [
      install('web', { install: `echo install >>${log}`, verify: `echo verify >>${log}` }),
      install(
        'app',
        { install: `printf "%s\\n" "$GREETING" >>${log}` },
        { env: `export GREETING='it'\\''s "$HOME" \\\\'\n` },
      ),
    ];
    const first = await run(guest, tasks);
    assert.is(first.ended.errors, '');
    assert.is(first.ended.code, 0);
    assert.equal(first.outcome.run, { is: 'ended' });
    assert.equal(verdicts(first), ['web installed', 'app installed']);
    assert.is(readFileSync(log, 'utf8'), `install\nverify\nit's "$HOME" \\\\\n`);
    const marker = readFileSync(join(guest.state, 'web.json'), 'utf8');
    const { v, id, version, hash, secrets } = JSON.parse(marker) as Record<string, unknown>;
    const expected = tasks[0]?.do === 'install' ? tasks[0].feature : null;
    assert.equal([v, id, version, hash, secrets], [1, 'web', '1.0.0', expected?.hash, {}]);

    const second = await run(guest, tasks);
    assert.is(second.ended.code, 0);
    assert.equal(verdicts(second), ['web unchanged', 'app unchanged']);
    assert.equal(began(second), []);
    assert.is(readFileSync(join(guest.state, 'web.json'), 'utf8'), marker);
    assert.equal(
      readdirSync(guest.run).filter((name) => name !== '.lock'),
      [],
      'nothing is left in memory',
    );
  });

  const progress = ({ events }: Told) =>
    events.flatMap((one) => (one.event === 'progress' ? [`${one.feature} ${one.text}`] : []));

  test('waits until systemd has started the guest, for a bounded time', async () => {
    const guest = fresh({ replace: { '-ge 3000': '-ge 0' } });
    const log = join(guest.root, 'log');
    const task = install('a', { install: `echo install >>${log}` });
    guest.program('systemctl', `echo "$*" >>${log}; [ "$(wc -l <${log})" -lt 4 ] || echo degraded`);
    assert.equal(progress(await run(guest, [task])), [], 'a guest without systemd');
    assert.is(readFileSync(log, 'utf8'), 'install\n');
    mkdirSync(join(guest.root, 'systemd'));
    rmSync(guest.state, { recursive: true });
    const waited = await run(guest, [task]);
    assert.equal(verdicts(waited), ['a installed']);
    assert.equal(progress(waited), ['- waiting for its start']);
    assert.is(readFileSync(log, 'utf8'), `install\n${'is-system-running\n'.repeat(3)}install\n`);

    const never = fresh({ replace: { 'boot_wait=120': 'boot_wait=1' } });
    mkdirSync(join(never.root, 'systemd'));
    never.program('systemctl', 'echo starting; exit 1');
    const result = await run(never, [install('a', { install: ':' })]);
    assert.equal(verdicts(result), ['a installed']);
    assert.equal(progress(result), ['- went on without its start, after 1 s']);
  });

  test('puts nothing into /run before systemd has mounted it', async () => {
    const guest = fresh({ replace: { '-lt 300': '-lt 30' } });
    symlinkSync('/usr/lib/systemd/systemd', join(guest.root, 'init'));
    const { ended } = guest.start(guest.bundle([install('a', { install: ':' })]));
    await sleep(300);
    assert.not.ok(existsSync(guest.run));
    mkdirSync(join(guest.root, 'systemd'));
    guest.program('systemctl', 'echo running');
    assert.is((await ended).code, 0);
    rmSync(join(guest.root, 'systemd'), { recursive: true });
    const { outcome } = told(await guest.exec(guest.bundle([])), []);
    assert.equal(outcome.run, { is: 'refused', why: 'the systemd of the guest does not start' });
  });

  const HEADS = 'Inter-|   Receive  |  Transmit\n face |bytes packets|bytes packets\n    lo: 1 0\n';
  const ROUTES = 'Iface\tDestination\tGateway\n';
  const route6 = (card: string, to = '0'.repeat(32), bits = '00') =>
    `${to} ${bits} ${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00000400 00000001 00000000 00000003     ${card}\n`;
  const networks: readonly [string, waits: boolean, dev: string, route: string, route6: string][] = [
    ['no card', false, '', '', ''],
    ['a card without an address', true, '  eth0: 1 0\n', '', route6('lo')],
    ['only what Docker made', true, '  eth0: 1 0\ndocker0: 1 0\n', 'docker0\t000011AC\t00000000\n', ''],
    ['only what the kernel made', false, ' tunl0: 1 0\nip6tnl0: 1 0\n', '', ''],
    ['an address', false, '  eth0: 1 0\n', 'eth0\t000200C0\t00000000\n', ''],
    ['IPv6 of the link only', true, '  eth0: 1 0\n', '', route6('eth0', 'fe80'.padEnd(32, '0'), '40')],
    ['IPv6 and a router', false, '  eth0: 1 0\n', '', route6('lo') + route6('eth0')],
  ];
  test('waits for an address before the first install that needs one', async () => {
    for (const [name, waits, dev, route, ipv6] of networks) {
      const guest = fresh({ replace: { 'net_wait=30': 'net_wait=0' } });
      mkdirSync(join(guest.root, 'net'));
      const tables = { dev: HEADS + dev, route: ROUTES + route, ipv6_route: ipv6 };
      for (const [table, text] of Object.entries(tables)) writeFileSync(join(guest.root, 'net', table), text);
      const tasks = [
        install('a', { install: ':' }, { network: false }),
        install('b', { install: ':' }),
        install('c', { install: ':' }),
      ];
      const result = await run(guest, tasks);
      assert.is(result.ended.errors, '', name);
      assert.equal(verdicts(result), ['a installed', 'b installed', 'c installed']);
      const said = result.events.flatMap((one) => {
        if (one.event === 'progress') return [one.text];
        return one.event === 'begin' && one.script !== null ? [one.feature] : [];
      });
      const wait = waits ? ['went on without its address, after 0 s'] : [];
      assert.equal(said, ['a', ...wait, 'b', 'c'], name);
      assert.equal(progress(await run(guest, tasks)), [], 'not for what is installed');
    }
  });

  test('runs nothing of a bundle that is cut at any block', async () => {
    const guest = fresh();
    const ran = join(guest.root, 'ran');
    // As large as one of the library, and with its files.
    const carried = ['nginx', 'base'].flatMap((id) => {
      const folder = join('features', id);
      const names = readdirSync(folder).filter((name) => name.endsWith('.sh'));
      return names.map((name) => [`files/${id}/${name}`, readFileSync(join(folder, name), 'utf8')] as const);
    });
    const tasks = [
      install('web', { ...Object.fromEntries(carried), install: `: >${ran}` }),
      install('app', { install: `: >${ran}` }, { secrets: { TOKEN: 'x'.repeat(2000) } }),
    ];
    const whole = guest.bundle(tasks);
    assert.ok(whole.length > 60_000, `${whole.length} bytes`);
    const cuts = Array.from({ length: Math.ceil(whole.length / 512) }, (_, block) => block * 512);
    const refused = async (length: number) => {
      const { ended, outcome } = told(await guest.exec(whole.subarray(0, length)), []);
      assert.is(ended.code, 21, `${length} of ${whole.length} bytes: ${ended.output.toString()}`);
      assert.equal(outcome.run, { is: 'refused', why: 'the bundle was cut' });
      assert.not.ok(existsSync(ran), `${length} of ${whole.length} bytes`);
    };
    const lengths = [...cuts, 3, 20, 75, whole.length - 1];
    while (lengths.length > 0) await Promise.all(lengths.splice(0, 8).map(refused));
    assert.is((await guest.exec(whole)).code, 0);
    assert.ok(existsSync(ran));
    assert.equal(readdirSync(guest.run), ['.lock']);
  });

  const headers: readonly [string, (whole: Buffer) => Buffer, RegExp][] = [
    ['one byte changed', (whole) => flipped(whole, 4000), /another checksum/],
    [
      'another header',
      (whole) => Buffer.from(whole.toString('latin1').replace('PHX1', 'PHX9'), 'latin1'),
      /not a bundle/,
    ],
    ['a length that is none', (whole) => Buffer.concat([Buffer.from('PHX1 1e9 ab\n'), whole]), /length/],
    [
      'a length beyond all',
      (whole) => Buffer.concat([Buffer.from('PHX1 99999999999 ab\n'), whole]),
      /length/,
    ],
    [
      'a checksum that is none',
      (whole) => Buffer.concat([Buffer.from('PHX1 12 $(id)\n'), whole]),
      /checksum/,
    ],
    ['nothing', () => Buffer.alloc(0), /cut/],
  ];
  for (const [name, change, reason] of headers) {
    test(`refuses ${name}`, async () => {
      const guest = fresh();
      const ran = join(guest.root, 'ran');
      const bytes = change(Buffer.from(guest.bundle([install('web', { install: `: >${ran}` })])));
      const { ended, outcome } = told(await guest.exec(bytes), []);
      assert.is(ended.code, 21);
      assert.match(outcome.run.is === 'refused' ? outcome.run.why : '', reason);
      assert.not.ok(existsSync(ran));
    });
  }

  test('starts scripts in a clean, known environment', async () => {
    const guest = fresh();
    const script = [
      '#!/bin/bash',
      'words=(a b); [ "${words[1]}" = b ] && echo bash',
      'set -o pipefail; yes | head -n 1; echo "${PIPESTATUS[0]}"',
      'pwd >&2; [ -r notes.txt ] && cat notes.txt; readlink /proc/self/fd/0; umask; env | cut -d= -f1 | sort | tr "\\n" " "; echo',
    ].join('\n');
    const result = await run(guest, [install('web', { install: script, 'notes.txt': 'notes\n' })]);
    const [bash, yes, status, pwd, notes, stdin, umask, names] = lines(result);
    assert.equal([bash, yes, notes, stdin, umask], ['bash', 'y', 'notes', '/dev/null', '0022']);
    assert.is(status, '141', 'SIGPIPE kills');
    assert.match(pwd ?? '', /\/x\/f\/web$/);
    assert.is(
      names,
      'DEBIAN_FRONTEND HOME LANG LOGNAME OLDPWD PATH PHX_DOWNLOADS PHX_FEATURE PHX_LIB PHX_PREVIOUS PHX_TMP PWD SHELL ' +
        'SHLVL TERM USER _ _CONTAINER_USER _CONTAINER_USER_HOME _REMOTE_USER _REMOTE_USER_HOME ',
    );
  });

  test('stops at a failure, and tells which script failed how', async () => {
    const guest = fresh();
    const result = await run(guest, [
      install('a', { install: 'exit 0' }),
      install('b', { install: 'echo broken >&2; exit 3' }),
      install('c', { install: 'exit 0' }),
    ]);
    assert.is(result.ended.code, 20);
    assert.equal(verdicts(result), ['a installed', 'b failed', 'c not-run']);
    assert.equal(result.outcome.features[1]?.verdict, {
      is: 'failed',
      script: 'install',
      what: 'install ended with exit code 3',
      lines: ['broken'],
    });
    const again = await run(guest, [
      install('b', { install: 'echo "[$PHX_PREVIOUS]"' }, { version: '1.1.0' }),
    ]);
    assert.equal(lines(again), ['[]'], 'what never was installed is no previous version');
    const upgrade = await run(guest, [
      install('b', { install: 'echo "[$PHX_PREVIOUS]"' }, { version: '1.2.0', hash: '0'.repeat(16) }),
    ]);
    assert.equal(lines(upgrade), ['[1.1.0]']);
  });

  test('a verify that fails leaves the feature unfinished', async () => {
    const guest = fresh();
    const failed = await run(guest, [install('a', { install: 'exit 0', verify: 'exit 1' })]);
    assert.equal(verdicts(failed), ['a failed']);
    assert.match(readFileSync(join(guest.state, 'a.json'), 'utf8'), /"hash":""/);
    const again = await run(guest, [install('a', { install: 'exit 0', verify: 'exit 1' })]);
    assert.equal(began(again), ['a install', 'a verify']);
  });

  test('ends a script that hangs, with all that it started', async () => {
    const guest = fresh({ replace: { 'grace=10': 'grace=1' } });
    const pids = join(guest.root, 'pids');
    // In groups of their own, as timeout and bash -m make them, and deaf to SIGTERM.
    const script = [
      '#!/bin/bash',
      'set -m; trap "" TERM',
      `( trap "" TERM; echo $BASHPID >>${pids}; while :; do sleep 1; done ) &`,
      `( trap "" TERM; echo $BASHPID >>${pids}; while :; do sleep 1; done ) &`,
      `echo $$ >>${pids}; echo waiting`,
      'while :; do sleep 1; done',
    ].join('\n');
    const result = await run(guest, [
      install('a', { install: script }, { timeout: 1 }),
      install('b', { install: 'exit 0' }),
    ]);
    assert.is(result.ended.code, 20);
    assert.equal(verdicts(result), ['a failed', 'b not-run']);
    const failed = verdict(result);
    assert.is(failed.is === 'failed' && failed.what, 'install took too long and was ended');
    assert.equal(lines(result), ['waiting']);
    const started = readFileSync(pids, 'utf8').trim().split('\n').map(Number);
    assert.is(started.length, 3);
    assert.equal(started.filter(alive), []);
  });

  test('ends what a script leaves in its session', async () => {
    const guest = fresh();
    const pid = join(guest.root, 'pid');
    const result = await run(guest, [install('a', { install: `sleep 300 & echo $! >${pid}` })]);
    assert.equal(verdicts(result), ['a installed']);
    assert.not.ok(alive(pidIn(pid)));
    assert.ok(
      result.events.some((one) => one.event === 'end' && one.script === 'install' && one.why === 'left'),
    );
  });

  test('does not wait for a process that left the session and holds the output open', async () => {
    const guest = fresh();
    const pid = join(guest.root, 'pid');
    const script = `echo before; setsid sh -c 'echo $$ >${pid}; exec sleep 300' & while [ ! -s ${pid} ]; do :; done`;
    const result = await run(guest, [install('a', { install: script }), install('b', { install: 'echo b' })]);
    try {
      assert.equal(verdicts(result), ['a installed', 'b installed']);
      assert.equal(lines(result), ['before', 'b']);
      assert.ok(
        result.events.some((one) => one.event === 'end' && one.script === 'install' && one.why === 'held'),
      );
      assert.ok(alive(pidIn(pid)), 'a daemon of its own is left alone');
    } finally {
      process.kill(pidIn(pid), 'SIGKILL');
    }
  });

  for (const [name, filter] of [
    ['of lines', 'yes 0123456789'],
    ['of one line', "tr '\\0' x </dev/zero"],
    ['of bytes that are no text', 'cat /dev/zero'],
  ] as const) {
    test(`passes on the start and the end of 100 MB ${name}`, async () => {
      const guest = fresh();
      const result = await run(guest, [
        install('a', { install: `${filter} | head -c 104857600; echo; echo the end` }),
      ]);
      assert.equal(verdicts(result), ['a installed']);
      assert.ok(result.ended.output.length < 500_000, `${result.ended.output.length} bytes`);
      assert.ok(lines(result).includes('… (output left out) …'));
      assert.is(lines(result).at(-1), 'the end');
      assert.ok(lines(result).every((line) => !/[\u0000-\u001f]/.test(line)));
    });
  }

  test('shows no control characters, and no event that a script made up', async () => {
    const guest = fresh();
    const forged = '{"phx":1,"event":"done","nonce":"c0ffee00c0ffee00","exit":0}';
    const script = [
      `printf '\\033]0;title\\007 \\033[31mred\\033[0m \\302\\205 \\342\\200\\256 \\377\\n'`,
      `printf '10%%\\r20%%\\r\\n'`,
      `echo '${forged}'; echo '{"phx":1,"event":"end","feature":"a","exit":0,"why":"installed"}'; exit 1`,
    ].join('\n');
    const result = await run(guest, [install('a', { install: script })]);
    assert.is(result.ended.code, 20);
    assert.equal(verdicts(result), ['a failed']);
    assert.equal(lines(result).slice(0, 3), [
      '\\u001b]0;title\\u0007 red \\u0085 \\u202e \ufffd',
      '20%',
      forged,
    ]);
  });

  test('gives secrets as files in memory, masks them, and tells a change by their hash alone', async () => {
    const guest = fresh();
    const secrets = { PASSWORD: 'hunter2-and-more' };
    const env = `export PASSWORD_FILE='${guest.run}/a/PASSWORD'\n`;
    const scripts = {
      install:
        '. "$PHX_LIB"; phx_secret password; echo; stat -c %a "$PASSWORD_FILE"; phx_secret password | base64; tr "\\0" "\\n" </proc/$$/cmdline',
    };
    const hash = '1'.repeat(16);
    const result = await run(guest, [install('a', scripts, { secrets, env, hash })], Object.values(secrets));
    assert.equal(lines(result), ['***', '600', '***', 'sh', './install.sh']);
    assert.not.ok(result.ended.output.toString('latin1').includes('hunter2'));
    assert.not.ok(existsSync(join(guest.run, 'a')), 'gone when its scripts have ended');
    assert.not.ok(spawnSync('grep', ['-r', 'hunter2', guest.root]).stdout.length > 0, 'nowhere in the guest');
    assert.match(
      readFileSync(join(guest.state, 'a.json'), 'utf8'),
      /"secrets":\{"PASSWORD":"[0-9a-f]{32}"\}/,
    );
    const same = await run(guest, [install('a', scripts, { secrets, env, hash })]);
    assert.equal(verdicts(same), ['a unchanged']);
    const other = await run(guest, [
      install('a', scripts, { secrets: { PASSWORD: 'correct horse' }, env, hash }),
    ]);
    assert.equal(verdicts(other), ['a installed']);
  });

  test('while a feature runs, the secrets of the others are in no file, and each gets its own to the byte', async () => {
    const guest = fresh();
    const value = ' zebra\nlines, and more \\n\'"$(id)`\n\n';
    const look = `if grep -rl "z[e]bra" ${guest.run} /proc/$PPID/environ /proc/$PPID/cmdline; then echo seen; fi`;
    const show = `base64 -w 0 ${guest.run}/b/VALUE; ls ${guest.run}/b`;
    const tasks = [
      install('a', { install: look }),
      install('b', { install: show }, { secrets: { VALUE: value, OTHER: 'another' } }),
      install('c', { install: look }),
    ];
    const result = await run(guest, tasks);
    assert.equal(verdicts(result), ['a installed', 'b installed', 'c installed']);
    assert.equal(lines(result), [`${Buffer.from(value).toString('base64')}OTHER`, 'VALUE']);
  });

  test('tells a signal that ended a script', async () => {
    const result = await run(fresh(), [install('a', { install: 'kill -SEGV $$' })]);
    const failed = verdict(result);
    assert.is(failed.is === 'failed' && failed.what, 'install was ended by signal SIGSEGV');
  });

  test('a script that cannot be started is no script that ended so', async () => {
    const own = verdict(await run(fresh(), [install('a', { install: 'exit 125' })]));
    assert.is(own.is === 'failed' && own.what, 'install ended with exit code 125');
    const full = fresh({ replace: { 'enlist() {': 'enlist() { [ "$1" != script ] || return 1;' } });
    const failed = verdict(await run(full, [install('a', { install: 'exit 0' })]));
    assert.match(failed.is === 'failed' ? failed.what : '', /install could not be started; is the memory/);
    const mute = fresh({ replace: { 'enlist() {': 'enlist() { [ "$1" != help ] || return 1;' } });
    const unheard = verdict(await run(mute, [install('a', { install: 'sleep 0.2; echo a; echo b' })]));
    assert.match(unheard.is === 'failed' ? unheard.what : '', /install could not be started; is the memory/);
  });

  test('a script that removes what is kept of it is installed nevertheless', async () => {
    const guest = fresh();
    const tasks = [install('a', { install: `rm -rf ${guest.state}`, remove: 'echo gone' })];
    assert.equal(verdicts(await run(guest, tasks)), ['a installed']);
    assert.equal(verdicts(await run(guest, tasks)), ['a unchanged']);
    assert.equal(verdicts(await run(guest, [{ do: 'remove', id: 'a' }])), ['a removed']);
  });

  test('removes by the kept copy, and only when that is as it was', async () => {
    const guest = fresh();
    const log = join(guest.root, 'log');
    const remove = `. ./files/names; echo "$NAME $GREETING" >>${log}`;
    const one = (id: string) =>
      install(
        id,
        { install: 'exit 0', remove, 'files/names': 'NAME=kept\n' },
        { env: "export GREETING='hi'\n" },
      );
    await run(guest, [one('a'), one('b'), install('c', { install: 'exit 0' })]);
    writeFileSync(join(guest.state, 'b/content/files/names'), 'NAME=changed\n');
    const tasks = ['a', 'c', 'x', 'b'].map((id): Task => ({ do: 'remove', id }));
    const result = await run(guest, tasks);
    assert.is(result.ended.code, 20);
    assert.equal(
      result.outcome.features.map((each) => each.verdict),
      [
        { is: 'removed', undone: true },
        { is: 'removed', undone: false },
        { is: 'removed', undone: false },
        {
          is: 'failed',
          script: null,
          what: 'the copy of its remove script that was kept in the guest was changed, so it is not run',
          lines: [],
        },
      ],
    );
    assert.is(readFileSync(log, 'utf8'), 'kept hi\n');
    assert.equal(readdirSync(guest.state).sort(), ['b', 'b.json']);
  });

  test('a remove that fails can be tried again', async () => {
    const guest = fresh();
    const flag = join(guest.root, 'flag');
    await run(guest, [install('a', { install: 'exit 0', remove: `[ -f ${flag} ]` })]);
    assert.equal(verdicts(await run(guest, [{ do: 'remove', id: 'a' }])), ['a failed']);
    writeFileSync(flag, '');
    assert.equal(verdicts(await run(guest, [{ do: 'remove', id: 'a' }])), ['a removed']);
    assert.equal(readdirSync(guest.state), []);
  });

  test('a half-done install can be removed', async () => {
    const guest = fresh();
    const undone = join(guest.root, 'undone');
    await run(guest, [install('a', { install: 'exit 1', remove: `: >${undone}` })]);
    assert.equal(verdicts(await run(guest, [{ do: 'remove', id: 'a' }])), ['a removed']);
    assert.ok(existsSync(undone));
  });

  test('checks: converged, drift put right or only told, and a check that fails', async () => {
    const guest = fresh();
    const state = join(guest.root, 'service');
    const scripts = {
      check: `[ -f ${state} ] || { echo "the service is gone"; exit 10; }; [ ! -s ${state} ] || exit 7`,
      install: `: >${state}`,
    };
    const task = install('a', scripts);
    const only: Task = { do: 'check', feature: feature('a', scripts) };
    assert.equal(verdicts(await run(guest, [only])), ['a differs']);
    assert.equal(began(await run(guest, [task])), ['a install']);
    assert.equal(began(await run(guest, [task])), ['a check']);
    assert.equal(verdicts(await run(guest, [only])), ['a unchanged']);
    rmSync(state);
    assert.equal(verdict(await run(guest, [only])), {
      is: 'drift',
      corrected: false,
      lines: ['the service is gone'],
    });
    assert.not.ok(existsSync(state));
    const corrected = verdict(await run(guest, [task]));
    assert.is(corrected.is === 'drift' && corrected.corrected, true);
    assert.ok(existsSync(state));
    writeFileSync(state, 'x');
    const failed = await run(guest, [only, { do: 'check', feature: feature('b', {}) }]);
    assert.equal(verdicts(failed), ['a failed', 'b differs'], 'a check of all goes on');
    assert.equal(verdicts(await run(guest, [task])), ['a failed']);
  });

  test('a check without secrets knows what is installed by all else', async () => {
    const guest = fresh();
    const more = {
      secrets: { PASSWORD: 'hunter2' },
      env: `export PASSWORD_FILE='${guest.run}/a/PASSWORD'\n`,
    };
    const hash = '1'.repeat(16);
    const scripts = { install: ':', check: '[ ! -e "$PASSWORD_FILE" ] || exit 10' };
    await run(guest, [install('a', scripts, { ...more, hash })]);
    const check = (about: Partial<BundledFeature>, blind: boolean): Task => ({
      do: 'check',
      feature: feature('a', scripts, about),
      ...(blind ? { blind } : {}),
    });
    assert.equal(verdicts(await run(guest, [check({ ...more, hash }, true)])), ['a unchanged']);
    assert.equal(verdicts(await run(guest, [check({ ...more, hash: '2'.repeat(16) }, true)])), ['a differs']);
    assert.equal(verdicts(await run(guest, [check({ ...more, hash }, false)])), ['a drift']);
    const other = { ...more, hash, secrets: { PASSWORD: 'another' } };
    assert.equal(verdicts(await run(guest, [check(other, false)])), ['a differs']);
  });

  test('a check gives way to a run that is at work, and an install to no check', async () => {
    const guest = fresh();
    const [marked, go] = [join(guest.root, 'marked'), join(guest.root, 'go')];
    const slow = `: >${marked}; until [ -f ${go} ]; do sleep 0.1; done`;
    const only: Task = { do: 'check', feature: feature('b', {}) };
    const at = guest.start(guest.bundle([install('a', { install: slow })]));
    await until(() => existsSync(marked), 'the install');
    assert.equal((await run(guest, [only])).outcome.run, {
      is: 'refused',
      why: 'another run is at work in this guest',
    });
    writeFileSync(go, '');
    assert.is((await at.ended).code, 0, 'it was left alone');
    rmSync(go);
    rmSync(marked);
    const scripts = { install: 'exit 0', check: slow };
    await run(guest, [install('c', scripts)]);
    const check = guest.start(guest.bundle([{ do: 'check', feature: feature('c', scripts) }]));
    await until(() => existsSync(marked), 'the check');
    assert.equal(verdicts(await run(guest, [install('d', { install: ':' })])), ['d installed']);
    assert.is.not((await check.ended).code, 0);
  });

  test('a check leaves to the next install what a run that was cut off has left', async () => {
    const guest = fresh();
    const marked = join(guest.root, 'marked');
    guest.program('dpkg', 'exit 0');
    const first = guest.start(guest.bundle([install('a', { install: `: >${marked}; sleep 60` })]));
    await until(() => existsSync(marked), 'the install');
    const folder = readdirSync(guest.run).find((name) => name.startsWith('.b.')) ?? '';
    process.kill(-Number(readFileSync(join(guest.run, folder, 'pid'), 'utf8')), 'SIGKILL');
    await first.ended;
    const left = () => readdirSync(join(guest.run, '.live')).toSorted();
    const before = left();
    assert.ok(before.length > 0);
    assert.equal(verdicts(await run(guest, [{ do: 'check', feature: feature('b', {}) }])), ['b differs']);
    assert.equal(left(), before);
    assert.equal(began(await run(guest, [install('b', { install: ':' })])), ['- recover', 'b install']);
  });

  test('exit 12 asks for a restart, and then goes on', async () => {
    const guest = fresh();
    const [restarted, log] = [join(guest.root, 'restarted'), join(guest.root, 'log')];
    const tasks = [
      install('a', { install: `echo a >>${log}` }),
      install('b', { install: `echo b >>${log}; [ -f ${restarted} ] || exit 12` }, { restarts: true }),
      install('c', { install: `echo c >>${log}` }),
    ];
    const first = await run(guest, tasks);
    assert.is(first.ended.code, 12);
    assert.equal(first.outcome.run, { is: 'restart' });
    assert.equal(verdicts(first), ['a installed', 'b restart', 'c not-run']);
    writeFileSync(restarted, '');
    const second = await run(guest, tasks);
    assert.is(second.ended.code, 0);
    assert.equal(verdicts(second), ['a unchanged', 'b installed', 'c installed']);
    assert.is(readFileSync(log, 'utf8'), 'a\nb\nb\nc\n');
    const unasked = await run(fresh(), [install('a', { install: 'exit 12' })]);
    assert.is(unasked.ended.code, 20);
    assert.match(JSON.stringify(verdict(unasked)), /manifest does not allow/);
  });

  /** A run in the middle of a script, which says when it is there and logs its end. */
  const busy = async (guest: ScratchGuest, trap = '') => {
    const [pid, log] = [join(guest.root, 'pid'), join(guest.root, 'log')];
    rmSync(pid, { force: true });
    const script = `${trap}\necho "begin $1" >>${log}; echo $$ >${pid}; n=0; while [ $n -lt 600 ]; do sleep 0.1; n=$((n + 1)); done; echo end >>${log}`;
    const started = guest.start(guest.bundle([install('slow', { install: script })]));
    await until(() => existsSync(pid) && readFileSync(pid, 'utf8') !== '', 'the script');
    return { ...started, script: pidIn(pid), log };
  };

  const enlisted = (guest: ScratchGuest, role: string) =>
    readdirSync(join(guest.run, '.live'))
      .filter((name) => name.split('.')[1] === role)
      .map((name) => Number(name.split('.')[0]));

  const takeovers: readonly [string, (guest: ScratchGuest, child: number) => readonly number[], string][] = [
    ['its caller was killed', (_, child) => [child], ''],
    ['its caller was killed, and it is deaf', (_, child) => [child], 'trap "" TERM'],
    ['it was killed, but not its script', (guest, child) => [child, ...enlisted(guest, 'run')], ''],
    ['nobody was killed', () => [], ''],
  ];
  for (const [name, victims, trap] of takeovers) {
    test(`there are never two runs: ${name}`, async () => {
      const guest = fresh({ replace: { 'grace=10': 'grace=1' } });
      guest.program('dpkg', `echo "dpkg $*" >>${join(guest.root, 'log')}`);
      const first = await busy(guest, trap);
      for (const pid of victims(guest, first.child.pid as number)) process.kill(pid, 'SIGKILL');
      assert.ok(alive(first.script), 'the script goes on alone');
      const state = `/proc/${first.script}/status`;
      const next = `grep -qs '^State:.[^Z]' ${state} && echo both >>${first.log}; echo second >>${first.log}`;
      const second = await run(guest, [install('next', { install: next })]);
      assert.is(second.ended.code, 0, second.ended.output.toString());
      assert.equal(verdicts(second), ['next installed']);
      assert.not.ok(alive(first.script));
      const configure = 'dpkg --configure -a --force-confdef --force-confold';
      assert.is(readFileSync(first.log, 'utf8'), `begin \n${configure}\nsecond\n`);
      await first.ended;
      assert.equal(readdirSync(guest.run), ['.lock']);
    });
  }

  test('many at once: the last that came ends well, and scripts never overlap', async () => {
    const guest = fresh({ replace: { 'grace=10': 'grace=1' } });
    guest.program('dpkg', 'exit 0');
    const [log, inside] = [join(guest.root, 'log'), join(guest.root, 'inside')];
    // mkdir succeeds for one only; an ended script leaves it, and its pid in it.
    const script = `mkdir ${inside} 2>/dev/null || { grep -qs "^State:.[^Z]" "/proc/$(cat ${inside}/pid)/status" && echo overlap >>${log}; }
      echo $$ >${inside}/pid; sleep 0.3; echo done >>${log}; rm -rf ${inside}`;
    const bundle = guest.bundle([install('a', { install: script })]);
    const all = await Promise.all(Array.from({ length: 4 }, () => guest.exec(bundle)));
    assert.ok(
      all.some(({ code }) => code === 0),
      all.map(({ code, signal }) => code ?? signal).join(),
    );
    assert.not.match(readFileSync(log, 'utf8'), /overlap/);
    assert.match(readFileSync(join(guest.state, 'a.json'), 'utf8'), /"hash":"[0-9a-f]{16}"/);
  });

  test('a run whose reader is gone finishes its feature and stops', async () => {
    const guest = fresh();
    const [go, second] = [join(guest.root, 'go'), join(guest.root, 'second')];
    const begun = join(guest.root, 'begun');
    const { child, ended } = guest.start(
      guest.bundle([
        install('a', {
          install: `: >${begun}; while [ ! -f ${go} ]; do sleep 0.1; done; yes | head -c 300000`,
        }),
        install('b', { install: `: >${second}` }),
      ]),
    );
    await until(() => existsSync(begun), 'the script');
    child.stdout?.destroy();
    child.stderr?.destroy();
    writeFileSync(go, '');
    assert.is((await ended).code, 20);
    assert.match(readFileSync(join(guest.state, 'a.json'), 'utf8'), /"hash":"[0-9a-f]{16}"/);
    assert.not.ok(existsSync(second));
  });

  const small = (where: string) => {
    const folder = mkdtempSync(join('/dev/shm', 'phx-small-'));
    const mounted =
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'phoenix-test', folder]).status === 0;
    const clear = () => {
      if (mounted) spawnSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    };
    if (!mounted) console.log(`skipped: a full ${where} needs root for a small tmpfs`);
    return { folder, mounted, clear };
  };
  const fill = (file: string) => `cat /dev/zero >${file} 2>/dev/null; :`;

  test('a script that fills the memory of /run: the rest fails with a reason, in bounded time', async () => {
    const disk = small('/run');
    try {
      if (!disk.mounted) return;
      const guest = fresh({ run: join(disk.folder, 'run') });
      const result = await run(guest, [
        install('a', { install: `${fill(join(disk.folder, 'blob'))}; echo filled`, verify: 'exit 0' }),
        install('b', { install: 'exit 0' }),
        install('c', { install: 'exit 0' }, { secrets: { TOKEN: 'x'.repeat(20_000) } }),
        install('d', { install: 'exit 0' }),
      ]);
      assert.is(result.ended.code, 20);
      // Scripts start without memory of their own there; a secret needs some.
      assert.equal(verdicts(result), ['a installed', 'b installed', 'c failed', 'd not-run']);
      assert.match(JSON.stringify(result.outcome.features[2]?.verdict), /memory of \/run/);
      assert.equal(lines(result), ['filled']);
      const large = install('e', { install: 'exit 0', 'files/large': 'x'.repeat(400_000) });
      const next = await run(guest, [large]);
      assert.match(next.outcome.run.is === 'refused' ? next.outcome.run.why : '', /does not fit/);
      rmSync(join(disk.folder, 'blob'));
      assert.equal(verdicts(await run(guest, [install('d', { install: 'exit 0' })])), ['d installed']);
    } finally {
      disk.clear();
    }
  });

  test('a script that fills the disk: its feature fails, and can be installed when there is room', async () => {
    const disk = small('disk');
    try {
      if (!disk.mounted) return;
      const guest = fresh({
        replace: { 'state=/var/lib/phoenix/features': `state=${disk.folder}/state/features` },
      });
      const blob = join(disk.folder, 'blob');
      const result = await run(guest, [
        install('a', { install: fill(blob), remove: 'exit 0', 'files/data': 'x'.repeat(9000) }),
        install('b', { install: 'exit 0' }),
      ]);
      assert.is(result.ended.code, 20);
      assert.equal(verdicts(result), ['a failed', 'b not-run']);
      assert.match(JSON.stringify(verdict(result)), /is its disk, or the memory/);
      rmSync(blob);
      const again = await run(guest, [install('a', { install: ':', remove: 'exit 0' })]);
      assert.equal(verdicts(again), ['a installed']);
      assert.equal(verdicts(await run(guest, [{ do: 'remove', id: 'a' }])), ['a removed']);
    } finally {
      disk.clear();
    }
  });

  test('installs a devcontainer Feature from its own folder, unchanged', async () => {
    const guest = fresh();
    const folder = 'tests/data/devcontainer-feature/hello';
    const files = new Map(
      readdirSync(folder).map((name) => [`hello/${name}`, readFileSync(join(folder, name))] as const),
    );
    const { features, findings } = readLibrary({ own: files, shipped: new Map() });
    assert.equal(findings, []);
    const facts = { nesting: false, keyctl: false, fuse: false, privileged: false, memory: null, disk: null };
    const resolved = guestFeatures({
      wanted: { hello: { greeting: 'good "day"', 'who-is-it': 'you' } },
      path: '/features',
      features,
      lock: null,
      guest: { ...facts, devices: [], os: null },
      host: null,
    });
    assert.equal(resolved.findings, []);
    const tasks = compose({ features: resolved.features, host: null, secret: () => '' }).map((one): Task => ({
      do: 'install',
      feature: one,
    }));
    const result = await run(guest, tasks);
    assert.equal(verdicts(result), ['hello installed']);
    assert.equal(lines(result), ['good "day", you, true, root, /root, unset', 'found beside it']);
    const profile = readFileSync(join(guest.root, 'phoenix-hello.sh'), 'utf8');
    assert.is(profile, 'export PATH="/opt/hello/bin:${PATH:-}"\n');
    assert.equal(verdicts(await run(guest, [{ do: 'remove', id: 'hello' }])), ['hello removed']);
    assert.not.ok(existsSync(join(guest.root, 'phoenix-hello.sh')));
  });

  test('clears away what a killed bootstrap left in memory', async () => {
    const guest = fresh();
    const dead = spawnSync('true').pid;
    mkdirSync(join(guest.run, `.b.${dead}/x`), { recursive: true });
    writeFileSync(join(guest.run, `.b.${dead}/bundle`), Buffer.alloc(1024));
    assert.is((await run(guest, [])).ended.code, 0);
    assert.equal(readdirSync(guest.run), ['.lock']);
  });
});

function flipped(whole: Buffer, at: number): Buffer {
  const copy = Buffer.from(whole);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
