/**
 * What `phoenix validate` says of every estate in tests/cases, in each of its formats: SARIF that fits the official schema,
 * commands of a workflow that are read back, JSON and text, all of the same findings, at the same places.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { validate, type ValidateOptions } from '../../src/commands/validate.ts';
import type { Finding } from '../../src/errors.ts';
import { caseFolders, CASES } from '../support/case-folders.ts';
import { describe } from '../support/describe.ts';
import { saying } from '../support/said.ts';
import { runOf } from '../support/sarif-schema.ts';
import { readCommand } from '../support/workflow-command.ts';

interface Answer {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly (Finding & { readonly reason: string })[];
  readonly counts: Readonly<Record<string, number>>;
}

const say = (configs: string, format: ValidateOptions['format'], verbose = false) =>
  saying((io) => validate({ configs, format, verbose }, io));

async function checkFormats(configs: string): Promise<number> {
  const json = await say(configs, 'json');
  const { findings, suppressed, counts, ok } = JSON.parse(json.out) as Answer;
  assert.is(json.exit, ok ? 0 : 1);
  assert.is(counts['error'], findings.filter(({ severity }) => severity === 'error').length);

  const sarif = runOf((await say(configs, 'sarif')).out);
  const all = [...findings, ...suppressed];
  assert.equal(
    sarif.results.map(({ ruleId, locations: [{ physicalLocation }] }) => [
      ruleId,
      physicalLocation.region.startLine,
      physicalLocation.region.startColumn,
    ]),
    all.map(({ id, at }) => [id, at?.line ?? 1, at?.column ?? 1]),
  );
  for (const { ruleId, ruleIndex, locations, relatedLocations = [], suppressions } of sarif.results) {
    assert.is(sarif.tool.driver.rules[ruleIndex]?.id, ruleId);
    for (const { physicalLocation } of [...locations, ...relatedLocations]) checkRegion(physicalLocation);
    if (suppressions) assert.ok((suppressions[0]?.justification.length ?? 0) > 2);
  }
  const prints = sarif.results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
  assert.is(new Set(prints).size, all.length);

  const commands = (await say(configs, 'github')).out.split('\n').slice(0, -1).map(readCommand);
  assert.equal(
    commands.map(({ command, properties }) => [command, properties['title'], properties['line']]),
    findings.map(({ severity, id, at }) => [severity, id, at && String(at.line)]),
  );

  const text = (await say(configs, 'text', true)).err;
  for (const { id, severity } of findings) assert.match(text, `${severity} ${id}: `);
  for (const { id, reason } of suppressed) {
    assert.match(text, `${id}: `);
    assert.match(text, `because: ${reason}`);
  }
  return all.length;
}

type Physical = ReturnType<typeof runOf>['results'][number]['locations'][0]['physicalLocation'];

/** A place in a file that is there lies within one of its lines. */
function checkRegion({ artifactLocation, region }: Physical): void {
  const path = decodeURIComponent(artifactLocation.uri);
  assert.not.match(artifactLocation.uri, /^\/|^[a-z]+:|\.\.|[\s\\]/);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return;
  const line = readFileSync(path, 'utf8').split(/\r?\n/)[region.startLine - 1];
  assert.ok(line !== undefined, `${path} has a line ${region.startLine}`);
  assert.ok(region.startColumn >= 1 && region.startColumn <= line.length + 1, path);
  if (region.endColumn === undefined) return;
  assert.ok(region.endColumn > region.startColumn && region.endColumn <= Math.max(line.length, 1) + 1, path);
}

describe('formats of validate', (test) => {
  for (const folder of caseFolders()) {
    test(folder.slice(CASES.length + 1), async () => {
      await checkFormats(join(folder, 'configs'));
    });
  }

  test('the example estate', async () => {
    await checkFormats('configs');
  });

  const guest = (part: object) => ({
    vmid: 101,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local-zfs', size: '4G' },
    net0: { bridge: 'vmbr0', ip: 'dhcp' },
    ...part,
  });

  async function within(files: Readonly<Record<string, unknown>>, use: (configs: string) => Promise<void>) {
    const top = mkdtempSync(join(tmpdir(), 'phoenix-formats-'));
    try {
      for (const [path, value] of Object.entries({
        'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
        ...files,
      })) {
        mkdirSync(join(top, 'configs', path, '..'), { recursive: true });
        writeFileSync(
          join(top, 'configs', path),
          typeof value === 'string' ? value : JSON.stringify(value, null, 2),
        );
      }
      await use(join(top, 'configs'));
    } finally {
      rmSync(top, { recursive: true });
    }
  }

  const PRIVILEGED = guest({ unprivileged: false, suppress: { PHX621: 'NFS needs it' } });

  test('what a file suppresses is counted, and told with its reason', () =>
    within({ 'lxc/nas.json': PRIVILEGED }, async (configs) => {
      const brief = await say(configs, 'text');
      assert.match(brief.out, '; 1 finding suppressed (--verbose shows why)');
      assert.not.match(brief.err, 'PHX621');
      const full = await say(configs, 'text', true);
      assert.match(full.err, /lxc\/nas\.json:\d+:\d+ suppressed warning PHX621: /);
      assert.match(full.err, '  because: NFS needs it');
      const { suppressed, counts } = JSON.parse((await say(configs, 'json')).out) as Answer;
      assert.equal(
        [suppressed[0]?.id, suppressed[0]?.reason, counts['suppressed']],
        ['PHX621', 'NFS needs it', 1],
      );
      const one = runOf((await say(configs, 'sarif')).out).results.find(({ ruleId }) => ruleId === 'PHX621');
      assert.equal(one?.suppressions, [{ kind: 'inSource', justification: 'NFS needs it' }]);
      assert.not.match((await say(configs, 'github')).out, 'PHX621');
    }));

  test('environments are looked at, too, and what is found only there says so', () =>
    within(
      {
        'lxc/nas.json': guest({ unprivileged: false, memroy: 1 }),
        'lxc/web.json': guest({ unprivileged: false, vmid: 102 }),
        'environments/prod/lxc/nas.json': { swpa: 1 },
      },
      async (configs) => {
        const { out } = await say(configs, 'text');
        assert.match(out, /: 2 errors, 1 warning; with the environment "prod"$/m);
        const { findings } = JSON.parse((await say(configs, 'json')).out) as Answer;
        assert.equal(
          findings
            .filter(({ id }) => id === 'PHX301')
            .map(({ at, message }) => [at?.file, /under/.test(message)]),
          [
            ['environments/prod/lxc/nas.json', true],
            ['lxc/nas.json', false],
          ],
        );
        const inside = await saying((io) => validate({ configs, format: 'text', env: 'prod' }, io));
        assert.match(inside.out, /: 2 errors, 1 warning$/m);
      },
    ));

  for (const format of ['text', 'json', 'sarif', 'github'] as const) {
    test(`${format} goes to a file`, () =>
      within({ 'lxc/nas.json': guest({ unprivileged: false }) }, async (configs) => {
        const out = join(configs, '..', 'below', 'found');
        const { out: printed, err } = await saying((io) => validate({ configs, format, out }, io));
        assert.is(printed, '');
        assert.match(err, `Wrote ${out}: 1 resource in`);
        assert.match(readFileSync(out, 'utf8'), 'PHX621');
        assert.not.match(readFileSync(out, 'utf8'), '\u001b');
      }));
  }

  test('no format repeats what may be a secret', () =>
    within(
      { 'lxc/web.json': guest({ features: { redis: { password: 'hunter2-hunter2', nope: 1 } } }) },
      async (configs) => {
        for (const format of ['text', 'json', 'sarif', 'github'] as const) {
          const { out, err } = await say(configs, format, true);
          assert.match(out + err, 'PHX715', format);
          assert.not.match(out + err, 'hunter2', format);
        }
      },
    ));
});
