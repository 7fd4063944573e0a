/** All rules over an estate, of whatever kinds. Commands that plan, apply or validate ask; those that only look do without. */
import type { Estate } from '../../config/model.ts';
import type { Rule } from '../rule.ts';
import { catalogue, rules as every } from './every.ts';
import { runRules } from './run.ts';

export interface CheckOptions {
  /** The revision that the files are compared with. */
  readonly base?: Estate | null;
  /** Others than all there are, for tests. */
  readonly rules?: readonly Rule[];
}

/** The estate with everything that is found in it. An estate whose files are broken is asked as far as it goes. */
export const checkRules = (estate: Estate, { base = null, rules = every }: CheckOptions = {}): Estate =>
  runRules(estate, { base, rules, catalogue });
