/** Why a guest cannot be built in a lab: what it takes of its node, or of somebody else, that no lab has. Pure. */
import type { Estate, Resource } from '../config/model.ts';
import { quote } from '../config/quote.ts';
import { secretsOf } from '../kinds/guest/secrets.ts';
import type { Software } from '../kinds/guest/software.ts';
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

/** Kinds that a lab can build: containers, as guests and as layers. */
export const BUILT: readonly string[] = ['lxc', 'layer'];

export const isBuilt = (one: Resource): one is Resource<LxcSpec> => BUILT.includes(one.kind);

export interface Around {
  readonly estate: Estate;
  readonly machine: Machine;
  /** Features that were not run for real yet are tried all the same. */
  readonly experiments: boolean;
}

/** Empty: it can be built. What nobody can mend comes first. */
export function obstaclesOf(resource: Resource, around: Around): string[] {
  if (!isBuilt(resource)) return [`a lab builds no ${resource.kind}`];
  const { machine } = around;
  const { spec } = resource;
  const cards = Object.keys(spec.gpus);
  const ofCards = new Set(Object.values(spec.gpus).flatMap(({ devices }) => devices));
  const devices = Object.keys(spec.devices).filter((path) => !ofCards.has(path) && !machine.hasDevice(path));
  const software = spec.software ?? [];
  return [
    ...sourceObstacles(spec.source, machine),
    ...cards.map((name) => `it has the card ${quote(name)}`),
    ...devices.map((path) => `the device ${path} is not here`),
    ...software.flatMap((one) => softwareObstacles(one, around)),
    ...secretObstacles(spec, around),
  ];
}

function sourceObstacles(source: LxcSource | null, machine: Machine): string[] {
  if (!source) return ['no file tells what it was made from'];
  if (source.is === 'clone')
    return source.address === null ? [`it is cloned from ${source.vmid}, which no file describes`] : [];
  return machine.canBuild(source.volume) ? [] : [`no lab can build the system of ${source.volume}`];
}

function softwareObstacles({ id, experimental }: Software, { estate, experiments }: Around): string[] {
  const manifest = estate.features?.features.get(id)?.manifest;
  if (!manifest) return [`the feature ${quote(id)} is not here in the version that is pinned`];
  const facts = Object.keys(manifest.requires.host);
  return [
    ...facts.map((fact) => `the feature ${quote(id)} requires the fact ${quote(fact)} of its node`),
    ...(experimental && !experiments ? [`the feature ${quote(id)} is experimental`] : []),
  ];
}

function secretObstacles(spec: LxcSpec, { estate }: Around): string[] {
  const used = new Set(secretsOf(spec).map(({ reference }) => reference));
  const names = [...used].filter((one) => declaredIn(estate.settings, one) === undefined).map(secretName);
  if (names.length === 0) return [];
  const entries = names.map((name) => `${JSON.stringify(name)}: true`).join(', ');
  const what = names.length === 1 ? 'the secret' : 'the secrets';
  return [
    `it needs ${what} ${names.join(', ')}: declare what stands for it in phoenix.json, \`"proof": { "placeholders": { ${entries} } }\``,
  ];
}
