/** Rules of HA rules: a new one is a file here and a line there. */
import type { Rule } from '../../../rules/rule.ts';
import { impossibleCompany } from './impossible-company.ts';
import { twoHomes } from './two-homes.ts';

export const haRuleRules: readonly Rule[] = [twoHomes, impossibleCompany];
