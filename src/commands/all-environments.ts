/** What `phoenix validate` finds where no environment is named: in the files as they stand, and under each environment. */
import { isBesideFiles } from '../config/beside-files.ts';
import { environmentsOf, inOrder, keyOf, loadEstate } from '../config/estate.ts';
import type { Estate, Suppressed } from '../config/model.ts';
import { quote } from '../config/quote.ts';
import { errorsIn, type Finding } from '../errors.ts';
import { kinds } from '../kinds/registry.ts';
import { listed } from '../plan/render/words.ts';
import { checkRules } from '../rules/check/check.ts';
import { shippedFeatures } from '../sources/shipped-features.ts';

/** An environment that the base has not, or has broken, is compared with nothing. */
function baseUnder(env: string, base: Estate | null): Estate | null {
  if (!base || !environmentsOf(base.tree).includes(env)) return null;
  const under = loadEstate(base.tree, { env, kinds, shipped: shippedFeatures, previous: base });
  return errorsIn(under.findings).every(isBesideFiles) ? under : null;
}

interface Found<T> {
  readonly one: T;
  readonly environments: string[];
}

/** Those of environments that are not found without one, each once, and under which. */
function gather<T>(found: Map<string, Found<T>>, all: readonly T[], env: string, key: (one: T) => string) {
  for (const one of all) {
    const known = found.get(key(one));
    if (known) known.environments.push(env);
    else found.set(key(one), { one, environments: [env] });
  }
}

function named(finding: Finding, environments: readonly string[]): Finding {
  const word = environments.length === 1 ? 'the environment' : 'the environments';
  return {
    ...finding,
    message: `${finding.message} (under ${word} ${listed(environments, 6, (one) => quote(one))})`,
  };
}

/** @param estate checked as it is without an environment */
export function withEnvironments(estate: Estate, base: Estate | null): Estate {
  const findings = new Map<string, Found<Finding>>();
  const suppressed = new Map<string, Found<Suppressed>>();
  for (const env of environmentsOf(estate.tree)) {
    const loaded = loadEstate(estate.tree, { env, kinds, shipped: shippedFeatures, previous: estate });
    const checked = checkRules(loaded, { base: baseUnder(env, base) });
    gather(findings, checked.findings, env, keyOf);
    gather(suppressed, checked.suppressed ?? [], env, ({ finding }) => keyOf(finding));
  }
  for (const one of estate.findings) findings.delete(keyOf(one));
  for (const { finding } of estate.suppressed ?? []) suppressed.delete(keyOf(finding));
  return {
    ...estate,
    findings: inOrder([
      ...estate.findings,
      ...[...findings.values()].map(({ one, environments }) => named(one, environments)),
    ]),
    suppressed: [
      ...(estate.suppressed ?? []),
      ...[...suppressed.values()].map(({ one, environments }) => ({
        ...one,
        finding: named(one.finding, environments),
      })),
    ],
  };
}
