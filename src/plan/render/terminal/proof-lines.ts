/** A proof on a terminal: a line for each guest, what failed with its last words, and the sum of it last. */
import { durationText } from '../../../config/units.ts';
import type { GuestProof, Proof, WayProof } from '../../../proof/proof.ts';
import { type Colors, colorsOf } from '../colors.ts';
import { plain } from '../escape.ts';
import { proofHeadline, WAY_WORDS } from '../proof-words.ts';
import { longest } from '../words.ts';

const MARKS: Readonly<Record<GuestProof['is'], string>> = { proved: '✓', failed: '✗', unproved: '-' };

function tint(colors: Colors, is: GuestProof['is']): (text: string) => string {
  switch (is) {
    case 'proved':
      return colors.green;
    case 'failed':
      return colors.red;
    case 'unproved':
      return colors.yellow;
  }
}

function wayText({ way, is, ms }: WayProof): string {
  const word = WAY_WORDS[way];
  switch (is) {
    case 'proved':
      return `${word} ${durationText(ms)}`;
    case 'failed':
      return `${word} FAILED after ${durationText(ms)}`;
    case 'unproved':
      return `${word} not proved`;
  }
}

function wayLines({ way, why, lines = [] }: WayProof, colors: Colors): string[] {
  if (why === undefined) return [];
  const output = lines.map((line) => colors.dim(`      | ${plain(line.replaceAll('\t', '  '))}`));
  return [`    ${WAY_WORDS[way]}: ${plain(why, 1000)}`, ...output];
}

function guestLines(guest: GuestProof, width: number, colors: Colors): string[] {
  const { address, is, ways, why, needs, notes } = guest;
  const name = colors.bold(plain(address, 80).padEnd(width));
  const words = [
    ...(why === undefined ? [] : [`not proved: ${plain(why, 1000)}`]),
    ...ways.map(wayText),
    ...notes.map((note) => plain(note)),
  ];
  const aside =
    needs.length === 0 || why !== undefined
      ? ''
      : colors.dim(`  (with ${needs.map((one) => plain(one, 80)).join(', ')})`);
  return [
    `${tint(colors, is)(MARKS[is])} ${name}  ${words.join('; ')}${aside}`,
    ...ways.flatMap((way) => wayLines(way, colors)),
  ];
}

/** Lines of text, without a newline at the end. */
export function renderProof(proof: Proof, color: boolean): string {
  const colors = colorsOf(color);
  const width = Math.min(40, longest(proof.guests.map(({ address }) => plain(address, 80))));
  const lines = proof.guests.flatMap((guest) => guestLines(guest, width, colors));
  const sum = `${plain(proof.estate, 80)}: ${proofHeadline(proof)}`;
  const end = proof.ok
    ? proof.guests.some(({ is }) => is === 'proved')
      ? colors.green(sum)
      : sum
    : colors.red(sum);
  return [...lines, ...(lines.length > 0 ? [''] : []), end].join('\n');
}
