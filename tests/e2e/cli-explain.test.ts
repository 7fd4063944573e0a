/**
 * `phoenix explain` and `phoenix diff` from outside: the chain of files behind a value, what is said of fields that nobody
 * sets, why something changes, and how environments differ.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type CommandLine, withCommandLine } from '../support/command-line.ts';
import { describe } from '../support/describe.ts';
import { isForPeople } from '../support/for-people.ts';

const ESTATE = {
  'phoenix.json':
    '{ "name": "lab", "nodes": { "pve1": {} }, "binds": { "models": { "path": "/srv/models" } } }\n',
  'base/lxc.json':
    '{\n  "memory": "1G",\n  "swap": 256,\n  "onboot": true,\n  "net0": { "bridge": "vmbr0", "ip": "dhcp", "firewall": true }\n}\n',
  'profiles/big.json': '{\n  "memory": "8G",\n  "tags": ["big", "paid"],\n  "dependsOn": ["lxc/db"]\n}\n',
  'lxc/web.json': `{
  "vmid": 101,
  "extends": ["big"],
  "ostemplate": "local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst",
  "rootfs": { "storage": "local-zfs", "size": "4G" },
  "memory": "4G",
  "swap": null,
  "tags": ["!paid", "web"],
  "net0": { "ip": "10.0.0.5/24", "firewall": null },
  "mounts": { "/data": { "storage": "local-zfs", "size": "8G" }, "/models": "bind:models" },
  "raw": { "lxc.apparmor.profile": "unconfined" }
}
`,
  'lxc/db.json':
    '{ "vmid": 102, "ostemplate": "local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst", "rootfs": { "storage": "local-zfs", "size": "4G" } }\n',
  'environments/prod/lxc/web.json': '{ "memory": "16G", "tags": ["prod"] }\n',
};

/** Exactly what is printed. */
const SAID: readonly (readonly [args: readonly string[], lines: readonly string[]])[] = [
  [
    ['memory'],
    [
      'lxc/web memory = "4G"',
      '  configs/base/lxc.json:2:13      sets "1G"',
      '  configs/profiles/big.json:2:13  overrides "8G"',
      '  configs/lxc/web.json:6:13       overrides "4G"',
      '  Proxmox: "4096"',
    ],
  ],
  [
    ['memory', '--env', 'prod'],
    [
      'lxc/web memory = "16G"',
      '  configs/base/lxc.json:2:13                      sets "1G"',
      '  configs/profiles/big.json:2:13                  overrides "8G"',
      '  configs/lxc/web.json:6:13                       overrides "4G"',
      '  configs/environments/prod/lxc/web.json:1:13     overrides "16G"',
      '  Proxmox: "16384"',
    ],
  ],
  [
    ['tags'],
    [
      'lxc/web tags = ["big","web"]',
      '  configs/profiles/big.json:3:11  sets ["big","paid"]',
      '  configs/lxc/web.json:8:11       adds ["!paid","web"]',
      '  Proxmox: "big;web"',
    ],
  ],
  [['dependsOn'], ['lxc/web dependsOn = ["lxc/db"]', '  configs/profiles/big.json:4:16  sets ["lxc/db"]']],
  [
    ['net0.firewall'],
    [
      'lxc/web net0.firewall = (not set)',
      '  configs/base/lxc.json:5:58  sets true',
      '  configs/lxc/web.json:9:46   removes',
      `  Proxmox's default: "0"`,
      "  what it is: Proxmox's firewall filters this card.",
    ],
  ],
  [
    ['swap'],
    [
      'lxc/web swap = (not set)',
      '  configs/base/lxc.json:3:11  sets 256',
      '  configs/lxc/web.json:7:11   removes',
      `  Proxmox's default: "512"`,
      '  what it is: "512M", or a number of MiB.',
    ],
  ],
  [['hostname'], ['lxc/web hostname = (not set)', '  no file sets it', '  Proxmox: "web"']],
  [['tty'], ['lxc/web tty = (not set)', '  no file sets it', `  Proxmox's default: "2"`]],
  [
    ['startup.down'],
    [
      'lxc/web startup.down = (not set)',
      '  no file sets it',
      '  what it is: Seconds to wait for its shutdown.',
    ],
  ],
  [
    ['mounts./data.backup'],
    [
      'lxc/web mounts["/data"].backup = (not set)',
      '  no file sets it',
      `  Proxmox's default: "0"`,
      '  what it is: Part of backups; false unless said otherwise.',
    ],
  ],
  [
    ['/mounts/~1models/bind'],
    [
      'lxc/web mounts["/models"].bind = (not set)',
      '  configs/lxc/web.json:10:77  sets "bind:models"',
      '  Proxmox: "/srv/models"',
    ],
  ],
  [
    ['raw.lxc.apparmor.profile'],
    ['lxc/web raw["lxc.apparmor.profile"] = "unconfined"', '  configs/lxc/web.json:11:36  sets "unconfined"'],
  ],
  [['raw.lxc.cap.drop'], ['lxc/web raw["lxc.cap.drop"] = (not set)', '  no file sets it']],
];

const REFUSED: readonly (readonly [args: readonly string[], said: RegExp, fix: RegExp])[] = [
  [['lxc/web', 'memroy'], /lxc\/web has no field "memroy"/, /Did you mean "memory"\?/],
  [['lxc/web', 'net0.ipp'], /no field "net0\.ipp"/, /Did you mean "net0\.ip"\?/],
  [['lxc/web', 'mounts./dta.size'], /no field/, /Did you mean "mounts\[\\"\/data\\"\]\.size"\?/],
  [['lxc/web', 'mounts./data.sizee'], /no field/, /Did you mean "mounts\[\\"\/data\\"\]\.size"\?/],
  [['lxc/web', 'memory.foo'], /no field "memory\.foo"/, /nothing inside memory/],
  [['lxc/web', 'nonsense'], /no field "nonsense"/, /Known here: "adopt", "arch"/],
  [['lxc/wbe', 'memory'], /there is no "lxc\/wbe" in configs/, /Did you mean "lxc\/web"\?/],
  [['web', 'memory'], /there is no "web" in configs/, /Did you mean "lxc\/web"\?/],
];

const inEstate = (use: (line: CommandLine) => Promise<void>) => withCommandLine(ESTATE, use);

describe('explain', (test) => {
  test('shows who sets a field and what holds', () =>
    inEstate(async ({ phoenix }) => {
      for (const [args, lines] of SAID) {
        const { exit, stdout, stderr } = await phoenix('explain', 'lxc/web', ...args);
        assert.equal([exit, stderr], [0, ''], args.join(' '));
        assert.equal(
          stdout
            .trimEnd()
            .split('\n')
            .map((line) => line.replaceAll(/(?<=\S) {2,}/g, '  ')),
          lines.map((line) => line.replaceAll(/(?<=\S) {2,}/g, '  ')),
        );
      }
    }));

  test('shows every field that a file sets', () =>
    inEstate(async ({ phoenix }) => {
      const { exit, stdout } = await phoenix('explain', 'lxc/web', '--json');
      assert.is(exit, 0);
      const { v, fields } = JSON.parse(stdout) as { v: number; fields: readonly { field: string }[] };
      assert.is(v, 1);
      const names = fields.map(({ field }) => field);
      for (const name of ['memory', 'tags', 'net0.ip', 'mounts["/data"].size', 'raw["lxc.apparmor.profile"]'])
        assert.ok(names.includes(name), `${name} in ${names.join(' ')}`);
      assert.not.ok(names.includes('swap'));
    }));

  test('refuses what is no field and no resource, with what may be meant', () =>
    inEstate(async ({ phoenix }) => {
      for (const [args, said, fix] of REFUSED) {
        const { exit, stdout, stderr } = await phoenix('explain', ...args);
        assert.equal([exit, stdout], [1, ''], args.join(' '));
        assert.match(stderr, said);
        assert.match(stderr, fix);
        isForPeople(stderr);
      }
    }));

  test('says why a guest restarts, and which commit brought it', () =>
    inEstate(async ({ top, git, phoenix }) => {
      const same = await phoenix('explain', 'lxc/db', '--changes');
      assert.equal([same.exit, same.stderr], [0, '']);
      assert.match(
        same.stdout,
        /^lxc\/db does not change: the files on disk and [0-9a-f]{7} say the same\.$/m,
      );
      const base = ESTATE['base/lxc.json'].replace('{\n', '{\n  "nameserver": "10.0.0.2",\n');
      writeFileSync(join(top, 'configs/base/lxc.json'), base);
      git('commit', '--all', '--quiet', '--message=Another resolver');
      const commit = git('rev-parse', '--short=7', 'HEAD');
      const { exit, stdout, stderr } = await phoenix('explain', 'lxc/db', 'nameserver', '--base', 'HEAD~1');
      assert.equal([exit, stderr], [0, '']);
      assert.match(
        stdout,
        /nameserver {2}\+ 10\.0\.0\.2\n +effect +restart: .*configs\/base\/lxc\.json:2\n/s,
      );
      assert.match(stdout, new RegExp(`commit +${commit} of .*: Another resolver`));
      const both = await phoenix('explain', 'lxc/db', '--base', 'HEAD', '--live');
      assert.is(both.exit, 1);
      assert.match(both.stderr, /cannot be used with/);
    }));
});

describe('diff', (test) => {
  test('of environments, with an exit code for scripts', () =>
    inEstate(async ({ phoenix }) => {
      const { exit, stdout, stderr } = await phoenix('diff', '.', ':prod', '--exit-code');
      assert.equal([exit, stderr], [1, '']);
      assert.match(
        stdout,
        /~ lxc\/web {2}changed\n {4}~ memory {2}4G → 16G {2}configs\/lxc\/web\.json:6 → configs\/environments\/prod\//,
      );
      assert.match(stdout, /1 changed from the files on disk to the files on disk in prod\n$/);
      const same = await phoenix('diff', 'HEAD:prod', ':prod', '--exit-code', '--json');
      assert.is(same.exit, 0);
      assert.is(JSON.parse(same.stdout).differs, false);
      const wrong = await phoenix('diff', 'HEAD:');
      assert.is(wrong.exit, 1);
      assert.match(wrong.stderr, /error USAGE: "HEAD:" is no side of a diff/);
    }));
});
