/** What a firewall file of a node becomes in the estate, and that a plan right after changes nothing of it. */
import * as assert from 'uvu/assert';
import { importCluster } from '../../../../src/authoring/import/import.ts';
import { folderCluster } from '../../../../src/authoring/import/folder-cluster.ts';
import { loadEstate } from '../../../../src/config/estate.ts';
import { parseFile } from '../../../../src/config/parse.ts';
import { kinds } from '../../../../src/kinds/registry.ts';
import { describe } from '../../../support/describe.ts';

const FILES: readonly (readonly [string, string])[] = [
  [
    '/etc/pve/nodes/pve1/lxc/101.conf',
    'hostname: web\nrootfs: local:101/vm-101-disk-0.raw,size=4G\nunprivileged: 1\n',
  ],
  [
    '/etc/pve/firewall/cluster.fw',
    '[OPTIONS]\n\nenable: 1\nlog_ratelimit: enable=1,rate=2/second\n\n[ALIASES]\n\nOffice 10.0.0.0/24 # ours\n\n[IPSET admins] # a set\n\n10.0.0.7\n!10.0.0.9 # not\n\n[RULES]\n\n|in ssh(ACCEPT) -source office\nnonsense\n\n[group web]\n\nIN ACCEPT -p tcp -dport 80,443 -log info\n',
  ],
  [
    '/etc/pve/firewall/101.fw',
    '[OPTIONS]\n\nenable: 1\nips: 1\n\n[RULES]\n\nGROUP web -i net0\nIN ACCEPT -p tcp -dport 8000 # a ${b}\n',
  ],
  ['/etc/pve/firewall/999.fw', '[OPTIONS]\n\nenable: 1\n'],
  [
    '/etc/pve/nodes/pve1/host.fw',
    '[OPTIONS]\n\nnftables: 0\nlog_level_in: info\nnf_conntrack_helpers: ftp,sip\n',
  ],
];

const made = importCluster({
  cluster: { snapshot: folderCluster(new Map(FILES), new Set()), addresses: new Map(), hasStorages: false },
  identity: { name: 'lab', id: '5f0c2a7e-8a2b-4d0e-9a3c-0d6f1b2c3d4e' },
  vmids: null,
  load: (tree) => loadEstate(tree, { env: null, kinds }),
  estate: null,
});

function valueOf(path: string): unknown {
  const { $schema: _, ...value } = parseFile({ path, text: made.files.get(path) ?? '{}' }).value ?? {};
  return value;
}

describe('import of firewall files', (test) => {
  test('each becomes a file, but of a guest that is gone', () => {
    assert.equal(
      made.imported
        .map(({ file }) => file)
        .filter((file) => file.startsWith('firewall/'))
        .toSorted(),
      ['firewall/cluster.jsonc', 'firewall/pve1.jsonc', 'firewall/web.jsonc'],
    );
    assert.equal(
      made.findings.filter(({ severity }) => severity === 'error'),
      [],
    );
  });

  const cases: readonly [string, unknown][] = [
    [
      'cluster',
      {
        of: 'cluster',
        adopt: true,
        options: { enable: true, log_ratelimit: 'enable=1,rate=2/second' },
        aliases: { office: { cidr: '10.0.0.0/24', comment: 'ours' } },
        ipsets: {
          admins: {
            comment: 'a set',
            entries: { '10.0.0.7': true, '10.0.0.9': { nomatch: true, comment: 'not' } },
          },
        },
        groups: {
          web: { rules: [{ type: 'in', action: 'ACCEPT', proto: 'tcp', dport: '80,443', log: 'info' }] },
        },
        rules: [{ type: 'in', action: 'ACCEPT', macro: 'SSH', source: 'office', enable: false }],
      },
    ],
    [
      'pve1',
      {
        of: 'node/pve1',
        adopt: true,
        options: { nftables: false, log_level_in: 'info', nf_conntrack_helpers: ['ftp', 'sip'] },
      },
    ],
    [
      'web',
      {
        of: 'lxc/web',
        adopt: true,
        options: { enable: true },
        rules: [
          { type: 'group', action: 'web', iface: 'net0' },
          { type: 'in', action: 'ACCEPT', comment: 'a $${b}', proto: 'tcp', dport: 8000 },
        ],
      },
    ],
  ];
  for (const [name, value] of cases) {
    test(`of ${name}`, () => assert.equal(valueOf(`firewall/${name}.jsonc`), value));
  }

  test('what no file can say is told', () => {
    const left = made.imported.flatMap((one) =>
      one.left.map(({ path, why }) => `${one.address}${path}: ${why}`),
    );
    assert.equal(
      left.filter((one) => one.startsWith('firewall')),
      [
        'firewall/web/options/ips: Phoenix does not know it',
        'firewall/cluster/rules/2: Proxmox cannot read it, and skips it',
      ],
    );
  });
});
