/** A `.gpg-id` with one recipient more or fewer; every other line stays, comments too. Pure. */
import { parseGpgId } from './gpg-id.ts';

export function withRecipient(text: string, id: string): string {
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${id}\n`;
}

/** @param ids as they are written there */
export function withoutRecipients(text: string, ids: readonly string[]): string {
  const kept = text.split('\n').filter((line) => !parseGpgId(line).some((id) => ids.includes(id)));
  return kept.join('\n');
}
