/** Drift in a real container: somebody edits nginx's site or stops it; a plan sees it, `apply --check` puts it right. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { type ContainerEstate, containerEstate } from '../support/container-estate.ts';
import { DEBIAN, describeContainers } from '../support/containers.ts';

const SUBNET = '10.199.87';

let estate: ContainerEstate;
const check = () => estate.phoenix('plan', '--check', '--detailed-exitcode', ...estate.here);
const applyCheck = () => estate.done('apply', '--check', '--yes');
const page = () => spawnSync('curl', ['-sI', `http://${SUBNET}.5:8080`], { encoding: 'utf8' }).stdout;
const conf = () => readFileSync(join(estate.lab, 'etc/pve/lxc/907.conf'), 'utf8');

describeContainers('drift in a real container', (test) => {
  test.before(() => {
    estate = containerEstate('checks');
    const storages = { local: { type: 'dir' }, 'local-zfs': { type: 'zfspool' } };
    estate.write('phoenix.json', { name: 'lab', nodes: { pve1: { storages } }, policies: { drift: 'live' } });
    estate.write('lxc/web.json', {
      vmid: 907,
      ostemplate: DEBIAN,
      memory: '512M',
      rootfs: { storage: 'local-zfs', size: '4G' },
      net0: { bridge: 'vmbr0', ip: `${SUBNET}.5/24`, gw: `${SUBNET}.1` },
      nesting: true,
      features: { nginx: { listen: 8080 } },
    });
    estate.pin();
    estate.commit('A guest with nginx');
  });
  test.after(() => estate.end());

  test('nothing has drifted in a new guest', () => {
    estate.up();
    estate.done('apply', '--yes');
    assert.match(page(), /200 OK/);
    const { exit, text } = check();
    assert.is(exit, 0, text);
    assert.match(text, /\[1\/1\] lxc\/web: checked in .*: as it shall be/);
  });

  test('an edited site is seen, put right, and then nothing is left', () => {
    const before = conf();
    estate.inGuest(
      907,
      'sed -i s/8080/8081/ /etc/nginx/sites-enabled/phoenix.conf && systemctl restart nginx',
    );
    assert.is(page(), '');
    const seen = check();
    assert.is(seen.exit, 2, seen.text);
    assert.match(seen.text, /features\.nginx.*has drifted: \/etc\/nginx\/\S+ is not as it was written/);
    assert.is(conf(), before, 'a check writes nothing');
    assert.match(applyCheck(), /nginx had drifted, and was put right/);
    assert.match(page(), /200 OK/);
    assert.match(applyCheck(), /nothing to do/);
    assert.is(conf(), before);
  });

  test('so is a service that somebody stopped', () => {
    estate.inGuest(907, 'systemctl stop nginx');
    assert.match(check().text, /has drifted: nginx does not run/);
    applyCheck();
    assert.match(page(), /200 OK/);
  });

  test('a check is one process in the guest, a correction one more', () => {
    const entered = () => estate.started().filter(([, command]) => command === 'exec').length;
    estate.started();
    applyCheck();
    assert.is(entered(), 1);
    estate.inGuest(907, 'systemctl stop nginx');
    applyCheck();
    assert.is(entered(), 2);
  });

  test('a guest that is stopped is said to be unchecked', () => {
    assert.is(runInLab(estate.lab, ['pct', 'stop', '907']).exit, 0);
    assert.match(check().text, /not checked: it does not run/);
  });

  test('nothing is left behind', () => estate.down());
});
