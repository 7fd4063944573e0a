/** Rules about pools: a new one is a file here and a line there. */
import type { Rule } from '../../../rules/rule.ts';
import { unknownParent } from './unknown-parent.ts';

export const poolRules: readonly Rule[] = [unknownParent];
