/** Proofs for tests: one of each verdict, and such as somebody would make who means harm. */
import * as fc from 'fast-check';
import type { Proof } from '../../src/proof/proof.ts';

export const sampleProof = (change: Partial<Proof> = {}): Proof => ({
  v: 1,
  phoenix: '0.1.0',
  estate: 'lab',
  env: null,
  base: 'b'.repeat(40),
  head: 'c'.repeat(40),
  ok: false,
  ms: 80_000,
  guests: [
    {
      address: 'lxc/db',
      is: 'failed',
      ways: [
        { way: 'upgrade', is: 'proved', ms: 9000 },
        {
          way: 'new',
          is: 'failed',
          ms: 12_000,
          why: 'install postgres: postgres: install ended with exit code 3',
          lines: Array.from({ length: 12 }, (_, at) => `line ${at} of what it printed`),
        },
      ],
      needs: ['layer/base@pve1'],
      notes: [],
    },
    {
      address: 'lxc/web',
      is: 'proved',
      ways: [
        { way: 'upgrade', is: 'proved', ms: 9000 },
        { way: 'new', is: 'proved', ms: 42_000 },
      ],
      needs: [],
      notes: ['16 GiB of 24 GiB memory'],
    },
    { address: 'lxc/gpu', is: 'unproved', ways: [], why: 'it has the card "gpu0"', needs: [], notes: [] },
  ],
  ...change,
});

const HARM = [
  '</details><img src=x onerror=alert(1)>',
  '| a | b |\n|---|---|',
  '```\n# heading',
  '@everyone #1 https://example.invalid',
  '<!-- phoenix {"v":1} -->',
  '${{ secrets.X }} $(reboot) `reboot`',
  '::add-mask::x',
  '\u202e\u0000\ud800',
];

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 900 }), fc.constantFrom(...HARM));
const verdict = fc.constantFrom('proved', 'failed', 'unproved');
const ms = fc.integer({ min: 0, max: 3_600_000 });

const way = fc.record(
  {
    way: fc.constantFrom('new', 'upgrade'),
    is: verdict,
    ms,
    why: text,
    lines: fc.array(text, { maxLength: 40 }),
  },
  { requiredKeys: ['way', 'is', 'ms'] },
);

const guest = fc.record(
  {
    address: text,
    is: verdict,
    ways: fc.array(way, { maxLength: 2 }),
    why: text,
    needs: fc.array(text, { maxLength: 60 }),
    notes: fc.array(text, { maxLength: 12 }),
  },
  { requiredKeys: ['address', 'is', 'ways', 'needs', 'notes'] },
);

/** Of any length, before it is bounded. */
export const hostileProof: fc.Arbitrary<Proof> = fc
  .array(guest, { maxLength: 30 })
  .map((guests) => sampleProof({ guests }));
