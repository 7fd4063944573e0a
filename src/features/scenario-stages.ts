/**
 * A scenario as bundles: what the guest has before the feature comes, with it, with its changed options, and with its
 * previous version. By the rules of a guest's file; only where the guest comes from differs. Pure.
 */
import { quote } from '../config/quote.ts';
import { sizeInKiB } from '../config/units.ts';
import type { Json, JsonObject } from '../json.ts';
import type { PointedFinding } from '../errors.ts';
import type { BundledFeature } from './bundle.ts';
import { choose, type Chosen } from './chosen.ts';
import { compose } from './compose.ts';
import { findingIn } from './finding-ids.ts';
import { guestFeatures } from './guest-features.ts';
import type { Feature } from './library.ts';
import type { HostFacts } from './requirements.ts';
import type { Scenario } from './scenario.ts';

/** What is served instead of a download. */
export interface Served {
  readonly url: string;
  readonly sha256: string;
}

export interface StagesInput {
  readonly id: string;
  readonly scenario: Scenario;
  readonly features: ReadonlyMap<string, Feature>;
  /** Such as `debian:12`. */
  readonly os: string;
  /** By the name of the download. */
  readonly served: ReadonlyMap<string, Served>;
  /** The version before, to be upgraded from. */
  readonly previous: Feature | null;
}

export interface Stages {
  /** What comes before the feature, by the order of the guest. */
  readonly before: readonly BundledFeature[];
  /** All of the guest. */
  readonly all: readonly BundledFeature[];
  /** With the scenario's changed options. */
  readonly changed: readonly BundledFeature[] | null;
  /** With the feature at its previous version; options that it does not know are left out. */
  readonly previous: readonly BundledFeature[] | null;
  readonly secrets: readonly string[];
  /** KiB that the features require; 0: nothing is said. */
  readonly memory: number;
}

export interface StagesResult {
  readonly stages: Stages | null;
  readonly findings: readonly PointedFinding[];
}

/** Where no reference to a real secret stands: its value is in the scenario. */
const REFERENCE = /^\$\{secret:scenario:([^}]+)\}$/;

export function stagesOf(input: StagesInput): StagesResult {
  const { id, scenario, features } = input;
  const feature = features.get(id);
  if (!feature) {
    const hint = 'Run `phoenix feature list`.';
    return { stages: null, findings: [findingIn('PHX711', '', `there is no feature ${quote(id)}`, hint)] };
  }
  const { options, secrets, change } = scenario;
  const plain = guest(input, features, { options, secrets });
  const changed = change && {
    options: { ...options, ...change.options },
    secrets: { ...secrets, ...change.secrets },
  };
  const after = changed ? guest(input, features, changed) : null;
  const old = input.previous && guest(input, new Map(features).set(id, input.previous), { options, secrets });
  const findings = [...plain.findings, ...(after?.findings ?? []), ...(old?.findings ?? [])];
  if (findings.some(({ severity }) => severity === 'error')) return { stages: null, findings };
  const at = plain.bundled.findIndex((one) => one.id === id);
  return {
    findings,
    stages: {
      before: plain.bundled.slice(0, at),
      all: plain.bundled,
      changed: after?.bundled ?? null,
      previous: old?.bundled ?? null,
      secrets: [...Object.values(secrets), ...Object.values(change?.secrets ?? {})],
      memory: plain.memory,
    },
  };
}

type Given = Pick<Scenario, 'options' | 'secrets'>;

function guest(input: StagesInput, features: ReadonlyMap<string, Feature>, { options, secrets }: Given) {
  const { id, scenario, os, served } = input;
  const known = features.get(id)?.manifest.options ?? {};
  const isOld = features !== input.features;
  const given = { ...options, ...references(secrets) };
  const kept = Object.entries(given).filter(([name]) => !isOld || Object.hasOwn(known, name));
  const wanted = { ...scenario.with, [id]: Object.fromEntries(kept) } as Record<string, JsonObject>;
  const { chosen } = choose(wanted, { features }, '');
  const host = hostOf([...chosen.values()]);
  const memory = Math.max(0, ...[...chosen.values()].map(memoryOf));
  const found = guestFeatures({
    wanted,
    path: '',
    features,
    lock: null,
    host,
    guest: facts(scenario, os, chosen),
    ...(features.get(id)?.manifest.host && { onHost: true as const }),
  });
  const bundled = compose({
    features: found.features,
    host,
    secret: (reference) => secrets[REFERENCE.exec(reference)?.[1] ?? ''] ?? '',
  });
  return { bundled: bundled.map((one) => withServed(one, served)), findings: found.findings, memory };
}

function references(secrets: Scenario['secrets']): Record<string, string> {
  return Object.fromEntries(Object.keys(secrets).map((name) => [name, `\${secret:scenario:${name}}`]));
}

/** The guest of the lab: what cannot be there on every machine (devices, facts of a node) is taken as given. */
function facts({ guest }: Scenario, os: string, chosen: ReadonlyMap<string, Chosen>) {
  const devices = [...chosen.values()].flatMap(
    ({ feature }) => feature.manifest.requires.guest.devices ?? [],
  );
  return {
    nesting: guest.nesting === true,
    keyctl: guest.keyctl === true,
    fuse: guest.fuse === true,
    privileged: guest.privileged === true,
    memory: guest.memory === undefined ? null : sizeInKiB(guest.memory, 'M'),
    // A lab enforces no size of a volume.
    disk: null,
    devices,
    os,
  };
}

function hostOf(chosen: readonly Chosen[]): HostFacts {
  const required = chosen.flatMap(({ feature }) => Object.entries(feature.manifest.requires.host));
  return Object.fromEntries(required.map(([name, want]): [string, Json] => [name, want]));
}

const memoryOf = ({ feature }: Chosen): number => feature.manifest.requires.guest.memory ?? 0;

function withServed(feature: BundledFeature, served: ReadonlyMap<string, Served>): BundledFeature {
  const downloads = feature.downloads.map((one) => ({ ...one, ...served.get(one.name) }));
  return { ...feature, downloads };
}
