/** The rules about layers alone: a new one is a file here and a line there. */
import type { Rule } from '../../../rules/rule.ts';
import { buildAddress } from './build-address.ts';

export const layerRules: readonly Rule[] = [buildAddress];
