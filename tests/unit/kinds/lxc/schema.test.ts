/** What a file may say, and the words in which it is refused. */
import * as assert from 'uvu/assert';
import { LXC_KEYS, lxcSchema } from '../../../../src/kinds/lxc/schema.ts';
import { REFUSED } from '../../../../src/kinds/lxc/refused.ts';
import { describe } from '../../../support/describe.ts';

/** The first complaint about a file with these keys; null when there is none. */
function complaint(keys: object): string | null {
  const parsed = lxcSchema.safeParse({ vmid: 950, ...keys });
  if (parsed.success) return null;
  const flat = (issues: readonly unknown[]): string[] =>
    issues.flatMap((issue) => {
      const {
        message,
        errors,
        issues: inner,
      } = issue as {
        message: string;
        errors?: readonly (readonly unknown[])[];
        issues?: readonly unknown[];
      };
      return [message, ...(errors ?? []).flatMap(flat), ...flat(inner ?? [])];
    });
  return flat(parsed.error.issues).join(' | ');
}

describe('schema', (test) => {
  const refused: readonly [object, RegExp][] = [
    [{ vmid: 99 }, /100/],
    [{ vmid: 950.5 }, /int/],
    [{ vmid: '950' }, /number/],
    [{ cores: '2' }, /number/],
    [{ cores: 0 }, />=1/],
    [{ memory: '8M' }, /at least 16 MiB/],
    [{ memory: '17.5M' }, /whole MiB/],
    [{ memory: 'much' }, /must be a size such as "2G"/],
    [{ swap: -1 }, />=0|size/],
    [{ rootfs: { size: '0G' } }, /at least 4 MiB/],
    [{ rootfs: { size: '4.001G' } }, /multiple of 4 MiB/],
    [{ cpulimit: 1e-7 }, /plain decimal/],
    [{ cpuunits: 20_000 }, /<=10000/],
    [{ hostname: 'a_b' }, /DNS name/],
    [{ hostname: '-a' }, /DNS name/],
    [{ tags: ['a:b'] }, /letters, digits/],
    [{ tags: ['a b'] }, /letters, digits/],
    [{ description: 'a\u0000b' }, /control characters/],
    [{ description: 'x'.repeat(6145) }, /6144/],
    [{ nameserver: 'dns.example.org' }, /addresses/],
    [{ searchdomain: 'a_b' }, /DNS names/],
    [{ timezone: 'Mars/X' }, /Europe\/Vienna/],
    [{ timezone: 'Asia/Calcutta' }, /Europe\/Vienna/],
    [{ startup: {} }, /order, up or down/],
    [{ startup: { order: -1 } }, />=0/],
    [{ hookscript: 'local:iso/a.sh' }, /snippet/],
    [{ net0: { hwaddr: '01:00:00:00:00:01' } }, /unicast MAC/],
    [{ net0: { ip: '10.0.0.5' } }, /prefix length/],
    [{ net0: { ip: '10.0.0.256/24' } }, /prefix length/],
    [{ net0: { ip: '10.0.0.5/33' } }, /prefix length/],
    [{ net0: { ip6: 'fd00::5' } }, /prefix length/],
    [{ net0: { gw: 'fd00::1' } }, /IPv4/],
    [{ net0: { name: 'a'.repeat(16) } }, /match/],
    [{ net0: { tag: 4095 } }, /<=4094/],
    [{ net0: { trunks: '1,2' } }, /separated by ";"/],
    [{ net0: { type: 'veth' } }, /Unrecognized key: "type"/],
    [{ net32: {} }, /Unrecognized key: "net32"/],
    [{ mounts: { '/a,b': 'bind:x' } }, /absolute path without comma/],
    [{ mounts: { data: 'bind:x' } }, /absolute path/],
    [{ mounts: { '/': 'bind:x' } }, /absolute path/],
    [{ mounts: { '/a/../b': 'bind:x' } }, /absolute path/],
    [{ mounts: { '/a/': 'bind:x' } }, /absolute path/],
    [{ mounts: { '/a': '/srv' } }, /bind:NAME/],
    [{ mounts: { '/a': { volume: 'x' } } }, /Unrecognized key: "volume"/],
    [{ mounts: { '/a': { storage: 's1', size: 4, idmap: 'x' } } }, /passthrough/],
    [{ mounts: { '/a': { storage: 's1', size: 4, mountoptions: 'suid' } } }, /discard, lazytime/],
    [{ devices: { '/etc/x': {} } }, /below \/dev/],
    [{ devices: { '/dev/a=b': {} } }, /below \/dev/],
    [{ devices: { '/dev/null': { mode: '666' } } }, /octal/],
    [{ clone: { from: 'lxc/x', snapshot: 'current' } }, /name of a snapshot/],
    [{ ostemplate: 'debian' }, /must be a volume/],
    [{ snapshots: { current: {} } }, /letter, then letters/],
    [{ snapshots: { vzdump: {} } }, /letter, then letters/],
    [{ snapshots: { x: {} } }, /2 to 40/],
    [{ env: { 'A-B': 'x' } }, /letters, digits and "_"/],
    [{ env: { A: 'a\nb' } }, /one line/],
    [{ env: { A: 'a ' } }, /end with a blank/],
    [{ entrypoint: ' a' }, /start with a blank/],
    [{ raw: { 'lxc.nope': 'x' } }, /drops lines/],
    [{ raw: { 'lxc.id_map': 'x' } }, /lxc\.idmap/],
    [{ raw: { 'lxc.environment.runtime': 'A=b' } }, /under "env"/],
    [{ raw: { 'lxc.cgroup.memory.limit_in_bytes': '1' } }, /cgroup2/],
    [{ raw: { 'lxc.rootfs.path': '/x' } }, /rootfs/],
    [{ raw: { 'lxc.cap.drop': 'a\nlxc.hook.start: /x' } }, /one line/],
    [{ 'ssh-public-keys': ['-----BEGIN OPENSSH PRIVATE KEY-----'] }, /OpenSSH public key/],
    [{ pool: 'a b' }, /pool/],
    [{ dependsOn: ['web'] }, /address such as "lxc\/base"/],
    [{ unknown: 1 }, /Unrecognized key: "unknown"/],
  ];
  for (const [keys, message] of refused) {
    test(`refuses ${JSON.stringify(keys).slice(0, 60)}`, () => {
      assert.match(complaint(keys) ?? 'taken', message);
    });
  }

  const taken: readonly object[] = [
    { memory: 512, swap: 0 },
    { memory: '1.5G', rootfs: { storage: 's1', size: '0.5T' } },
    { mounts: { '/with blank': 'bind:x', '/a=b': { storage: 's1', size: 8, mountoptions: ['noatime'] } } },
    { clone: { from: 900, full: true, storage: 's1' } },
    { net31: { ip: '10.0.0.5/8', ip6: 'auto', trunks: [1, 2], rate: 2.5 } },
    { nameserver: '1.1.1.1, fe80::1%eth0' },
    { raw: { 'lxc.cgroup2.devices.allow': ['c 1:3 rwm', ''], 'lxc.net.0.type': 'veth' } },
    { timezone: 'host', tags: ['A_b+c.d-e'], description: 'two\n\tlines ü 😀' },
    { arch: 'riscv64', ostype: 'nixos', cmode: 'console' },
    { 'ssh-public-keys': ['ssh-ed25519 AAAA', 'sk-ssh-ed25519@openssh.com AAAA me@x'] },
  ];
  for (const keys of taken) {
    test(`takes ${JSON.stringify(keys).slice(0, 60)}`, () => {
      assert.is(complaint(keys), null);
    });
  }

  for (const [key, message] of Object.entries(REFUSED)) {
    test(`${key} says what to do`, () => {
      assert.ok((complaint({ [key]: {} }) ?? '').includes(message));
      assert.ok((complaint({ [key]: null }) ?? '').includes(message));
      assert.not(LXC_KEYS.includes(key));
    });
  }

  test('nesting under features is told where it goes', () => {
    assert.match(complaint({ features: { nesting: true } }) ?? '', /top of the file: "nesting": true/);
  });
});
