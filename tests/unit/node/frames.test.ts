import * as assert from 'uvu/assert';
import { fc } from '../../support/fast-check.ts';
import { decodeList, encodeFrame, type Frame, frameReader } from '../../../src/node/frames.ts';
import { describe } from '../../support/describe.ts';

describe('frames', (test) => {
  test('arrive whole, in whatever pieces they come', () => {
    const frames = fc.array(
      fc.tuple(
        fc.constantFrom('run', 'read', 'out'),
        fc.nat(1e6),
        fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }),
      ),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (list, cuts) => {
        const wire = Buffer.concat(list.map(([word, id, items]) => encodeFrame(word, id, items)));
        const seen: Frame[] = [];
        const feed = frameReader((frame) => seen.push(frame));
        for (let at = 0, n = 0; at < wire.length; n++) {
          const size = cuts[n % cuts.length] ?? 1;
          feed(wire.subarray(at, at + size));
          at += size;
        }
        const got = seen.map(({ word, id, body }) => [word, id, decodeList(body).map(String)]);
        const want = list.map(([word, id, items]) => [word, id, items.map((i) => Buffer.from(i).toString())]);
        assert.equal(got, want);
      }),
      { numRuns: 200 },
    );
  });

  test('what is no frame is an error, not a wait without end', () => {
    assert.throws(() => frameReader(() => {})(Buffer.from('Welcome to Debian\n')), /not a frame: "Welcome/);
    assert.throws(() => decodeList(Buffer.from('xx')), /broken frame/);
  });
});
