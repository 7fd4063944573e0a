/** What is wanted of an image on one node. */
import type { Address } from '../../config/model.ts';
import type { NodeName } from '../step.ts';

export interface ImageSpec {
  readonly url: string;
  readonly algorithm: string;
  /** Hex. */
  readonly checksum: string;
  readonly storage: string;
  readonly content: 'import' | 'iso';
  readonly filename: string;
  readonly node: NodeName;
  /** Set when the file names them: on each of them, whoever uses it. */
  readonly nodes?: readonly NodeName[];
}

/** Nothing is known of it but whose it is: Proxmox compares what lies there when it is asked to download it again. */
export type ImageLive = Readonly<Record<string, never>>;

/** `local:import/debian-13-0a1b2c3d.qcow2`. */
export const volumeOf = ({ storage, content, filename }: Omit<ImageSpec, 'node'>): string =>
  `${storage}:${content}/${filename}`;

/** By what lies there: another checksum is another file, and another image. */
export const imageId = (spec: ImageSpec): string => `image:${spec.node}:${volumeOf(spec)}`;

/** The volume of an id, and its node. */
export function placeIn(id: string): { readonly node: NodeName; readonly volume: string } {
  const [, node = '', ...rest] = id.split(':');
  return { node, volume: rest.join(':') };
}

/** Of a file `image/debian-13.json`, what one node has. */
export const imageOn = (image: Address, node: NodeName): Address => `${image}@${node}`;

/** Part of the spec of whatever is made from images: they are downloaded to its node. */
export interface UsesImages {
  /** Addresses of files: `image/debian-13`. */
  readonly images?: readonly Address[];
  readonly node: NodeName;
}
