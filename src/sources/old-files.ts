/** The files of the tool that Phoenix replaces, and the folder that gets what they become. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Role, ROLES, SOURCE_FILES } from '../authoring/migrate/source.ts';
import { quote } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';
import { readInput } from './input-file.ts';

function textOf(path: string): string {
  // A pipe would be waited for, for ever.
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
    throw new PhoenixError('UNREADABLE', `${quote(path, 200)} is no file`, { hint: 'name the right one' });
  }
  return new TextDecoder().decode(readInput(path));
}

/** The files of the old tool that are there. @throws PhoenixError `UNREADABLE`, `USAGE` */
export function readOldFiles(from: readonly string[]): ReadonlyMap<Role, string> {
  const paths = new Map<Role, string>();
  for (const path of from) {
    const isFolder = existsSync(path) && statSync(path).isDirectory();
    if (!isFolder) {
      const role = ROLES.find((one) => SOURCE_FILES[one] === basename(path));
      if (role === undefined) {
        throw new PhoenixError('USAGE', `${quote(path, 200)} is none of the old tool's files`, {
          hint: `name a folder with ${Object.values(SOURCE_FILES).join(', ')}, or these files`,
        });
      }
      paths.set(role, path);
      continue;
    }
    // The old tool kept them in etc/ of its own tree.
    for (const folder of [path, join(path, 'etc')]) {
      for (const role of ROLES) {
        const file = join(folder, SOURCE_FILES[role]);
        if (!paths.has(role) && existsSync(file)) paths.set(role, file);
      }
    }
  }
  if (!paths.has('lxc')) {
    throw new PhoenixError(
      'UNREADABLE',
      `there is no ${SOURCE_FILES.lxc} in ${from.map((one) => quote(one, 200)).join(', ')}`,
      {
        hint: 'name the folder that it stands in: the other files may be missing, this one may not',
      },
    );
  }
  return new Map([...paths].map(([role, path]) => [role, textOf(path)]));
}

/** @throws PhoenixError `REFUSED` where a configs folder has files */
export function refuseFilled(out: string): void {
  const configs = join(out, 'configs');
  if (!existsSync(configs)) return;
  const there = readdirSync(configs, { recursive: true, withFileTypes: true }).filter(
    (entry) => !entry.isDirectory(),
  );
  if (there.length === 0) return;
  throw new PhoenixError('REFUSED', `${configs} has files already; nothing was written`, {
    hint: 'name another --out, or write over what has the same name with --force',
  });
}
