/** The script that takes snapshots by the clock, run by a real shell with a `zfs` that keeps its snapshots in a file. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { SCRIPT } from '../../../../src/kinds/dataset/snapshots.ts';
import { describe } from '../../../support/describe.ts';

const ZFS = `#!/bin/sh
case "$1 $2" in
  'get -H') cat "$LAB/rules" ;;
  'list -H') grep "^$(for last; do :; done; echo "$last")@" "$LAB/snapshots" || : ;;
  snapshot*) echo "$2" >>"$LAB/snapshots" ;;
  destroy*) grep -Fvx "$2" "$LAB/snapshots" >"$LAB/next"; mv "$LAB/next" "$LAB/snapshots" ;;
  *) exit 2 ;;
esac
`;
/** The clock of the script: `date -u +FORMAT` at a time that the test says. */
const DATE = '#!/bin/sh\nexec /bin/date -u -d "$AT" "$2"\n';

function inLab(rules: string, snapshots: readonly string[], times: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-snapshots-'));
  try {
    for (const [name, text] of [
      ['zfs', ZFS],
      ['date', DATE],
    ] as const) {
      writeFileSync(join(folder, name), text);
      chmodSync(join(folder, name), 0o755);
    }
    writeFileSync(join(folder, 'script'), SCRIPT);
    writeFileSync(join(folder, 'rules'), rules);
    writeFileSync(join(folder, 'snapshots'), snapshots.map((one) => `${one}\n`).join(''));
    for (const AT of times) {
      const env = { PATH: `${folder}:${process.env['PATH']}`, LAB: folder, AT };
      const { status, stderr } = spawnSync('sh', [join(folder, 'script')], { env, encoding: 'utf8' });
      assert.equal([status, stderr], [0, '']);
    }
    return readFileSync(join(folder, 'snapshots'), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const HOURS = ['2026-11-22 22:10', '2026-11-22 22:50', '2026-11-22 23:10', '2026-11-23 00:10'];

describe('the script of snapshots', (test) => {
  test('takes one for each hour and day, keeps so many, and leaves what others took', () => {
    const others = ['tank/a@mine', 'tank/a@phoenix-weekly-2026-W01', 'tank/b@phoenix-hourly-2020-01-01T00'];
    assert.equal(inLab('tank/a\thourly=2,daily=7\n', others, HOURS), [
      ...others,
      'tank/a@phoenix-daily-2026-11-22',
      'tank/a@phoenix-hourly-2026-11-22T23',
      'tank/a@phoenix-hourly-2026-11-23T00',
      'tank/a@phoenix-daily-2026-11-23',
    ]);
  });

  test('removes those before a change beyond what is kept, and takes none of these itself', () => {
    const before = ['1', '2', '3'].map((n) => `tank/a@phoenix-change-${n}`);
    assert.equal(inLab('tank/a\tchange=2\n', before, HOURS.slice(0, 1)), before.slice(1));
  });

  test('does nothing for rules that it does not know', () => {
    assert.equal(inLab('tank/a\tyearly=2,hourly=,daily=x,weekly=0\n', ['tank/a@x'], HOURS), ['tank/a@x']);
  });
});
