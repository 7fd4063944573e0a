/**
 * A password that a server and its client share, in real containers: the client logs in while it is installed, so that it
 * fails where it comes before its server. Also when the password changes outside git, and an apply follows.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type ContainerEstate, containerEstate } from '../support/container-estate.ts';
import { DEBIAN, describeContainers } from '../support/containers.ts';

const SUBNET = '10.199.93';
const PASSWORD = '${secret:file:redis}';
const CALLER = `#!/bin/sh
set -eu
. "$PHX_LIB"
phx_apt_install redis-tools
REDISCLI_AUTH=$(phx_secret password)
export REDISCLI_AUTH
redis-cli -h "$HOST" PING | grep -q PONG
`;

let estate: ContainerEstate;
let folder = '';
const set = (password: string) => writeFileSync(join(folder, 'redis'), password, { mode: 0o600 });
const guest = (vmid: number, features: object) => ({
  vmid,
  ostemplate: DEBIAN,
  memory: '512M',
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'vmbr0', ip: `${SUBNET}.${vmid - 900}/24`, gw: `${SUBNET}.1` },
  nesting: true,
  features,
});
const ping = (password: string) =>
  estate.inGuest(912, `REDISCLI_AUTH='${password}' redis-cli -h ${SUBNET}.12 PING 2>&1 || :`);
/** VMIDs of guests that were entered since this or the last time. */
const entered = (): string[] =>
  estate.started().flatMap(([, verb, vmid]) => (verb === 'exec' ? [String(vmid)] : []));

describeContainers('a password that guests share', (test) => {
  test.before(() => {
    folder = mkdtempSync(join(tmpdir(), 'phoenix-secrets-'));
    set('the "first" $(password)');
    estate = containerEstate('secrets-shared', { env: { PHOENIX_SECRETS_DIR: folder } });
    const storages = { local: { type: 'dir' }, 'local-zfs': { type: 'zfspool' } };
    estate.write('phoenix.json', {
      name: 'lab',
      nodes: { pve1: { storages } },
      policies: { secrets: 'follow' },
    });
    estate.write('features/caller/feature.json', {
      id: 'caller',
      version: '1.0.0',
      name: 'Caller',
      options: { host: { type: 'string' }, password: { type: 'string', secret: true } },
    });
    estate.write('features/caller/install.sh', CALLER);
    estate.write('lxc/caller.json', guest(911, { caller: { host: `${SUBNET}.12`, password: PASSWORD } }));
    estate.write('lxc/store.json', guest(912, { redis: { listen: ['0.0.0.0'], password: PASSWORD } }));
    estate.pin();
    estate.commit('A server and its client');
  });
  test.after(() => {
    estate.end();
    rmSync(folder, { recursive: true, force: true });
  });

  test('both are made in one apply, the server first', () => {
    estate.up();
    estate.started();
    assert.match(estate.done('apply', '--yes'), /Order: lxc\/store → lxc\/caller/);
    assert.equal(entered(), ['912', '911']);
  });

  test('a changed password reaches the server, then the client; then nothing is left', () => {
    set('the second password');
    estate.started();
    const text = estate.done('apply', '--yes');
    assert.match(text, /secret file:redis has changed/);
    assert.not.match(text, /the second password/);
    assert.equal(entered().slice(2), ['912', '911']);
    assert.match(ping('the second password'), /PONG/);
    assert.match(ping('the "first" $(password)'), /WRONGPASS|NOAUTH/);
    assert.match(estate.done('apply', '--yes'), /nothing to do/);
    assert.equal(entered().sort(), ['911', '912']);
  });

  test('nothing is left behind', () => estate.down());
});
