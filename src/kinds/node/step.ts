/** What every step of a node has: where it runs, and its lock. */
import type { Address } from '../../config/model.ts';
import type { Lock, Step } from '../step.ts';

export interface Subject {
  readonly address: Address;
  readonly node: string;
}

export const MINUTE = 60_000;

/** Steps of one node wait for each other, whoever's they are. */
const nodeLock = (node: string): Lock => ({ name: `node:${node}`, mode: 'exclusive' });

type Draft = Pick<Step, 'id' | 'title' | 'do'> & Partial<Step>;

/** A step with all that it does not say itself. @param draft its id comes after the address */
export function stepOf({ address, node }: Subject, draft: Draft): Step {
  return {
    address,
    node,
    effect: 'live',
    after: [],
    guard: [],
    verify: [],
    retry: 'never',
    timeout: MINUTE,
    ...draft,
    id: `${address}:${draft.id}`,
    locks: [nodeLock(node), ...(draft.locks ?? [])],
  };
}
