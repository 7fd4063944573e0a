/** Colours for terminals; off means that not one escape is written. */
import picocolors from 'picocolors';
import { type Category } from './category.ts';

export type Colors = ReturnType<typeof picocolors.createColors>;

export function colorsOf(enabled: boolean): Colors {
  return picocolors.createColors(enabled);
}

/** The mark in front of an item: it says the same as the colour, for those who see none. */
export const MARKS: Readonly<Record<Category, string>> = {
  destroy: '✗',
  delete: '✗',
  retire: '-',
  replace: '±',
  impossible: '!',
  offline: '↻',
  restart: '↻',
  migrate: '→',
  remove: '-',
  held: '…',
  drift: '?',
  note: '?',
  create: '+',
  adopt: '+',
  rename: '~',
  live: '~',
  config: '~',
  aside: '·',
};

/** The colour of a category: red destroys, yellow stops, green makes. */
export function paint(colors: Colors, category: Category): (text: string) => string {
  switch (category) {
    case 'destroy':
    case 'delete':
    case 'retire':
    case 'replace':
    case 'impossible':
      return colors.red;
    case 'offline':
    case 'restart':
    case 'migrate':
    case 'remove':
    case 'held':
    case 'drift':
    case 'note':
      return colors.yellow;
    case 'create':
    case 'adopt':
      return colors.green;
    case 'rename':
    case 'live':
    case 'config':
      return colors.cyan;
    case 'aside':
      return colors.dim;
  }
}
