/**
 * What a file `firewall/NAME.json` may hold: one firewall file of Proxmox, in its words. What needs other files (guests,
 * aliases, groups) is checked in resolve.ts and by rules.
 */
import { z } from 'zod';
import { MACROS, macroName } from './macros.ts';
import { didYouMean } from '../../config/suggest.ts';
import { logLevel, OPTIONS } from './options.ts';

const NAME = /^[a-z][a-z0-9_-]+$/;

const flag = z.boolean();

const comment = z
  .string()
  .regex(/^[^\n\r]*$/, 'must be one line')
  .refine((text) => text.trim() === text && text !== '', 'must be a text without blanks around it')
  .refine((text) => !text.endsWith('[phoenix]'), 'must not end in "[phoenix]", which Phoenix adds itself');

const PORTS =
  /^(?:\d{1,5}(?::\d{1,5})?|[a-z][a-z0-9+._-]*)(?:,(?:\d{1,5}(?::\d{1,5})?|[a-z][a-z0-9+._-]*))*$/i;

/** Proxmox counts a range as two, and takes fifteen. */
function isPorts(text: string): boolean {
  if (!PORTS.test(text)) return false;
  const items = text.split(',');
  const fits = items.every((item) => {
    if (!/^\d/.test(item)) return true;
    const [from = 0, to = from] = item.split(':').map(Number);
    return from <= to && to <= 65_535;
  });
  return fits && items.reduce((sum, item) => sum + (item.includes(':') ? 2 : 1), 0) <= 15;
}

const ports = z
  .union([z.int().min(0).max(65_535), z.string()])
  .refine(
    (value) => isPorts(String(value)),
    'must be a port, a range such as "8000:8010", a name such as "https", or at most 15 of them with commas',
  );

/** One word: what it may be is found where the estate is known. */
const addresses = z
  .string()
  .max(512)
  .regex(
    /^\S+$/,
    'must be an address, a network, an alias, "+ipset", or a guest such as "lxc/web"; several with commas',
  );

/** What fw rules of every sort have in common. */
const matching = {
  macro: z
    .string()
    .superRefine((name, context) => {
      if (macroName(name) !== null) return;
      const hint = didYouMean(name, Object.keys(MACROS), '');
      context.addIssue({ code: 'custom', message: `is no macro of Proxmox; ${hint}`.replace(/; $/, '') });
    })
    .optional()
    .describe('Stands for protocol and ports, such as "SSH".'),
  source: addresses.optional().describe('Where it comes from; from everywhere without it.'),
  dest: addresses.optional().describe('Where it goes to.'),
  proto: z
    .string()
    .regex(/^(?:[a-z][a-z0-9+.-]*|\d{1,3})$/i, 'must be a protocol such as "tcp"')
    .optional(),
  dport: ports.optional().describe('The port that it goes to: "443", "8000:8010", "80,443".'),
  sport: ports.optional().describe('The port that it comes from; rarely what is meant.'),
  'icmp-type': z
    .string()
    .regex(/^[a-zA-Z-]+$/, 'must be a name such as "echo-request"')
    .optional(),
  log: logLevel.optional(),
};

const around = {
  comment: comment.optional(),
  enable: flag.optional().describe('False: it stands in the file and does nothing.'),
};

const iface = z
  .string()
  .regex(/^[a-zA-Z][\w.:-]{1,19}$/, 'must be an interface such as "net0" of a guest or "vmbr0" of a node')
  .optional();

const plain = (types: readonly ['in', 'out', 'forward'] | readonly ['forward']) =>
  z.strictObject({
    type: z.enum(types).default('in' as never),
    action: z.enum(['ACCEPT', 'DROP', 'REJECT']),
    iface,
    ...matching,
    ...around,
  });

const ofGroup = z.strictObject({
  type: z.literal('group'),
  action: z.string().regex(NAME, 'must be the name of a security group').max(18),
  iface,
  ...around,
});

const rule = z.union([ofGroup, plain(['in', 'out', 'forward'])]);

export type RuleInput = z.infer<typeof rule>;

const ADDRESS = /^[0-9a-fA-F.:]+(?:\/\d{1,3})?$/;

const alias = z.union([
  z.string().regex(ADDRESS, 'must be an address or a network'),
  z.strictObject({
    cidr: z.string().regex(ADDRESS, 'must be an address or a network'),
    comment: comment.optional(),
  }),
]);

const entry = z.union([
  z.literal(true),
  comment,
  z.strictObject({
    comment: comment.optional(),
    nomatch: flag.optional().describe('Taken out of a larger network of the set.'),
  }),
]);

const named = (most: number, what: string) =>
  z.string().regex(NAME, `must be the name of ${what}: lower-case letters, digits, "_" and "-"`).max(most);

export const firewallSchema = z.strictObject({
  $schema: z.string().optional(),
  extends: z.array(z.string()).optional().describe('Profiles, weakest first.'),
  of: z
    .string()
    .describe(
      'Whose firewall it is: "cluster", "node/pve1", "vnet/lab", or a guest by its address, "lxc/web".',
    ),
  adopt: flag
    .optional()
    .describe('Take over what stands in the file already under the same names, or as the same rules.'),
  options: z
    .strictObject(
      Object.fromEntries(
        Object.values(OPTIONS)
          .flatMap((rows) => Object.entries<z.ZodType>(rows))
          .map(([key]) => [key, optionOf(key)]),
      ),
    )
    .optional()
    .describe('As Proxmox calls them; what a file does not name stays as it is.'),
  aliases: z.record(named(64, 'an alias'), alias).optional().describe('Names for addresses and networks.'),
  ipsets: z
    .record(
      named(64, 'an IP set'),
      z.strictObject({ comment: comment.optional(), entries: z.record(z.string(), entry) }),
    )
    .optional()
    .describe('Sets of addresses, written "+name" in rules.'),
  groups: z
    .record(
      named(18, 'a security group'),
      z.strictObject({ comment: comment.optional(), rules: z.array(plain(['in', 'out', 'forward'])) }),
    )
    .optional()
    .describe('Rules that other firewalls take as one; of the cluster alone.'),
  rules: z
    .array(rule)
    .optional()
    .describe('In order: the first that fits decides. Rules of others in the file stay.'),
});

/** An option may be of several files, with a type of its own in each; which one it is, the table knows. */
function optionOf(key: string): z.ZodType {
  const all = Object.values(OPTIONS).flatMap((rows) =>
    Object.entries<z.ZodType>(rows).flatMap(([name, type]) => (name === key ? [type] : [])),
  );
  const [first = z.never(), ...rest] = all;
  return (
    rest.length === 0 || all.every((one) => one === first) ? first : z.union([...new Set(all)])
  ).optional();
}

export type FirewallInput = Omit<z.infer<typeof firewallSchema>, 'options'> & {
  readonly options?: Readonly<Record<string, boolean | number | string | readonly string[]>>;
};
