/** Networks and ranges of addresses, with both ends of each. */
import { isIP } from 'node:net';
import * as fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import * as assert from 'uvu/assert';
import {
  type Address,
  isAddressRange,
  isInRange,
  isSubnet,
  isWithin,
  overlaps,
  parseAddress,
  parseInSubnet,
  parseRange,
  parseSubnet,
} from '../../../src/config/address-range.ts';
import { describe } from '../../support/describe.ts';

const range = (text: string) => {
  const parsed = text.includes('/') ? parseSubnet(text) : parseRange(text);
  assert.ok(parsed, text);
  return parsed;
};

const ADDRESSES: readonly [text: string, want: Address | null][] = [
  ['0.0.0.0', { family: 4, value: 0n }],
  ['10.0.0.5', { family: 4, value: 0x0a000005n }],
  ['255.255.255.255', { family: 4, value: 0xffffffffn }],
  ['::', { family: 6, value: 0n }],
  ['fd00::5', { family: 6, value: (0xfd00n << 112n) | 5n }],
  ['FD00:0:0::0:5', { family: 6, value: (0xfd00n << 112n) | 5n }],
  ['::ffff:10.0.0.5', { family: 6, value: 0xffff0a000005n }],
  ['', null],
  ['10.0.0', null],
  ['10.0.0.256', null],
  ['10.0.0.05', null],
  ['0x0a.0.0.5', null],
  ['10', null],
  [' 10.0.0.5', null],
  ['10.0.0.5/24', null],
  ['fe80::1%eth0', null],
  ['fd00:::5', null],
  ['1:2:3:4:5:6:7:8', { family: 6, value: 0x00010002000300040005000600070008n }],
  ['1:2:3:4:5:6:7::', { family: 6, value: 0x00010002000300040005000600070000n }],
  ['::2:3:4:5:6:7:8', { family: 6, value: 0x00000002000300040005000600070008n }],
  ['64:ff9b::192.0.2.33', { family: 6, value: (0x64ff9bn << 96n) | 0xc0000221n }],
  ['1:2:3:4:5:6:7', null],
  ['1:2:3:4:5:6:7:8:9', null],
  ['1:2:3:4::5:6:7:8', null],
  ['1::2::3', null],
  ['fd00::12345', null],
  ['fd00::g', null],
  ['::10.0.0.256', null],
  ['::10.0.0', null],
  [':1', null],
  ['1:', null],
  [':', null],
  ['dhcp', null],
];

const SUBNETS: readonly [text: string, first: string, last: string, isFirst: boolean][] = [
  ['10.0.0.0/24', '10.0.0.0', '10.0.0.255', true],
  ['10.0.0.5/24', '10.0.0.0', '10.0.0.255', false],
  ['10.0.0.5/32', '10.0.0.5', '10.0.0.5', true],
  ['10.0.0.5/31', '10.0.0.4', '10.0.0.5', false],
  ['10.0.0.5/0', '0.0.0.0', '255.255.255.255', false],
  ['fd00::/64', 'fd00::', 'fd00::ffff:ffff:ffff:ffff', true],
  ['fd00::5/127', 'fd00::4', 'fd00::5', false],
  ['fd00::5/128', 'fd00::5', 'fd00::5', true],
];

const NO_SUBNETS = [
  '10.0.0.0',
  '10.0.0.0/33',
  'fd00::/129',
  '10.0.0.0/',
  '/24',
  '10.0.0.0/24/8',
  '10.0.0.0/-1',
  'a/8',
];

const RANGES: readonly [text: string, isRange: boolean][] = [
  ['10.0.0.5', true],
  ['10.0.0.5-10.0.0.5', true],
  ['10.0.0.5 - 10.0.0.9', true],
  ['fd00::5-fd00::ff', true],
  ['10.0.0.9-10.0.0.5', false],
  ['10.0.0.5-fd00::5', false],
  ['10.0.0.5-', false],
  ['-10.0.0.5', false],
  ['10.0.0.5-10.0.0.6-10.0.0.7', false],
  ['10.0.0.5-6', false],
  ['', false],
];

const IN: readonly [address: string, range: string, isIn: boolean][] = [
  ['10.0.0.100', '10.0.0.100-10.0.0.150', true],
  ['10.0.0.150', '10.0.0.100-10.0.0.150', true],
  ['10.0.0.99', '10.0.0.100-10.0.0.150', false],
  ['10.0.0.151', '10.0.0.100-10.0.0.150', false],
  ['10.0.1.0', '10.0.0.200-10.0.1.5', true],
  ['::a00:64', '10.0.0.100-10.0.0.150', false],
  ['fd00::5', 'fd00::/64', true],
  ['fd00:0:0:1::', 'fd00::/64', false],
];

/** [one, other, whether they overlap, whether the first is within the second] */
const PAIRS: readonly [a: string, b: string, both: boolean, within: boolean][] = [
  ['10.0.0.0/24', '10.0.0.0/24', true, true],
  ['10.0.0.0/25', '10.0.0.0/24', true, true],
  ['10.0.0.0/24', '10.0.0.0/25', true, false],
  ['10.0.0.0/24', '10.0.1.0/24', false, false],
  ['10.0.0.250-10.0.1.5', '10.0.0.0/24', true, false],
  ['10.0.0.255', '10.0.0.0/24', true, true],
  ['10.0.1.0', '10.0.0.0/24', false, false],
  ['::/0', '0.0.0.0/0', false, false],
];

describe('addresses and their ranges', (test) => {
  for (const [text, want] of ADDRESSES) test(`"${text}"`, () => assert.equal(parseAddress(text), want));

  for (const [text, first, last, isFirst] of SUBNETS) {
    test(text, () => {
      assert.equal(parseSubnet(text), range(`${first}-${last}`));
      assert.is(isSubnet(text), isFirst);
      assert.is(parseInSubnet(text)?.prefix, Number(text.slice(text.indexOf('/') + 1)));
    });
  }

  for (const text of NO_SUBNETS) {
    test(`${text} is no network`, () => {
      assert.is(parseSubnet(text), null);
      assert.is(isSubnet(text), false);
    });
  }

  for (const [text, isRange] of RANGES) test(`"${text}"`, () => assert.is(isAddressRange(text), isRange));

  for (const [address, text, isIn] of IN) {
    test(`${address} in ${text}`, () =>
      assert.is(isInRange(parseAddress(address) as Address, range(text)), isIn));
  }

  for (const [a, b, both, within] of PAIRS) {
    test(`${a} and ${b}`, () => {
      assert.is(overlaps(range(a), range(b)), both);
      assert.is(overlaps(range(b), range(a)), both);
      assert.is(isWithin(range(a), range(b)), within);
    });
  }

  test('is what others take it for', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{1,20}$/)), (text) => {
        const parsed = parseAddress(text);
        assert.is(parsed?.family ?? 0, isIP(text), text);
        if (!parsed) return;
        // An address in a URL is written in the one way that has no IPv4 in it.
        const host = new URL(parsed.family === 4 ? `http://${text}` : `http://[${text}]`).hostname;
        const bytes = ipaddr.parse(host.replaceAll(/[[\]]/g, '')).toByteArray();
        assert.is(
          parsed.value,
          bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
          text,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('an address is in its own network', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })),
          fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })),
        ),
        ([text, prefix]) => {
          const parsed = parseInSubnet(`${text}/${prefix}`);
          assert.ok(parsed, text);
          assert.ok(isInRange(parsed.address, parsed.subnet));
          assert.is(
            parsed.subnet.last - parsed.subnet.first + 1n,
            1n << BigInt((parsed.address.family === 4 ? 32 : 128) - prefix),
          );
        },
      ),
    );
  });
});
