/** A dataset that git removes while others stand on it: git says so by itself. */
import * as assert from 'uvu/assert';
import { planFromGit } from '../../../../src/plan/build.ts';
import { kinds } from '../../../../src/kinds/registry.ts';
import { describe } from '../../../support/describe.ts';
import { estateOf } from '../../../support/in-process-apply.ts';

const MEDIA = { node: 'pve1', name: 'tank/media', mountpoint: '/srv/media' };

const estate = (files: Readonly<Record<string, object>>) =>
  estateOf(
    new Map(
      Object.entries({
        'phoenix.json': {
          name: 'lab',
          nodes: { pve1: {} },
          binds: { films: { path: '/srv/media/films', owner: 0 } },
          policies: { datasets: 'destroy' },
        },
        ...files,
      }).map(([path, file]) => [path, JSON.stringify(file)]),
    ),
  );

const guest = {
  vmid: 101,
  ostemplate: 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
};

describe('a dataset that git names no more', (test) => {
  const rows: readonly [string, Readonly<Record<string, object>>, string | null][] = [
    ['nobody', { 'lxc/a.json': guest }, null],
    ['a storage', { 'storage/media.json': { type: 'zfspool', pool: 'tank/media' } }, 'storage/media'],
    ['a folder of it', { 'storage/media.json': { type: 'dir', path: '/srv/media/x' } }, 'storage/media'],
    ['a guest', { 'lxc/a.json': { ...guest, mounts: { '/f': { bind: 'films' } } } }, 'lxc/a'],
    [
      'another dataset',
      { 'dataset/films.json': { node: 'pve1', name: 'tank/media/films' } },
      'dataset/films',
    ],
  ];
  for (const [name, files, who] of rows) {
    test(`while ${name} stands on it`, () => {
      const base = estate({ ...files, 'dataset/media.json': MEDIA });
      const { plan } = planFromGit({ kinds, head: estate(files), base });
      const [change] = plan.items.find(({ address }) => address === 'dataset/media')?.changes ?? [];
      assert.is(change?.effect, who === null ? 'retire' : 'impossible', JSON.stringify(plan.items));
      if (who !== null)
        assert.match(change?.note ?? '', `${who} cannot be without it: remove those first, or keep it`);
    });
  }
});
