/** How Phoenix speaks of proofs: one wording for comment, check run and terminal. Plain text. */
import { durationText } from '../../config/units.ts';
import type { GuestProof, Proof, Way } from '../../proof/proof.ts';
import { number, plural } from './words.ts';

export const WAY_WORDS: Readonly<Record<Way, string>> = { new: 'new', upgrade: 'upgrade' };

/** `2 proved, 1 failed, 1 not proved in 1 min 20 s`. */
export function proofHeadline({ guests, ms, left = 0 }: Proof): string {
  if (guests.length + left === 0)
    return 'nothing to prove: no guest or layer gets anything that a lab could try';
  const count = (is: GuestProof['is']) => guests.filter((one) => one.is === is).length;
  const counts = [
    [count('proved'), 'proved'],
    [count('failed'), 'failed'],
    [count('unproved'), 'not proved'],
  ] as const;
  const told = counts.flatMap(([n, word]) => (n > 0 ? [`${number(n)} ${word}`] : []));
  const more = left > 0 ? [`${plural(left, 'more')} not listed`] : [];
  return `${[...told, ...more].join(', ')} in ${durationText(ms)}`;
}
