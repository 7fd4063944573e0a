/** An error in one line, as logs and spans have it. */
import { PhoenixError } from '../errors.ts';

export function errorText(error: unknown): string {
  if (error instanceof PhoenixError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
