/** Digests of plans and items: SHA-256 over canonical JSON, so that equal plans have equal digests anywhere. */
import { sha256 } from '../hash.ts';
import { canonical, type Json } from '../json.ts';

/** Lower-case hex, 64 characters. The value must be JSON; undefined members are left out, as JSON.stringify does. */
export function digestOf(value: unknown): string {
  const json = JSON.parse(JSON.stringify(value)) as Json;
  return sha256(canonical(json));
}
