/** A document with its keys in their order, each with the comments that belong to it. */
import type { Order } from '../order.ts';
import type { Document, Value } from './document.ts';

export function sortDocument(document: Document, order: Order): Document {
  return { ...document, root: sorted(document.root, order) };
}

function sorted(value: Value, order: Order): Value {
  if (value.is === 'scalar') return value;
  const inner = value.members.map((member, at) => ({
    ...member,
    value: sorted(member.value, order.below(nameOf(member.key, at))),
  }));
  if (value.is === 'list') return { ...value, members: inner };
  return { ...value, members: order.sorted(inner, ({ key }) => nameOf(key, 0)) };
}

const nameOf = (key: string | null, at: number) => (key === null ? String(at) : (JSON.parse(key) as string));
