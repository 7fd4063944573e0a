/** What can be wrong with features, in their own folders and in the guests that use them: ids, severities, titles. */
import { error, type FindingTable, warning } from '../config/finding-entry.ts';
import type { Finding, PointedFinding, Position } from '../errors.ts';
import type { Pointer } from '../json.ts';

export const FEATURE_FINDINGS = {
  PHX701: error('The folder of a feature lacks its manifest or install.sh'),
  PHX702: error('The name of a feature, or of a file of it, cannot be used'),
  PHX703: error('The name of an option cannot become a variable'),
  PHX704: error('The manifest of a feature contradicts itself'),
  PHX705: warning('Phoenix does not do what a devcontainer Feature asks for'),
  PHX706: error('A feature has too many or too large files'),
  PHX711: error('A feature does not exist'),
  PHX712: error('An option of a feature does not exist'),
  PHX713: error('The value of an option is not allowed'),
  PHX714: error('An option of a feature is missing'),
  PHX715: error('A secret stands where none may stand, or a secret option holds something else'),
  PHX716: error('Features depend on each other in a loop'),
  PHX717: error('Two features want another one with different options'),
  PHX718: error('Two features of a guest exclude each other'),
  PHX719: error('A guest is not what a feature requires'),
  PHX720: error('A node does not declare what a feature requires'),
  PHX721: error('A feature does not support the operating system of a guest'),
  PHX722: warning('A feature is deprecated'),
  PHX723: error('Variables with secrets cannot be brought into a guest'),
  PHX731: error('phoenix.lock cannot be read'),
  PHX732: error('A feature of the library is not what phoenix.lock pins'),
  PHX733: error('A feature of the library is used and not pinned in phoenix.lock'),
  PHX734: warning('phoenix.lock pins a feature that is not used'),
  PHX741: error('The first line of a script does not say that sh or bash runs it, or ends as on Windows'),
  PHX742: error('A script of a feature runs what it fetches without looking at it'),
  PHX743: error('A script of a feature fetches what its manifest does not pin'),
  PHX744: error('shellcheck finds fault with a script of a feature'),
  PHX745: error('A scenario of a feature cannot be run'),
  PHX746: warning('A feature lacks its README, a check, or scenarios'),
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
