/** The policies of `phoenix.json`: how much an apply may do, and what it does before and after. */
import { z } from 'zod';
import { isAddressRange, isSubnet } from './address-range.ts';
import { duration } from './settings-units.ts';

const limit = z.strictObject({
  max: z.int().nonnegative().optional().describe('At most so many guests in one apply.'),
  share: z.number().min(0).max(1).optional().describe('At most this share of the estate in one apply.'),
});

const overcommit = z.strictObject({
  memory: z
    .number()
    .positive()
    .default(1)
    .describe('Of guests that run, as a multiple of what the node has.'),
  cores: z.number().positive().default(4).describe('Of guests that run, as a multiple of what the node has.'),
  disk: z.number().positive().default(1).describe('Of all disks on a storage, as a multiple of its size.'),
});

export const policies = z.strictObject({
  drift: z
    .enum(['report', 'live'])
    .default('report')
    .describe(
      'What to do with differences that no pull request showed: tell, or correct those without a restart.',
    ),
  secrets: z
    .enum(['pinned', 'follow'])
    .default('pinned')
    .describe(
      'What an apply does about values that change outside git: it meets them when their feature runs next, or it compares them each time.',
    ),
  retire: duration
    .default('7d')
    .describe('How long a removed guest is kept before `phoenix purge` may destroy it.'),
  datasets: z
    .enum(['keep', 'destroy'])
    .default('keep')
    .describe(
      'What becomes of a dataset whose file is removed: it is let go of and stays, or it retires as a guest does, to be destroyed by `phoenix purge`.',
    ),
  restarts: z
    .strictObject({
      when: z.enum(['apply', 'manual']).default('apply'),
      ...limit.shape,
      maxParallel: z.int().positive().default(1),
    })
    .prefault({}),
  retires: limit.prefault({}),
  rollback: z
    .enum(['off', 'snapshot'])
    .default('off')
    .describe(
      'Whether a guest whose software fails is rolled back to a snapshot that was taken before the change.',
    ),
  backup: z
    .strictObject({
      storage: z.string().describe('A storage with content "backup".'),
      maxAge: duration
        .default('24h')
        .describe('A backup older than this is not fresh: another one is taken before a retire.'),
      mode: z.enum(['snapshot', 'suspend', 'stop']).default('snapshot'),
    })
    .optional()
    .describe('Without it, a retire takes no backup, and the plan says so.'),
  overcommit: overcommit
    .prefault({})
    .describe('How much may be promised of what is declared; more is a finding.'),
  management: z
    .array(
      z
        .string()
        .refine(
          (text) => isSubnet(text) || isAddressRange(text),
          'must be an address, a range, or a network such as "10.0.0.0/24"',
        ),
    )
    .optional()
    .describe(
      'From where the nodes are looked after: no change of a firewall may keep these from ssh and the web interface.',
    ),
  bindRoots: z
    .array(z.string().startsWith('/'))
    .optional()
    .describe('Folders of the nodes below which binds may lie; any but those of the system without it.'),
  allow: z
    .strictObject({ publicRepository: z.boolean().default(false), forks: z.boolean().default(false) })
    .prefault({})
    .describe('Self-hosted runners refuse public repositories and forks unless allowed here.'),
});
