/**
 * What every plan says of secrets, from files alone: entries that are not there, and what stands in the open in the vault.
 * Nothing is decrypted, and no library loaded; whom each entry is encrypted for is told by `phoenix vault check`. Pure.
 */
import { placeOfField } from '../config/field-place.ts';
import type { Address, Resource, Tree } from '../config/model.ts';
import { quote } from '../config/quote.ts';
import { nearest } from '../config/suggest.ts';
import type { Finding } from '../errors.ts';
import type { Kind, SecretUse } from '../kinds/kind.ts';
import { parseReference } from './reference.ts';
import { checkFiles } from './vault/check-files.ts';
import { unaddressed } from './vault/check-recipients.ts';
import { entryNames, type VaultFiles, vaultFilesOf } from './vault/files.ts';
import { VAULT_FINDINGS } from './vault/finding-ids.ts';
import { gpgIdOf } from './vault/gpg-id.ts';
import { PUBLIC_KEYS, type UnusableKeyFile } from './vault/public-keys.ts';

export interface SecretsInput {
  readonly tree: Tree;
  readonly resources: ReadonlyMap<Address, Resource>;
  readonly kinds: ReadonlyMap<string, Kind>;
}

export function secretFindings(input: SecretsInput): readonly Finding[] {
  const { kept } = input.tree;
  const files: VaultFiles = kept ? vaultFilesOf(kept) : new Map();
  return [
    ...absentEntries(input, files),
    ...checkFiles(files, privateKeys(files)),
    ...unaddressedEntries(files),
  ];
}

function absentEntries({ tree, resources, kinds }: SecretsInput, files: VaultFiles): Finding[] {
  const absent = (resource: Resource, kind: Kind, { reference, path }: SecretUse): Finding[] => {
    const { provider, secret = '' } = parseReference(reference) ?? {};
    const file = provider?.fileOf?.(secret);
    if (!provider || file === undefined || tree.kept?.has(file)) return [];
    const name = nearest(secret, entryNames(files));
    const hint = name === null ? provider.missing(secret) : `Did you mean ${quote(name)}?`;
    const { severity } = VAULT_FINDINGS.PHX921;
    const at = placeOfField(tree, resource, new Set(kind.sets), path);
    return [{ id: 'PHX921', severity, message: `the vault has no entry ${quote(secret)}`, hint, at }];
  };
  return [...resources.values()].flatMap((resource) => {
    const kind = kinds.get(resource.kind);
    return (kind?.secrets?.(resource.spec) ?? []).flatMap((use) => absent(resource, kind as Kind, use));
  });
}

/** Armoured ones: those in binary are found by `phoenix vault check`. */
function privateKeys(files: VaultFiles): UnusableKeyFile[] {
  return [...files].flatMap(([path, bytes]): UnusableKeyFile[] =>
    path.startsWith(`${PUBLIC_KEYS}/`) && Buffer.from(bytes).includes('-----BEGIN PGP PRIVATE KEY')
      ? [{ path, wrong: 'private' }]
      : [],
  );
}

function unaddressedEntries(files: VaultFiles): Finding[] {
  return entryNames(files).flatMap((entry) => {
    const recipients = gpgIdOf(files, entry)?.ids ?? [];
    return recipients.length === 0 ? [unaddressed(entry)] : [];
  });
}
