/**
 * What may stand in the files that `phoenix node` writes, where a line of one could start a program as root, or let others at
 * files of the host. Pure.
 */
import { isOfSystem } from './system-paths.ts';

/** What Phoenix tells dnsmasq: it knows options that start programs, too. */
const DNSMASQ =
  /^(?:addn-hosts=\/etc\/dnsmasq\.d\/\w+\/phoenix\.hosts|domain=[\w.-]+|expand-hosts|local=\/[\w.-]+\/)$/;

/** Settings of the kernel that name programs, which it starts as root. */
const STARTS =
  /^(?:-\s*)?kernel[./](?:core_pattern|modprobe|hotplug|poweroff_cmd|usermodehelper|firmware_config)|binfmt_misc/;

const exported = (line: string) =>
  (/^"([^"]*)"/.exec(line)?.[1] ?? line.split(/\s/)[0] ?? '').replace(/(?<=.)\/$/, '');

/** By the start of a path: whether a line is none that may stand there. */
const FAULTS: readonly (readonly [start: string, isFault: (line: string) => boolean])[] = [
  ['/etc/dnsmasq.d/', (line) => !DNSMASQ.test(line)],
  ['/etc/exports.d/', (line) => /\\/.test(line) || isOfSystem(exported(line))],
  ['/etc/sysctl.d/', (line) => STARTS.test(line)],
];

/** Why a file may not hold this; null: it may. */
export function contentRefused(path: string, text: string): string | null {
  const [, isFault] = FAULTS.find(([start]) => path.startsWith(start)) ?? [];
  if (!isFault || path.endsWith('/phoenix.hosts')) return null;
  const line = text
    .split(/[\r\n]/)
    .map((one) => one.trim())
    .find((one) => one !== '' && !one.startsWith('#') && isFault(one));
  return line === undefined ? null : `phoenix node does not write "${line}" to ${path}`;
}
