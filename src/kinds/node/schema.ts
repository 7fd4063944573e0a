/** What a file `node/NAME.json` may hold: what a node itself shall be, besides what Proxmox keeps of it. */
import { z } from 'zod';
import { once } from '../../once.ts';

const SYSCTL = /^[a-z0-9_]+(?:[./][A-Za-z0-9_@-]+)+$/;
const MODULE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
/** None ends in `-`: apt-get would remove what stands before it. */
const PACKAGE = /^[a-z0-9][a-z0-9+.-]*[a-z0-9+.](?::[a-z0-9]+)?$/;
const VERSION = /^[0-9][A-Za-z0-9.+:~-]*$/;

const oneLine = (text: string) => z.string().regex(/^[^\n\r\0]*$/, text);

const software = () =>
  z.record(
    z.string(),
    z.record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.array(z.string())], {
        error: 'must be a text, a number, true, false, or a list of texts',
      }),
      { error: 'must be the options of a feature, {} where it needs none' },
    ),
  );

export const nodeSchema = once(() =>
  z.strictObject({
    $schema: z.string().optional(),
    description: z.string().optional().describe('For whoever reads the file; nothing on the node shows it.'),
    extends: z.array(z.string()).optional().describe('Profiles, the last one wins.'),
    sysctl: z
      .record(
        z.string().regex(SYSCTL, 'must be the name of a kernel setting, such as "vm.swappiness"'),
        z.union([z.int(), oneLine('must be one line').min(1)]),
      )
      .optional()
      .describe('Settings of the kernel, in a file of their own: /etc/sysctl.d/90-phoenix.conf.'),
    modules: z
      .record(
        z.string().regex(MODULE, 'must be the name of a kernel module, such as "vfio-pci"'),
        z.union([z.literal(true), oneLine('must be one line').min(1)]),
      )
      .optional()
      .describe('Kernel modules that are loaded, now and at each start; a text is their options.'),
    packages: z
      .record(
        z.string().regex(PACKAGE, 'must be the name of a Debian package'),
        z.union([
          z.enum(['present', 'absent']),
          z.string().regex(VERSION, 'must be "present", "absent" or a version such as "2.3.4-1"'),
        ]),
      )
      .optional()
      .describe('Debian packages of the node; a version is that very one.'),
    features: software().optional().describe('Features for nodes, by id, with their options.'),
    reboot: z
      .enum(['never', 'manual', 'apply'])
      .optional()
      .describe(
        'When a feature wants the node restarted: "manual" leaves it as it is until somebody has restarted the node, "apply" lets the apply do it, with all guests of the node, "never" takes the feature back.',
      ),
  }),
);

export type NodeInput = z.output<ReturnType<typeof nodeSchema>>;
