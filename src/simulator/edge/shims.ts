/** The simulated node's commands as programs on PATH: constant shell scripts, arguments passed on as they are. */
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM_NAMES, SYSTEM_NAMES } from '../program-names.ts';
import { LABS, LXC_FOLDER } from './lxc/names.ts';

/** `'` ends a quoted word of the shell; everything else is itself. */
const quote = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * `lxc-ls --active` takes 2 ms on a real node: a shell can do that, Node cannot. Real guests may have ended by themselves,
 * or with the machine, and stay marked until the next command: one runs while LXC's process that watches over it does.
 * Where none is real, grep reads the marks: a shell reads a byte at a time, and each node looks at those of a whole cluster.
 * A mark is a node's name and a line of JSON, or empty.
 */
const LXC_LS = (dir: string, node: string) => `#!/bin/sh
[ "$1" = --active ] || exit 1
cd ${quote(join(dir, '.sim/running'))} 2>/dev/null || exit 0
lab=
while read -r key value; do
  [ "$key" != '"id":' ] || lab=\${value#?} lab=\${lab%%'"'*}
done 2>/dev/null < ${quote(join(dir, LXC_FOLDER, 'lab.json'))}
if [ -z "$lab" ]; then
  grep -sLvx -e ${quote(node)} -e '' -e '{.*}' -- *
  exit 0
fi
runs() {
  pid= title=
  { read -r pid < "${LABS}/$lab/pid/$1"; read -r title < "/proc/$pid/cmdline"; } 2>/dev/null
  case $title in "[lxc monitor] ${LABS}/$lab/lxc phx-$lab-$1"*) return 0 ;; esac
  return 1
}
for id in *; do
  [ -e "$id" ] && runs "$id" || continue
  owner=
  read -r owner < "$id"
  { [ -z "$owner" ] || [ "$owner" = ${quote(node)} ]; } && echo "$id"
done
exit 0
`;

/** Where a node's programs stand; put it first in PATH. */
export const binFolder = (dir: string, node: string) => join(dir, '.sim/bin', node);

/** Where programs stand that Phoenix finds instead of this machine's, and nobody else. */
export const systemFolder = (dir: string, node: string) => join(dir, '.sim/system', node);

/** A PATH without such folders: what the simulator starts in guests has this machine's programs. */
export const withoutSystem = (path: string): string =>
  path
    .split(':')
    .filter((folder) => !/\/\.sim\/system\/[^/]+$/.test(folder))
    .join(':');

/** Reading is much cheaper than writing, and a lab is opened more often than another build of Phoenix opens it. */
function isThere(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8') === text && (statSync(file).mode & 0o111) === 0o111;
  } catch {
    return false;
  }
}

/**
 * Writes the programs of a node, where they are not there or start another build of Phoenix.
 * @param simulator how the simulator is started: Node, its options, and the entry point
 */
export function writeShims(dir: string, node: string, simulator: readonly string[]): void {
  const start = [...simulator, '--node', node, dir].map(quote).join(' ');
  for (const [folder, programs] of [
    [binFolder(dir, node), PROGRAM_NAMES],
    [systemFolder(dir, node), SYSTEM_NAMES],
  ] as const) {
    mkdirSync(folder, { recursive: true });
    for (const program of programs) {
      const text =
        program === 'lxc-ls' ? LXC_LS(dir, node) : `#!/bin/sh\nexec ${start} ${quote(program)} "$@"\n`;
      const file = join(folder, program);
      if (isThere(file, text)) continue;
      writeFileSync(file, text);
      chmodSync(file, 0o755);
    }
  }
}
