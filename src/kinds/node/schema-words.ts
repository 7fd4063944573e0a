/** What editors show of the keys of a node's file. */
import type { SchemaWords } from '../../config/schema-words.ts';

export const NODE_WORDS: SchemaWords = {
  description: { examples: ['Where the graphics cards are'] },
  extends: { examples: [['gpu-host']] },
  sysctl: { examples: [{ 'vm.swappiness': 10 }] },
  'sysctl/*': { about: 'Its value.', examples: [10, '1'] },
  modules: { examples: [{ 'vfio-pci': true, zfs: 'zfs_arc_max=8589934592' }] },
  'modules/*': { about: 'true, or its options.', examples: [true, 'zfs_arc_max=8589934592'] },
  packages: { examples: [{ 'nfs-kernel-server': 'present' }] },
  'packages/*': { about: '"present", "absent", or a version.', examples: ['present', '2.3.4-1'] },
  features: { examples: [{ timezone: { zone: 'Europe/Berlin' } }] },
  'features/*': { about: 'Its options.', examples: [{}] },
  reboot: { examples: ['manual'] },
};
