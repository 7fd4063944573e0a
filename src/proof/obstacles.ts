/** Why a guest cannot be built in a lab: what it takes of its node, or of somebody else, that no lab has. Pure. */
import type { Estate, Resource } from '../config/model.ts';
import { quote } from '../config/quote.ts';
import type { Software } from '../kinds/lxc/software.ts';
import type { LxcSource, LxcSpec } from '../kinds/lxc/spec.ts';
import { declaredIn, secretName } from './placeholders.ts';

/** The machine that runs the lab. */
export interface Machine {
  /** Whether a system can be built for a volume such as `local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst`. */
  canBuild(volume: string): boolean;
  hasDevice(path: string): boolean;
  /** KiB. */
  readonly memory: number;
  readonly cores: number;
}

/** Kinds that a lab can build. */
const BUILT: readonly string[] = ['lxc', 'layer'];

/** Empty: it can be built. */
export function obstaclesOf(resource: Resource, estate: Estate, machine: Machine): string[] {
  if (!BUILT.includes(resource.kind)) return [`a lab builds no ${resource.kind}`];
  const spec = resource.spec as LxcSpec;
  const cards = Object.keys(spec.gpus);
  const ofCards = new Set(Object.values(spec.gpus).flatMap(({ devices }) => devices));
  const devices = Object.keys(spec.devices).filter((path) => !ofCards.has(path) && !machine.hasDevice(path));
  return [
    ...sourceObstacles(spec.source, machine),
    ...cards.map((name) => `it has the card ${quote(name)}`),
    ...devices.map((path) => `the device ${path} is not here`),
    ...(spec.software ?? []).flatMap((one) => softwareObstacles(one, estate)),
  ];
}

function sourceObstacles(source: LxcSource | null, machine: Machine): string[] {
  if (!source) return ['no file tells what it was made from'];
  if (source.is === 'clone')
    return source.address === null ? [`it is cloned from ${source.vmid}, which no file describes`] : [];
  return machine.canBuild(source.volume) ? [] : [`no lab can build the system of ${source.volume}`];
}

function softwareObstacles(
  { id, experimental, secrets }: Software,
  { features, settings }: Estate,
): string[] {
  const manifest = features?.features.get(id)?.manifest;
  if (!manifest) return [`the feature ${quote(id)} is not here in the version that is pinned`];
  const facts = Object.keys(manifest.requires.host);
  const undeclared = [...new Set(Object.values(secrets))].filter(
    (reference) => declaredIn(settings, reference) === undefined,
  );
  return [
    ...(experimental ? [`the feature ${quote(id)} is experimental`] : []),
    ...facts.map((fact) => `the feature ${quote(id)} requires the fact ${quote(fact)} of its node`),
    ...undeclared.map((reference) => {
      const name = secretName(reference);
      return `the feature ${quote(id)} needs the secret ${name}: declare a placeholder in phoenix.json, \`"proof": { "placeholders": { "${name}": true } }\``;
    }),
  ];
}
