/** What a plan says to its reader of the way back of a resource whose software changes. */
import type { Rollback } from './change.ts';

export function rollbackNotes(rollback: Rollback | undefined): string[] {
  switch (rollback?.is) {
    case undefined:
      return [];
    case 'snapshot':
      return ['if its software fails, it stops and all of this is rolled back'];
    case 'none':
      return [`no rollback: ${rollback.why}`];
  }
}
