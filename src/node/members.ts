/** What a node knows of the other ones of its cluster (PVE 9.2: pmxcfs; a node that is alone lists none). */
import { z } from 'zod';

export const MEMBERS_PATH = '/etc/pve/.members';

const schema = z.object({ nodelist: z.record(z.string(), z.object({ ip: z.string().optional() })) });

/** Names to addresses; to the name itself where nothing else is known. */
export function membersIn(text: string): ReadonlyMap<string, string> {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    return new Map();
  }
  const parsed = schema.safeParse(value);
  const entries = Object.entries(parsed.success ? parsed.data.nodelist : {});
  return new Map(entries.map(([name, { ip }]) => [name, ip ?? name]));
}
