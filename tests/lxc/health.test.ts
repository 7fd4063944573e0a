/** Health checks of real containers, against listeners that really listen, by the command line as a user does it. */
import * as assert from 'uvu/assert';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { type ContainerEstate, containerEstate } from '../support/container-estate.ts';
import { DEBIAN, describeContainers } from '../support/containers.ts';

const SUBNET = '10.199.87';

/** Answers for as long as the guest runs; Debian's minimal system has Perl. `/bad` is 503, `/slow` never ends. */
const LISTENER = `
use IO::Socket::INET;
$SIG{CHLD} = "IGNORE";
my $s = IO::Socket::INET->new(LocalAddr => $ARGV[0], LocalPort => $ARGV[1], Listen => 9, ReuseAddr => 1) or die $!;
while (my $c = $s->accept) {
  if (fork) { close $c; next }
  my $q = <$c> // ""; while (defined(my $l = <$c>)) { last if $l =~ /^\\r?$/ }
  sleep 600 if $q =~ m{ /slow };
  my $code = $q =~ m{ /bad } ? "503 Bad" : "200 OK";
  print $c "HTTP/1.1 $code\\r\\nContent-Length: 6\\r\\n\\r\\nready\\n";
  exit;
}
`;

let estate: ContainerEstate;
const apply = () => estate.phoenix('apply', '--yes', ...estate.here);

interface Told {
  readonly is: string;
  readonly text: string;
  readonly ms: number;
}

/** The checks of a guest, as `phoenix status` tells them. */
function health(address: string): { readonly exit: number | null; readonly of: Record<string, Told> } {
  const { exit, text } = estate.phoenix('status', address, '--json', ...estate.here);
  const line = text.split('\n').find((one) => one.startsWith('{')) ?? assert.unreachable(text);
  const found = JSON.parse(String(line)) as { guests: { health: Record<string, Told> }[] };
  return { exit, of: found.guests[0]?.health ?? {} };
}

const inGuest = (vmid: number, ...argv: readonly string[]) =>
  runInLab(estate.lab, ['pct', 'exec', String(vmid), '--keep-env', '0', '--', ...argv]);

function listen(vmid: number, address: string, port: number): void {
  const unit = ['systemd-run', '--quiet', 'perl', '-e', LISTENER, address, String(port)];
  const { exit, stderr } = inGuest(vmid, ...unit);
  assert.is(exit, 0, stderr);
}

function writeGuest(name: string, vmid: number, extra: object): void {
  const net0 = { bridge: 'vmbr0', ip: `${SUBNET}.${vmid - 800}/24`, gw: `${SUBNET}.1` };
  const rootfs = { storage: 'local-zfs', size: '4G' };
  estate.write(`lxc/${name}.json`, { vmid, ostemplate: DEBIAN, memory: '256M', rootfs, net0, ...extra });
  estate.commit(`Write ${name}`);
}

const OPEN = { within: 0, timeout: '3s' };
const UP = { exec: ['systemctl', 'is-active', '--quiet', 'basic.target'], within: '2m', interval: '1s' };

describeContainers('health of real containers', (test) => {
  test.before(() => {
    estate = containerEstate('health');
    estate.write('phoenix.json', { name: 'lab', nodes: { pve1: {} } });
    writeGuest('web', 901, { unprivileged: false, health: { up: UP } });
    writeGuest('client', 902, { health: { up: UP } });
    estate.up();
  });
  test.after(() => estate.end());

  test('an apply waits until the guests are well', () => {
    const { exit, text } = apply();
    assert.is(exit, 0, text);
    const { exit: well, of } = health('lxc/web');
    assert.is(well, 0);
    assert.equal([of['up']?.is, of['up']?.text], ['healthy', 'exit 0']);
    assert.match(apply().text, /nothing to do/);
  });

  test('tcp, http and commands say what is really there', () => {
    listen(901, '127.0.0.1', 8080);
    listen(901, '0.0.0.0', 80);
    const checks = {
      inside: { http: ':8080/', ...OPEN },
      body: { http: ':80/', body: 'ready', ...OPEN },
      otherBody: { http: ':80/', body: 'steady', ...OPEN },
      bad: { http: ':80/bad', ...OPEN },
      badIsFine: { http: ':80/bad', status: [200, 503], ...OPEN },
      slow: { http: ':80/slow', within: 0, timeout: '2s' },
      port: { tcp: ':80', ...OPEN },
      closed: { tcp: ':81', ...OPEN },
      fails: { exec: ['sh', '-c', 'echo not today; exit 3'], ...OPEN },
      hangs: { exec: ['sleep', '27182'], within: 0, timeout: '2s' },
      words: { exec: ['test', '$(id) ;', '=', '$(id) ;'], ...OPEN },
      node: { http: ':80/', from: 'node', ...OPEN },
      nodeInside: { tcp: ':8080', from: 'node', ...OPEN },
      client: { tcp: ':80', from: 'lxc/client', ...OPEN },
      clientAsks: { exec: ['hostname'], from: 'lxc/client', ...OPEN },
    };
    writeGuest('web', 901, { unprivileged: false, health: checks });
    const { exit, of } = health('lxc/web');
    assert.is(exit, 1);
    const said = Object.fromEntries(
      Object.entries(of).map(([name, { is, text }]) => [name, `${is}: ${text}`]),
    );
    const refused = (where: string) => `unhealthy: ${where}: Connection refused`;
    assert.equal(said, {
      inside: 'healthy: status 200',
      body: 'healthy: status 200',
      otherBody: 'unhealthy: status 200, but the body does not hold "steady": ready',
      bad: 'unhealthy: status 503 instead of 2xx',
      badIsFine: 'healthy: status 503',
      slow: 'unhealthy: 127.0.0.1:80: no answer within 2 s',
      port: 'healthy: open',
      closed: refused('127.0.0.1:81'),
      fails: 'unhealthy: exit 3: not today',
      hangs: 'unhealthy: no answer within 2 s',
      words: 'healthy: exit 0',
      node: 'healthy: status 200',
      nodeInside: refused(`${SUBNET}.101:8080`),
      client: 'healthy: open',
      clientAsks: 'healthy: exit 0: client',
    });
    assert.is(inGuest(901, 'pgrep', '-f', '^sleep 27182').exit, 1, 'the command that hung is gone');
  });

  test('a guest that does not become well fails with the last answer, in bounded time', () => {
    const health = { web: { http: ':80/bad', within: '3s', interval: '1s' } };
    writeGuest('web', 901, { unprivileged: false, memory: '320M', health });
    const { exit, text } = apply();
    assert.is(exit, 1, text);
    assert.match(
      text,
      /check health web: .*: not healthy: status 503 instead of 2xx \(\d tries in [234][.\d]* s\)/,
    );
  });

  test('one that is stopped is unwell, and is told apart from one that answers wrongly', () => {
    assert.is(runInLab(estate.lab, ['pct', 'stop', '902']).exit, 0);
    const { exit, text } = estate.phoenix('status', ...estate.here);
    assert.is(exit, 1);
    assert.match(text, /✗ +lxc\/client +902 +stopped +pve1[^\n]*\n +it shall run/);
  });

  test('the lab leaves nothing', () => estate.down());
});
