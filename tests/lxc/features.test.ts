/** Features in real containers by the command line, as a user does it: installed, restarted, removed. */
import { spawnSync } from 'node:child_process';
import * as assert from 'uvu/assert';
import { type ContainerEstate, containerEstate } from '../support/container-estate.ts';
import { DEBIAN, describeContainers } from '../support/containers.ts';

const SUBNET = '10.199.83';

let estate: ContainerEstate;
const apply = () => estate.done('apply', '--yes');
const isConverged = () => assert.match(estate.done('plan', '--live'), 'nothing to do');
const inGuest = (vmid: number, script: string) => estate.inGuest(vmid, script);

function commit(features: object, pinned?: 'pinned'): void {
  const net0 = { bridge: 'vmbr0', ip: `${SUBNET}.5/24`, gw: `${SUBNET}.1` };
  const rootfs = { storage: 'local-zfs', size: '4G' };
  const machine = { vmid: 905, ostemplate: DEBIAN, memory: '512M', rootfs, net0, nesting: true };
  estate.write('lxc/web.json', { ...machine, features });
  if (pinned) estate.pin();
  estate.commit('A change');
}

const INSTALL = `#!/bin/sh
set -eu
echo "begin $MODE" >>/root/app.log
if [ "$MODE" = restart ]; then
  if [ ! -f /root/asked ]; then
    touch /root/asked
    printf '[Service]\\nType=oneshot\\nExecStart=/bin/sh -c "sleep 6; touch /run/slow"\\n[Install]\\nWantedBy=multi-user.target\\n' \\
      >/etc/systemd/system/slow.service
    systemctl enable slow
    exit 12
  fi
  [ -f /run/slow ] || { echo 'the guest has not started yet' >&2; exit 1; }
fi
printf '%s\\n' "$MODE" >/etc/app.conf
echo "end $MODE" >>/root/app.log
`;

const page = () => spawnSync('curl', ['-sI', `http://${SUBNET}.5:8080`], { encoding: 'utf8' }).stdout;

describeContainers('features in real containers', (test) => {
  test.before(() => {
    estate = containerEstate('features');
    const storages = { local: { type: 'dir' }, 'local-zfs': { type: 'zfspool' } };
    estate.write('phoenix.json', { name: 'lab', nodes: { pve1: { storages } } });
    const mode = { type: 'string', default: 'plain', enum: ['plain', 'restart'] };
    estate.write('features/app/feature.json', {
      id: 'app',
      version: '1.0.0',
      name: 'App',
      restarts: true,
      options: { mode },
    });
    estate.write('features/app/install.sh', INSTALL);
    estate.write('features/app/check.sh', '#!/bin/sh\n[ "$(cat /etc/app.conf)" = "$MODE" ] || exit 10\n');
    estate.write('features/app/verify.sh', '#!/bin/sh\ngrep -qx "$MODE" /etc/app.conf\n');
    estate.write('features/app/remove.sh', '#!/bin/sh\nrm /etc/app.conf\n');
  });
  test.after(() => estate.end());

  test('a guest is made with nginx of the library and an own one, and answers', () => {
    commit({ nginx: { listen: 8080 }, app: {} }, 'pinned');
    estate.up();
    apply();
    assert.match(page(), /200 OK/);
    assert.is(inGuest(905, 'cat /etc/app.conf'), 'plain\n');
    isConverged();
  });

  test('an install that asks for a restart gets it, and goes on when the guest has started', () => {
    commit({ nginx: { listen: 8080 }, app: { mode: 'restart' } });
    const boot = inGuest(905, 'stat -c %Z /proc/1');
    const text = apply();
    assert.match(text, /app wants the guest restarted/);
    assert.is.not(inGuest(905, 'stat -c %Z /proc/1'), boot);
    assert.is(inGuest(905, 'cat /etc/app.conf'), 'restart\n');
    assert.match(page(), /200 OK/);
    isConverged();
  });

  test('features that no file names any more are removed', () => {
    commit({ app: { mode: 'restart' } });
    apply();
    assert.is(page(), '');
    assert.is(inGuest(905, 'ls /var/lib/phoenix/features'), 'app\napp.json\n');
    isConverged();
  });

  test('nothing is left behind', () => estate.down());
});
