import * as assert from 'uvu/assert';
import { decodeText, digest, encodeText, formatConf, parseConf } from '../../../src/node/conf.ts';
import { describe } from '../../support/describe.ts';
import { lifecycleRows, setRows } from '../../support/recordings.ts';

describe('conf codec', (test) => {
  test('every recorded conf file is written back byte for byte', () => {
    const texts = new Set<string>();
    for (const row of setRows()) texts.add(row.before).add(row.after);
    for (const row of lifecycleRows()) {
      for (const text of [...Object.values(row.before), ...Object.values(row.after)]) texts.add(text);
    }
    assert.ok(texts.size > 500, `only ${texts.size} files`);
    for (const text of texts)
      assert.is(formatConf(parseConf(text, (line) => assert.unreachable(line))), text);
  });

  test('sections, environment, raw lines and descriptions are read apart', () => {
    const conf = parseConf(
      [
        '#first%3A 100%25',
        '#zweite %C3%BCber',
        'arch: amd64',
        'memory: 512',
        'lxc.environment.runtime: A=1',
        'lxc.environment.runtime: B=2',
        'lxc.cgroup2.devices.allow: c 195:* rwm',
        'lxc.mount.entry = /a b none bind 0 0',
        '',
        '[pve:pending]',
        'delete: mp0, dev1',
        'tty: 3',
        '',
        '[before]',
        '#kept',
        'snapstate: prepare',
        'memory: 256',
        '',
      ].join('\n'),
    );
    assert.is(conf.description, 'first: 100%\nzweite über\n');
    assert.equal(
      [...conf.options],
      [
        ['arch', 'amd64'],
        ['memory', '512'],
        ['env', 'A=1\0B=2'],
      ],
    );
    assert.equal(conf.raw, [
      { key: 'lxc.cgroup2.devices.allow', value: 'c 195:* rwm' },
      { key: 'lxc.mount.entry', value: '/a b none bind 0 0' },
    ]);
    assert.equal(conf.pending?.delete, ['mp0', 'dev1']);
    assert.is(conf.pending?.options.get('tty'), '3');
    assert.is(conf.snapshots.get('before')?.description, 'kept\n');
    assert.is(conf.snapshots.get('before')?.options.get('snapstate'), 'prepare');
  });

  test('lines that Proxmox drops are reported and dropped', () => {
    const dropped: string[] = [];
    const conf = parseConf('memory: 64\nNonsense\ndelete: mp0\n0bad: 1\n', (line) => dropped.push(line));
    assert.equal(dropped, ['Nonsense', 'delete: mp0', '0bad: 1']);
    assert.is(formatConf(conf), 'memory: 64\n');
  });

  for (const [text, encoded] of [
    ['plain text, #hash', 'plain text, #hash'],
    ['a:b%c', 'a%3Ab%25c'],
    ['tab\tü€😀', 'tab%09%C3%BC%E2%82%AC%F0%9F%98%80'],
    ['<!-- phoenix {"v":1} -->', '<!-- phoenix {"v"%3A1} -->'],
  ] as const) {
    test(`escapes ${JSON.stringify(text)}`, () => {
      assert.is(encodeText(text), encoded);
      assert.is(decodeText(encoded), text);
    });
  }

  test('the digest is the sha1 of the raw file', () => {
    assert.is(digest('memory: 512\n'), '21b62d471309a3f7474fdb8b45e9ae722dfe5e51');
  });
});
