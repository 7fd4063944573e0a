/** docs/traces.md with the names of src/telemetry/names.ts in it. */
import { ATTRIBUTES, FAILURES, RESOURCE } from '../../src/telemetry/names.ts';

const tableOf = (rows: readonly (readonly [name: string, about: string])[]): string =>
  ['| attribute | |', '|---|---|', ...rows.map(([name, about]) => `| \`${name}\` | ${about} |`)].join('\n');

const TABLES: Readonly<Record<string, string>> = {
  attributes: tableOf(Object.values(ATTRIBUTES).map(({ name, about }) => [name, about] as const)),
  resource: tableOf(Object.entries(RESOURCE)),
  failures: tableOf(Object.entries(FAILURES)),
};

/** The page as it shall be. */
export const tracesPage = (page: string): string =>
  Object.entries(TABLES).reduce(
    (text, [name, table]) =>
      text.replace(
        new RegExp(`<!-- ${name} -->[\\s\\S]*<!-- /${name} -->`),
        () => `<!-- ${name} -->\n\n${table}\n\n<!-- /${name} -->`,
      ),
    page,
  );
