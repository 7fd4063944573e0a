/** Rules and findings of every kind: for commands that list them, or look at estates of whatever kinds. */
import { kinds } from '../../kinds/registry.ts';
import { once } from '../../once.ts';
import { rulesOf } from '../registry.ts';
import type { Rule } from '../rule.ts';
import { catalogueOf } from './catalogue.ts';

export const rules: readonly Rule[] = rulesOf(kinds);

export const catalogue = once(() => catalogueOf(kinds, rules));
