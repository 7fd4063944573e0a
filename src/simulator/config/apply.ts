/** Applies pending changes to a guest that does not run: on `pct set`, and when it starts or has stopped. */
import { type Draft, getOption, optionKeys, setOption, unsetOption } from '../conf-store.ts';
import { messageOf } from '../failure.ts';
import { cardChanged, cardGone } from '../sdn/cards.ts';
import type { Session } from '../session.ts';
import { addUnused, applyMount, freeUnused, parseMount } from './mounts.ts';
import { formatNet, parseNewNet } from './net.ts';
import { cleanupPending, pendingDeletions, unqueueDeletion } from './pending.ts';

/** Failures by key; the other keys are applied all the same. */
export type Failures = Map<string, string>;

function deleteOption(session: Session, vmid: number, draft: Draft, key: string): void {
  const value = getOption(draft, key) ?? '';
  if (/^mp\d+$/.test(key)) {
    const mount = parseMount(key, value);
    if (mount.type === 'volume') addUnused(draft, mount.volume);
  } else if (/^unused\d+$/.test(key)) freeUnused(session, vmid, draft, value);
  else if (/^net\d+$/.test(key)) cardGone(session, value);
}

function applyOption(session: Session, vmid: number, draft: Draft, key: string): void {
  if (/^mp\d+$/.test(key)) applyMount(session, vmid, draft, key, false);
  else if (/^net\d+$/.test(key)) {
    const before = getOption(draft, key);
    const net = parseNewNet(session, getOption(draft.pending, key) ?? '', before);
    const hostname = getOption(draft, 'hostname') ?? '';
    cardChanged(session, { vmid, hostname }, before, formatNet(net));
    draft.pending.options.set(key, formatNet(net));
  }
}

/**
 * @param selection only these keys; all when null
 * @returns what could not be applied, which stays pending
 */
export function applyPending(
  session: Session,
  vmid: number,
  draft: Draft,
  selection: ReadonlySet<string> | null,
): Failures {
  const failures: Failures = new Map();
  const attempt = (key: string, body: () => void): boolean => {
    try {
      body();
      return true;
    } catch (error) {
      const message = `unable to apply pending change ${key} : ${messageOf(error)}\n`;
      failures.set(key, message);
      session.warn(message);
      return false;
    }
  };
  const chosen = (key: string) => selection?.has(key) ?? true;
  for (const key of pendingDeletions(draft).filter(chosen)) {
    if (!attempt(key, () => deleteOption(session, vmid, draft, key))) continue;
    unsetOption(draft, key);
    unqueueDeletion(draft, key);
  }
  cleanupPending(draft);
  for (const key of optionKeys(draft.pending).filter(chosen)) {
    if (!attempt(key, () => applyOption(session, vmid, draft, key))) continue;
    setOption(draft, key, getOption(draft.pending, key) ?? '');
    unsetOption(draft.pending, key);
  }
  return failures;
}
