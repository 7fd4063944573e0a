/** What was read of the nodes, and the plan that came of it, as lines that the reader of a log may fold away. */
import type { Snapshot } from '../node/port.ts';
import type { Plan } from '../plan/plan.ts';
import { headline } from '../plan/render/headline.ts';
import { plain } from '../plan/render/escape.ts';
import { renderTerminal } from '../plan/render/terminal.ts';
import { plural } from '../plan/render/words.ts';

type Group = (title: string, lines: readonly string[]) => void;

const COLUMNS = 120;

export function showReading(group: Group, snapshot: Snapshot, plan: Plan, root: string): void {
  const nodes = [...snapshot.nodes].map(([name, facts]) => {
    if (!facts.reachable) return `${plain(name)}: ${plain(facts.why)}`;
    const guests = [...snapshot.guests.values()].filter(({ node }) => node === name).length;
    return `${plain(name)}: Proxmox VE ${facts.pve || '(it does not say which)'}, ${plural(guests, 'guest')}, ${facts.running.size} running`;
  });
  group(`${plural(snapshot.nodes.size, 'node')} read`, nodes);
  group(
    `Plan: ${plain(headline(plan))}`,
    renderTerminal(plan, { color: false, columns: COLUMNS, root }).split('\n'),
  );
}
