/** What AWS Secrets Manager holds under a name: a text, which may be JSON with fields. Nothing said here repeats any of it. */
import { type Node, parseTree } from 'jsonc-parser';
import { PhoenixError } from '../../errors.ts';
import type { Secret } from '../provider.ts';

export interface Held {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
}

/** @param reference how files name it */
export function secretOf({ SecretString: text }: Held, reference: string): Secret | PhoenixError {
  if (text === undefined) {
    return new PhoenixError('REFUSED', `the secret ${reference} is binary, and guests are given text`, {
      hint: 'Store it as text: aws secretsmanager put-secret-value … --secret-string file://FILE; in base64, if need be.',
    });
  }
  return { value: text, field: (name) => fieldOf(text, name, reference) };
}

function fieldOf(text: string, name: string, reference: string): string | null {
  const refuse = (what: string, hint: string) =>
    new PhoenixError('REFUSED', `"${name}" of the secret ${reference} ${what}`, { hint });
  const object = objectIn(text);
  if (!object) {
    throw refuse(
      'cannot be read: the secret is no JSON object',
      'Leave out "#" and what follows it, or store JSON.',
    );
  }
  // The last one of a name counts, as everywhere.
  const property = object.children?.findLast(({ children }) => children?.[0]?.value === name);
  const value = property?.children?.[1];
  switch (value?.type) {
    case undefined:
      return null;
    case 'string':
      return String(value.value);
    case 'number':
    case 'boolean':
      // As it is written: 0.10 is not 0.1, and long numbers are more than a double holds.
      return text.slice(value.offset, value.offset + value.length);
    case 'array':
    case 'object':
    case 'null':
    case 'property':
      throw refuse(
        `is ${value.type === 'null' ? 'null' : `an ${value.type}`}, and no text`,
        'Name a field that holds a text.',
      );
  }
}

function objectIn(text: string): Node | null {
  try {
    // The other reader forgives too much.
    JSON.parse(text);
  } catch {
    return null;
  }
  const root = parseTree(text);
  return root?.type === 'object' ? root : null;
}
