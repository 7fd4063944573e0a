/** Why an export failed, in a few words of our own: answers and headers of a collector are never shown. */

export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return 'it did not answer as a collector does';
  const { code } = error as Error & { readonly code?: unknown };
  if (typeof code === 'number') return `it answered ${code}`;
  // Of the system: ECONNREFUSED, ENOTFOUND, CERT_HAS_EXPIRED.
  if (typeof code === 'string' && /^[A-Z_0-9]+$/.test(code)) return code;
  if (error.message === 'Request timed out') return 'it did not answer in time';
  return 'it cannot take them now';
}
