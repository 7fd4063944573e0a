/**
 * The features of the small world: one with an option that nothing takes back, one whose install may ask for a restart, one
 * with a secret. They are the estate's own.
 */
import { type EstateFeatures, featuresOf } from '../../src/features/estate-features.ts';

const json = (value: unknown) => Buffer.from(JSON.stringify(value, null, 2));
const INSTALL = Buffer.from('#!/bin/sh\nexit 0\n');

/** As a tree keeps them. */
export const WORLD_KEPT: ReadonlyMap<string, Uint8Array> = new Map([
  [
    'features/plain/feature.json',
    json({
      id: 'plain',
      version: '1.0.0',
      name: 'Plain',
      options: { port: { type: 'integer', default: 80 } },
    }),
  ],
  ['features/plain/install.sh', INSTALL],
  [
    'features/rebooting/feature.json',
    json({ id: 'rebooting', version: '2.0.0', name: 'Rebooting', restarts: true, installsAfter: ['plain'] }),
  ],
  ['features/rebooting/install.sh', INSTALL],
  ['features/rebooting/remove.sh', INSTALL],
  [
    'features/keyed/feature.json',
    json({
      id: 'keyed',
      version: '1.0.0',
      name: 'Keyed',
      options: { token: { type: 'string', secret: true } },
    }),
  ],
  ['features/keyed/install.sh', INSTALL],
]);

const tree = { root: 'configs', revision: null, files: new Map(), kept: WORLD_KEPT, findings: [] };

export const WORLD_FEATURES: EstateFeatures = featuresOf(tree, null, null);
