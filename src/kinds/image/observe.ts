/**
 * Whose an image is: its mark file tells. What lies on a storage without one is compared with the checksum by Proxmox itself,
 * when it is asked to download it, so that nobody has to look first.
 */
import type { ObserveInput } from '../kind.ts';
import { markOfId } from '../mark-file.ts';
import type { Seen } from '../seen.ts';
import { type ImageLive, type ImageSpec, placeIn } from './spec.ts';

export function observeImage({ snapshot, id, estate, env }: ObserveInput<ImageSpec>): Seen<ImageLive> {
  const { node } = placeIn(id);
  const facts = snapshot.nodes.get(node);
  if (facts && !facts.reachable) return { is: 'unknown', why: `${node} does not answer: ${facts.why}` };
  const mark = markOfId(snapshot, estate, id)?.mark ?? null;
  if (!mark) return { is: 'absent' };
  if (mark.env !== env) {
    return { is: 'foreign', why: `${id} belongs to the environment "${mark.env ?? ''}" of this estate` };
  }
  return { is: 'ours', live: {}, mark };
}
