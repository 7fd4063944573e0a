/** What no file of an estate may hold, whatever its kind. */

/** Files above this are refused, before they are held in memory. */
export const MAX_FILE_BYTES = 1024 * 1024;
/** Folders in folders. */
export const MAX_FOLDER_LEVELS = 64;
/** Objects and lists in each other. */
export const MAX_LEVELS = 64;
/** Keys with a meaning of their own in JavaScript. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
