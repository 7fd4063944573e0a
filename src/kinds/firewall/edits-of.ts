/** From the changes of a plan back to edits of a file: what may be done is done, and nothing else. */
import { pointerSegments } from '../../json.ts';
import type { Change } from '../change.ts';
import type { Subject } from './entries.ts';
import type { Edit } from './edit.ts';

function subjectAt(change: Change): Subject | null {
  const [part = '', name = '', what, key = ''] = pointerSegments(change.path);
  switch (part) {
    case 'options':
      return { is: 'option', key: name };
    case 'aliases':
      return { is: 'alias', name };
    case 'ipsets':
      return what === 'entries' ? { is: 'entry', set: name, key } : { is: 'ipset', name };
    case 'groups':
      return what === 'rules' ? { is: 'rules', group: name } : { is: 'group', name };
    case 'rules':
      return { is: 'rules', group: null };
    default:
      // The marker, or the file as a whole.
      return null;
  }
}

export function editsOf(changes: readonly Change[]): Edit[] {
  return changes.flatMap((change) => {
    const subject = subjectAt(change);
    return subject ? [{ subject, value: change.after }] : [];
  });
}
