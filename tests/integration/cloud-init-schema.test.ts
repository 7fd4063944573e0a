/** What Phoenix writes for cloud-init is what Debian's own cloud-init takes: `cloud-init schema`, where it is installed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { GOOD, snippets, written } from '../support/cloud-config.ts';
import { describe } from '../support/describe.ts';

const version = spawnSync('cloud-init', ['--version'], { encoding: 'utf8' });
const isMissing = version.error !== undefined;
if (isMissing) console.log('skipped: there is no cloud-init here (Debian package cloud-init)');

let folder = '';

function verdictOf(text: string) {
  const file = join(folder, 'user-data');
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync('cloud-init', ['schema', '--config-file', file], {
    encoding: 'utf8',
  });
  return { ok: status === 0, said: stdout + stderr };
}

describe('cloud-init schema', (suite) => {
  const test = (name: string, run: () => void) => (isMissing ? suite.skip(name, run) : suite(name, run));
  suite.before(() => void (folder = mkdtempSync(join(tmpdir(), 'phoenix-cloud-init-'))));
  suite.after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [name, userData] of Object.entries(GOOD)) {
    for (const needsAgent of [false, true]) {
      test(`takes ${name}${needsAgent ? ', with the agent' : ''}`, () => {
        const [made] = snippets({ userData, needsAgent }).snippets;
        const { ok, said } = verdictOf(written(made?.content ?? []));
        assert.ok(ok, said);
      });
    }
  }

  test('takes vendor data with nothing but the agent', () => {
    const [made] = snippets({ needsAgent: true }).snippets;
    assert.ok(verdictOf(written(made?.content ?? [])).ok);
  });

  test('refuses what is wrong', () => {
    const [made] = snippets({ userData: { packages: 'nginx', runcmd: { a: 1 } } }).snippets;
    assert.not.ok(verdictOf(written(made?.content ?? [])).ok);
  });
});
