/** The paragraphs of the warning box: what cannot be undone, what cannot be done, what a policy or a rule says. */
import type { Suppressed } from '../../../config/model.ts';
import type { Finding } from '../../../errors.ts';
import type { PlanItem, PolicyVerdict } from '../../plan.ts';
import { clip, code, prose, words } from '../escape.ts';
import { wholeNote } from '../changes.ts';
import type { Group } from '../group.ts';
import { positionLink, type Where } from '../links.ts';
import { labelOf, listed, valueText } from '../words.ts';
import { addressCode } from './names.ts';

/** A sentence of somebody else's, closed with one full stop. */
function sentence(text: string, most: number): string {
  const shown = prose(clip(capital(text), most));
  return /[.!?…]$/.test(shown) ? shown : `${shown}.`;
}

function notesText(item: PlanItem): string {
  const whole = item.action === 'update' ? null : wholeNote(item);
  return [...(whole === null ? [] : [whole]), ...item.notes.slice(0, 8)]
    .map((note) => ` ${sentence(note, 400)}`)
    .join('');
}

/** Why the guest is made anew. */
function replaceText(item: PlanItem): string {
  const note = item.changes.find((change) => change.effect === 'replace' && change.note)?.note;
  return note === undefined ? '' : ` ${sentence(note, 400)}`;
}

function impossibleText(item: PlanItem): string {
  const changes = item.changes.filter((change) => change.effect === 'impossible');
  return listed(changes, 5, (change) => {
    const { before, after, note } = change;
    const values = `${words(clip(valueText(before), 60))} → ${words(clip(valueText(after), 60))}`;
    return `${code(clip(labelOf(change), 80))} ${values}${note ? ` (${prose(clip(note, 200))})` : ''}`;
  });
}

/** Deletions that an update brings along: `/mounts/~1data` of a guest that stays. */
function lostText(item: PlanItem): string {
  const lost = item.changes.filter((change) => change.effect === 'destroy');
  return listed(lost, 5, (change) => {
    const { before } = change;
    return `${code(clip(labelOf(change), 80))} ${words(clip(valueText(before, ''), 60))}`.trimEnd();
  });
}

/** The warning that a group deserves, or null. */
export function groupWarning(group: Group): string | null {
  const [item] = group.items;
  if (!item) return null;
  const name = listed(group.items, 3, ({ address }) => addressCode(address));
  switch (group.category) {
    case 'retire':
      return `**Retire ${name}.**${notesText(item)}`;
    case 'destroy':
      return `**Destroy ${name}.**${notesText(item)} There is no undo.`;
    case 'delete':
      return `**Delete data of ${name}:** ${lostText(item)}.${notesText(item)} There is no undo.`;
    case 'replace':
      return `**Replace ${name}.**${replaceText(item)}${notesText(item)} The old one is destroyed: there is no undo.`;
    case 'impossible':
      return `**Proxmox cannot do this to ${name}:** ${impossibleText(item)}.${notesText(item)} It is not applied until the file says something else.`;
    case 'note':
    case 'offline':
    case 'restart':
    case 'migrate':
    case 'remove':
    case 'held':
    case 'drift':
    case 'create':
    case 'adopt':
    case 'rename':
    case 'live':
    case 'config':
    case 'aside':
      return null;
  }
}

/** A limit stops all of its kind, not only those beyond it. */
const UNTIL_IT_FITS: Readonly<Record<string, string>> = {
  retire: 'Until that fits, none of them goes.',
  restart: 'Until that fits, none of them stops.',
};

export function policyWarning(verdict: PolicyVerdict): string {
  const unless = UNTIL_IT_FITS[verdict.policy];
  return `**Policy:** ${sentence(verdict.text, 300)}${unless ? ` ${unless}` : ''}`;
}

/** `**PHX131** message (place): hint.`; the short form leaves the hint out. */
export function findingText(finding: Finding, where: Where, full: boolean): string {
  const most = full ? 1200 : 240;
  const places = [finding.at, finding.also].filter((at) => at !== undefined);
  const at = places.length === 0 ? '' : ` (${places.map((p) => positionLink(where, p)).join(', ')})`;
  const hint = finding.hint && full ? ` ${sentence(finding.hint, most)}` : '';
  return `**${words(clip(finding.id, 40))}** ${prose(clip(finding.message, most)).replace(/\.$/, '')}${at}.${hint}`;
}

/** `- **PHX621** message (place). Reason: as the file says.` */
export function suppressedText({ finding, reason }: Suppressed, where: Where): string {
  return `- ${findingText(finding, where, false)} Reason: ${sentence(reason, 300)}`;
}

/** A sentence begins with a capital, unless its first word is a name: `lxc/web`, `rootfs.size`. */
function capital(text: string): string {
  return /^[a-z]+[\s,]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
