/** Who is let in: Phoenix's reading of rules against the simulator's own, which knows nothing of it. */
import * as assert from 'uvu/assert';
import { spanIn } from '../../../../src/kinds/firewall/address-set.ts';
import { refusals } from '../../../../src/kinds/firewall/admit.ts';
import { localNetworkOf } from '../../../../src/kinds/firewall/lock-out.ts';
import { readingOf } from '../../../../src/kinds/firewall/reading.ts';
import { readConfig } from '../../../../src/simulator/firewall/config.ts';
import { admits } from '../../../../src/simulator/firewall/packet.ts';
import { describe } from '../../../support/describe.ts';
import { fc } from '../../../support/fast-check.ts';

const LOCAL = '192.0.2.0/24';
const source = fc.constantFrom(
  '',
  ' -source 10.0.0.0/24',
  ' -source 10.0.0.0/29',
  ' -source 10.0.0.4-10.0.0.9',
  ' -source 10.0.0.1,10.0.0.7',
  ' -source office',
  ' -source +admins',
  ' -source 192.0.2.7',
  ' -source 0.0.0.0/0',
);
const match = fc.constantFrom(
  '',
  ' -p tcp',
  ' -p tcp -dport 22',
  ' -p tcp -dport 20:30',
  ' -p tcp -dport 80,8006',
  ' -p udp',
  ' -p ip',
  ' -p 0',
  ' -p tcp -dport 0',
  ' -p tcp -dport 0:20',
);
const plain = fc
  .tuple(fc.constantFrom('', '|'), fc.constantFrom('ACCEPT', 'DROP', 'REJECT'), source, match)
  .map(([off, action, from, what]) => `${off}IN ${action}${from}${what}`);
const macro = fc
  .tuple(fc.constantFrom('SSH', 'HTTPS', 'PMG', 'DNS'), fc.constantFrom('ACCEPT', 'DROP'), source)
  .map(([name, action, from]) => `IN ${name}(${action})${from}`);
const rule = fc.oneof(plain, macro, fc.constantFrom('GROUP some', 'OUT DROP'));
const rules = fc.array(rule, { maxLength: 5 });
const someone = fc.constantFrom('10.0.0.1', '10.0.0.5', '10.0.0.7', '10.0.0.200', '192.0.2.7', '203.0.113.9');

const entry = fc.constantFrom(
  '10.0.0.0/24',
  '!10.0.0.0/24',
  '10.0.0.0/28',
  '!10.0.0.0/28',
  '10.0.0.5',
  '!10.0.0.5',
  'office',
);
const black = fc.uniqueArray(entry, { maxLength: 3, selector: (one) => one.replace('!', '') });

const clusterText = (
  policy: string,
  own: readonly string[],
  group: readonly string[],
  bad: readonly string[],
) =>
  `[OPTIONS]\nenable: 1\n${policy}\n[ALIASES]\noffice 10.0.0.0/25\n[IPSET admins]\n10.0.0.0/28\n!10.0.0.7\n[IPSET blacklist]\n${bad.join('\n')}\n[IPSET management]\n203.0.113.0/24\n[RULES]\n${own.join('\n')}\n[group some]\n${group.filter((one) => !one.startsWith('GROUP')).join('\n')}\n`;

describe('who is let in', (test) => {
  test('one address is let in just where a packet from it comes through', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'policy_in: ACCEPT', 'policy_in: REJECT'),
        fc.tuple(rules, rules, rules),
        someone,
        fc.constantFrom(22, 8006),
        fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: black }),
        (policy, [own, ofNode, group], from, port, bad) => {
          const [cluster, node] = [clusterText(policy, own, group, bad), `[RULES]\n${ofNode.join('\n')}\n`];
          const span = spanIn(from);
          const local = spanIn(LOCAL);
          const refused = refusals(
            {
              cluster: readingOf(cluster),
              node: readingOf(node),
              from: span ? [span] : [],
              port,
              localNetwork: local ? [local] : null,
            },
            'strict',
          );
          const warn = (text: string) => assert.unreachable(text);
          const config = readConfig({ path: 'c', text: cluster, where: 'cluster', warn });
          const host = readConfig({ path: 'n', text: node, where: 'host', cluster: config, warn });
          const isIn = admits({ source: from, port }, { cluster: config, host, localNetwork: LOCAL });
          assert.is(refused.length === 0, isIn, `${cluster}\n${node}\n${from}:${port}`);
        },
      ),
      { numRuns: 3000 },
    );
  });

  const network = spanIn('10.0.0.0/24');
  const from = network ? [network] : [];
  const doubtful: readonly [string, number, number][] = [
    ['IN DROP -source 10.0.0.9 -p tcp -dport 22', 1, 2],
    ['IN ACCEPT -source 10.0.0.0/25\nIN ACCEPT -source 10.0.0.128/25', 0, 0],
    ['IN ACCEPT -i vmbr0 -source 10.0.0.0/24', 0, 1],
    ['IN DROP -i vmbr1\nIN ACCEPT -source 10.0.0.0/24', 0, 1],
    ['IN DROP -source +sdn/lab-all\nIN ACCEPT', 0, 1],
    ['IN ACCEPT -source nobody', 0, 1],
    ['IN ACCEPT\n[IPSET blacklist]\n10.0.0.9', 1, 1],
    ['IN DROP -p ip\nIN ACCEPT', 1, 1],
    ['IN DROP -p tcp -dport 0\nIN ACCEPT', 1, 1],
  ];
  for (const [text, kind, strict] of doubtful) {
    test(`of a network, by ${text.replaceAll('\n', '; ')}`, () => {
      const cluster = readingOf(`[OPTIONS]\nenable: 1\n[RULES]\n${text}\n`);
      const input = { cluster, node: readingOf(null), from, port: 22, localNetwork: null };
      assert.equal([refusals(input, 'kind').length, refusals(input, 'strict').length], [kind, strict]);
    });
  }

  test('a firewall that is off lets everybody in', () => {
    const off = readingOf('[OPTIONS]\nenable: 0\n[RULES]\nIN DROP\n');
    assert.equal(
      refusals({ cluster: off, node: readingOf(null), from, port: 22, localNetwork: [] }, 'strict'),
      [],
    );
  });

  test('the network of a node is found by its routes', () => {
    const files = new Map([
      ['/etc/hosts', '127.0.0.1 localhost\n10.0.0.2 pve1.lab pve1 # us\n'],
      [
        '/proc/net/route',
        'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\nvmbr0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\nvmbr0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\n',
      ],
    ]);
    assert.is(localNetworkOf('pve1', files), '10.0.0.0/24');
    assert.is(localNetworkOf('pve2', files), null);
  });
});
