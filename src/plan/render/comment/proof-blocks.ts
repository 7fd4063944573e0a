/** A proof as blocks: beside a plan what its table cannot say, and alone with a table of its own. */
import type { GuestProof } from '../../../proof/proof.ts';
import type { Section } from '../fit.ts';
import { type PlanBlock, RANK, type Slot } from './blocks.ts';
import { failureTexts, proofRow, type ShownProof, unprovedText } from './proof.ts';

const HEAD = '| Guest | Proof | Built with it | Beside |\n|---|---|---|---|\n';

/** Of a proof without a plan. */
export const PROOF_SECTIONS: readonly Section<Slot>[] = [
  { slot: 'row', open: HEAD, between: '\n', close: '' },
  { slot: 'proof', open: '', between: '\n\n', close: '' },
  { slot: 'unproved', open: 'Not proved: ', between: '; ', close: '.' },
];

const what = { is: 'proof' } as const;

export function proofRowBlock(guest: GuestProof): PlanBlock {
  return { rank: RANK.error, what, forms: [() => ({ row: proofRow(guest) })] };
}

/** What failed, and what was not proved. */
export function proofBlocks(shown: ShownProof | null): PlanBlock[] {
  if (shown?.is !== 'shown') return [];
  return shown.proof.guests.flatMap((guest): PlanBlock[] => {
    if (guest.is === 'failed') {
      const form = (full: boolean) => () => ({ proof: failureTexts(guest, full) });
      return [{ rank: RANK.warning, what, forms: [form(true), form(false)] }];
    }
    const text = unprovedText(guest);
    return text === null ? [] : [{ rank: RANK.rest, what, forms: [() => ({ unproved: text })] }];
  });
}
