/** Pools of a cluster that can become files. */
import type { Importable, Importing } from '../importable.ts';
import { poolsIn, USERS } from './live.ts';
import { idOf } from './spec.ts';

export const importPools: Importable = {
  find: ({ snapshot, vmids, ownerOf }) => {
    if (vmids !== null) return { found: [], unfit: [] };
    const pools = [...poolsIn(snapshot.files?.get(USERS) ?? '')].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const found = pools.flatMap(([id, { comment, storages }]): Importing[] => {
      if (ownerOf(idOf(id)) !== undefined) return [];
      return [
        {
          id: idOf(id),
          node: null,
          vmid: null,
          names: [id.replaceAll('/', '-')],
          draft: ({ name }) => ({
            value: {
              ...(name === id ? {} : { id }),
              adopt: true,
              ...(comment === '' ? {} : { comment: comment.replaceAll('${', () => '$${') }),
              ...(storages.length === 0 ? {} : { storages }),
            },
            left: [],
          }),
          whyChanged: () => 'Phoenix would write it otherwise',
        },
      ];
    });
    return { found, unfit: [] };
  },
  essential: ['id', 'adopt'],
  apart: true,
};
