/** `phoenix.json`: the estate's name, its nodes as declared, shared binds, and the policies that guard it. */
import { z } from 'zod';
import { bind, network, node } from './settings-nodes.ts';
import { policies } from './settings-policies.ts';
import { FINDING_ID, suppressSchema } from './suppress.ts';

const secrets = z.strictObject({
  vault: z
    .strictObject({
      requireBound: z
        .boolean()
        .default(false)
        .describe('Refuse entries that do not hold their own name, such as those that `pass` wrote.'),
    })
    .prefault({}),
  aws: z
    .strictObject({
      region: z
        .string()
        .regex(/^[a-z]{2}(?:-[a-z]+)+-\d+$/, 'must be a region such as "eu-central-1"')
        .optional()
        .describe('Otherwise AWS_REGION of the runner.'),
      endpoint: z
        .url({ protocol: /^https?$/ })
        .optional()
        .describe('Such as a VPC endpoint.'),
      role: z
        .string()
        .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'must be the ARN of a role')
        .optional()
        .describe(
          "A role that the workflow's OIDC token may take; otherwise the runner's credentials are used.",
        ),
    })
    .prefault({})
    .describe('AWS Secrets Manager; needed only where references name it.'),
});

export const settingsSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and "-", starting with a letter')
    .describe('The estate: it stands in every comment and marker.'),
  id: z
    .uuid()
    .optional()
    .describe('Tells this estate from others on the same node; `phoenix init` makes one.'),
  nodes: z.record(
    z.string().regex(/^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/, 'must be the host name of a node'),
    node,
  ),
  networks: z
    .record(
      z.string().regex(/^[A-Za-z][\w-]*$/, 'must be letters, digits, "_" and "-", starting with a letter'),
      network,
    )
    .default({})
    .describe('Networks as they are, so that addresses can be checked before anything is made.'),
  pools: z.array(z.string()).optional().describe('Pools that exist; a guest in another one is an error.'),
  binds: z
    .record(
      z.string().regex(/^[A-Za-z][\w-]*$/, 'must be letters, digits, "_" and "-", starting with a letter'),
      bind,
    )
    .default({}),
  vmids: z
    .tuple([z.int().min(100).max(999_999_999), z.int().min(100).max(999_999_999)])
    .optional()
    .describe('The range of this estate; a VMID outside is an error.'),
  layers: z
    .strictObject({
      vmids: z
        .tuple([z.int().min(100).max(999_999_999), z.int().min(100).max(999_999_999)])
        .refine(([from, to]) => from <= to, 'must be the lowest and the highest VMID, in this order')
        .describe('VMIDs that layers take; no other guest may have one of them.'),
    })
    .optional()
    .describe('What layers need; an estate without layers leaves it out.'),
  runner: z
    .string()
    .optional()
    .describe('The guest that runs the jobs, such as "lxc/runner": it is never restarted by them.'),
  proof: z
    .strictObject({
      placeholders: z
        .record(
          z
            .string()
            .regex(/^[^${}]+$/, 'must name a secret as references do, such as "db/app" or "env:PG_PASSWORD"'),
          z.union([z.literal(true), z.string().min(1).max(4096)]),
        )
        .default({})
        .describe('What stands for a secret: true makes up a value, a text is the value. Never a real one.'),
    })
    .optional()
    .describe('What `phoenix proof` needs: it builds guests without their secrets.'),
  secrets: secrets.prefault({}),
  policies: policies.prefault({}),
  rules: z
    .record(
      z.string().regex(FINDING_ID, 'must be the id of a finding, such as "PHX511"'),
      z.enum(['off', 'notice', 'warning', 'error']),
    )
    .default({})
    .describe('How bad a finding is in this estate, where that is not how bad it usually is.'),
  suppress: suppressSchema.optional(),
});

/** The settings with every default filled in. */
export type Settings = z.infer<typeof settingsSchema>;

export type NodeSettings = Settings['nodes'][string];

export type Policies = Settings['policies'];
