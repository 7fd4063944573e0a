/** `pct pending`: each option's current value, with what it will be after the next stop. */
import { encodeText } from '../../node/conf.ts';
import { getOption, loadConf, optionKeys } from '../conf-store.ts';
import { pendingDeletions } from '../config/pending.ts';
import type { Command } from '../session.ts';

export const pctPending: Command = (session, { values }) => {
  const draft = loadConf(session, Number(values.get('vmid')));
  const deletions = new Set(pendingDeletions(draft));
  const shown = (key: string, value: string) => (key === 'description' ? encodeText(value) : value);
  for (const key of [...new Set([...optionKeys(draft), ...optionKeys(draft.pending)])].sort()) {
    const [now, then] = [getOption(draft, key), getOption(draft.pending, key)];
    if (now !== undefined) {
      session.print(`${deletions.has(key) ? 'del' : 'cur'} ${key}: ${shown(key, now)}\n`);
    }
    if (then !== undefined && !(now !== undefined && deletions.has(key))) {
      session.print(`new ${key}: ${shown(key, then)}\n`);
    }
  }
};
