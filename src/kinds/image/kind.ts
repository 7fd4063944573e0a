/** Cloud images and ISO files: each is downloaded once to a node, and all that is made from it there waits for that. */
import type { Kind } from '../kind.ts';
import { MARK_FILES, marksIn } from '../mark-file.ts';
import { diffImage } from './diff.ts';
import { expandImage } from './expand.ts';
import { IMAGE_FINDINGS } from './finding-ids.ts';
import { observeImage } from './observe.ts';
import { resolveImage } from './resolve.ts';
import { IMAGE_WORDS, imageSchema } from './schema.ts';
import { imageId, type ImageLive, type ImageSpec, volumeOf } from './spec.ts';
import { holdsImage, imageSteps, lookAtImage } from './steps.ts';

export const imageKind: Kind<ImageSpec, ImageLive> = {
  kind: 'image',
  schema: imageSchema,
  words: IMAGE_WORDS,
  sets: ['nodes'],
  resolve: resolveImage,
  expand: expandImage,
  id: imageId,
  node: ({ node }) => node,
  scope: imageId,
  reads: { cluster: [MARK_FILES] },
  look: lookAtImage,
  edges: () => [],
  outputs: (spec) => ({ volume: volumeOf(spec) }),
  observe: observeImage,
  owned: (snapshot, estate, env) => marksIn(snapshot, estate, env, 'image:'),
  diff: diffImage,
  steps: imageSteps,
  holds: holdsImage,
  demand: () => null,
  stored: (spec) => ({
    node: spec.node,
    disks: [],
    volumes: [{ path: '/storage', volume: volumeOf(spec), content: spec.content }],
  }),
  tools: ['pvesh', 'pvesm'],
  findings: IMAGE_FINDINGS,
  summary: (spec) => volumeOf(spec),
};
