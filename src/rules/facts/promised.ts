/** What guests or disks are promised of a node or a storage, and which of them take most of it. */
import { listed } from '../../plan/render/words.ts';
import type { Breach, Spot } from '../rule.ts';

/** One share of what there is. */
export interface Share {
  /** `lxc/web`. */
  readonly who: string;
  readonly amount: number;
  readonly at: Spot;
}

export interface Pot {
  /** `the guests of pve1 that run`. */
  readonly takers: string;
  /** `of pve1`. */
  readonly owner: string;
  readonly has: number;
  /** How often it may be promised. */
  readonly times: number;
  /** Of `policies.overcommit`. */
  readonly policy: 'memory' | 'cores' | 'disk';
  readonly at: Spot;
  readonly text: (amount: number) => string;
}

const SHOWN = 3;

const WHAT: Readonly<Record<Pot['policy'], string>> = { memory: ' of memory', cores: '', disk: '' };

/** Null: there is enough. */
export function overcommitted(pot: Pot, shares: readonly Share[]): Breach | null {
  const sum = shares.reduce((all, { amount }) => all + amount, 0);
  if (sum <= pot.has * pot.times) return null;
  const { takers, owner, has, times, policy, at, text } = pot;
  const most = shares.toSorted((a, b) => b.amount - a.amount);
  const names = listed(most, SHOWN, (one) => `${one.who} (${text(one.amount)})`);
  const often = times === 1 ? '' : `${times} times `;
  return {
    message: `${takers} may take ${text(sum)}${WHAT[policy]}, ${text(Math.ceil(sum - has * times))} more than ${often}the ${text(has)} ${owner}`,
    hint: `Most of it: ${names}. Make them smaller, or raise "${policy}" in "policies.overcommit" of phoenix.json.`,
    at,
    ...(most[0] && { also: most[0].at }),
  };
}
