/** Rules of vnets: a new one is a file here and a line there. */
import type { Rule } from '../../../rules/rule.ts';
import { dhcpOfNobody } from './dhcp-of-nobody.ts';
import { gatewayInRange } from './gateway-in-range.ts';
import { misplacedPin } from './misplaced-pin.ts';
import { overlappingSubnets } from './overlapping-subnets.ts';
import { rangeTooSmall } from './range-too-small.ts';
import { sameTag } from './same-tag.ts';

export const vnetRules: readonly Rule[] = [
  dhcpOfNobody,
  rangeTooSmall,
  misplacedPin,
  overlappingSubnets,
  sameTag,
  gatewayInRange,
];
