/** Writes the records on each node of the zone, has its dnsmasq read them, and writes the mark. */
import type { StepsInput } from '../kind.ts';
import { markStep } from '../mark-file.ts';
import type { NodeName, Step, Verb } from '../step.ts';
import { anyNode } from '../any-node.ts';
import { differing, type HostsLive, known, liveOf } from './live.ts';
import { confPath, confText, type HostsSpec, recordsPath, recordsText } from './spec.ts';

type Input = StepsInput<HostsSpec, HostsLive>;

/** dnsmasq runs as a user of its own. */
const READABLE = 0o644;

function write(path: string, content: string | null): Verb {
  return { verb: 'write', path, content, mode: READABLE };
}

function stepOf(
  input: Input,
  node: NodeName,
  what: string,
  given: Pick<Step, 'title' | 'do' | 'after'>,
): Step {
  return {
    id: `${input.mark.address}:${what}:${node}`,
    address: input.mark.address,
    node,
    effect: 'config',
    locks: [{ name: `dnsmasq:${node}`, mode: 'exclusive' }],
    guard: [],
    verify: [],
    retry: 'never',
    timeout: 60_000,
    ...given,
  };
}

function onNode(
  input: Input,
  node: NodeName,
  zone: string,
  texts: { conf: string | null; records: string | null },
): Step[] {
  const before = liveOf(input.snapshot, zone, [node]).nodes.get(node);
  // Reading the records anew is enough where dnsmasq knows of them already.
  const verb = before?.conf === texts.conf ? 'reload' : 'restart';
  const records = stepOf(input, node, 'records', {
    title: `${texts.records === null ? 'remove' : 'write'} the records on ${node}`,
    after: [],
    do: write(recordsPath(zone), texts.records),
  });
  const conf = stepOf(input, node, 'conf', {
    title: `tell dnsmasq of ${node} where they are`,
    after: [records.id],
    do: write(confPath(zone), texts.conf),
  });
  const read = stepOf(input, node, 'read', {
    title: `have dnsmasq of ${node} read them`,
    after: [conf.id],
    do: { verb: 'run', argv: ['systemctl', verb, `dnsmasq@${zone}`] },
  });
  return [records, conf, read];
}

export function hostsSteps(input: Input): readonly Step[] {
  const { want, base, seen, snapshot, settings, mark, action, estate } = input;
  if (action === 'no-op') return [];
  const spec = want?.spec ?? null;
  const zone = spec?.zone ?? mark.id.slice('hosts:'.length);
  const live = seen.is === 'ours' ? seen.live : liveOf(snapshot, zone, (spec ?? base?.spec)?.nodes ?? null);
  const told = spec && known(spec, snapshot, estate);
  const nodes = told ? differing(told, live) : [...live.nodes.keys()];
  const texts = { conf: spec && confText(spec), records: spec && recordsText(spec) };
  const work = nodes.flatMap((node) => onNode(input, node, zone, texts));
  const written = action === 'remove' ? null : mark;
  const node = anyNode(settings, snapshot);
  const after = work.filter(({ id }) => id.includes(':read:')).map(({ id }) => id);
  return [
    ...work,
    markStep({ mark: written, id: `hosts:${zone}`, estate: mark.estate, address: mark.address, node, after }),
  ];
}
