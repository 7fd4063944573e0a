/** `phoenix validate`: every finding of every file at once. */
import { errorsIn } from '../errors.ts';
import { renderFindingsJson } from '../plan/render/json.ts';
import { plural } from '../plan/render/words.ts';
import { checkRules } from '../rules/check.ts';
import type { Console } from './console.ts';
import { showFindings } from './show-findings.ts';
import { openWorkspace } from './workspace.ts';

export interface ValidateOptions {
  readonly configs: string;
  readonly env?: string;
  /** The git revision that the files are compared with, for rules about changes; none without it. */
  readonly base?: string;
  /** A git revision in place of the files on disk. */
  readonly head?: string;
  readonly json?: boolean;
}

/** Exit code 0 without errors, else 1. */
export async function validate(options: ValidateOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  try {
    const base = options.base === undefined ? null : await workspace.at(options.base);
    const loaded = options.head === undefined ? workspace.onDisk() : await workspace.at(options.head);
    const estate = checkRules(loaded, { base });
    const { findings, resources } = estate;
    const errors = errorsIn(findings).length;
    if (options.json) {
      io.out(renderFindingsJson(findings));
    } else {
      showFindings(findings, estate.tree, io);
      const others = findings.length - errors;
      const found = [
        ...(errors > 0 ? [plural(errors, 'error')] : []),
        ...(others > 0 ? [plural(others, 'remark')] : []),
      ].join(', ');
      const count = plural(resources.size, 'resource');
      io.out(`${count} in ${workspace.configs}: ${found === '' ? 'nothing found' : found}`);
    }
    return errors === 0 ? 0 : 1;
  } finally {
    workspace.close();
  }
}
