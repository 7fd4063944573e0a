/** Whether a change would lock out those who look after the nodes: git's side of it and the nodes' together. */
import type { Address, Resource } from '../../config/model.ts';
import { parseAddress, parseInSubnet } from '../../config/address-range.ts';
import type { Settings } from '../../config/settings.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Change } from '../change.ts';
import { type AddressSet, spanIn } from './address-set.ts';
import { type AdmitInput, refusals } from './admit.ts';
import { wantedEntries } from './entries.ts';
import { edited } from './edit.ts';
import { printDocument } from './document.ts';
import { editsOf } from './edits-of.ts';
import { guardsNodes } from './live.ts';
import { type Reading, readingOf } from './reading.ts';
import { type FirewallSpec, isFirewall, pathOf, type Target } from './spec.ts';

/** What Phoenix, the web interface and the nodes themselves need. */
export const MANAGEMENT_PORTS = [22, 8006] as const;

interface LockOutInput {
  readonly target: Target;
  readonly changes: readonly Change[];
  readonly known: FirewallSpec | null;
  readonly settings: Settings;
  readonly snapshot: Snapshot;
  readonly estate: ReadonlyMap<Address, Resource>;
}

/** Those who look after the nodes, as `phoenix.json` says; empty: nobody said. */
export function managementOf({ policies }: Pick<Settings, 'policies'>): AddressSet {
  return (policies.management ?? []).flatMap((text) => spanIn(text) ?? []);
}

/** The network that a node's own address is in, as its routes say (PVE 9.2, `local_network`); null: they do not. */
export function localNetworkOf(node: string, files: ReadonlyMap<string, string> | undefined): string | null {
  const own = (files?.get('/etc/hosts') ?? '')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .find(([, ...names]) => names.some((name) => name === node || name.startsWith(`${node}.`)))?.[0];
  const address = own === undefined ? null : parseAddress(own);
  if (address?.family !== 4) return null;
  for (const line of (files?.get('/proc/net/route') ?? '').split('\n').slice(1)) {
    const [, dest = '', , , , , , mask = ''] = line.split(/\s+/);
    const [to, bits] = [bigEndian(dest), bigEndian(mask)];
    if (to === null || bits === null || bits === 0) continue;
    const prefix = bits.toString(2).replace(/0+$/, '').length;
    const cidr = `${[24, 16, 8, 0].map((shift) => (to >>> shift) & 255).join('.')}/${prefix}`;
    const subnet = parseInSubnet(cidr)?.subnet;
    if (subnet && subnet.first <= address.value && address.value <= subnet.last) return cidr;
  }
  return null;
}

/** `0000000A` is 10.0.0.0, written from its end. */
function bigEndian(hex: string): number | null {
  const bytes = /^([\dA-F]{2})([\dA-F]{2})([\dA-F]{2})([\dA-F]{2})$/i.exec(hex)?.slice(1);
  return bytes ? Number.parseInt(bytes.toReversed().join(''), 16) : null;
}

/** The file as it is, with all that git wants of it. */
function asWanted(spec: FirewallSpec, live: Reading): Reading {
  return readingOf(printDocument(edited(live.document, wantedEntries(spec), spec)));
}

/** The reason in words; null: they are let in, nobody said who they are, or the file decides nothing about nodes. */
export function lockOut(input: LockOutInput): string | null {
  const { target, changes, known, settings, snapshot, estate } = input;
  const from = managementOf(settings);
  if (!guardsNodes(target) || from.length === 0) return null;
  const wanted = [...estate.values()].filter(isFirewall);
  const textOf = (one: Target) => snapshot.files?.get(pathOf(one)) ?? null;
  const after = (one: Target): Reading => {
    const live = readingOf(textOf(one));
    if (pathOf(one) === pathOf(target)) {
      return readingOf(printDocument(edited(live.document, editsOf(changes), known)));
    }
    const spec = wanted.find(({ spec: other }) => pathOf(other.target) === pathOf(one))?.spec;
    return spec ? asWanted(spec, live) : live;
  };
  const nodes = target.is === 'node' ? [target.node] : [...snapshot.nodes.keys()];
  const cluster = after({ is: 'cluster' });
  // Where nobody turns it on, nothing is turned away.
  if ((cluster.options.get('enable') ?? '0') === '0') return null;
  for (const node of nodes) {
    const facts = snapshot.nodes.get(node);
    const local = localNetworkOf(node, facts?.reachable ? facts.files : undefined);
    const span = local === null ? null : spanIn(local);
    const about: Omit<AdmitInput, 'port'> = {
      cluster,
      node: after({ is: 'node', node }),
      from,
      localNetwork: span ? [span] : null,
    };
    for (const port of MANAGEMENT_PORTS) {
      const [first] = refusals({ ...about, port }, 'kind');
      if (first) return lockOutText(node, port, first.by);
    }
  }
  return null;
}

export function lockOutText(node: string, port: number, by: string): string {
  return `${by} would keep those who look after ${node} ("policies.management") from TCP ${port}`;
}
