/** Every finding of the config side: its id, how bad it is, and its title. The documentation is made from this table. */
import { error, type FindingTable, notice, warning } from './finding-entry.ts';
import type { Finding, Position } from '../errors.ts';

export const FINDINGS = {
  // Files and folders.
  PHX001: error(
    'The configs folder has no phoenix.json',
    'The file names the estate and its nodes; without it Phoenix cannot tell whose guests it looks at, and does nothing at all. Write `{ "name": "lab", "nodes": { "pve1": {} } }`, or run `phoenix init`.',
  ),
  PHX002: error(
    'A file is larger than 1 MiB',
    'Config of this size is a slip, such as a disk image or a log that was put into the folder, and reading it would hold up every plan. Keep large files elsewhere in the repository.',
  ),
  PHX003: error(
    'A symbolic link stands in the configs folder',
    'A link may point out of the repository, so that what a reviewer reads in a pull request is not what is read on the runner. Phoenix never follows one; put the file itself there.',
  ),
  PHX004: error(
    'The name of a file or folder cannot be used',
    'A name with control characters, backslashes or marks of text direction can look like another one in a review, or mean another one on another system. Rename it.',
  ),
  PHX005: error(
    'Folders are nested too deeply',
    'No folder of an estate is nested more than a few levels: this one was put here by mistake, and Phoenix does not walk on. Move it elsewhere.',
  ),
  PHX006: error(
    'An entry is neither a file nor a folder',
    'A device, socket or submodule is no config, and reading one may never end. Remove it from the configs folder.',
  ),
  PHX007: warning(
    'A file looks like config, but Phoenix does not read its format',
    'Only .json and .jsonc are read, so whoever wrote this file may believe that it counts. Write it as JSON, or move it out of the folder.',
  ),
  PHX008: error(
    'A file is not UTF-8 text',
    'Programs would each guess what its bytes mean, and show a reviewer something else than what is applied. Save it as UTF-8.',
  ),
  PHX009: error(
    'A folder is neither a kind nor one of the known folders',
    'Nothing in the folder is read, and what stands in it would be left out silently: most often a kind is misspelt, "lcx" for "lxc". Rename the folder, or move it out of configs.',
  ),
  PHX010: error(
    'A file stands where nothing is read',
    'The file would be left out silently, though somebody meant it to count. Move it into the folder of its kind, a profile, a base or an environment.',
  ),
  PHX011: error(
    'The name of a resource, profile or environment cannot be used',
    'Names become host names, addresses in references and parts of commands, so they hold letters, digits, ".", "_" and "-" alone. Rename the file.',
  ),
  PHX012: error(
    'Two files have the same name, one .json and one .jsonc',
    'Both would be the same resource, and Phoenix does not choose which one counts. Keep one of the two files.',
  ),
  PHX014: error(
    'A file or folder cannot be read',
    'What is in it is unknown, and a plan without it might remove a guest that still stands in it. Give the user that runs Phoenix permission to read it.',
  ),
  // JSON.
  PHX101: error(
    'A file is not valid JSON',
    'A file that cannot be parsed says nothing, so nothing is planned until it can. Comments and trailing commas are allowed in files that are called .jsonc.',
  ),
  PHX102: error(
    'A key stands twice in one object',
    'Programs that read JSON do not agree which of the two counts, so a reviewer may see one value while the other is applied. Keep one.',
  ),
  PHX103: error(
    'A key has a name that is not allowed',
    'A key such as "__proto__" has a meaning of its own in JavaScript, and no setting is called so. Remove it.',
  ),
  PHX104: error(
    'A key or text holds characters that cannot be seen',
    'Control characters and marks of text direction make a line read differently from what it says, which hides a change from its reviewer. Remove them, or type the text anew.',
  ),
  PHX105: error(
    'Values are nested too deeply',
    'No setting is nested deeper than a few levels, and a file of thousands of brackets would only keep the plan busy. Remove the inner part.',
  ),
  PHX106: error(
    'A file starts with a byte order mark',
    'The three invisible bytes at the start are no JSON, and other programs fail on them. Save the file as UTF-8 without a byte order mark.',
  ),
  PHX107: error(
    'A file does not hold an object',
    'Every file is an object with keys; a list or a single value cannot be merged with base and profiles. Write `{ "key": value }` at the top.',
  ),
  // Profiles, sets, environments.
  PHX201: error(
    'A profile does not exist',
    'Whatever the profile was to bring would be missing, and the guest would be planned without it: its cards, its limits, its features. Correct the name, or write profiles/NAME.json.',
  ),
  PHX202: error(
    'Profiles extend each other in a loop',
    'In a loop no profile comes before the others, so none can win. Remove one of the "extends".',
  ),
  PHX203: error(
    '`extends` is not a list of profile names',
    'Profiles are merged in the order of the list, weakest first, so it must be a list of names: "extends": ["gpu", "docker-host"].',
  ),
  PHX204: error(
    '`extends` stands in a file that cannot extend',
    'A base holds for every resource of its kind and an environment is the last word, so neither can choose profiles. Extend them in the file of the resource, or in another profile.',
  ),
  PHX205: warning(
    '`"!x"` removes something that is not in the set',
    'No base or profile adds what this takes away: the name has a slip in it, or the entry outlived what it removed. Correct or remove it.',
  ),
  PHX206: notice(
    'A profile is extended by nothing',
    'What stands in it reaches no guest, and whoever edits it waits for a change that never comes. Name it in an "extends", or remove the file.',
  ),
  PHX207: error(
    'An environment does not exist',
    'Without the folder environments/NAME nothing would be laid over the files, and another estate than the one that was meant would be planned. Correct the name given with --env.',
  ),
  // Keys and values.
  PHX301: error(
    'A key is unknown',
    'A key that Phoenix does not know would be left out silently, and a misspelt "memroy" would leave the guest with what it had. Correct or remove it.',
  ),
  PHX302: error(
    'A value has the wrong type',
    'Proxmox would refuse the value, or take it for something else, in the middle of an apply. Write it as the kind that is asked for: numbers and true or false stand without quotes.',
  ),
  PHX303: error(
    'A value is not allowed',
    'Proxmox or Phoenix would refuse the value in the middle of an apply, when other guests have already changed. Write one of those that are allowed.',
  ),
  PHX304: error(
    'A key is missing',
    'Without it the resource cannot be made, and Phoenix does not guess it. Add it to the file, or to a profile or the base that it shares with others.',
  ),
  // References.
  PHX401: error(
    'A reference cannot be understood',
    'Text in `${…}` stands for a value of a resource or for a secret, and what cannot be understood would be handed on as it is. Correct it, or write `$${` for the two characters themselves.',
  ),
  PHX402: error(
    'A reference stands where none is allowed',
    'References are replaced in "env", in options of "features" and in "health" alone; elsewhere Proxmox would get the text `${…}` itself. Write the value.',
  ),
  PHX403: error(
    'A reference names a resource that does not exist',
    'There is nothing to take the value from. Name a resource of this estate, such as lxc/db, or "self".',
  ),
  PHX404: error(
    'A reference names a value that the resource does not have',
    'The resource has no such value, and the guest that asks for it would get nothing. Containers have hostname, vmid, node, and of each card such values as net0.address.',
  ),
  PHX405: error(
    'The value of a reference is not known before the apply',
    'An address by DHCP, for one, is not known when the plan is made, so neither a reviewer nor the guest could be told. Give the resource a fixed value, and refer to that.',
  ),
  PHX406: error(
    'A secret stands where it would be seen',
    'Here the value would end up in the plan, in a comment or in a command line, where others read it. Secrets stand as the whole value of "env", of secret options of features, and of headers of health checks.',
  ),
  // Between files.
  PHX501: error(
    'Two resources have the same identity',
    'Proxmox has one guest for each VMID: two files would change the same one in turns, for ever. Give one of them another "vmid".',
  ),
  PHX503: error(
    'A node does not exist',
    'A guest on a node that phoenix.json does not name would be applied nowhere. Correct "node", or add it under "nodes".',
  ),
  PHX505: error(
    'A resource depends on one that does not exist',
    'What a guest waits for must be in the estate, or it would wait for ever, or be started too early. Correct the address in "dependsOn" or in the reference, or add the resource.',
  ),
  PHX506: error(
    'Resources depend on each other in a loop',
    'Each of them waits for the others, so none can ever be made or started. Remove one of these dependencies.',
  ),
  PHX507: error(
    'A resource of the estate is named by its number',
    'A bare number says nothing of order: the clone may be made before its source is. Write its address, such as lxc/base, and the apply sees to the order.',
  ),
  PHX508: error(
    'A VMID is one of those that layers take',
    'Phoenix picks VMIDs for layers from "layers.vmids" and may take this one any day. Give the guest one outside that range.',
  ),
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
