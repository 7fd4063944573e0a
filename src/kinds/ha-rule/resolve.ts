/** From a merged file to a rule of PVE 9, or to a group of PVE 8, which can only say on which nodes guests are. Pure. */
import type { z } from 'zod';
import { nodeIn } from '../../config/declared-node.ts';
import { didYouMean } from '../../config/suggest.ts';
import type { PointedFinding } from '../../errors.ts';
import { pointer } from '../../json.ts';
import { anyNode } from '../any-node.ts';
import { finding } from '../ha/finding-ids.ts';
import { haValue } from '../ha/files.ts';
import { hasGroups, sidOf } from '../ha/resolve.ts';
import type { HaSpec } from '../ha/spec.ts';
import type { Resolved, ResolveInput } from '../kind.ts';
import { haRuleSchema } from './schema.ts';

type Rule = z.infer<typeof haRuleSchema>;

/** The HA id of a file of ha/. */
function resourceOf(address: string, mergedOf: ResolveInput['mergedOf']): string | null {
  const guest = address.startsWith('ha/') ? mergedOf(address)?.['guest'] : undefined;
  return typeof guest === 'string' ? sidOf(guest, mergedOf) : null;
}

/** What one type needs, and the other does not have. */
function formFindings({ type, nodes, strict, affinity, resources }: Rule): PointedFinding[] {
  const lacks = (path: string, message: string, hint: string) => [finding('PHX893', path, message, hint)];
  if (type === 'node-affinity') {
    if (!nodes || Object.keys(nodes).length === 0) {
      return lacks(
        '/type',
        'a rule of the type node-affinity names no nodes',
        'Write "nodes": { "pve1": 1 }.',
      );
    }
    return affinity === undefined
      ? []
      : lacks('/affinity', 'a rule of the type node-affinity has no "affinity"', 'Leave it out.');
  }
  const strange = nodes ? '/nodes' : strict === undefined ? null : '/strict';
  if (strange) {
    return lacks(
      strange,
      `a rule of the type resource-affinity has no "${strange.slice(1)}"`,
      'Leave it out.',
    );
  }
  if (affinity === undefined) {
    return lacks(
      '/type',
      'a rule of the type resource-affinity does not say which',
      'Write "affinity": "negative" to keep them apart, "positive" to keep them together.',
    );
  }
  return resources.length > 1
    ? []
    : lacks('/resources', 'one resource alone is neither together nor apart', 'Name at least two.');
}

function nameFindings(rule: Rule, { mergedOf, settings }: ResolveInput): PointedFinding[] {
  const resources = rule.resources.flatMap((address, index) => {
    if (resourceOf(address, mergedOf) !== null) return [];
    const message = `${address} is no HA resource of this estate`;
    return [
      finding('PHX892', pointer('resources', String(index)), message, 'Name files of ha/, such as ha/db.'),
    ];
  });
  const names = Object.keys(settings.nodes);
  const nodes = Object.keys(rule.nodes ?? {}).flatMap((name) => {
    if (nodeIn(settings, name)) return [];
    const message = `phoenix.json names no node "${name}"`;
    return [finding('PHX892', pointer('nodes', name), message, didYouMean(name, names, 'It names none.'))];
  });
  return [...resources, ...nodes];
}

/** What came with PVE 9. */
function versionFindings({ type, disable }: Rule): PointedFinding[] {
  const hint = 'Leave it out until every node has PVE 9.';
  if (type === 'resource-affinity')
    return [finding('PHX891', '/type', 'PVE 8 has no rules between resources', hint)];
  return disable === undefined ? [] : [finding('PHX891', '/disable', 'PVE 8 cannot disable a group', hint)];
}

function optionsOf(rule: Rule, sids: readonly string[], isGroup: boolean): Record<string, string> {
  const { nodes, strict, affinity, disable, comment } = rule;
  const ranked = Object.entries(nodes ?? {}).map(([name, rank]) => (rank === 0 ? name : `${name}:${rank}`));
  const flag = (value: boolean) => (value ? '1' : '0');
  return {
    resources: haValue('resources', sids.join(',')),
    ...(nodes ? { nodes: haValue('nodes', ranked.join(',')) } : {}),
    ...(affinity === undefined ? {} : { affinity }),
    ...(strict === undefined ? {} : { [isGroup ? 'restricted' : 'strict']: flag(strict) }),
    ...(disable === undefined ? {} : { disable: flag(disable) }),
    ...(comment === undefined ? {} : { comment }),
  };
}

export function resolveHaRule(input: ResolveInput): Resolved<HaSpec> {
  const { merged, mergedOf, settings, name } = input;
  const rule = haRuleSchema.parse(merged);
  const isGroup = hasGroups(settings);
  const findings = [
    ...formFindings(rule),
    ...nameFindings(rule, input),
    ...(isGroup ? versionFindings(rule) : []),
  ];
  if (findings.length > 0) return { spec: null, findings };
  const sids = rule.resources.flatMap((address) => resourceOf(address, mergedOf) ?? []);
  const where = rule.nodes
    ? `on ${Object.keys(rule.nodes).join(', ')}`
    : rule.affinity === 'positive'
      ? 'together'
      : 'apart';
  const spec: HaSpec = {
    id: `ha-rule:${name}`,
    file: isGroup ? 'groups' : 'rules',
    type: isGroup ? 'group' : rule.type,
    name,
    options: optionsOf(rule, sids, isGroup),
    adopt: rule.adopt ?? false,
    needs: rule.resources,
    summary: `${rule.resources.join(', ')} ${where}`,
    node: anyNode(settings),
  };
  return { spec, findings: [] };
}
