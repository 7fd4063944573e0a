/** Every key of a container that is read, under any of its spellings: what else stands there is a slip, or new. Pure. */
import { BASICS } from './basics.ts';
import { DROPPED, LATER } from './elsewhere.ts';
import { HEALTH } from './health.ts';
import { OPTIONS } from './options.ts';
import { SOFTWARE } from './scripts.ts';
import { STORAGE } from './storage.ts';
import { VLLM_KEYS } from './vllm.ts';

export const KNOWN_KEYS: readonly string[] = [
  ...Object.keys({ ...BASICS, ...OPTIONS, ...STORAGE, ...SOFTWARE, ...HEALTH, ...DROPPED, ...LATER }),
  ...VLLM_KEYS,
  'features',
  'portainer_role',
  'vllm_model_type',
  'vllm_parameters',
];
