/** What a feature says of itself, whatever the format of its file: manifest-schema.ts or devcontainer.ts. */
import type { Json, JsonObject } from '../json.ts';

export type OptionType = 'string' | 'boolean' | 'integer' | 'list';
export type OptionValue = string | boolean | number | readonly string[];

export interface Option {
  readonly type: OptionType;
  /** Absent: nothing, which is an empty text, false or an empty list in a script. */
  readonly default?: OptionValue | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly proposals?: readonly string[] | undefined;
  readonly description?: string | undefined;
  /** Every text must match, and every text of a list. */
  readonly pattern?: string | undefined;
  readonly secret?: boolean | undefined;
  /** It makes the secret true, such as a server its password. */
  readonly defines?: boolean | undefined;
  readonly required?: boolean | undefined;
}

/** What the guest must be. Sizes in KiB. */
export interface GuestNeeds {
  readonly nesting?: boolean | undefined;
  readonly keyctl?: boolean | undefined;
  readonly fuse?: boolean | undefined;
  readonly privileged?: boolean | undefined;
  readonly memory?: number | undefined;
  readonly disk?: number | undefined;
  readonly devices?: readonly string[] | undefined;
}

interface ManifestDownload {
  readonly version: string;
  readonly url: string;
  readonly sha256: string;
  readonly upstream?: Readonly<Record<string, string>> | undefined;
}

/**
 * A port that a feature listens on, or word of some that no manifest can know (`any`), each where its condition holds: options
 * by name with the values that they must have; of a text or a list, true: it is not empty.
 */
export type ManifestPort = {
  readonly when?: Readonly<Record<string, OptionValue>> | undefined;
} & (
  | { readonly option: string; readonly protocol?: 'tcp' | 'udp' | undefined }
  | { readonly port: number; readonly protocol?: 'tcp' | 'udp' | undefined }
  | { readonly any: true }
);

export interface Manifest {
  readonly format: 'phoenix' | 'devcontainer';
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly description: string;
  readonly documentationURL: string | null;
  readonly options: Readonly<Record<string, Option>>;
  /** Brought along, with these options. */
  readonly dependsOn: Readonly<Record<string, JsonObject>>;
  /** Come before when they are there: ids, or words that others provide. */
  readonly installsAfter: readonly string[];
  /** Ids, or words that others provide. */
  readonly conflicts: readonly string[];
  readonly provides: readonly string[];
  readonly requires: { readonly host: Readonly<Record<string, Json>>; readonly guest: GuestNeeds };
  /** Such as `debian:12`; null: any. */
  readonly os: readonly string[] | null;
  /** It is for nodes, not for guests. */
  readonly host: boolean;
  /** Facts of the node that it makes true, by name, each with the option that says the value. */
  readonly facts: Readonly<Record<string, string>>;
  /** Whether it may be installed in a layer beforehand. */
  readonly layer: boolean;
  /** Of each script, in seconds. */
  readonly timeout: number;
  /** Whether its scripts need a network. */
  readonly network: boolean;
  /** Whether its install may ask for a restart of the guest. */
  readonly restarts: boolean;
  /** Not run for real yet. */
  readonly experimental: boolean;
  readonly deprecated: boolean;
  readonly downloads: Readonly<Record<string, ManifestDownload>>;
  /** All that it listens on; null: nobody says. */
  readonly ports: readonly ManifestPort[] | null;
  /** Variables for its scripts, those of later features, and logins: values may hold `${NAME}` of other variables. */
  readonly containerEnv: Readonly<Record<string, string>>;
}
