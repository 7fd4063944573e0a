/** `pct config`: the options of a guest, with what is pending unless `--current`, or those of a snapshot. */
import { encodeText } from '../../node/conf.ts';
import { type DraftSection, loadConf } from '../conf-store.ts';
import { die, ParameterFailure } from '../failure.ts';
import type { Command, Session } from '../session.ts';

function printSection(session: Session, section: DraftSection): void {
  const lines = new Map(section.options);
  if (section.description) lines.set('description', encodeText(section.description));
  for (const key of [...lines.keys()].sort()) session.print(`${key}: ${lines.get(key) ?? ''}\n`);
  for (const { key, value } of section.raw) session.print(`${key}: ${value}\n`);
}

export const pctConfig: Command = (session, { values }) => {
  const snapshot = values.get('snapshot');
  const current = values.get('current') === '1';
  if (snapshot !== undefined && current) {
    const reason = "cannot use 'snapshot' parameter with 'current'";
    throw new ParameterFailure(
      new Map([
        ['snapshot', reason],
        ['current', reason],
      ]),
    );
  }
  const draft = loadConf(session, Number(values.get('vmid')));
  if (snapshot !== undefined) {
    const section = draft.snapshots.get(snapshot) ?? die(`snapshot '${snapshot}' does not exist`);
    return printSection(session, section);
  }
  if (!current) {
    for (const [key, value] of draft.pending.options) draft.options.set(key, value);
    for (const key of draft.pending.delete) {
      // A value that Perl takes for false stays shown (PVE::AbstractConfig, PVE 9.2).
      if (draft.options.get(key) !== '0') draft.options.delete(key);
    }
  }
  return printSection(session, draft);
};
