/** The folders in tests/cases that hold an estate, whatever is asked of it there. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const CASES = 'tests/cases';

/** Each has a folder `configs`, and some a `base` that it is compared with. In one order. */
export function caseFolders(below: string = CASES): string[] {
  if (existsSync(join(below, 'configs'))) return [below];
  const folders = readdirSync(below, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) => caseFolders(join(below, name))).toSorted();
}
