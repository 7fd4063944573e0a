/** A simulated node in memory with one guest, and a way to type commands on it. */
import { type NodeFacts, nodeFacts, type Quirks, writeFacts } from '../../src/simulator/facts.ts';
import { confPath, setRunning } from '../../src/simulator/guests.ts';
import { type MemoryHost, memoryHost } from '../../src/simulator/memory-host.ts';
import { prepareRecordedNode, recordedFacts } from '../../src/simulator/recorded-node.ts';
import type { Result } from '../../src/simulator/session.ts';
import { simulate } from '../../src/simulator/simulate.ts';

export interface SimulatedNode {
  readonly host: MemoryHost;
  /** Types a command, such as `pct('set', '101', '--memory', '64')`. */
  pct(...words: readonly string[]): Result;
  /** The conf file of guest 101, and its lines without those that never change here. */
  conf(): string;
}

/** What every conf file here has, so that a test shows only what it is about. */
const COMMON = [
  'arch: amd64',
  'ostype: debian',
  'rootfs: btr:101/vm-101-disk-0.raw,size=1G',
  'unprivileged: 1',
];

const sections = (text: string) => text.split(/\n\n?(?=\[)/);

/** A conf file with these lines in the current section and those after `[` headings as they stand. */
export function confOf(...lines: readonly string[]): string {
  const [first = '', ...others] = sections(lines.join('\n'));
  const current = [...COMMON, ...first.split('\n').filter((line) => line !== '')];
  const order = (line: string) => (line.startsWith('#') ? '' : line.startsWith('lxc.') ? `~${line}` : line);
  current.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
  return [current.join('\n'), ...others].map((section) => `${section.trim()}\n`).join('\n');
}

export interface NodeOptions {
  readonly running?: boolean;
  readonly quirks?: Partial<Quirks>;
  readonly facts?: Partial<Omit<NodeFacts, 'name' | 'quirks'>>;
}

/** The recorded node, called `vm`, with guest 101. */
export function nodeWith(
  conf: string,
  { running = false, quirks = {}, facts = {} }: NodeOptions = {},
): SimulatedNode {
  const host = memoryHost();
  prepareRecordedNode(host);
  writeFacts(host, nodeFacts('vm', { ...recordedFacts(), locale: 'UTF-8', ...facts, quirks }));
  host.write(confPath('vm', 101), conf);
  if (running) setRunning(host, 101, { node: 'vm' });
  return {
    host,
    pct: (...words) => simulate({ host, node: 'vm', argv: ['pct', ...words] }),
    conf: () => host.read(confPath('vm', 101)) ?? '',
  };
}
