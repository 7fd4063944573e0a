/** As little as says that something is encrypted: a session key for one recipient, and data (RFC 9580, 5.1 and 5.13). */
export const SEALED: Uint8Array = Uint8Array.of(0xc1, 10, 3, 1, 2, 3, 4, 5, 6, 7, 8, 1, 0xd2, 2, 1, 0);
