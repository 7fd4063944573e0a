/** Words of files that programs of a node would take for something else: refused where they are read. */
import * as assert from 'uvu/assert';
import { wordOfProperty } from '../../../src/kinds/dataset/properties.ts';
import { datasetSchema } from '../../../src/kinds/dataset/schema.ts';
import { nodeSchema } from '../../../src/kinds/node/schema.ts';
import { vnetSchema } from '../../../src/kinds/vnet/schema.ts';
import { describe } from '../../support/describe.ts';

const dataset = (more: object) => datasetSchema.safeParse({ name: 'tank/media', ...more }).success;
const packages = (name: string) => nodeSchema().safeParse({ packages: { [name]: 'present' } }).success;
const alias = (text: string) => vnetSchema.safeParse({ zone: 'lab', alias: text }).success;

describe('hostile words', (test) => {
  for (const path of ['none', 'legacy', '/srv/media', '/tank', '/srv/etc/x', '/var/lib/vz', '/mnt/a b']) {
    test(`a dataset is mounted on ${path}`, () => assert.is(wordOfProperty('mountpoint', path), path));
  }
  for (const path of [
    '/',
    '/etc',
    '/etc/cron.d',
    '/usr/lib',
    '/var',
    '//etc',
    '/srv/../etc',
    '/srv/./x',
    '/lib64/x',
  ]) {
    test(`no dataset hides ${path}`, () => assert.is(wordOfProperty('mountpoint', path), null));
  }

  test('no client of an export is options for all that follow', () => {
    const exported = (client: string) => dataset({ nfs: { [client]: 'ro' } });
    assert.equal(['10.0.0.0/24', 'nas-1.lan', '*.lan', '@all', '-rw', '*-x'].map(exported), [
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('no name of a package takes another one away', () => {
    assert.equal(
      ['nginx', 'g++', 'libc6:amd64', 'python3.13', 'nginx-', 'proxmox-ve-:amd64', '-o', 'a/b'].map(packages),
      [true, true, true, true, false, false, false, false],
    );
  });

  test('an alias of a vnet is one line', () => {
    assert.equal(['Lab (all)', 'Lab\n\tzone other', 'Lab\r'].map(alias), [true, false, false]);
  });
});
