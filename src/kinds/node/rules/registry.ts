/** Rules of nodes alone. */
import type { Rule } from '../../../rules/rule.ts';

export const nodeRules: readonly Rule[] = [];
