/** `pct unlock`: takes the lock out of the conf file, whoever set it; nothing else is cleaned up. */
import { removeLock } from '../locks.ts';
import type { Command } from '../session.ts';

export const pctUnlock: Command = (session, { values }) => removeLock(session, Number(values.get('vmid')));
