/** The rules that concern estates of some kinds, for whoever has loaded no others: see src/kinds/on-demand.ts. */
import type { Estate } from '../../config/model.ts';
import type { Kind } from '../../kinds/kind.ts';
import { once } from '../../once.ts';
import { rulesOf } from '../registry.ts';
import { catalogueOf } from './catalogue.ts';
import { runRules } from './run.ts';

/**
 * The estate with everything that is found in it.
 * @param kinds those that both estates were loaded with
 */
export function checkKinds(kinds: readonly Kind[], estate: Estate, base: Estate | null): Estate {
  const rules = rulesOf(kinds);
  return runRules(estate, { base, rules, catalogue: once(() => catalogueOf(kinds, rules)) });
}
