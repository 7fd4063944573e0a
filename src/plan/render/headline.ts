/** A plan in one line: for headings, check titles, and the last line of a terminal. */
import { errorsIn } from '../../errors.ts';
import type { Plan } from '../plan.ts';
import { categoryOf, countsText } from './category.ts';
import { clip, code } from './escape.ts';
import { number, plural } from './words.ts';

/** What a comment is about, when there is no plan to take it from. */
export interface EstateName {
  readonly estate: string;
  readonly env: string | null;
}

/** `retire 1, restart 4, create 1; 13 unchanged`, or `nothing to do; 18 unchanged`. Plain text. */
export function headline(plan: Plan): string {
  if (plan.items.length === 0) {
    const errors = errorsIn(plan.findings).length;
    if (errors > 0) return `no plan: ${plural(errors, 'error')} in the files`;
  }
  const categories = plan.items.map(categoryOf);
  const rest = [
    plan.unchanged > 0 ? `${number(plan.unchanged)} unchanged` : '',
    countsText(categories.filter((category) => category === 'aside')),
  ].filter((text) => text !== '');
  const counts = countsText(categories.filter((category) => category !== 'aside'));
  return [counts || 'nothing to do', ...(rest.length > 0 ? [rest.join(', ')] : [])].join('; ');
}

/** The estate as Markdown: `` `lab` `` or `` `lab` in `prod` ``. */
export function estateCode({ estate, env }: EstateName): string {
  return `${code(clip(estate, 80))}${env === null ? '' : ` in ${code(clip(env, 60))}`}`;
}
