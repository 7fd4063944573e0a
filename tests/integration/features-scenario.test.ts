/** Scenarios of features, run by the real bootstrap with this machine's sh: what is wrong with a feature is found by its phase. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { type Feature, readLibrary } from '../../src/features/library.ts';
import { scenarioSchema } from '../../src/features/scenario.ts';
import { type Phase, runScenario, type TestGuest } from '../../src/features/scenario-run.ts';
import { stagesOf } from '../../src/features/scenario-stages.ts';
import { openMirror, standIns } from '../../src/simulator/edge/scenario/mirror.ts';
import type { JsonObject } from '../../src/json.ts';
import { describe } from '../support/describe.ts';
import { filesOf, manifest } from '../support/feature-files.ts';
import { type ScratchGuest, scratchGuest, whyNoGuest } from '../support/guest-run.ts';

const OPTIONS = { root: { type: 'string' }, text: { type: 'string', default: 'one' } };

/** Scripts of a feature that is as it should be: one file. */
const SOUND = {
  'install.sh':
    '#!/bin/sh\nset -eu\n. "$PHX_LIB"\nprintf "%s\\n" "$TEXT" >"$PHX_TMP/x"\nphx_write "$ROOT/file" <"$PHX_TMP/x"\n',
  'check.sh': '#!/bin/sh\n. "$PHX_LIB"\necho "$TEXT" | phx_expect_file "$ROOT/file"\n',
  'verify.sh': '#!/bin/sh\ngrep -q . "$ROOT/file"\n',
  'remove.sh': '#!/bin/sh\nrm -f "$ROOT/file"\n',
};

function featureOf(scripts: Readonly<Record<string, string>>, more: JsonObject = {}): Feature {
  const files = { ...scripts, 'feature.json': manifest('one', { options: OPTIONS, ...more }) };
  const own = filesOf(Object.fromEntries(Object.entries(files).map(([path, one]) => [`one/${path}`, one])));
  const { features, findings } = readLibrary({ own, shipped: new Map() });
  const feature = features.get('one');
  if (!feature) throw new Error(JSON.stringify(findings));
  return feature;
}

function testGuest(scratch: ScratchGuest, files: string): TestGuest & { readonly restarts: () => number } {
  let restarts = 0;
  return {
    bring: async (bundle, onBytes) => {
      const { code, output } = await scratch.exec(scratch.adapt(bundle));
      onBytes(output);
      return code;
    },
    exec: async ([program = '', ...args]) => {
      const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: files });
      return { exit: status ?? 127, output: `${stdout ?? ''}${stderr ?? ''}` };
    },
    restart: async () => void (restarts += 1),
    restarts: () => restarts,
    snapshot: async () =>
      new Map(
        readdirSync(files).map((name) => {
          const path = join(files, name);
          return [path, `${statSync(path, { bigint: true }).mtimeNs} ${readFileSync(path, 'utf8')}`] as const;
        }),
      ),
  };
}

interface Tried {
  readonly phases: readonly Phase[];
  readonly failed: readonly string[];
  readonly why: string;
  readonly restarts: number;
}

interface Try {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly more?: JsonObject;
  readonly scenario?: JsonObject;
  readonly previous?: Feature;
  readonly served?: ReadonlyMap<string, Uint8Array>;
}

async function tried({ scripts = {}, more = {}, scenario = {}, previous, served }: Try): Promise<Tried> {
  const scratch = scratchGuest();
  const files = join(scratch.root, 'files');
  mkdirSync(files);
  const mirror = await openMirror('127.0.0.1', served ?? new Map());
  try {
    const feature = featureOf({ ...SOUND, ...scripts }, more);
    const parsed = scenarioSchema.parse({
      title: 'One file',
      options: { root: files },
      expect: [{ exec: ['cat', 'file'], stdout: '^one$' }],
      change: { options: { text: 'two' }, expect: [{ exec: ['cat', 'file'], stdout: '^two$' }] },
      removed: [{ exec: ['test', '-e', 'file'], exit: 1 }],
      ...scenario,
    });
    const { stages, findings } = stagesOf({
      id: 'one',
      scenario: parsed,
      features: new Map([['one', feature]]),
      os: 'debian:12',
      served: mirror.served,
      previous: previous ?? null,
    });
    if (!stages) throw new Error(JSON.stringify(findings));
    const guest = testGuest(scratch, files);
    let nonces = 0;
    const phases = await runScenario(
      {
        id: 'one',
        scenario: parsed,
        stages,
        guest,
        fetched: mirror.requests,
        now: () => 0,
        nonce: () => `c0ffee${(nonces += 1)}`,
        onPhase: () => {},
        onProgress: () => {},
      },
      previous ? 'upgrade' : 'fresh',
    );
    const failed = phases.filter(({ ok }) => !ok);
    return {
      phases,
      failed: failed.map(({ name }) => name),
      why: failed.flatMap(({ why }) => why).join('\n'),
      restarts: guest.restarts(),
    };
  } finally {
    await mirror.close();
    scratch.remove();
  }
}

const why = whyNoGuest();
if (why) process.stdout.write(`skipped: ${why}\n`);

describe('the mirror of stand-ins', (test) => {
  test('serves its files and nothing else, whatever a guest asks for', async () => {
    const mirror = await openMirror('127.0.0.1', new Map([['a b', Buffer.from('text')]]));
    try {
      const { url = '' } = mirror.served.get('a b') ?? {};
      assert.is(await (await fetch(url)).text(), 'text');
      for (const path of ['', '%E0%A4%A', '%', '..%2f..%2fetc%2fpasswd'])
        assert.is((await fetch(new URL(`/${path}`, url))).status, 404);
      assert.is(mirror.requests(), 5);
    } finally {
      await mirror.close();
    }
  });
});

describe('scenarios of features', (test) => {
  const check = (name: string, run: () => Promise<void>) => (why ? test.skip(name, run) : test(name, run));

  check('a sound feature goes through every phase', async () => {
    const { phases, failed, why: said } = await tried({});
    assert.equal(failed, [], said);
    assert.equal(
      phases.map(({ name }) => name),
      ['install', 'expect', 'unchanged', 'again', 'change', 'changed', 'remove', 'removed', 'units'],
    );
  });

  check('an install that writes again what stands there is found', async () => {
    const { failed, why: said } = await tried({
      scripts: { 'install.sh': '#!/bin/sh\necho "$TEXT" >"$ROOT/file"\ndate +%N >"$ROOT/stamp-$TEXT"\n' },
    });
    assert.equal(failed, ['again']);
    assert.match(said, /a second install changed .*file/);
    assert.match(said, /a second install changed .*stamp-one/);
  });

  check('a check that finds a difference after every install is found', async () => {
    const { failed, why: said } = await tried({
      scripts: { 'check.sh': '#!/bin/sh\necho never right\nexit 10\n' },
    });
    assert.equal(failed, ['unchanged', 'changed']);
    assert.match(said, 'never right');
  });

  check('a verify that fails ends the scenario, with what it said', async () => {
    const { phases, why: said } = await tried({
      scripts: { 'verify.sh': '#!/bin/sh\necho it is broken\nexit 3\n' },
    });
    assert.equal(
      phases.map(({ name, ok }) => [name, ok]),
      [['install', false]],
    );
    assert.match(said, 'verify ended with exit code 3');
    assert.match(said, 'it is broken');
  });

  check('what is expected and does not hold is named, and the rest still runs', async () => {
    const { failed, why: said } = await tried({
      scenario: { expect: [{ exec: ['cat', 'file'], stdout: '^three$' }, { exec: ['false'] }] },
    });
    assert.equal(failed, ['expect']);
    assert.match(said, 'cat file: exit 0, not exit 0 and ^three$');
    assert.match(said, 'false: exit 1, not exit 0');
  });

  check('a remove that leaves something is found by what the scenario says of it', async () => {
    assert.equal((await tried({ scripts: { 'remove.sh': '#!/bin/sh\nexit 0\n' } })).failed, ['removed']);
    assert.equal((await tried({ scripts: { 'remove.sh': '#!/bin/sh\nexit 4\n' } })).failed, ['remove']);
  });

  check('an upgrade runs over the previous version, which is named to it', async () => {
    const previous = featureOf(
      { ...SOUND, 'install.sh': '#!/bin/sh\necho old >"$ROOT/old"\necho "$TEXT" >"$ROOT/file"\n' },
      { version: '0.9.0' },
    );
    const install = `${SOUND['install.sh']}[ ! -e "$ROOT/old" ] || { rm "$ROOT/old"; echo "from $PHX_PREVIOUS" >"$ROOT/from"; }\n`;
    const expect = [{ exec: ['cat', 'from'], stdout: '^from 0\\.9\\.0$' }];
    const {
      phases,
      failed,
      why: said,
    } = await tried({ scripts: { 'install.sh': install }, scenario: { expect }, previous });
    assert.equal(failed, [], said);
    assert.equal(
      phases.map(({ name }) => name),
      ['previous', 'upgrade', 'expect', 'remove', 'removed', 'units'],
    );
  });

  check('an install that asks for a restart gets it, once', async () => {
    const install = `${SOUND['install.sh']}[ -e "$ROOT/booted" ] || { touch "$ROOT/booted"; exit 12; }\n`;
    const {
      failed,
      restarts,
      why: said,
    } = await tried({ scripts: { 'install.sh': install }, more: { restarts: true } });
    assert.equal(failed, [], said);
    assert.is(restarts, 1);
  });

  const downloads = { tool: { version: '1', url: 'https://example.org/tool', sha256: 'a'.repeat(64) } };
  const folder = filesOf({ 'test/tool/bin/tool': 'the stand-in\n' });
  const served = () =>
    new Map(
      [...standIns({ tool: 'test/tool' }, folder)].flatMap(([name, bytes]) => (bytes ? [[name, bytes]] : [])),
    );
  const unpacking = (first: string) =>
    `#!/bin/sh\nset -eu\n. "$PHX_LIB"\n${first}\nphx_unpack tool "$ROOT.tool"\ngrep -q stand-in "$ROOT.tool/bin/tool"\n${SOUND['install.sh'].replace('#!/bin/sh', '')}`;

  check('a stand-in comes through the real download, once', async () => {
    const { failed, why: said } = await tried({
      scripts: { 'install.sh': unpacking('') },
      more: { downloads },
      served: served(),
    });
    assert.equal(failed, [], said);
  });

  check('an install that fetches again is found', async () => {
    const { failed, why: said } = await tried({
      scripts: { 'install.sh': unpacking('rm -rf "$ROOT.tool"') },
      more: { downloads },
      served: served(),
    });
    assert.equal(failed, ['again']);
    assert.match(said, 'fetched a download once more');
  });

  test('there is no mirror of what is not there', () => {
    assert.equal([...standIns({ tool: 'test/other' }, folder)], [['tool', null]]);
  });
});
