/** What a node knows of the other ones of its cluster (PVE 9.2: pmxcfs; a node that is alone lists none). */
import { z } from 'zod';
import { PhoenixError } from '../errors.ts';

export const MEMBERS_PATH = '/etc/pve/.members';

const schema = z.object({
  cluster: z.object({ quorate: z.number() }).optional(),
  nodelist: z.record(z.string(), z.object({ ip: z.string().optional(), online: z.number().optional() })),
});

function parsedMembers(text: string): z.infer<typeof schema> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Names to addresses; to the name itself where nothing else is known. */
export function membersIn(text: string): ReadonlyMap<string, string> {
  const entries = Object.entries(parsedMembers(text)?.nodelist ?? {});
  return new Map(entries.map(([name, { ip }]) => [name, ip ?? name]));
}

/**
 * Without quorum /etc/pve can only be read, so that every change would fail somewhere on its way.
 * @throws PhoenixError `NODE_UNREACHABLE`
 */
export function assertQuorum(text: string): void {
  const members = parsedMembers(text);
  if (members?.cluster?.quorate !== 0) return;
  const nodes = Object.entries(members.nodelist);
  const away = nodes.filter(([, { online }]) => online === 0).map(([name]) => name);
  const who = away.length > 0 ? `: ${away.join(', ')} ${away.length === 1 ? 'is' : 'are'} away` : '';
  throw new PhoenixError('NODE_UNREACHABLE', `the cluster has no quorum${who}, so nothing can be changed`, {
    hint: 'bring the nodes back, or see "pvecm status" on one of them; plans and status work meanwhile',
  });
}
