/**
 * Names of files that are no config and stand beside it, by the folder of the kind that reads their bytes: a new one is a line
 * here. It stays without the kinds themselves: files are read while their code is loaded.
 */
import { CLOUD_CONFIG_FILE } from './vm/cloud-config-file.ts';

const PATTERNS: ReadonlyMap<string, RegExp> = new Map([['vm', CLOUD_CONFIG_FILE]]);

/** Whether a file `name` of the folder `parent` is one that the kind of that folder reads. */
export const isBeside = (parent: string, name: string): boolean => PATTERNS.get(parent)?.test(name) ?? false;
