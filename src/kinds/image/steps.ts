/**
 * The steps of an image. Proxmox compares a file of that name with the checksum before it downloads anything, and puts what
 * it has downloaded in its place only when it is the right one, so that the step can be run again at any time.
 */
import type { StepsInput } from '../kind.ts';
import { markStep } from '../mark-file.ts';
import type { Cond, Step } from '../step.ts';
import type { Look, ScopeState } from '../../node/port.ts';
import { imageId, type ImageLive, type ImageSpec, placeIn, volumeOf } from './spec.ts';

/** Milliseconds: a slow line and a large image. */
const DOWNLOAD = 3_600_000;
const MINUTE = 60_000;

/** Options that PVE 8.4 and 9 have both. */
function downloadCommand(spec: ImageSpec): readonly string[] {
  const { node, storage, url, filename, content, algorithm, checksum } = spec;
  const path = `/nodes/${node}/storage/${storage}/download-url`;
  const file = ['--content', content, '--filename', filename, '--url', url];
  return ['pvesh', 'create', path, ...file, '--checksum', checksum, '--checksum-algorithm', algorithm];
}

const cond = (id: string, is: 'there' | 'gone'): Cond => ({
  scope: id,
  check: { is, volume: placeIn(id).volume },
});

type Draft = Pick<Step, 'id' | 'title' | 'do' | 'verify' | 'timeout'>;

function draftOf({ action, want, mark }: StepsInput<ImageSpec, ImageLive>): Draft | null {
  const { address, id } = mark;
  if (action === 'create' && want) {
    return {
      id: `${address}:download`,
      title: `download ${volumeOf(want.spec)}`,
      do: { verb: 'run', argv: downloadCommand(want.spec) },
      verify: [cond(imageId(want.spec), 'there')],
      timeout: DOWNLOAD,
    };
  }
  if (action !== 'remove') return null;
  const { volume } = placeIn(id);
  return {
    // Beside what takes its place under the same address.
    id: `${address}:free:${volume}`,
    title: `remove ${volume}`,
    do: { verb: 'run', argv: ['pvesm', 'free', volume] },
    verify: [cond(id, 'gone')],
    timeout: 5 * MINUTE,
  };
}

export function imageSteps(input: StepsInput<ImageSpec, ImageLive>): readonly Step[] {
  const { mark, action, changes } = input;
  if (changes.length === 0) return [];
  const { address, estate, id } = mark;
  const { node } = placeIn(id);
  const draft = draftOf(input);
  const own: Step[] = draft
    ? [
        {
          ...draft,
          address,
          node,
          effect: 'config',
          after: [],
          locks: [{ name: `download:${node}`, mode: 'shared', limit: 2 }],
          guard: [],
          retry: 'contention',
        },
      ]
    : [];
  const marked = markStep({
    mark: action === 'remove' ? null : mark,
    id,
    estate,
    address,
    node,
    after: own.map((step) => step.id),
  });
  return [
    ...own,
    action === 'remove' ? { ...marked, id: `${address}:forget:${placeIn(id).volume}` } : marked,
  ];
}

export function lookAtImage(scope: string): Look | null {
  if (!scope.startsWith('image:')) return null;
  const { node, volume } = placeIn(scope);
  const [storage = '', name = ''] = volume.split(':');
  return { ask: ['pvesm', 'list', storage, '--content', name.split('/')[0] ?? ''], node };
}

export function holdsImage(check: Cond['check'], state: ScopeState): true | string {
  const { is, volume } = check;
  if ((is !== 'there' && is !== 'gone') || typeof volume !== 'string' || !('said' in state))
    return `this version knows no condition ${is}`;
  const { said } = state;
  if (!said || said.exit !== 0) return `nobody can tell what is on the storage of ${volume}`;
  const isThere = said.stdout.split('\n').some((line) => line.split(/\s/)[0] === volume);
  if (is === 'gone') return !isThere || `${volume} is there still`;
  return isThere || `${volume} is not there`;
}
