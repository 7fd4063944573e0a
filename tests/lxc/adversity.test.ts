/**
 * What a script of a feature may do to Phoenix, in real containers with systemd: it ends in bounded time with the right
 * verdict, no secret is shown, and the rest of the estate goes on. What the protocol does in detail is tried without
 * containers by tests/integration/features-bootstrap.test.ts.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { type ContainerEstate, containerEstate } from '../support/container-estate.ts';
import { DEBIAN, describeContainers } from '../support/containers.ts';

const SUBNET = '10.199.84';
const SECRET = 'correct-horse-battery';
const [BAD, GOOD] = [906, 907];

let estate: ContainerEstate;
const HERE = () => ['--configs', estate.configs, '--node', `sim:${estate.lab}`];
const inGuest = (vmid: number, script: string) => estate.inGuest(vmid, script);

let commits = 0;

/** Another mode of the bad feature, and a change for the good guest. */
function commit(mode: string): void {
  commits += 1;
  estate.write('features/bad/feature.json', {
    id: 'bad',
    version: '1.0.0',
    name: 'Bad',
    timeout: mode === 'hang' ? '2s' : '60s',
    network: false,
    options: { mode: { type: 'string' }, password: { type: 'string', secret: true } },
  });
  const guest = (name: string, vmid: number, features: object) =>
    estate.write(`lxc/${name}.json`, {
      vmid,
      ostemplate: DEBIAN,
      memory: '256M',
      rootfs: { storage: 'local-zfs', size: '2G' },
      net0: { bridge: 'vmbr0', ip: `${SUBNET}.${vmid - 900}/24`, gw: `${SUBNET}.1` },
      features,
    });
  guest('bad', BAD, { bad: { mode, password: '${secret:env:APP_PASSWORD}' }, later: { note: commits } });
  guest('good', GOOD, { later: { note: commits } });
  estate.commit(mode);
}

const noteOf = (vmid: number) => Number(inGuest(vmid, 'cat /etc/later'));
const isConverged = () => assert.match(estate.done('plan', '--live'), 'nothing to do');

/** The bad one failed as it is told, and nobody else; nothing of its secret is shown. */
function fails(mode: string, what: RegExp): string {
  const before = noteOf(BAD);
  commit(mode);
  const { exit, text } = estate.phoenix('apply', '--yes', ...HERE());
  assert.is(exit, 1, text);
  assert.match(text, what);
  assert.is(noteOf(GOOD), commits);
  assert.is(noteOf(BAD), before, 'what comes after it in the guest is not run');
  assert.not.match(text, /correct|horse|battery/);
  return text;
}

const INSTALL = String.raw`#!/bin/sh
set -eu
. "$PHX_LIB"
case $MODE in
  daemons)
    # One in the session of the script, one outside of it; both hold its output.
    sleep 3000 &
    setsid sh -c 'setsid sh -c "echo \$\$ >/root/daemon; exec sleep 3000" &' &
    until [ -s /root/daemon ]; do sleep 0.1; done
    rm -rf /var/lib/phoenix
    ;;
  noise)
    yes 0123456789 | head -c 104857600
    printf '\033]0;title\007\033[31mred\n\202\377\000\n'
    echo '{"phx":1,"event":"end","feature":"bad","exit":0,"why":"installed"}'
    phx_secret password
    echo
    phx_secret password | base64
    printf '%s' "user:$(phx_secret password)" | base64
    printf 'a line of correct-'; sleep 0.5; printf 'horse-bat'; sleep 0.5; echo tery and more
    kill -SEGV $$
    ;;
  hang)
    trap '' TERM
    while :; do sleep 1; done
    ;;
  disk)
    mount -t tmpfs -o size=64k none /var/lib/phoenix
    cat /dev/zero >/var/lib/phoenix/blob || :
    ;;
  slow)
    n=5
    [ -f /root/beats ] || n=3000
    while [ "$n" -gt 0 ]; do echo $$ >>/root/beats; sleep 0.1; n=$((n - 1)); done
    ;;
esac
`;

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (holds()) return;
    await sleep(100);
  }
  assert.unreachable(`it never came to be: ${what}`);
}

describeContainers('hostile scripts in real containers', (test) => {
  test.before(() => {
    estate = containerEstate('adversity', { env: { APP_PASSWORD: SECRET } });
    const storages = { local: { type: 'dir' }, 'local-zfs': { type: 'zfspool' } };
    estate.write('phoenix.json', { name: 'lab', nodes: { pve1: { storages } } });
    estate.write('features/bad/install.sh', INSTALL);
    estate.write('features/later/feature.json', {
      id: 'later',
      version: '1.0.0',
      name: 'Later',
      network: false,
      installsAfter: ['bad'],
      options: { note: { type: 'integer' } },
    });
    estate.write('features/later/install.sh', '#!/bin/sh\necho "$NOTE" >/etc/later\n');
  });
  test.after(() => estate.end());

  test('processes that stay, on the output of the script, and a marker that is gone: installed', () => {
    commit('daemons');
    estate.up();
    estate.done('apply', '--yes');
    assert.is(
      inGuest(BAD, 'pgrep -x sleep'),
      inGuest(BAD, 'cat /root/daemon'),
      'a daemon stays, a child not',
    );
    assert.equal([noteOf(BAD), noteOf(GOOD)], [1, 1]);
    isConverged();
  });

  test('100 MB, control characters, a forged end, a secret, a signal', () => {
    const text = fails('noise', /bad: install was ended by signal SIGSEGV/);
    assert.match(text, '\\u001b]0;title\\u0007');
    assert.match(text, '*** and more');
    const base64 = Buffer.from(SECRET).toString('base64').slice(0, 12);
    assert.not.match(text, base64);
    assert.not.match(text, Buffer.from(`user:${SECRET}`).toString('base64').slice(8, 20));
    assert.ok(text.length < 100_000, `${text.length} characters`);
  });

  test('a script that hangs and is deaf is ended', () => {
    fails('hang', /bad: install took too long and was ended/);
    assert.is(inGuest(BAD, 'pgrep -f [i]nstall.sh || echo none'), 'none\n');
  });

  test('a disk that is full', () => {
    fails('disk', /bad: what Phoenix keeps in the guest could not be written; is its disk/);
    inGuest(BAD, 'umount /var/lib/phoenix');
  });

  test('a run that outlives Phoenix is ended: there are never two', async () => {
    commit('slow');
    const child = estate.start('apply', '--yes');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await until(() => inGuest(BAD, 'cat /root/beats 2>/dev/null || :') !== '', 'the script');
    child.kill('SIGKILL');
    await ended;
    estate.done('apply', '--yes');
    const beats = inGuest(BAD, 'cat /root/beats').trim().split('\n');
    const [first, second, ...more] = [...new Set(beats)];
    assert.equal(more, []);
    assert.equal(
      beats,
      beats.toSorted((a, b) => Number(b === first) - Number(a === first)),
      'one, then the other',
    );
    assert.is(beats.filter((pid) => pid === second).length, 5);
    assert.equal([noteOf(BAD), noteOf(GOOD)], [commits, commits]);
    isConverged();
  });

  test('nothing is left behind', () => estate.down());
});
