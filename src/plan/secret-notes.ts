/**
 * Which secrets a change brings to a resource, and where it sends them: told by itself, since what else a plan says of the
 * change may be long, and is cut. Pure.
 */
import { shortened } from '../config/quote.ts';
import type { Resource } from '../config/model.ts';
import type { Kind, SecretUse } from '../kinds/kind.ts';

const MOST = 4;
const LONGEST = 30;

interface Sides {
  readonly kind: Kind;
  readonly want: Resource | null;
  readonly base: Resource | null;
}

export function secretNotes({ kind, want, base }: Sides): string[] {
  if (!want) return [];
  const known = new Set((base ? (kind.secrets?.(base.spec) ?? []) : []).map(textOf));
  const anew = (kind.secrets?.(want.spec) ?? []).filter((use) => !known.has(textOf(use)));
  const places = [...new Set(anew.flatMap(({ to }) => to ?? []))];
  return [
    ...places.map(
      (to) => `sends ${secrets(anew.filter((use) => use.to === to))} to ${shortened(to, 2 * LONGEST)}`,
    ),
    ...told(anew.filter(({ to }) => to === undefined)),
  ];
}

const told = (uses: readonly SecretUse[]): string[] => (uses.length > 0 ? [`gets ${secrets(uses)}`] : []);

/** The same secret at another place is nothing new, and at another host it is. */
const textOf = ({ reference, to = '' }: SecretUse): string => `${reference} ${to}`;

/** How many comes first: of many, some stand beyond the end. */
function secrets(uses: readonly SecretUse[]): string {
  const names = [...new Set(uses.map(({ reference }) => reference.slice('${secret:'.length, -1)))].toSorted();
  const shown = names.slice(0, MOST).map((name) => shortened(name, LONGEST));
  const more = names.length > MOST ? ` and ${names.length - MOST} more` : '';
  return `${names.length === 1 ? 'the secret' : `${names.length} secrets:`} ${shown.join(', ')}${more}`;
}
