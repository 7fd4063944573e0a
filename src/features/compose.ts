/** Features of a guest as they are brought into it: variables, secrets and files. Only an apply knows values of secrets. Pure. */
import type { BundledFeature } from './bundle.ts';
import { expandingExports, exports, secretFileOf, textOf, variableOf } from './environment.ts';
import { factsOf, type GuestFeature } from './guest-features.ts';
import type { HostFacts } from './requirements.ts';

export interface ComposeInput {
  /** All of the guest, in order: what one puts into the environment, later ones find. */
  readonly features: readonly GuestFeature[];
  readonly host: HostFacts | null;
  /** The value of `${secret:…}`. */
  readonly secret: (reference: string) => string;
}

export function compose({ features, host, secret }: ComposeInput): BundledFeature[] {
  const before: string[] = [];
  return features.map((one) => {
    const { feature, version, hash, options } = one;
    const { id, files, manifest } = feature;
    const profile = expandingExports(manifest.containerEnv);
    const env = [...before, profile, exports(variablesOf(one, host))].join('');
    before.push(profile);
    const secrets = Object.entries(options.secrets).map(([name, reference]) => {
      return [variableOf(name), secret(reference)] as const;
    });
    return {
      id,
      version,
      hash,
      files,
      env,
      profile,
      timeout: manifest.timeout,
      network: manifest.network,
      restarts: manifest.restarts,
      downloads: Object.entries(manifest.downloads).map(([name, { url, sha256 }]) => ({ name, url, sha256 })),
      secrets: Object.fromEntries(secrets),
    };
  });
}

function variablesOf({ feature, options }: GuestFeature, host: HostFacts | null): Record<string, string> {
  const values = Object.entries(options.values).map(
    ([name, value]) => [variableOf(name), textOf(value)] as const,
  );
  const files = Object.keys(options.secrets).map((name) => {
    const variable = variableOf(name);
    return [`${variable}_FILE`, secretFileOf(feature.id, variable)] as const;
  });
  const facts = Object.entries(factsOf(feature, host)).map(([name, value]) => {
    return [
      `PHX_HOST_${variableOf(name)}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ] as const;
  });
  return Object.fromEntries([...values, ...files, ...facts]);
}
