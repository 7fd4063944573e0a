/** Which guest depends on which, as their files say by "dependsOn": shared by the rules about dependencies. */
import type { Json } from '../../json.ts';
import { pointer } from '../../json.ts';
import type { Guest, RuleInput, Spot } from '../rule.ts';

export interface Dependency {
  readonly from: Guest;
  readonly to: Guest;
  /** Where the file says so. */
  readonly at: Spot;
}

/** What is no guest, or is not there, is left out: a table says what is wrong with it. */
export function* dependenciesIn({ guests }: Pick<RuleInput, 'guests'>): Iterable<Dependency> {
  const byAddress = new Map(guests.map((guest) => [guest.resource.address, guest]));
  for (const from of guests) {
    const list = from.resource.merged['dependsOn'];
    if (!Array.isArray(list)) continue;
    for (const [index, address] of (list as readonly Json[]).entries()) {
      const to = typeof address === 'string' ? byAddress.get(address) : undefined;
      if (!to || to === from) continue;
      yield { from, to, at: { resource: from.resource, path: pointer('dependsOn', index) } };
    }
  }
}
