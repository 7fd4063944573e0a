/**
 * Secrets in real containers where no feature of the estate asks for them: variables of a guest that its services find,
 * headers of a health check that a server demands, user data of cloud-init. By the command line, as a user does it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { type ContainerEstate, containerEstate } from '../support/container-estate.ts';
import { DEBIAN, describeContainers } from '../support/containers.ts';

const SUBNET = '10.199.92';
const FIRST = `first "tok\\en" $(id) %0A \`x\` 'q' %h`;
const SECOND = 'second-token-of-the-server';

/** Answers whoever knows the token that the service finds in its environment. */
const SERVER = `#!/usr/bin/perl
use strict; use IO::Socket::INET;
my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => 8080, Listen => 9, ReuseAddr => 1) or die $!;
while (my $c = $s->accept) {
  my ($got, $host) = ("", "");
  while (defined(my $l = <$c>)) {
    last if $l =~ /^\\r?$/;
    $got = $1 if $l =~ /^authorization: Bearer (.*?)\\r?$/i;
    $host = $1 if $l =~ /^host: (\\S+)/i;
  }
  my $is = $got ne "" && $got eq ($ENV{API_TOKEN} // "");
  my $text = $is ? "ready for $host" : "who is $got?";
  print $c "HTTP/1.1 ", $is ? "200 OK" : "401 No", "\\r\\nContent-Length: ", length $text, "\\r\\n\\r\\n$text";
  close $c;
}
`;
const INSTALL = `#!/bin/sh
set -eu
. "$PHX_LIB"
phx_write /usr/local/bin/server 755 <server.pl
phx_unit server <<END
[Service]
ExecStart=/usr/local/bin/server
User=nobody
[Install]
WantedBy=multi-user.target
END
`;

let estate: ContainerEstate;
let folder = '';
const set = (name: string, value: string) => writeFileSync(join(folder, name), value, { mode: 0o600 });

function write(name: string, vmid: number, more: object): void {
  const net0 = { bridge: 'vmbr0', ip: `${SUBNET}.${vmid - 900}/24`, gw: `${SUBNET}.1` };
  const rootfs = { storage: 'local-zfs', size: '4G' };
  const machine = { vmid, ostemplate: DEBIAN, memory: '512M', rootfs, net0, nesting: true };
  estate.write(`lxc/${name}.json`, { ...machine, ...more });
}

const API = {
  env: { MODE: 'prod', API_TOKEN: '${secret:file:token}' },
  // As Proxmox writes "env" into the file of LXC (PVE 9.1).
  raw: { 'lxc.environment': 'LINE=plain' },
  features: { server: {} },
  health: {
    api: {
      http: ':8080/',
      headers: { Authorization: 'Bearer ${secret:file:token}', Host: 'api.lan' },
      body: 'ready for api.lan',
      within: '1m',
      interval: '1s',
    },
  },
};

const conf = (vmid: number) => runInLab(estate.lab, ['pct', 'config', String(vmid)]).stdout;
const inGuest = (script: string) => estate.inGuest(921, script);
const variablesOf = (process: string) => inGuest(`tr "\\0" "\\n" </proc/${process}/environ`);
const ofServer = () => variablesOf('$(systemctl show -p MainPID --value server)');

/** What was started on the node was given a value on its stdin alone; and there it was, so that this would see it. */
function onStdinAlone(value: string): void {
  const processes = estate.processes();
  const forms = [value, ...['hex', 'base64'].map((one) => Buffer.from(value).toString(one as 'hex'))];
  const isIn = (text: string) => forms.some((form) => text.includes(form));
  for (const { argv, env } of processes) {
    assert.not.ok(isIn(argv.join(' ')), argv.join(' '));
    assert.not.ok(isIn(JSON.stringify(Object.values(env))), argv.join(' '));
  }
  assert.ok(processes.some(({ stdin }) => isIn(stdin.toString('latin1'))));
}

describeContainers('secrets in guests', (test) => {
  test.before(() => {
    folder = mkdtempSync(join(tmpdir(), 'phoenix-secrets-'));
    set('token', FIRST);
    estate = containerEstate('secrets-in-guests', { env: { PHOENIX_SECRETS_DIR: folder } });
    const storages = { local: { type: 'dir' }, 'local-zfs': { type: 'zfspool' } };
    estate.write('phoenix.json', {
      name: 'lab',
      nodes: { pve1: { pve: '9.2', storages } },
      policies: { secrets: 'follow' },
    });
    estate.write('features/server/feature.json', { id: 'server', version: '1.0.0', name: 'Server' });
    estate.write('features/server/install.sh', INSTALL);
    estate.write('features/server/server.pl', SERVER);
    write('api', 921, API);
    estate.pin();
    estate.commit('A server');
    estate.up();
    estate.processes();
  });
  test.after(() => {
    estate.end();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a service finds the variable, and a check knows the token that it demands', () => {
    const text = estate.done('apply', '--yes');
    assert.not.ok(text.includes(FIRST));
    onStdinAlone(FIRST);
    assert.match(ofServer(), FIRST);
    // What LXC gives to init, systemd gives to no service.
    assert.match(variablesOf('1'), 'LINE=plain');
    assert.not.match(ofServer(), 'LINE');
    assert.match(conf(921), /MODE=prod/);
    assert.not.match(conf(921), /API_TOKEN/);
    assert.match(inGuest('stat -c %a:%U /etc/phoenix/environment'), '600:root');
    assert.match(estate.done('plan', '--live'), 'nothing to do');
  });

  test('whoever may not read secrets does not ask', () => {
    const { exit, text } = estate.phoenix('status', ...estate.here);
    assert.is(exit, 0, text);
    assert.match(text, /api.*not checked: its headers need secrets/);
    assert.match(estate.done('plan', '--check'), 'nothing to do');
  });

  test('an answer that repeats the token is shown without it', () => {
    inGuest("printf '[Service]\\nEnvironmentFile=\\nEnvironment=API_TOKEN=other\\n' >/run/other.conf");
    inGuest(
      'mkdir -p /run/systemd/system/server.service.d && mv /run/other.conf /run/systemd/system/server.service.d/99.conf',
    );
    inGuest('systemctl daemon-reload && systemctl restart server');
    const api = { ...API.health.api, status: [200, 401], within: 0 };
    write('api', 921, { ...API, health: { api } });
    estate.commit('Ask once');
    const { exit, text } = estate.phoenix('apply', '--yes', ...estate.here);
    assert.is(exit, 1, text);
    assert.match(text, /status 401, but the body does not hold "ready for api\.lan": who is \*\*\*\?/);
    inGuest(
      'rm /run/systemd/system/server.service.d/99.conf && systemctl daemon-reload && systemctl restart server',
    );
    estate.done('apply', '--yes');
  });

  test('another value restarts the guest when somebody names it, and everybody has it', () => {
    set('token', SECOND);
    const boot = inGuest('stat -c %Z /proc/1');
    assert.match(estate.phoenix('apply', '--yes', ...estate.here).text, 'when somebody names the guest');
    assert.is(inGuest('stat -c %Z /proc/1'), boot);
    estate.processes();
    const text = estate.done('apply', 'lxc/api', '--yes');
    assert.ok(/environment wants the guest restarted/.test(text), text);
    onStdinAlone(SECOND);
    assert.is.not(inGuest('stat -c %Z /proc/1'), boot);
    assert.match(ofServer(), SECOND);
    assert.match(estate.done('plan', '--live'), 'nothing to do');
  });

  test('without the variable nothing of it is left', () => {
    write('api', 921, { features: API.features });
    estate.pin();
    estate.commit('No secrets');
    estate.done('apply', '--yes');
    inGuest('! ls -d /etc/phoenix /etc/systemd/system/service.d/*');
    assert.is(inGuest(`grep -rl '${SECOND}' /etc /var /run || :`), '');
  });

  test('user data that fails is told without what stands in it; mended, it runs once', () => {
    set('data', '#!/bin/sh\necho canary-of-the-data\nexit 3\n');
    write('seeded', 922, { features: { 'cloud-init': { userData: '${secret:file:data}' } } });
    estate.pin();
    estate.commit('A seed');
    const { exit, text } = estate.phoenix('apply', '--yes', ...estate.here);
    assert.is(exit, 1, text);
    assert.match(text, /the user data failed/);
    assert.ok(/in: scripts.user/.test(text), text);
    assert.not.match(text, 'canary-of-the-data');
    set(
      'data',
      '#cloud-config\nwrite_files:\n  - { path: /root/token, content: canary-of-the-data, permissionz: "0600" }\n',
    );
    const again = estate.phoenix('apply', '--yes', ...estate.here);
    assert.is(again.exit, 1, again.text);
    assert.match(again.text, /not what cloud-init takes.*\n.*at: write_files/);
    assert.not.match(again.text, 'canary-of-the-data');
    set('data', '#cloud-config\nruncmd: ["echo canary-of-the-data >>/root/token"]\n');
    estate.done('apply', '--yes');
    assert.is(estate.inGuest(922, 'cat /root/token'), 'canary-of-the-data\n');
    assert.is(runInLab(estate.lab, ['pct', 'reboot', '922']).exit, 0);
    estate.inGuest(
      922,
      'systemctl is-system-running --wait || :; cloud-init status --wait; ip route | grep -q default',
    );
    assert.is(estate.inGuest(922, 'cat /root/token'), 'canary-of-the-data\n');
    assert.is(estate.inGuest(922, 'hostname'), 'seeded\n');
    assert.match(estate.done('plan', '--check'), 'nothing to do');
  });

  test('the lab leaves nothing', () => estate.down());
});
