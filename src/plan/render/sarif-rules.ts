/** The catalogue as rules of SARIF: what code scanning shows beside an alert, from the title to how to turn it off. */
import type { Severity } from '../../errors.ts';
import type { CatalogueEntry } from '../../rules/check/catalogue.ts';
import { clip } from './escape.ts';

/** How SARIF calls severities. */
export const LEVELS = { error: 'error', warning: 'warning', notice: 'note' } as const satisfies Record<
  Severity,
  string
>;

/** `Two guests have the same MAC address` is `TwoGuestsHaveTheSameMacAddress`. */
function nameOf(title: string): string {
  const words = title.match(/[A-Za-z0-9]+/g) ?? [];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join('');
}

/** How the documentation words it: in code fences, so that nothing in an example becomes markup. */
function helpOf({ why, example, isAdjustable }: CatalogueEntry, id: string) {
  const change = isAdjustable
    ? `"rules": { "${id}": "off" } in phoenix.json turns it off, and "suppress": { "${id}": "the reason" } in a file does for that file.`
    : 'It cannot be turned off: mend what is found.';
  const examples = example ? [`Wrong: ${example.wrong}`, `Right: ${example.right}`] : [];
  const fenced = example
    ? ['Wrong:', `\`\`\`jsonc\n${example.wrong}\n\`\`\``, 'Right:', `\`\`\`jsonc\n${example.right}\n\`\`\``]
    : [];
  return {
    text: [why, ...examples, change].join('\n\n'),
    markdown: [why, ...fenced, change.replace(/("(?:rules|suppress)": \{[^}]*\})/g, '`$1`')].join('\n\n'),
  };
}

/** A finding of the catalogue as a `reportingDescriptor`. */
export function ruleOf([id, entry]: readonly [string, CatalogueEntry]) {
  const { title, why, severity, isAdjustable } = entry;
  return {
    id,
    name: nameOf(title),
    shortDescription: { text: title },
    fullDescription: { text: clip(why, 1000) },
    help: helpOf(entry, id),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      'problem.severity': severity === 'notice' ? 'recommendation' : severity,
      precision: 'very-high',
      tags: ['configuration', ...(isAdjustable ? ['adjustable'] : [])],
    },
  };
}
