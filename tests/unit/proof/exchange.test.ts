/** A proof that one job hands to another: bounded when written, refused unless it is one when read. */
import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { bounded, boundTo, readProof } from '../../../src/proof/exchange.ts';
import type { GuestProof, Proof } from '../../../src/proof/proof.ts';
import { describe } from '../../support/describe.ts';
import { hostileProof, sampleProof } from '../../support/sample-proof.ts';

const PROOF = sampleProof();
const text = (change: object) => JSON.stringify({ ...PROOF, ...change });

describe('a proof that is handed over', (test) => {
  test('is read as it was written', () => {
    assert.equal(readProof(JSON.stringify(PROOF)), { is: 'proof', proof: PROOF });
  });

  const [guest] = PROOF.guests as [GuestProof];
  const wrong: readonly [what: string, handed: string][] = [
    ['no JSON', '{"v":1'],
    ['nothing', ''],
    ['a text', '"proved"'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another version', text({ v: 2 })],
    ['a key too many', text({ html: '<script>' })],
    ['a commit that is none', text({ head: 'main' })],
    ['a time that is none', text({ ms: -1 })],
    ['a time without end', text({ ms: 1e300 })],
    ['guests that are none', text({ guests: {} })],
    ['a verdict of its own', text({ guests: [{ ...guest, is: 'approved' }] })],
    [
      'a third way',
      text({
        guests: [{ ...guest, ways: ['new', 'new', 'new'].map((way) => ({ way, is: 'proved', ms: 1 })) }],
      }),
    ],
    ['a long reason', text({ guests: [{ ...guest, why: 'x'.repeat(501) }] })],
    ['many guests', text({ guests: Array(201).fill(guest) })],
    ['much', text({ estate: 'x'.repeat(200_000) })],
    ['__proto__', JSON.stringify(PROOF).replace('"v":1', '"v":1,"__proto__":{"ok":true}')],
  ];
  for (const [what, handed] of wrong) {
    test(`is refused: ${what}`, () => assert.is(readProof(handed).is, 'refused'));
  }

  test('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (handed) => {
        assert.ok(['proof', 'refused'].includes(readProof(handed).is));
      }),
    );
  });

  test('belongs to one plan', () => {
    const { estate, env, base, head } = PROOF;
    const plan = { estate, env, base, head };
    assert.is(boundTo(PROOF, plan), null);
    assert.is(boundTo(PROOF, { ...plan, head: 'a'.repeat(40) }), 'it is of other commits');
    assert.is(boundTo(PROOF, { ...plan, base: null }), 'it is of other commits');
    assert.is(boundTo(PROOF, { ...plan, env: 'staging' }), 'it is of another estate');
    assert.is(boundTo(PROOF, { ...plan, estate: 'other' }), 'it is of another estate');
  });
});

describe('a proof that is written', (test) => {
  const many = (count: number, change: (at: number) => Partial<GuestProof> = () => ({})): Proof => ({
    ...PROOF,
    guests: Array.from({ length: count }, (_, at) => ({
      ...(PROOF.guests[0] as GuestProof),
      address: `lxc/g${at}`,
      ...change(at),
    })),
  });

  test('is left as it is where it has room', () =>
    assert.equal(bounded(PROOF), { ...PROOF, guests: bounded(PROOF).guests }));

  test('loses lines of output first', () => {
    const one = bounded(many(40), 20_000);
    assert.is(one.guests.length, 40);
    assert.ok(one.guests.every(({ ways }) => ways.every(({ lines = [] }) => lines.length < 12)));
    assert.is(one.left, undefined);
  });

  test('loses guests then, those that failed last, and counts them', () => {
    const one = bounded(
      many(100, (at) => (at === 99 ? { is: 'failed' } : { is: 'proved', ways: [] })),
      5000,
    );
    assert.is(one.guests[0]?.address, 'lxc/g99');
    assert.is(one.guests.length + (one.left ?? 0), 100);
    assert.ok((one.left ?? 0) > 0);
  });

  test('fits, and can be read, whatever stands in it', () => {
    fc.assert(
      fc.property(hostileProof, fc.integer({ min: 2000, max: 60_000 }), (proof, limit) => {
        const handed = JSON.stringify(bounded(proof, limit));
        assert.ok(Buffer.byteLength(handed) <= limit);
        assert.is(readProof(handed).is, 'proof');
      }),
      { numRuns: 200 },
    );
  });
});
