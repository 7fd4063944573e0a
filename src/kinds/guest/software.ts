/**
 * The software of a guest: its features in order, each with what a plan and an apply need to know of it. The values
 * of secrets are not in it, only their references.
 */
import { nodeIn } from '../../config/declared-node.ts';
import { fieldName } from '../../config/field-name.ts';
import type { EstateFeatures } from '../../features/estate-features.ts';
import { isStale } from '../../features/estate-features.ts';
import { findingIn } from '../../features/finding-ids.ts';
import { definingOptions, type GuestFeature, guestFeatures } from '../../features/guest-features.ts';
import type { Feature } from '../../features/library.ts';
import type { GuestFacts } from '../../features/requirements.ts';
import type { OptionValue } from '../../features/manifest.ts';
import { sha256 } from '../../hash.ts';
import { canonical, type JsonObject } from '../../json.ts';
import { wrongWithReference } from '../../secrets/reference.ts';
import type { PointedFinding } from '../../errors.ts';
import type { ResolveInput } from '../kind.ts';
import {
  ENVIRONMENT,
  environmentFindings,
  environmentOptions,
  placedAtEnv,
  secretPath,
} from './environment.ts';
import { type Sealed, sealed } from './seal.ts';
import type { GuestSpec } from './spec.ts';

/** A feature in a guest. */
export interface Software {
  readonly id: string;
  readonly version: string;
  /** 16 hex digits: another one means that it runs. */
  readonly hash: string;
  readonly values: Readonly<Record<string, OptionValue>>;
  /** By name of the option: `${secret:env:PG_PASSWORD}`. */
  readonly secrets: Readonly<Record<string, string>>;
  /** By reference, of the secrets that git holds: a hash of the file that they are read from. */
  readonly seals?: Sealed['seals'];
  /** 16 hex digits over its references and what git holds of them: another one means that a value may be another. */
  readonly seal?: string;
  /** Options with a secret that it makes true. */
  readonly defines?: readonly string[];
  /** Facts of the node that it requires; absent where there are none. */
  readonly facts?: readonly string[];
  /** Features of this guest that it depends on. */
  readonly dependsOn: readonly string[];
  /** Of each script, in seconds. */
  readonly timeout: number;
  /** Its install may ask for a restart of the guest. */
  readonly restarts?: true;
  readonly experimental?: true;
  /** Nothing of it takes back what it installs. */
  readonly lasting?: true;
}

/** What stands in the marker, and as the value of its field. */
export const stampOf = ({ version, hash, seal }: Pick<Software, 'version' | 'hash' | 'seal'>): string =>
  seal === undefined ? `${version} ${hash}` : `${version} ${hash} ${seal}`;

const REMOVE = 'remove.sh';

/** @param keptHash absent: nothing tells of secrets that were written anew in git */
export function softwareOf(
  { feature, options, version, hash, dependsOn }: GuestFeature,
  keptHash: ResolveInput['keptHash'],
): Software {
  const { manifest, id } = feature;
  const defines = definingOptions(manifest, options.secrets);
  const facts = Object.keys(manifest.requires.host).toSorted();
  return {
    id,
    version,
    hash,
    values: options.values,
    secrets: options.secrets,
    ...sealed(options.secrets, keptHash),
    ...(defines.length > 0 && { defines }),
    ...(facts.length > 0 && { facts }),
    dependsOn,
    timeout: manifest.timeout,
    ...(manifest.restarts && { restarts: true as const }),
    ...(manifest.experimental && { experimental: true as const }),
    ...(!feature.files.has(REMOVE) && { lasting: true as const }),
  };
}

/** What the pin alone tells of a feature whose files are not here any more. */
function ofPin(id: string, given: JsonObject, estate: EstateFeatures): Software {
  const pin = estate.lock?.features[id];
  const hash = sha256(canonical({ content: pin?.hash ?? '', given })).slice(0, 16);
  const none = { values: {}, secrets: {}, dependsOn: [], timeout: 0 };
  return { id, version: pin?.version ?? '0.0.0', hash, ...none };
}

function secretFindings(software: readonly Software[]): PointedFinding[] {
  return software.flatMap((one) =>
    Object.entries(one.secrets).flatMap(([name, reference]) => {
      const hint = wrongWithReference(reference);
      if (hint === null) return [];
      const path = secretPath(one, name);
      const message = `the secret of ${fieldName(path)} cannot be understood`;
      return [findingIn('PHX715', path, message, hint)];
    }),
  );
}

/** What brings software into a guest, in its file. */
export interface SoftwareInput {
  readonly features?: Readonly<Record<string, JsonObject>> | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** Null where the file names no features. */
export function resolveSoftware(
  resolve: ResolveInput,
  input: SoftwareInput,
  spec: Pick<GuestSpec, 'node' | 'template'>,
  guest: GuestFacts,
): { readonly software: readonly Software[]; readonly findings: readonly PointedFinding[] } | null {
  const brought = environmentOptions(input.env ?? {});
  const given: Readonly<Record<string, JsonObject>> = {
    ...input.features,
    ...(brought && { [ENVIRONMENT]: brought }),
  };
  if (Object.keys(given).length === 0) return null;
  const estate: EstateFeatures = resolve.features?.() ?? NO_FEATURES;
  const gone = Object.keys(given).filter((id) => !estate.features.has(id) && isStale(estate, id));
  const wanted = Object.fromEntries(Object.entries(given).filter(([id]) => !gone.includes(id)));
  const { features, findings } = guestFeatures({
    wanted,
    path: '/features',
    features: estate.features,
    unsound: estate.unsound,
    lock: estate.lock,
    guest,
    host: nodeIn(resolve.settings, spec.node)?.facts ?? {},
  });
  // A template is never entered again: what is written anew in git concerns it no more.
  const keptHash = spec.template ? undefined : resolve.keptHash;
  const software = [
    ...gone.map((id) => ofPin(id, given[id] ?? {}, estate)),
    ...features.map((one) => softwareOf(one, keptHash)),
  ];
  const told = environmentFindings(input, estate);
  // Manifests of another version say nothing of these options: that the library is another one is told by itself.
  const past = software.some(({ id }) => isStale(estate, id));
  return {
    software,
    findings: past ? [] : [...told, ...findings.map(placedAtEnv), ...secretFindings(software)],
  };
}

const NO_FEATURES: EstateFeatures = {
  features: new Map<string, Feature>(),
  unsound: new Set<string>(),
  lock: null,
  findings: [],
  key: '',
  shipped: null,
};
