/** A proof in a comment: a column of the table, what failed with its last lines, and what was not proved and why. */
import { durationText } from '../../../config/units.ts';
import type { GuestProof, Proof, WayProof } from '../../../proof/proof.ts';
import type { PlanItem } from '../../plan.ts';
import { clip, fence, prose } from '../escape.ts';
import { proofHeadline, WAY_WORDS } from '../proof-words.ts';
import { listed, number } from '../words.ts';
import { addressCode } from './names.ts';
import type { Column } from './row.ts';

/** What was handed over with a plan: a proof of it, or something that counts for nothing. */
export type ShownProof =
  | { readonly is: 'shown'; readonly proof: Proof }
  | { readonly is: 'refused'; readonly why: string };

const MARKS: Readonly<Record<GuestProof['is'], string>> = {
  proved: '✅',
  failed: '❌ failed',
  unproved: 'not proved',
};

/** `✅ 42 s`, `✅ 42 s, upgrade 9 s`: how long it takes from nothing stands first. */
function provedText({ ways }: GuestProof): string {
  const proved = ways.filter(({ is }) => is === 'proved').toSorted((a) => (a.way === 'new' ? -1 : 1));
  const times = proved.map(
    ({ way, ms }) => `${way === 'new' ? '' : `${WAY_WORDS[way]} `}${durationText(ms)}`,
  );
  return `${MARKS.proved} ${times.join(', ')}`.trimEnd();
}

const cellText = (guest: GuestProof) => (guest.is === 'proved' ? provedText(guest) : MARKS[guest.is]);

/** A row of the proof's own table. */
export function proofRow(guest: GuestProof): string {
  const needs = listed(guest.needs, 5, addressCode);
  const notes = prose(clip(guest.notes.join('; '), 200));
  return `| ${[addressCode(guest.address), cellText(guest), needs || '–', notes || '–'].join(' | ')} |`;
}

/** Null where no proof is shown: then there is no such column. */
export function proofColumn(shown: ShownProof | null): Column | null {
  if (shown?.is !== 'shown' || shown.proof.guests.length === 0) return null;
  const byAddress = new Map(shown.proof.guests.map((guest) => [guest.address, guest]));
  const cell = (items: readonly PlanItem[]): string => {
    const found = items.flatMap(({ address }) => byAddress.get(address) ?? []);
    const [first] = found;
    if (!first) return '–';
    if (items.length === 1) return cellText(first);
    const count = (is: GuestProof['is'], word: string) => {
      const n = found.filter((one) => one.is === is).length;
      return n > 0 ? [`${word} ${number(n)}`] : [];
    };
    const counts = [count('proved', '✅'), count('failed', '❌'), count('unproved', 'not proved')];
    return counts.flat().join(', ');
  };
  return { name: 'Proof', cell };
}

/** The paragraph above the table. */
export function proofText(shown: ShownProof | null): string[] {
  if (!shown) return [];
  if (shown.is === 'refused') return [`The proof that was handed over is not shown: ${prose(shown.why)}.`];
  const { proof } = shown;
  const failed = proof.guests.filter(({ is }) => is === 'failed');
  if (proof.guests.length === 0) return [];
  const names =
    failed.length > 0 ? ` **Failed:** ${listed(failed, 5, ({ address }) => addressCode(address))}.` : '';
  return [`**Proof** in containers, without secrets: ${proofHeadline(proof)}.${names}`];
}

function failureText(address: string, { way, ms, why, lines = [] }: WayProof, full: boolean): string {
  const what = `❌ **${addressCode(address)}**, ${WAY_WORDS[way]}, after ${durationText(ms)}`;
  const said =
    full && lines.length > 0 ? `\n\n${fence(lines.map((line) => clip(line, 200)).join('\n'))}` : '';
  return `${what}${why === undefined ? '' : `: ${prose(clip(why, 400))}`}${said}`;
}

/** What failed in a guest; `full` with the last lines that were printed. */
export function failureTexts({ address, ways }: GuestProof, full: boolean): string {
  const failed = ways.filter(({ is }) => is === 'failed');
  return failed.map((way) => failureText(address, way, full)).join('\n\n');
}

/** Why a guest, or one of its ways, was not proved; null: there is nothing to say. */
export function unprovedText({ address, is, ways, why }: GuestProof): string | null {
  const told = ways.filter((way) => way.is === 'unproved' && way.why !== undefined);
  const reasons = [
    ...(why === undefined ? [] : [why]),
    ...told.map((way) => `${WAY_WORDS[way.way]}: ${way.why ?? ''}`),
  ];
  if (is === 'failed' || reasons.length === 0) return null;
  return `${addressCode(address)} (${prose(clip(reasons.join('; '), 400))})`;
}
