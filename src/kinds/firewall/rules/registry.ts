/** Rules about firewalls: a new one is a file here and a line there. */
import type { Rule } from '../../../rules/rule.ts';
import { doubtfulWayIn } from './doubtful-way-in.ts';
import { idleFirewall } from './idle-firewall.ts';
import { lockedOut } from './locked-out.ts';
import { undeclaredManagement } from './undeclared-management.ts';
import { unknownName } from './unknown-name.ts';

export const firewallRules: readonly Rule[] = [
  unknownName,
  lockedOut,
  undeclaredManagement,
  idleFirewall,
  doubtfulWayIn,
];
