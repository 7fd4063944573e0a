/** An estate that `phoenix init` wrote, applied to a lab of real containers by the command line, as a user does it. */
import { dirname } from 'node:path';
import * as assert from 'uvu/assert';
import { type ContainerEstate, containerEstate } from '../support/container-estate.ts';
import { DEBIAN, describeContainers } from '../support/containers.ts';

const SUBNET = '10.199.81';

let estate: ContainerEstate;
const apply = () => estate.done('apply', '--yes');
const inGuest = (vmid: number, script: string) => estate.inGuest(vmid, script);

function writeGuest(name: string, vmid: number, extra: object): void {
  const net0 = { bridge: 'vmbr0', ip: `${SUBNET}.${vmid - 800}/24`, gw: `${SUBNET}.1` };
  const rootfs = { storage: 'local-zfs', size: '4G' };
  estate.write(`lxc/${name}.json`, { vmid, ostemplate: DEBIAN, memory: '256M', rootfs, net0, ...extra });
}

describeContainers('an estate in real containers', (test) => {
  test.before(() => {
    estate = containerEstate('apply');
    const { exit, text } = estate.phoenix('init', dirname(estate.configs), '--name', 'lab', '--node', 'pve1');
    assert.is(exit, 0, text);
    estate.write('lxc', null);
  });
  test.after(() => estate.end());

  test('lab up makes the lab that the estate expects', () => {
    writeGuest('front', 901, { cores: 1 });
    writeGuest('back', 902, { unprivileged: false });
    estate.commit('Add two guests');
    assert.match(estate.up(), 'guests are real containers');
  });

  test('apply builds and starts them, and finds nothing to do then', () => {
    assert.match(apply(), /Applied 2 of 2/);
    assert.is(inGuest(901, 'hostname'), 'front\n');
    assert.is(inGuest(902, 'hostname'), 'back\n');
    assert.match(inGuest(901, `ping -c1 -W5 ${SUBNET}.102`), /1 received/);
    assert.match(apply(), /nothing to do/);
  });

  test('a change of memory reaches the running guest, one of features restarts it', () => {
    writeGuest('front', 901, { cores: 1, memory: '320M', nesting: true });
    estate.commit('Change the front');
    const boot = inGuest(901, 'cat /proc/sys/kernel/random/boot_id; stat -c %Z /proc/1');
    apply();
    assert.match(inGuest(901, 'cat /proc/mounts'), 'dev/.lxc/proc');
    assert.is.not(inGuest(901, 'cat /proc/sys/kernel/random/boot_id; stat -c %Z /proc/1'), boot);
    assert.match(apply(), /nothing to do/);
  });

  test('lab status tells of it, and lab down leaves nothing', () => {
    const { text } = estate.phoenix('lab', 'status', estate.lab);
    assert.match(text, /guest 901 {2}running/);
    assert.match(text, `bridge vmbr0  ${SUBNET}.1/24`);
    estate.down();
  });
});
