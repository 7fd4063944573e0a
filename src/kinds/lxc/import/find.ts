/** Containers that can become files. */
import { findGuests } from '../../guest/import.ts';
import type { Importable } from '../../importable.ts';
import { LXC_GRAMMAR } from '../grammar.ts';
import { confTrouble } from './conf-trouble.ts';
import { draftOf } from './draft.ts';
import { unnamed } from './left.ts';
import { usesOf } from './uses.ts';

export const importLxc: Importable = {
  find: (search) =>
    findGuests(
      {
        grammar: LXC_GRAMMAR,
        trouble: confTrouble,
        draft: (live, { bindOf, cardsOf }, isManaged) => {
          const { value, left } = draftOf(live, { gpus: cardsOf(live.node), bindOf });
          return { value, left: [...unnamed(live, isManaged), ...left] };
        },
      },
      search,
    ),
  essential: ['vmid', 'adopt', 'hostname', 'node', 'state', 'template', 'unprivileged'],
  uses: usesOf,
};
