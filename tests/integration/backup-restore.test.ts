/** `phoenix backup` and `phoenix restore` on a simulated node, through its programs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { apply } from '../../src/commands/apply.ts';
import { backup } from '../../src/commands/backup.ts';
import type { Console } from '../../src/commands/console.ts';
import { restore } from '../../src/commands/restore.ts';
import type { RestoreOptions } from '../../src/commands/restore-work.ts';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { describe } from '../support/describe.ts';

const folder = mkdtempSync(join(tmpdir(), 'phoenix-backup-'));
const [configs, lab] = [join(folder, 'configs'), join(folder, 'lab')];
mkdirSync(join(configs, 'lxc'), { recursive: true });
const write = (path: string, value: object) => writeFileSync(join(configs, path), JSON.stringify(value));
write('phoenix.json', { name: 'lab', nodes: { pve1: {} }, policies: { backup: { storage: 'local' } } });
write('lxc/db.json', {
  vmid: 101,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'vmbr0', ip: '10.0.0.5/24' },
});
const at = { configs, node: `sim:${lab}` };

function console(): Console & { readonly printed: string[] } {
  const printed: string[] = [];
  return { out: (text) => printed.push(text), err: () => {}, color: false, columns: 100, ask: null, printed };
}

const pct = (...argv: string[]) => runInLab(lab, ['pct', ...argv]).stdout;
const bring = (more: Partial<RestoreOptions>) =>
  restore({ guest: 'lxc/db', ...at, yes: true, json: true, ...more }, console());

describe('backups of guests', (test) => {
  test.before(async () => {
    assert.is(await apply({ addresses: [], ...at, yes: true, parallel: 4 }, console()), 0);
  });
  test.after(() => rmSync(folder, { recursive: true, force: true }));

  test('one that was taken is listed', async () => {
    const io = console();
    assert.is(await backup({ addresses: ['lxc/db'], ...at, json: true }, io), 0);
    const { backups } = JSON.parse(io.printed[0] ?? '') as {
      backups: { ok: boolean; backup: { volid: string } }[];
    };
    assert.equal(
      backups.map(({ ok }) => ok),
      [true],
    );
    const listed = runInLab(lab, ['pvesm', 'list', 'local', '--content', 'backup']).stdout;
    assert.ok(listed.includes(backups[0]?.backup.volid ?? '?'));
  });

  test('one that fails is told, and no success', async () => {
    const io = console();
    assert.is(await backup({ addresses: ['lxc/db'], ...at, json: true, storage: 'local-zfs' }, io), 1);
    assert.match(io.printed[0] ?? '', /"ok":false/);
  });

  test('a guest that runs is not replaced, unless told', async () => {
    try {
      await bring({});
      assert.unreachable();
    } catch (error) {
      assert.match(String(error), /lxc\/db runs/);
    }
    assert.match(pct('status', '101'), 'running');
  });

  test('in its place: what was there is backed up, and it runs again', async () => {
    runInLab(lab, ['pct', 'set', '101', '--memory', '1024']);
    const before = runInLab(lab, ['pvesm', 'list', 'local', '--content', 'backup']).stdout.split('\n').length;
    assert.is(await bring({ force: true }), 0);
    assert.match(pct('config', '101'), 'memory: 512');
    assert.match(pct('status', '101'), 'running');
    const after = runInLab(lab, ['pvesm', 'list', 'local', '--content', 'backup']).stdout.split('\n').length;
    assert.is(after, before + 1);
  });

  test('as a copy: stopped, disconnected, and not ours', async () => {
    assert.is(await bring({ as: 9101 }), 0);
    assert.match(pct('config', '9101'), /net0: .*link_down=1/);
    assert.match(pct('config', '9101'), 'onboot: 0');
    assert.match(pct('status', '9101'), 'stopped');
    assert.not.match(pct('config', '101'), 'link_down');
    try {
      await bring({ as: 9101 });
      assert.unreachable();
    } catch (error) {
      assert.match(String(error), /VMID 9101 is taken/);
    }
  });
});
