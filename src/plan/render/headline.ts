/** A plan in one line: for headings, check titles, and the last line of a terminal. */
import type { Plan } from '../plan.ts';
import { categoryOf, countsText } from './category.ts';
import { clip, code } from './escape.ts';
import { number, plural } from './words.ts';

/** What a comment is about, when there is no plan to take it from. */
export interface EstateName {
  readonly estate: string;
  readonly env: string | null;
}

/** `retire 1, restart 4, create 1; 13 unchanged`, or `nothing to do`. Plain text. */
export function headline(plan: Plan): string {
  if (plan.items.length === 0) {
    const errors = plan.findings.filter((finding) => finding.severity === 'error').length;
    return errors > 0 ? `no plan: ${plural(errors, 'error')} in the files` : 'nothing to do';
  }
  const counts = countsText(plan.items.map(categoryOf));
  return plan.unchanged > 0 ? `${counts}; ${number(plan.unchanged)} unchanged` : counts;
}

/** The estate as Markdown: `` `lab` `` or `` `lab` in `prod` ``. */
export function estateCode({ estate, env }: EstateName): string {
  return `${code(clip(estate, 80))}${env === null ? '' : ` in ${code(clip(env, 60))}`}`;
}
