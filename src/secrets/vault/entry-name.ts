/** Names of entries: paths below the vault without `.gpg`. Pure. */

/** Of the configs folder. */
export const VAULT_FOLDER = 'vault';

/** Nothing that leaves the folder, hides in it, or cannot be told apart; `:` and `#` have a meaning in references. */
const SEGMENT = /^[^./:#${}\\\p{C}\p{Zl}\p{Zp}][^/:#${}\\\p{C}\p{Zl}\p{Zp}]*$/u;
/** The name stands in the entry too, in a field of OpenPGP of so many bytes (RFC 9580, 5.9). */
const MOST_BYTES = 255;

export function isEntryName(name: string): boolean {
  return name.split('/').every((segment) => SEGMENT.test(segment)) && Buffer.byteLength(name) <= MOST_BYTES;
}
