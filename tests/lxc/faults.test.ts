/**
 * Faults of an apply to real containers, at a sample of points: what is left is finished by the next apply, and the
 * container really runs with its software. All points stand in tests/faults, where the containers are simulated.
 */
import * as assert from 'uvu/assert';
import { openLab } from '../../src/simulator/edge/lab.ts';
import { type Fault, readFaults, setFaults } from '../../src/simulator/faults.ts';
import { type ContainerEstate, containerEstate } from '../support/container-estate.ts';
import { DEBIAN, describeContainers } from '../support/containers.ts';

const SUBNET = '10.199.86';

const POINTS: readonly (readonly [what: string, fault: Fault])[] = [
  [
    'pct create is killed in the middle',
    { command: 'pct create', at: 'create:unpacked', do: { kind: 'kill' } },
  ],
  [
    'Phoenix dies, and pct create goes on',
    { command: 'pct create', at: 'create:allocated', do: { kind: 'kill-caller' } },
  ],
  [
    'pct start succeeds and does nothing',
    { command: 'pct start', at: 'begin', do: { kind: 'fail', message: '', exit: 0 } },
  ],
  [
    'pct start fails when the container runs',
    { command: 'pct start', at: 'end', do: { kind: 'silence', exit: 255 } },
  ],
  [
    'Phoenix dies while the container starts',
    { command: 'pct start', at: 'start:running', do: { kind: 'kill-caller' } },
  ],
  ['Phoenix dies when its features begin', { command: 'pct exec', at: 'begin', do: { kind: 'kill-caller' } }],
  ['the features are killed', { command: 'pct exec', at: 'begin', do: { kind: 'kill' } }],
];

const FIRST = 911;

describeContainers('faults in real containers', (test) => {
  let estate: ContainerEstate;
  const write = (vmid: number) =>
    estate.write(`lxc/g${vmid}.json`, {
      vmid,
      ostemplate: DEBIAN,
      memory: '256M',
      rootfs: { storage: 'local-zfs', size: '2G' },
      net0: { bridge: 'vmbr0', ip: `${SUBNET}.${vmid - 800}/24`, gw: `${SUBNET}.1` },
      features: { note: {} },
    });
  test.before(() => {
    estate = containerEstate('faults');
    const storages = { local: { type: 'dir' }, 'local-zfs': { type: 'zfspool' } };
    estate.write('phoenix.json', { name: 'lab', nodes: { pve1: { storages } } });
    estate.write('features/note/feature.json', {
      id: 'note',
      version: '1.0.0',
      name: 'Note',
      network: false,
    });
    // What is installed twice is seen: a run that died before has to be ended, and not joined.
    estate.write(
      'features/note/install.sh',
      '#!/bin/sh\nset -eu\necho begun >>/root/note\nsleep 1\necho ended >>/root/note\n',
    );
    // The lab has the archives that an estate names when it is made.
    write(FIRST - 1);
    estate.commit('One guest');
    estate.up();
  });
  test.after(() => estate.end());

  for (const [index, [what, fault]] of POINTS.entries()) {
    test(what, () => {
      const vmid = FIRST + index;
      write(vmid);
      estate.commit(what);
      const { host } = openLab(estate.lab);
      setFaults(host, [fault]);
      const apply = () => estate.phoenix('apply', '--yes', ...estate.here);
      const first = apply();
      assert.equal(readFaults(host), [], `it never came to this: ${first.text}`);
      let next = apply();
      // A command that goes on alone is left alone: "912 is being made now".
      for (const end = Date.now() + 60_000; next.exit !== 0 && Date.now() < end;) next = apply();
      assert.is(next.exit, 0, next.text);
      assert.match(estate.done('plan', '--live'), 'nothing to do');
      assert.match(estate.inGuest(vmid, 'cat /root/note'), /ended\n$/);
      assert.is(estate.inGuest(vmid, 'pgrep -f [i]nstall.sh || echo none'), 'none\n');
    });
  }

  test('nothing is left behind', () => estate.down());
});
