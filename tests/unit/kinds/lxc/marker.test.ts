import { fc } from '../../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import type { Mark } from '../../../../src/kinds/seen.ts';
import {
  formatMarker,
  hasMarkerLine,
  parseMarker,
  splitTags,
  stripMarker,
  userTags,
  writeMarker,
  writeTags,
} from '../../../../src/kinds/guest/marker.ts';
import { decodeText, EMPTY_CONF, encodeText, formatConf, parseConf } from '../../../../src/node/conf.ts';
import { describe } from '../../../support/describe.ts';

const MARK: Mark = {
  estate: 'lab',
  env: null,
  address: 'lxc/web',
  id: 'vmid:950',
  commit: '4f1c2ab'.padEnd(40, '0'),
  config: 'c0ffee',
  phoenix: '0.1.0',
};

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '-->',
    '--',
    '<!-- phoenix {} -->',
    '"}',
    '\\',
    '</script>',
    '${{ x }}',
    '[pve:pending]',
    '%0A',
  ),
);

const arbitraryMark: fc.Arbitrary<Mark> = fc
  .record({
    estate: hostile,
    env: fc.option(hostile),
    address: hostile,
    vmid: fc.integer({ min: 100, max: 999_999_999 }),
    commit: fc.option(hostile),
    config: hostile,
    phoenix: hostile,
    retired: fc.option(fc.constant('2026-11-22T10:00:00.000Z'), { nil: undefined }),
    owed: fc.option(fc.array(hostile, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    detached: fc.option(
      fc.dictionary(
        fc.constantFrom('mount:/data', 'mount:/a b/<-->', 'scsi1'),
        fc.constantFrom('tank:subvol-101-disk-1 8G', 'local:101/vm-101-disk-0.raw'),
        { minKeys: 1, noNullPrototype: true },
      ),
      { nil: undefined },
    ),
    was: fc.option(fc.dictionary(fc.constantFrom('/onboot', '/protection'), fc.option(hostile)), {
      nil: undefined,
    }),
  })
  .map(({ vmid, retired, owed, was, detached, ...rest }): Mark => ({
    ...rest,
    id: `vmid:${vmid}`,
    ...(retired !== undefined && { retired }),
    ...(detached !== undefined && { detached }),
    ...(owed !== undefined && { owed }),
    ...(was !== undefined && { was: { ...was } }),
  }));

/** As Phoenix writes it: whatever is not so is somebody else's doing. */
const ownMark: fc.Arbitrary<Mark> = fc
  .tuple(
    arbitraryMark,
    fc.constantFrom('lxc/web', 'lxc/A.b_c-9', 'lxc/web@101'),
    fc.option(fc.constantFrom('a'.repeat(40), '0f'.repeat(32))),
    fc.option(fc.dictionary(fc.constantFrom('/onboot', '/protection'), fc.constantFrom('0', '1', null)), {
      nil: undefined,
    }),
  )
  .map(([{ was: _was, ...mark }, address, commit, was]) => ({
    ...mark,
    address,
    commit,
    ...(was !== undefined && { was: { ...was } }),
  }));

/** A description as people and pull requests write it. */
const text = fc
  .array(fc.oneof(hostile, fc.constantFrom('\n', '\n\n', '# title', '\t')), { maxLength: 8 })
  .map((parts) => parts.join('').replaceAll(/[\x00-\x08\x0b-\x1f\x7f]/g, ''))
  .filter((value) => !hasMarkerLine(value));

/** Through the conf file and back, as Proxmox stores it. */
function stored(description: string): string | null {
  return parseConf(formatConf({ ...EMPTY_CONF, description })).description;
}

describe('marker', (test) => {
  test('is one line that nothing in it can end', () => {
    fc.assert(
      fc.property(arbitraryMark, (mark) => {
        const line = formatMarker(mark);
        assert.match(line, /^<!-- phoenix \{[\x20-\x7e]*\} -->$/);
        assert.is(line.slice(4, -3).includes('--'), false);
        assert.is(line.slice(4, -3).includes('>'), false);
      }),
    );
  });

  test('comes back as it was, below any text, through a conf file', () => {
    fc.assert(
      fc.property(text, ownMark, (user, mark) => {
        const written = writeMarker(user, mark);
        fc.pre(written.length <= 8192);
        const read = stored(written);
        assert.equal(parseMarker(read), mark);
        assert.is(stripMarker(read), user.replace(/\n+$/, ''));
      }),
      { numRuns: 300 },
    );
  });

  test('with an address that no file can have is none', () => {
    for (const address of [
      '',
      'web',
      'lxc/',
      'lxc/-rf',
      'lxc/a b',
      '../x',
      'lxc/a\u001b[2J',
      'lxc/a/b',
      'lxc/a@',
    ]) {
      assert.is(parseMarker(formatMarker({ ...MARK, address })), null, address);
    }
  });

  test('names a commit that is a whole id, or none', () => {
    for (const commit of ['', 'main', 'HEAD~1', '--help', '4f1c2ab', `${MARK.commit}\n`, 'A'.repeat(40)]) {
      assert.is(parseMarker(formatMarker({ ...MARK, commit }))?.commit, null, commit);
    }
  });

  test('was retired at a time, or not at all', () => {
    for (const retired of ['', 'yesterday', '2026-13-40T00:00:00Z', '+275761-01-01T00:00:00Z']) {
      assert.equal(parseMarker(formatMarker({ ...MARK, retired })), MARK, retired);
    }
  });

  test('brings back nothing but booleans', () => {
    const was = { '/onboot': '--hookscript=local:snippets/x', '/protection': null };
    assert.equal(parseMarker(formatMarker({ ...MARK, was })), MARK);
  });

  test('written twice stands once', () => {
    const once = writeMarker('Notes', MARK);
    assert.is(writeMarker(once, MARK), once);
    assert.is(writeMarker(`${once}\nmore`, MARK), writeMarker('Notes\nmore', MARK));
  });

  test('of several the last one counts', () => {
    const read = `${formatMarker({ ...MARK, id: 'vmid:951' })}\n${formatMarker(MARK)}\n<!-- phoenix broken -->\n`;
    assert.equal(parseMarker(read), MARK);
  });

  test('is found above what someone wrote below it', () => {
    const read = `${formatMarker(MARK)}\nwritten in the GUI\n`;
    assert.equal(parseMarker(read), MARK);
    assert.is(stripMarker(read), 'written in the GUI');
  });

  const broken = [
    null,
    '',
    'no marker',
    '<!-- phoenix -->',
    '<!-- phoenix {} -->',
    '<!-- phoenix {"v":1} -->',
    `<!-- phoenix ${'['.repeat(5000)} -->`,
    formatMarker(MARK).slice(0, -5),
    formatMarker(MARK).replace('"v":1', '"v":2'),
    formatMarker(MARK).replace('"vmid":950', '"vmid":"950"'),
    `x ${formatMarker(MARK)}`,
    '<!-- phoenix {"v":1,"__proto__":{"estate":"lab"}} -->',
  ];
  for (const [index, description] of broken.entries()) {
    test(`broken marker ${index} is none`, () => {
      assert.is(parseMarker(description), null);
    });
  }

  test('what is left of a broken marker is no text of the user', () => {
    assert.is(stripMarker(`Notes\n${formatMarker(MARK).slice(0, -5)}\n`), 'Notes');
  });

  test('reads what a rollback kept and Proxmox escaped', () => {
    const encoded = encodeText(formatMarker(MARK));
    assert.ok(encoded.includes('%3A'));
    assert.equal(parseMarker(decodeText(encoded)), MARK);
  });

  test('debts give way to the limit of 8192 characters, the rest of the marker does not', () => {
    const owed = Array.from({ length: 200 }, (_, n) => `/raw/lxc.some.long.key.${n}`);
    const written = writeMarker('x'.repeat(6144), { ...MARK, owed });
    assert.ok(written.length <= 8192);
    const mark = parseMarker(written);
    assert.is(mark?.config, MARK.config);
    assert.equal(mark?.owed, owed.slice(0, mark?.owed?.length));
  });
});

describe('tags', (test) => {
  test('of Phoenix come and go without those of the user', () => {
    assert.is(writeTags(['Web', 'b', 'web'], false), 'b;phoenix;web');
    assert.is(writeTags(['b', 'phoenix-retired'], false), 'b;phoenix');
    assert.is(writeTags([], true), 'phoenix;phoenix-retired');
    assert.equal(userTags(splitTags('phoenix; Web,b')), ['b', 'web']);
    assert.equal(splitTags(' '), []);
  });
});
