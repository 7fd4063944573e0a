/** What can be wrong with features, in their own folders and in the guests that use them: ids, severities, titles. */
import { error, type FindingTable, warning } from '../config/finding-entry.ts';
import type { Finding, PointedFinding, Position } from '../errors.ts';
import type { Pointer } from '../json.ts';

export const FEATURE_FINDINGS = {
  PHX701: error(
    'The folder of a feature lacks its manifest or install.sh',
    'Without feature.json nothing is known of the feature, and without install.sh there is nothing to run. `phoenix feature new ID` writes both.',
  ),
  PHX702: error(
    'The name of a feature, or of a file of it, cannot be used',
    'The name of the folder is the id of the feature, and the files of it travel into guests by their names. Use lower-case letters, digits and "-", the same in the folder and in "id".',
  ),
  PHX703: error(
    'The name of an option cannot become a variable',
    'Options reach the script as variables, MODEL for "model"; two that become the same one, or one of the system\'s own such as PATH, would break it. Rename the option.',
  ),
  PHX704: error(
    'The manifest of a feature contradicts itself',
    'What the manifest says in one place it denies in another, such as a default that is not among the allowed values, so no guest could use it as written. The hint says which to correct.',
  ),
  PHX705: warning(
    'Phoenix does not do what a devcontainer Feature asks for',
    'Phoenix runs devcontainer Features, but not what they ask of an editor or of Docker: mounts, entrypoints, customizations. Try whether it does without: `phoenix feature test ID`.',
  ),
  PHX706: error(
    'A feature has too many or too large files',
    'The files of a feature travel into each guest in one bundle. Fetch what is large in install.sh, pinned by its hash in "downloads".',
  ),
  PHX711: error(
    'A feature does not exist',
    'Nothing would be installed under this name. Correct it (`phoenix feature list` shows all there are), or write features/ID in the configs folder.',
  ),
  PHX712: error(
    'An option of a feature does not exist',
    'The script would never see the option, and run with its default instead. Correct the name: `phoenix feature list ID` shows the options.',
  ),
  PHX713: error(
    'The value of an option is not allowed',
    'The script would stop on it, or worse, install something else. Write one of the values that the manifest allows.',
  ),
  PHX714: error(
    'An option of a feature is missing',
    'The feature has no default for it and cannot be installed without. Add the option to "features" of the guest.',
  ),
  PHX715: error(
    'A secret stands where none may stand, or a secret option holds something else',
    'A secret in plain text is known to everybody who can read the repository, for ever: git forgets nothing. Write `"${secret:…}"` into an option that is declared secret, and change a secret that stood here.',
  ),
  PHX716: error(
    'Features depend on each other in a loop',
    'Each would have to be installed before the others. Remove one of their "dependsOn" or "installsAfter".',
  ),
  PHX717: error(
    'Two features want another one with different options',
    'A feature is installed once in a guest, so only one of the two option values could hold. Say in "features" of the guest which one.',
  ),
  PHX718: error(
    'Two features of a guest exclude each other',
    'Their manifests say that they break each other, such as two servers on one port. Keep one of them, or put them into two guests.',
  ),
  PHX719: error(
    'A guest is not what a feature requires',
    'The installation would fail in the guest, after it has been made: Docker without "nesting", for one, does not start. Write what the hint says, or remove the feature.',
  ),
  PHX720: error(
    'A node does not declare what a feature requires',
    'The feature needs something of the host, such as a driver, that the node does not declare in phoenix.json. Declare it where it is true, or place the guest on another node.',
  ),
  PHX721: error(
    'A feature does not support the operating system of a guest',
    'The script knows the package manager of other distributions, and would fail in this one. Make the guest from another template, or remove the feature.',
  ),
  PHX722: warning(
    'A feature is deprecated',
    'It gets no more corrections and will go away. `phoenix feature list` shows what else there is.',
  ),
  PHX723: error(
    'Variables with secrets cannot be brought into a guest',
    'Secret variables are brought in by the feature "environment", which cannot work in this guest as it is. The hint says what is in its way.',
  ),
  PHX724: error(
    'A feature for nodes is asked for in a guest, or the other way round',
    'A feature for nodes changes the kernel or the services of the host, and one for guests what is inside of them: each does harm, or nothing, in the place of the other. Write it in node/NAME.json, or in the file of a guest.',
  ),
  PHX731: error(
    'phoenix.lock cannot be read',
    'The file pins the features of the library by hash, and one that cannot be read pins nothing. `phoenix feature update` writes it anew.',
  ),
  PHX732: error(
    'A feature of the library is not what phoenix.lock pins',
    'The scripts that would run as root are not those that were reviewed, as after an update of Phoenix. Look at what changed, then `phoenix feature update` and commit phoenix.lock.',
  ),
  PHX733: error(
    'A feature of the library is used and not pinned in phoenix.lock',
    'Without a pin the next update of Phoenix would change what is installed, and no pull request would show it. Run `phoenix feature update` and commit phoenix.lock.',
  ),
  PHX734: warning(
    'phoenix.lock pins a feature that is not used',
    'It pins what no guest uses, so its changes would ask for reviews that matter to nobody. `phoenix feature update` takes it out.',
  ),
  PHX741: error(
    'The first line of a script does not say that sh or bash runs it, or ends as on Windows',
    'The kernel picks the interpreter by the first line, and takes the CR of a Windows line end for a part of its name: the script does not start. Begin with `#!/bin/sh` or `#!/usr/bin/env bash`, and save it with LF.',
  ),
  PHX742: error(
    'A script of a feature runs what it fetches without looking at it',
    '`curl … | sh` runs as root whatever the server sends that day, and half of it when the line breaks. Fetch to a file, compare its hash, then run it.',
  ),
  PHX743: error(
    'A script of a feature fetches what its manifest does not pin',
    'What is fetched may be another file tomorrow, so the same commit gives another guest. Name URL and sha256 under "downloads" in feature.json.',
  ),
  PHX744: error(
    'shellcheck finds fault with a script of a feature',
    'Scripts run as root, and shellcheck knows what goes wrong in them: unquoted names, lost exit codes. Follow its page on the code, or disable that one line with the reason in a comment.',
  ),
  PHX745: error(
    'A scenario of a feature cannot be run',
    'A scenario that cannot be run tests nothing. Correct it as the hint says; `phoenix feature test ID` runs it.',
  ),
  PHX746: warning(
    'A feature lacks its README, a check, or scenarios',
    'Without a README nobody knows what it is for, without a check drift is not noticed, without scenarios nobody knows whether it works. `phoenix feature new` writes samples of all three.',
  ),
} as const satisfies FindingTable;

export type FeatureFindingId = keyof typeof FEATURE_FINDINGS;

/** A finding in a file of a feature, or in phoenix.lock. */
export function findingAt(id: FeatureFindingId, message: string, hint: string, at: Position): Finding {
  return { id, severity: FEATURE_FINDINGS[id].severity, message, hint, at };
}

/** A finding at a pointer of a guest's merged file. */
export function findingIn(
  id: FeatureFindingId,
  path: Pointer,
  message: string,
  hint: string,
): PointedFinding {
  return { id, severity: FEATURE_FINDINGS[id].severity, message, path, hint };
}
