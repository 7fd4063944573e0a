/** Layers: the parts of this folder, and those of containers, as one kind. */
import type { Kind } from '../kind.ts';
import { holds } from '../lxc/conditions.ts';
import { defaultAt } from '../lxc/default-at.ts';
import { edgesOf, summaryOf } from '../lxc/describe.ts';
import { storedOf } from '../lxc/guest-view.ts';
import type { GuestLive } from '../guest/live.ts';
import { diffLayer } from './diff.ts';
import { expandLayer } from './expand.ts';
import { LAYER_FINDINGS } from './finding-ids.ts';
import { idOfInstance, observeLayer, ownedLayers } from './observe.ts';
import { placeLayers } from './place.ts';
import { resolveLayer } from './resolve.ts';
import { LXC_WORDS } from '../lxc/schema-words.ts';
import { layerSchema } from './schema.ts';
import { layerRules } from './rules/registry.ts';
import type { LayerSpec } from './spec.ts';
import { layerSteps } from './steps.ts';

export const layerKind: Kind<LayerSpec, GuestLive> = {
  kind: 'layer',
  get schema() {
    return layerSchema();
  },
  words: LXC_WORDS,
  sets: ['tags'],
  resolve: resolveLayer,
  expand: expandLayer,
  place: placeLayers,
  defaultOf: defaultAt,
  id: ({ layer, name, node }) => (layer === undefined ? `layer:${name}` : idOfInstance(layer, node)),
  node: (spec) => spec.node,
  // Its VMID is known while an apply runs only: its steps name it.
  scope: ({ name, node }) => `layer:${name}@${node}`,
  edges: edgesOf,
  outputs: () => ({}),
  observe: observeLayer,
  owned: ownedLayers,
  diff: diffLayer,
  steps: layerSteps,
  holds,
  demand: () => null,
  stored: storedOf,
  rules: layerRules,
  findings: LAYER_FINDINGS,
  features: ({ software = [] }) => software.map(({ id }) => id),
  summary: summaryOf,
};
