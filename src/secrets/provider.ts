/** The contract of a provider of secrets: one file in this folder and one line in registry.ts. */
import type { Settings } from '../config/settings.ts';
import type { PhoenixError } from '../errors.ts';

/** What stands behind `${secret:SCHEME:` in a reference. */
export interface SecretName {
  /** What is read, once in a run, whatever parts of it are used: `db/app`. */
  readonly secret: string;
  /** A part of it: `user` of `db/app#user`; null: the value itself. */
  readonly field: string | null;
}

/** A secret that was read. */
export interface Secret {
  readonly value: string;
  /** A part of it; null where it has none of that name. @throws PhoenixError `REFUSED` where it has no parts at all */
  readonly field: (name: string) => string | null;
}

/** What opens the vault; what is not given is looked for in the environment and in files of the runner. */
export interface VaultKeys {
  /** One or more armoured private keys. */
  readonly key: string;
  /** One a line, each tried with each key. */
  readonly passphrase: string;
}

/** What a provider may need of the run that reads. */
export interface SecretContext {
  readonly settings: Settings['secrets'];
  /** Files of the estate at the revision that is applied, by path below the configs folder: `vault/db/app.gpg`. */
  readonly kept: ReadonlyMap<string, Uint8Array>;
  readonly vaultKeys?: VaultKeys;
  /** For warnings. */
  readonly say: (line: string) => void;
}

/**
 * Reads whole secrets, as many at once as it can. Null: there is no such secret. An error is of that secret alone; what
 * concerns all of them, such as a key that is not there, is thrown.
 */
export type SecretSource = (
  secrets: readonly string[],
) => Promise<ReadonlyMap<string, Secret | PhoenixError | null>>;

export interface Provider {
  /** `aws` of `${secret:aws:prod/db}`; of the vault, whose references name none: `vault`. */
  readonly scheme: string;
  /** Null for what it cannot understand. Pure. */
  readonly parse: (name: string) => SecretName | null;
  /** How its references are written, as an instruction. */
  readonly hint: string;
  /** Whether a secret can get another value without a commit. Pure. */
  readonly floats: (secret: string) => boolean;
  /** Where a secret stands below the configs folder; absent: outside git. Pure. */
  readonly fileOf?: (secret: string) => string;
  /** Begins to read: at most once in a run, and not before a reference needs it. Heavy libraries are loaded here. */
  readonly open: (context: SecretContext) => Promise<SecretSource>;
  /** What to do about one that is not there. */
  readonly missing: (secret: string) => string;
}
