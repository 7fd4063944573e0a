/**
 * Secrets with nasty characters through a whole story of the built program, debug logging on: reviewed, applied, printed by
 * a failing feature in every way it knows, killed, crashed, and applied. No byte that left a process holds one of them; what
 * the guest reads holds all.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { leaksIn, missingIn } from '../support/leak-scan.ts';
import { BROUGHT, CANARY, filesBelow, type LeakStory, leakStory } from '../support/leak-story.ts';
import { importOption } from '../support/process-spy.ts';

const namespaces =
  spawnSync('/usr/bin/unshare', ['--user', '--map-root-user', '--mount', '--', '/bin/true']).status === 0;

/** Everything that a careless script does with what it was given; after it, $value is each of the secrets. */
const CARELESS = `
env; set; export -p
for file in ${BROUGHT.map((name) => `"$${name.toUpperCase()}_FILE"`).join(' ')}; do
  value=$(cat "$file"; echo x); value=\${value%x}
  cat "$file"; echo
  base64 "$file"; base64 -w 0 "$file"; echo
  printf 'me:%s' "$value" | base64 -w 0; echo
  od -An -v -tx1 "$file"
  { head -c 9 "$file"; sleep 0.3; tail -c +10 "$file"; echo; }
  { printf '\\033[1m'; head -c 5 "$file"; printf '\\033[0m'; tail -c +6 "$file"; echo; }
  ( set -x; : "$value"; : "Bearer $value" ) 2>&1
  echo "::phx progress $value"; echo "::phx event token $value"; echo "$value" >&2
  ! command -v bash >/dev/null || V=$value bash -c 'set -x; : "$V"; printf "%q\\n" "$V"; declare -p V'
  ! command -v jq >/dev/null || { printf %s "$value" | jq -Rsa .; printf %s "$value" | jq -Rs '{a: .}'; printf %s "$value" | jq -Rsr @uri; }
  ! command -v python3 >/dev/null || V=$value python3 -c 'import os,json,urllib.parse as u,html
v=os.environ["V"]
print(json.dumps(v), u.quote(v), u.quote_plus(v), html.escape(v), repr(v), os.environb[b"V"])'
  ! command -v git >/dev/null || git ls-remote "https://me:$value@127.0.0.1:1/" 2>&1 || :
done
`;
const FAILING = `${CARELESS}\necho failing; exit 3\n`;
/** Tells that it has begun, and goes on for as long as the guest is there. */
const waiting = (file: string) =>
  `${CARELESS}\ntouch /srv/recorded/${file}\nwhile [ -d /srv/recorded ]; do sleep 0.2; done\n`;
/** What belongs into the guest. */
const RECEIVING = `${CARELESS}\n${BROUGHT.map((name) => `cp "$${name.toUpperCase()}_FILE" /root/${name}`).join('\n')}\n`;

/** Loaded into the action: fails when a file is there, with a text that nobody has masked. */
const CRASH = `
  import { existsSync, readFileSync } from 'node:fs';
  const { CRASH_WHEN, CRASH_TEXT } = process.env;
  delete process.env.CRASH_TEXT;
  setInterval(() => {
    if (existsSync(CRASH_WHEN)) throw new Error('crashed with ' + CRASH_TEXT);
  }, 50).unref();
`;
/** Loaded into it: the command that enters a guest cannot be started, and says what it was given. */
const NO_START = `
  import processes from 'node:child_process';
  import { syncBuiltinESMExports } from 'node:module';
  const { spawn } = processes;
  const { CRASH_TEXT } = process.env;
  delete process.env.CRASH_TEXT;
  processes.spawn = (program, args, options) => {
    if (program === 'pct' && args[0] === 'exec') throw new Error('cannot start, with ' + CRASH_TEXT);
    return spawn(program, args, options);
  };
  syncBuiltinESMExports();
`;

/** What is loaded, and what it says: all that such an apply has read. */
const saying = (source: string) => ({
  CRASH_TEXT: [...BROUGHT, 'passphrase' as const].map((name) => CANARY[name]).join('\n'),
  NODE_OPTIONS: importOption(source),
});

let story: LeakStory;

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (holds()) return;
    await sleep(100);
  }
  assert.unreachable(`it never came to be: ${what}`);
}

function noLeak(): void {
  const found = leaksIn(story.everywhere(), story.canaries);
  assert.ok(found.length === 0, `${found.length} leaks:\n${found.slice(0, 20).join('\n')}`);
}

if (!namespaces) console.log('skipped: this machine lets nobody make namespaces');

describe(namespaces ? 'secrets leak nowhere' : 'secrets leak nowhere (skipped)', (test) => {
  if (!namespaces) return;

  test.before(async () => {
    story = await leakStory();
  });
  test.after(() => story?.close());

  test('a guest is made with them, reviewed before', async () => {
    const done = await story.pulled('make', 80);
    assert.is(done.exitCode, 0, done.stdout + done.stderr);
    noLeak();
  });

  test('a feature that prints them in every way, and fails', async () => {
    story.answer(FAILING);
    const failed = await story.pulled('fail', 81);
    assert.is(failed.exitCode, 1, failed.stdout + failed.stderr);
    assert.match(failed.stdout, /^::debug::.*failing$/m);
    assert.ok((failed.stdout.match(/\*\*\*/g) ?? []).length > 50, failed.stdout);
    assert.match(failed.summary, '***');
    assert.not.match(failed.stdout, '::add-mask::');
    noLeak();
  });

  test('an apply that is killed', async () => {
    story.answer(waiting('began'));
    const kill = new AbortController();
    const killed = story.pulled('killed', 82, { kill: kill.signal });
    await until(() => existsSync(story.inGuest('srv/recorded/began')), 'the install began');
    kill.abort();
    assert.is((await killed).exitCode, null);
    noLeak();
  });

  test('one that crashes, saying what it knows', async () => {
    story.answer(waiting('again'));
    const env = { CRASH_WHEN: story.inGuest('srv/recorded/again'), ...saying(CRASH) };
    const crashed = await story.pulled('crashed', 83, { env });
    assert.is(crashed.exitCode, 70, crashed.stdout + crashed.stderr);
    assert.match(crashed.stderr, 'crashed with ***');
    noLeak();
  });

  test('one that cannot enter the guest, and says with what', async () => {
    const failed = await story.pulled('no-start', 84, { env: saying(NO_START) });
    assert.is(failed.exitCode, 70, failed.stdout + failed.stderr);
    assert.match(failed.stdout, 'cannot start, with ***');
    noLeak();
  });

  test('the apply that follows: all of it reaches the guest', async () => {
    story.answer(RECEIVING);
    const done = await story.pulled('done', 85);
    assert.is(done.exitCode, 0, done.stdout + done.stderr);
    for (const name of BROUGHT) {
      assert.is(readFileSync(story.inGuest(`root/${name}`), 'utf8'), CANARY[name], name);
    }
    noLeak();
  });

  test('what only looks shows none', async () => {
    const node = ['--node', `sim:${story.world.node}`];
    assert.match(await story.cli('plan', '--json'), '"digest"');
    assert.match(await story.cli('plan', '--live', '--check', ...node), 'lxc/app');
    assert.match(await story.cli('status', ...node), 'lxc/app');
    assert.match(await story.cli('vault', 'list'), 'app/token');
    await story.cli('vault', 'check');
    await story.act({}, (more) => story.world.drift(more));
    noLeak();
  });

  test('the same look finds them where they belong', () => {
    const stdin = Buffer.concat(story.processes.map((one) => one.stdin));
    const used: readonly string[] = [...BROUGHT, 'service'];
    assert.equal(
      missingIn(
        stdin,
        story.canaries.filter(({ name }) => used.includes(name)),
      ),
      [],
    );
    const seen = leaksIn(
      [{ name: 'stdin', bytes: stdin }, ...filesBelow(story.inGuest('root'))],
      story.canaries,
    );
    const places = [
      ...used.map((name) => `stdin: ${name} as it is`),
      // The program that asks reads lines.
      'stdin: header as hex',
      ...BROUGHT.map((name) => `${story.inGuest(`root/${name}`)}: ${name} as it is`),
    ];
    for (const place of places)
      assert.ok(
        seen.some((leak) => leak.startsWith(place)),
        place,
      );
  });

  test('and wherever else one is planted', () => {
    const { token } = CANARY;
    const { kept, processes, world } = story;
    const files = [
      `/dev/shm/.phoenix-${process.pid}-planted`,
      join(world.node, 'var/lib/phoenix/journal/planted.jsonl'),
      story.inGuest('var/planted'),
      story.temporary('planted'),
    ];
    for (const path of files) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, JSON.stringify({ message: token }));
    }
    const [comment] = world.github.state.comments.values();
    assert.ok(comment);
    world.github.state.comments.set(0, { ...comment, body: token });
    const before = [kept.length, processes.length] as const;
    kept.push({ name: 'stdout of planted', bytes: token });
    processes.push({ argv: ['planted', 'argv', token], env: {}, stdin: Buffer.alloc(0) });
    processes.push({ argv: ['planted', 'env'], env: { X: token }, stdin: Buffer.alloc(0) });
    processes.push({ argv: ['planted', 'stdin'], env: {}, stdin: Buffer.from(token) });
    const found = leaksIn(story.everywhere(), story.canaries);
    [kept.length, processes.length] = before;
    world.github.state.comments.delete(0);
    for (const path of files) rmSync(path);
    const named = [
      'comment',
      'stdout of planted',
      'argv and env of planted argv',
      'argv and env of planted env',
    ];
    for (const place of [...files, ...named]) {
      assert.ok(
        found.some((leak) => leak.startsWith(`${place}: token `)),
        place,
      );
    }
    assert.not.ok(found.some((leak) => leak.includes('planted stdin')));
    noLeak();
  });
});
