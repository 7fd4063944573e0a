/** What a killed command left behind is only cleared away while it is certain that nobody has made use of it since. */
import * as assert from 'uvu/assert';
import { journalLine, journalPath } from '../../src/node/journal.ts';
import { confPath } from '../../src/simulator/guests.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { applyTo, estateOf, hostFor } from '../support/in-process-apply.ts';
import { commitOf } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const WEB = { vmid: 101, ostemplate: ARCHIVE, rootfs: { storage: 'local', size: '4G' }, state: 'stopped' };
const DAY = 24 * 60 * 60 * 1000;

function world() {
  const files = new Map([
    ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} } })],
    ['lxc/web.json', JSON.stringify(WEB)],
  ]);
  const estate = estateOf(files, { revision: commitOf('1') });
  const host = hostFor(estate);
  const pct = (...args: string[]) => {
    const result = simulate({ host, node: 'pve1', argv: ['pct', ...args], runtime: null });
    assert.is(result.exit, 0, result.stderr);
  };
  const marker = { v: 1, estate: 'lab', env: null, address: 'lxc/web', vmid: 101, commit: commitOf('1') };
  const text = JSON.stringify({ ...marker, config: 'c', phoenix: '0', owed: [''] });
  pct(
    'create',
    '101',
    ARCHIVE,
    '--hostname',
    'web',
    '--rootfs',
    'local:4',
    '--tags',
    'phoenix',
    '--unprivileged',
    '1',
  );
  pct('set', '101', '--description', `<!-- phoenix ${text} -->`);
  /** As if Phoenix had been killed right after its create, so long ago. */
  const killed = (ago: number) =>
    host.append(
      journalPath('lab'),
      journalLine({
        at: new Date(host.now() - ago).toISOString(),
        run: 'old',
        estate: 'lab',
        event: 'begin',
        stepId: 'lxc/web:create',
        address: 'lxc/web',
        vmid: 101,
        argv: ['pct', 'create', '101'],
      }),
    );
  const apply = () => applyTo(host, estate, { clock: virtualClock(host.now()) });
  const conf = () => host.read(confPath('pve1', 101)) ?? '';
  return { killed, apply, conf, pct };
}

const seen = ({ live }: Awaited<ReturnType<typeof applyTo>>) => live.entries.map(({ seen: { is } }) => is);

describe('safety: debris', (test) => {
  test('what was killed just now is made again', async () => {
    const { killed, apply } = world();
    killed(60_000);
    assert.equal(seen(await apply()), ['debris']);
    assert.equal(seen(await apply()), []);
  });

  test('a whole guest that somebody may have used since is kept, however often an apply comes by', async () => {
    const { killed, apply, conf } = world();
    killed(2 * DAY);
    const before = conf();
    for (const run of ['first', 'second', 'third']) {
      const done = await apply();
      assert.equal(seen(done), ['unknown'], run);
      assert.is(conf(), before, run);
    }
  });

  test('it is ours again once somebody has started it', async () => {
    const { killed, apply, conf, pct } = world();
    killed(2 * DAY);
    await apply();
    pct('start', '101');
    const { report } = await apply();
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.not.match(conf(), '"owed"');
    assert.not.ok(seen(await apply()).some((is) => is === 'debris' || is === 'unknown'));
  });
});
