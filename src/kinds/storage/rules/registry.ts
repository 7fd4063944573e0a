/** Every rule about storages: a new one is a file here and a line there. */
import type { Rule } from '../../../rules/rule.ts';
import { notMountpoint } from './not-mountpoint.ts';
import { removedInUse } from './removed-in-use.ts';

export const storageRules: readonly Rule[] = [notMountpoint, removedInUse];
