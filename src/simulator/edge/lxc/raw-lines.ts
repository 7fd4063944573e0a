/**
 * Raw `lxc.*` lines of a conf file, as far as they may reach this machine. They were written for the node: its programs
 * and its files are not those of whoever runs a lab. Pure.
 */
import { posix } from 'node:path';
import type { RawLine } from '../../../node/conf.ts';

/** Keys that run a program of the node, or read or write one of its files. */
const OF_THE_NODE =
  /^lxc\.(?:hook\.(?!version$)|include$|mount\.fstab$|rootfs\.|log\.file$|console\.|environment\.hooks$|seccomp\.(?:profile$|notify\.)|net\.\d+\.script\.)/;
/** Guests of a lab are not confined by AppArmor, whose profiles are files of the node too. */
const NEVER_DONE = /^lxc\.(?:apparmor|selinux)\./;
/** File systems that the kernel makes, and device nodes: what a guest may do with them is limited elsewhere. */
const OF_THE_KERNEL = /^\/(?:dev|proc|sys)(?:\/|$)/;

export interface LabLines {
  readonly lines: readonly RawLine[];
  /** What is left out of them, in words. */
  readonly left: readonly string[];
}

/** @param real the place on this machine of a path of the node */
export function labLines(raw: readonly RawLine[], real: (path: string) => string): LabLines {
  const lines: RawLine[] = [];
  const left: string[] = [];
  for (const line of raw) {
    if (NEVER_DONE.test(line.key)) continue;
    if (OF_THE_NODE.test(line.key)) left.push(`${line.key}: it is for the node: left out`);
    else if (line.key === 'lxc.mount.entry') lines.push(mountEntry(line, real));
    else lines.push(line);
  }
  return { lines, left };
}

/** `/srv/data srv/data none bind,create=dir 0 0`: the first word is a path of the node. */
function mountEntry({ key, value }: RawLine, real: (path: string) => string): RawLine {
  const [, word, rest = ''] = /^\s*(\/\S*)(.*)$/s.exec(value) ?? [];
  if (word === undefined) return { key, value };
  const source = posix.normalize(word);
  return { key, value: `${OF_THE_KERNEL.test(source) ? source : real(source)}${rest}` };
}
