/**
 * openpgp.js, loaded when the vault is opened and not before, and how it is told to behave. Where Node forbids PKCS#1 v1.5
 * (20 does, 24 does not) it reckons RSA in JavaScript: 20 ms an entry with 3072 bits, in place of 2.
 */
import type { PartialConfig } from 'openpgp';

export const loadOpenpgp = () => import('openpgp');

/** An entry is a password with a few lines, or a key; what says so and grows to more when unpacked is a bomb. */
export const MOST_ENTRY_BYTES = 1024 * 1024;

export const CONFIG: PartialConfig = {
  maxDecompressedMessageSize: 2 * MOST_ENTRY_BYTES,
};
