/** Secrets whose values change without a commit. Pure. */
import { parseReference } from './reference.ts';

export function floats(reference: string): boolean {
  const parsed = parseReference(reference);
  return parsed?.provider.floats(parsed.secret) ?? false;
}
