/** From a merged file to a spec: lines as Proxmox writes them, guests as their addresses. Pure. */
import { parseAddress, parseInSubnet } from '../../config/address-range.ts';
import type { Address } from '../../config/model.ts';
import type { PointedFinding } from '../../errors.ts';
import { pointer, type Pointer } from '../../json.ts';
import type { Resolved, ResolveInput } from '../kind.ts';
import { writtenAddresses } from './addresses.ts';
import { finding } from './finding-ids.ts';
import { type FileKind, OPTIONS, optionText } from './options.ts';
import { canonicalAddress, ruleText, withComment } from './rule-text.ts';
import { ruleFault } from './rule-fault.ts';
import { type FirewallInput, firewallSchema, type RuleInput } from './schema.ts';
import type { FirewallSpec, Group, IpSet, Target } from './spec.ts';

interface Context {
  readonly input: FirewallInput;
  readonly resolve: ResolveInput;
  readonly target: Target;
  readonly report: (found: PointedFinding) => void;
  /** A guest's address stands in it. */
  readonly use: (address: Address) => void;
}

/** The file that it is, and where it is compiled. */
function targetOf(
  of: string,
  { settings, mergedOf }: ResolveInput,
): { readonly target: Target; readonly node: string } | { readonly why: string } {
  const [node = ''] = Object.keys(settings.nodes);
  if (of === 'cluster') return { target: { is: 'cluster' }, node };
  const [kind = '', ...rest] = of.split('/');
  const name = rest.join('/');
  switch (kind) {
    case 'node':
      if (!Object.hasOwn(settings.nodes, name)) return { why: `phoenix.json has no node ${name}` };
      return { target: { is: 'node', node: name }, node: name };
    case 'vnet':
      return { target: { is: 'vnet', vnet: name }, node };
    case 'lxc':
    case 'vm': {
      const merged = mergedOf(of);
      if (!merged) return { why: `there is no ${of}` };
      const vmid = merged['vmid'];
      if (typeof vmid !== 'number') return { why: `${of} has no vmid` };
      const home = merged['node'];
      return { target: { is: 'guest', address: of, vmid }, node: typeof home === 'string' ? home : node };
    }
    default:
      return { why: `"${of}" is no firewall` };
  }
}

function optionsOf({ input, target, report }: Context): Record<string, string> {
  const kind: FileKind = target.is;
  const known: Readonly<Record<string, unknown>> = OPTIONS[kind];
  const options: Record<string, string> = {};
  for (const [key, value] of Object.entries(input.options ?? {})) {
    if (value === undefined) continue;
    if (Object.hasOwn(known, key)) options[key] = optionText(value);
    else {
      const hint = `a ${kind} takes ${Object.keys(known).join(', ')}`;
      report(finding('PHX861', pointer('options', key), `"${key}" is no option of a ${kind}`, hint));
    }
  }
  return options;
}

/** The words of a place for addresses; null: they are wrong, and that is said. */
function addressesAt(text: string | undefined, path: Pointer, context: Context): string | undefined | null {
  if (text === undefined) return undefined;
  const written = writtenAddresses(text, context.resolve.mergedOf);
  if (written.is === 'wrong') {
    context.report(finding('PHX863', path, written.why, written.hint));
    return null;
  }
  for (const address of written.uses) context.use(address);
  return written.text;
}

const text = (value: string | number | undefined) => (value === undefined ? undefined : String(value));

function ruleAt(rule: RuleInput, path: Pointer, inGroup: boolean, context: Context): string[] {
  const { target, report } = context;
  const fault = ruleFault(rule, inGroup ? 'group' : target.is);
  if (fault) {
    report(finding(fault.id, `${path}${fault.path}`, fault.why, fault.hint));
    return [];
  }
  if (rule.type === 'group') return [ruleText(rule)];
  const source = addressesAt(rule.source, `${path}/source`, context);
  const dest = addressesAt(rule.dest, `${path}/dest`, context);
  if (source === null || dest === null) return [];
  const { dport, sport } = rule;
  return [ruleText({ ...rule, source, dest, dport: text(dport), sport: text(sport) })];
}

function rulesAt(rules: readonly RuleInput[], path: Pointer, inGroup: boolean, context: Context): string[] {
  return rules.flatMap((rule, i) => ruleAt(rule, `${path}/${i}`, inGroup, context));
}

/** What a file of the cluster or of guests alone may have. */
function partOf<T>(
  key: 'aliases' | 'ipsets' | 'groups',
  targets: readonly Target['is'][],
  { input, target, report }: Context,
  part: () => T,
  nothing: T,
): T {
  const names = Object.keys(input[key] ?? {});
  if (names.length === 0) return nothing;
  if (targets.includes(target.is)) return part();
  const hint =
    key === 'groups'
      ? 'put them into the file of the cluster'
      : 'put them into the file of the cluster or of a guest';
  report(finding('PHX861', `/${key}`, `Proxmox keeps no ${key} in the firewall of a ${target.is}`, hint));
  return nothing;
}

function aliasesOf({ input, report }: Context): Record<string, string> {
  return Object.fromEntries(
    Object.entries(input.aliases ?? {}).flatMap(([name, alias]) => {
      const { cidr, comment } = typeof alias === 'string' ? { cidr: alias, comment: undefined } : alias;
      if (parseAddress(cidr) || parseInSubnet(cidr))
        return [[name, withComment(canonicalAddress(cidr), comment)]];
      const why = `${cidr} is no address and no network`;
      report(finding('PHX863', pointer('aliases', name), why, 'write such as "10.0.0.0/24"'));
      return [];
    }),
  );
}

const ALIAS = /^(?:dc\/|guest\/)?[A-Za-z][\w-]+$/;

function setsOf({ input, resolve, report, use }: Context): Record<string, IpSet> {
  return Object.fromEntries(
    Object.entries(input.ipsets ?? {}).map(([name, { comment, entries }]) => {
      const lines = Object.entries(entries).flatMap(([key, value]): [string, string][] => {
        const path = pointer('ipsets', name, 'entries', key);
        const written = ALIAS.test(key)
          ? ({ is: 'text', text: key, uses: [] } as const)
          : writtenAddresses(key, resolve.mergedOf);
        if (written.is === 'wrong' || /[-+]/.test(written.text.replace(ALIAS, ''))) {
          const why = written.is === 'wrong' ? written.why : `${key} cannot be in an IP set`;
          report(finding('PHX863', path, why, 'write an address, a network or an alias'));
          return [];
        }
        if (/\/0+$/.test(written.text)) {
          report(finding('PHX863', path, 'everything cannot be in an IP set', 'write two halves of it'));
          return [];
        }
        for (const address of written.uses) use(address);
        const { nomatch = false, comment: word } =
          value === true ? {} : typeof value === 'string' ? { comment: value } : value;
        return written.text
          .split(',')
          .map(canonicalAddress)
          .map((one) => [one, withComment(`${nomatch ? '!' : ''}${one}`, word)]);
      });
      return [name, { comment: comment ?? null, entries: Object.fromEntries(lines) }];
    }),
  );
}

function groupsOf(context: Context): Record<string, Group> {
  return Object.fromEntries(
    Object.entries(context.input.groups ?? {}).map(([name, { comment, rules }]) => [
      name,
      { comment: comment ?? null, rules: rulesAt(rules, pointer('groups', name, 'rules'), true, context) },
    ]),
  );
}

/** Completes a merged file. A file that the schema refuses gives no spec: whoever reads files says why. */
export function resolveFirewall(resolve: ResolveInput): Resolved<FirewallSpec> {
  const parsed = firewallSchema.safeParse(resolve.merged);
  if (!parsed.success) return { spec: null, findings: [] };
  const input = parsed.data as FirewallInput;
  const findings: PointedFinding[] = [];
  const found = targetOf(input.of, resolve);
  if ('why' in found) {
    const hint = 'write "cluster", "node/NAME", "vnet/NAME", or the address of a guest such as "lxc/web"';
    return { spec: null, findings: [finding('PHX860', '/of', found.why, hint)] };
  }
  const { target, node } = found;
  const uses = new Set<Address>();
  const context: Context = {
    input,
    resolve,
    target,
    report: (one) => findings.push(one),
    use: (address) => uses.add(address),
  };
  const spec: FirewallSpec = {
    target,
    node,
    adopt: input.adopt ?? false,
    options: optionsOf(context),
    aliases: partOf('aliases', ['cluster', 'guest'], context, () => aliasesOf(context), {}),
    ipsets: partOf('ipsets', ['cluster', 'guest'], context, () => setsOf(context), {}),
    groups: partOf('groups', ['cluster'], context, () => groupsOf(context), {}),
    ...(input.rules === undefined ? {} : { rules: rulesAt(input.rules, '/rules', false, context) }),
    uses: [...uses].toSorted(),
  };
  return { spec, findings };
}
