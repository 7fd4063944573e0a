/** From a merged file to a spec. Pure. */
import { nodeIn } from '../../config/declared-node.ts';
import { didYouMean } from '../../config/suggest.ts';
import { quote } from '../../config/quote.ts';
import type { PointedFinding } from '../../errors.ts';
import { guestFeatures, type GuestFeature } from '../../features/guest-features.ts';
import type { GuestFacts } from '../../features/requirements.ts';
import { wrongWithReference } from '../../secrets/reference.ts';
import { findingIn } from '../../features/finding-ids.ts';
import type { Resolved, ResolveInput } from '../kind.ts';
import { softwareOf } from '../guest/software.ts';
import { finding } from './finding-ids.ts';
import { type NodeInput, nodeSchema } from './schema.ts';
import type { NodeSpec, Values } from './spec.ts';

/** What features may ask of a guest, a node is or has. */
const WHOLE_MACHINE: GuestFacts = {
  nesting: true,
  keyctl: true,
  fuse: true,
  privileged: true,
  memory: null,
  disk: null,
  devices: [],
  os: null,
};

function words(values: Readonly<Record<string, string | number | true>> = {}): Values {
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, value]) => [key, value === true ? '' : String(value)]));
}

/** `vm/swappiness` is `vm.swappiness`, unless a name has a dot of its own, as those of VLANs do. */
const kernelName = (key: string) => (key.includes('.') ? key : key.replaceAll('/', '.'));

function factsMade({ feature, options }: GuestFeature): Values {
  const made = Object.entries(feature.manifest.facts).map(([fact, option]) => {
    return [fact, String(options.values[option] ?? '')] as const;
  });
  return Object.fromEntries(made.filter(([, value]) => value !== ''));
}

function badSecrets(features: readonly GuestFeature[]): PointedFinding[] {
  return features.flatMap(({ feature, options }) =>
    Object.entries(options.secrets).flatMap(([name, reference]) => {
      const hint = wrongWithReference(reference);
      const path = `/features/${feature.id}/${name}`;
      return hint === null
        ? []
        : [findingIn('PHX715', path, `the secret of ${feature.id}.${name} cannot be understood`, hint)];
    }),
  );
}

function softwareIn(input: NodeInput, { features: open, settings, name }: ResolveInput) {
  const known = open?.();
  if (!input.features || !known) return { features: [], findings: [] };
  return guestFeatures({
    wanted: input.features,
    path: '/features',
    features: known.features,
    unsound: known.unsound,
    lock: known.lock,
    guest: WHOLE_MACHINE,
    host: nodeIn(settings, name)?.facts ?? {},
    onHost: true,
  });
}

export function resolveNode(resolve: ResolveInput): Resolved<NodeSpec> {
  const { merged, settings, name } = resolve;
  if (!resolve.isAccepted && !nodeSchema().safeParse(merged).success) return { spec: null, findings: [] };
  const input = merged as unknown as NodeInput;
  if (!nodeIn(settings, name)) {
    const hint = didYouMean(name, Object.keys(settings.nodes), 'Name the file as a node of phoenix.json.');
    return {
      spec: null,
      findings: [finding('PHX910', '', `phoenix.json has no node ${quote(name)}`, hint)],
    };
  }
  const { features, findings } = softwareIn(input, resolve);
  const facts = features.map((one) => [one.feature.id, factsMade(one)] as const);
  const sysctl = Object.entries(input.sysctl ?? {}).map(([key, value]) => [kernelName(key), value] as const);
  return {
    spec: {
      node: name,
      sysctl: words(Object.fromEntries(sysctl)),
      modules: words(input.modules),
      packages: words(input.packages),
      reboot: input.reboot ?? 'manual',
      // Secrets have no seal: the marks that the run leaves on the node tell by hash whether a value is another one.
      ...(features.length > 0 && { software: features.map((one) => softwareOf(one, undefined)) }),
      facts: Object.fromEntries(facts.filter(([, made]) => Object.keys(made).length > 0)),
    },
    findings: [...findings, ...badSecrets(features)],
  };
}
