/** Every finding of the config side: its id, how bad it is, and its title. The documentation is made from this table. */
import { error, type FindingTable, notice, warning } from './finding-entry.ts';
import type { Finding, Position } from '../errors.ts';

export const FINDINGS = {
  // Files and folders.
  PHX001: error('The configs folder has no phoenix.json'),
  PHX002: error('A file is larger than 1 MiB'),
  PHX003: error('A symbolic link stands in the configs folder'),
  PHX004: error('The name of a file or folder cannot be used'),
  PHX005: error('Folders are nested too deeply'),
  PHX006: error('An entry is neither a file nor a folder'),
  PHX007: warning('A file looks like config, but Phoenix does not read its format'),
  PHX008: error('A file is not UTF-8 text'),
  PHX009: error('A folder is neither a kind nor one of the known folders'),
  PHX010: error('A file stands where nothing is read'),
  PHX011: error('The name of a resource, profile or environment cannot be used'),
  PHX012: error('Two files have the same name, one .json and one .jsonc'),
  PHX014: error('A file or folder cannot be read'),
  // JSON.
  PHX101: error('A file is not valid JSON'),
  PHX102: error('A key stands twice in one object'),
  PHX103: error('A key has a name that is not allowed'),
  PHX104: error('A key or text holds characters that cannot be seen'),
  PHX105: error('Values are nested too deeply'),
  PHX106: error('A file starts with a byte order mark'),
  PHX107: error('A file does not hold an object'),
  // Profiles, sets, environments.
  PHX201: error('A profile does not exist'),
  PHX202: error('Profiles extend each other in a loop'),
  PHX203: error('`extends` is not a list of profile names'),
  PHX204: error('`extends` stands in a file that cannot extend'),
  PHX205: warning('`"!x"` removes something that is not in the set'),
  PHX206: notice('A profile is extended by nothing'),
  PHX207: error('An environment does not exist'),
  // Keys and values.
  PHX301: error('A key is unknown'),
  PHX302: error('A value has the wrong type'),
  PHX303: error('A value is not allowed'),
  PHX304: error('A key is missing'),
  // References.
  PHX401: error('A reference cannot be understood'),
  PHX402: error('A reference stands where none is allowed'),
  PHX403: error('A reference names a resource that does not exist'),
  PHX404: error('A reference names a value that the resource does not have'),
  PHX405: error('The value of a reference is not known before the apply'),
  PHX406: error('A secret stands where it would be seen'),
  // Between files.
  PHX501: error('Two resources have the same identity'),
  PHX502: error('A VMID is outside the range of the estate'),
  PHX503: error('A node does not exist'),
  PHX504: warning('Two guests have the same hostname'),
  PHX505: error('A resource depends on one that does not exist'),
  PHX506: error('Resources depend on each other in a loop'),
  PHX507: error('A resource of the estate is named by its number'),
  PHX508: error('A VMID is one of those that layers take'),
} as const satisfies FindingTable;

export type FindingId = keyof typeof FINDINGS;

interface Details {
  readonly hint?: string | undefined;
  readonly at?: Position | undefined;
  readonly also?: Position | undefined;
}

/** A finding with the severity that the table gives it. */
export function finding(id: FindingId, message: string, details: Details = {}): Finding {
  return {
    id,
    severity: FINDINGS[id].severity,
    message,
    ...(details.hint !== undefined && { hint: details.hint }),
    ...(details.at && { at: details.at }),
    ...(details.also && { also: details.also }),
  };
}
