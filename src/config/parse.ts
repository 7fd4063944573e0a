/** Text to value. Clean files cost one `JSON.parse` and one scan; only what looks wrong is read again, with positions. */
import { stripComments } from 'jsonc-parser';
import type { Finding } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { examine, mayHoldComments } from './examine.ts';
import { FORBIDDEN_KEYS, MAX_LEVELS } from './limits.ts';
import type { SourceFile } from './model.ts';

export interface Parsed {
  /** Null when the file cannot be used at all. */
  readonly value: JsonObject | null;
  readonly findings: readonly Finding[];
  /** Whether any text holds `${`. */
  readonly refers: boolean;
}

/** What an escape or a rare character may hide: then the file is examined slowly. */
const SUSPICIOUS = /\\[bfru]|[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;

const cache = new WeakMap<SourceFile, Parsed>();

/**
 * The value of a file and everything wrong with it; never throws.
 * @param twin the same path in a tree parsed before: an equal text gives the same value, so that equal means identical
 */
export function parseFile(file: SourceFile, twin?: SourceFile): Parsed {
  let parsed = cache.get(file);
  if (!parsed) {
    const known = twin && twin.text === file.text ? cache.get(twin) : undefined;
    parsed = known ?? parseText(file);
    cache.set(file, parsed);
  }
  return parsed;
}

function parseText(file: SourceFile): Parsed {
  const clean =
    mayHoldComments(file.path) && file.text.includes('/') ? stripComments(file.text, ' ') : file.text;
  let value: Json;
  try {
    value = JSON.parse(clean) as Json;
  } catch {
    return examined(file, undefined);
  }
  const seen: Seen = { keys: 0, levels: 0, forbidden: false, refers: false };
  look(value, 1, seen);
  // A comment that is never closed is stripped like any other.
  const open = clean !== file.text && file.text.lastIndexOf('/*') > file.text.lastIndexOf('*/');
  const wrong =
    open ||
    seen.forbidden ||
    seen.levels > MAX_LEVELS ||
    SUSPICIOUS.test(clean) ||
    seen.keys !== countKeys(clean);
  if (wrong || !isObject(value)) return examined(file, value);
  return { value, findings: [], refers: seen.refers };
}

/** @param value what `JSON.parse` made of it; undefined when it failed */
function examined(file: SourceFile, value: Json | undefined): Parsed {
  const { value: slow, findings, usable } = examine(file);
  const best = slow ?? value;
  if (!usable || !isObject(best)) return { value: null, findings, refers: false };
  const seen: Seen = { keys: 0, levels: 0, forbidden: false, refers: false };
  look(best, 1, seen);
  return { value: best, findings, refers: seen.refers };
}

interface Seen {
  keys: number;
  levels: number;
  forbidden: boolean;
  refers: boolean;
}

function look(value: Json, level: number, seen: Seen): void {
  if (typeof value === 'string') {
    if (!seen.refers && value.includes('${')) seen.refers = true;
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (level > seen.levels) seen.levels = level;
  if (level > MAX_LEVELS) return;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) look(item, level + 1, seen);
    return;
  }
  const object = value as JsonObject;
  for (const key of Object.keys(object)) {
    seen.keys += 1;
    if (FORBIDDEN_KEYS.has(key)) seen.forbidden = true;
    look(object[key] as Json, level + 1, seen);
  }
}

const [QUOTE, BACKSLASH, COLON] = [34, 92, 58];

/**
 * Keys as written in a valid JSON text: more than the value has means that one stands twice. -1 when a key holds a
 * backslash: V8 (seen in Node 24.21) may take `"\""` for the key `\\` of an object that it parsed before.
 */
function countKeys(text: string): number {
  let keys = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at)) {
    at += 1;
    let escaped = false;
    for (let c = text.charCodeAt(at); c !== QUOTE; c = text.charCodeAt(at)) {
      escaped ||= c === BACKSLASH;
      at += c === BACKSLASH ? 2 : 1;
    }
    at += 1;
    let c = text.charCodeAt(at);
    while (c === 32 || c === 10 || c === 13 || c === 9) c = text.charCodeAt(++at);
    if (c !== COLON) continue;
    if (escaped) return -1;
    keys += 1;
  }
  return keys;
}
