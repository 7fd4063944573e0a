/** The rules and the dashboard that docs/observability ships, as tests look at them. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export const RULES_FILE = 'docs/observability/prometheus/phoenix.rules.yml';
const DASHBOARD_FILE = 'docs/observability/grafana/phoenix.json';

export interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
}

interface Groups {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
}

interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly datasource: { readonly type: string; readonly uid: string };
}

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly Target[];
}

interface Query {
  readonly datasource: { readonly uid: string };
  readonly definition: string;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly ({ readonly name: string; readonly type: string } & Partial<Query>)[];
  };
  readonly annotations: { readonly list: readonly { readonly name: string; readonly expr?: string }[] };
}

export const shippedRules = (): readonly Rule[] =>
  (parse(readFileSync(RULES_FILE, 'utf8')) as Groups).groups.flatMap(({ rules }) => rules);

export const shippedDashboard = (): Dashboard =>
  JSON.parse(readFileSync(DASHBOARD_FILE, 'utf8')) as Dashboard;

/** With Grafana's variables as Grafana fills them in for "All". */
const filledIn = (expr: string): string =>
  expr.replaceAll(/\$(?:estate|env)\b/g, '.*').replaceAll('$__rate_interval', '4m');

/** What panels show, by where it stands. */
export function panelExpressions(): readonly (readonly [where: string, expr: string])[] {
  return shippedDashboard().panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ refId, expr }) => [`${title} ${refId}`, filledIn(expr)] as const),
  );
}

/** What is marked in all panels, while it happens. */
export function annotationExpressions(): readonly string[] {
  return shippedDashboard().annotations.list.flatMap(({ expr }) =>
    expr === undefined ? [] : [filledIn(expr)],
  );
}
