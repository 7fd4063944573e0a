/** `phoenix migrate`: the files of the tool that Phoenix replaces become an estate, with a report and a proof. */
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { countsOf, reportJson, reportText } from '../authoring/migrate/report.ts';
import { type Migration, migrate as migrated } from '../authoring/migrate/migrate.ts';
import { errorsIn } from '../errors.ts';
import { renderFindings } from '../plan/render/findings.ts';
import { plural } from '../plan/render/words.ts';
import { readOldFiles, refuseFilled } from '../sources/old-files.ts';
import { shippedFeatures } from '../sources/shipped-features.ts';
import { writeWhole } from '../sources/write.ts';
import type { Console } from './console.ts';
import { schemaNote, schemasBeside } from './schema-set.ts';
import { textIn } from './show-findings.ts';

export interface MigrateOptions {
  /** A folder with the old files, or the files. */
  readonly from: readonly string[];
  /** The repository that gets `configs/`. */
  readonly out: string;
  readonly name: string;
  readonly node: string;
  readonly report?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Exit code 0 when every container is proved and nothing is an error, else 1. */
export async function migrate(options: MigrateOptions, io: Console): Promise<number> {
  const { out, name, node, force = false, dryRun = false, json } = options;
  const texts = readOldFiles(options.from);
  if (!force && !dryRun) refuseFilled(out);
  const migration = migrated({ texts, named: { name, node, id: randomUUID() }, shipped: shippedFeatures });
  const report = options.report ?? join(out, 'migration.md');
  const schemas = schemasBeside();
  if (!dryRun) {
    for (const [path, text] of [...migration.files, ...schemas]) writeWhole(join(out, 'configs', path), text);
  }
  if (!dryRun || options.report !== undefined) {
    const isJson = report.endsWith('.json');
    writeWhole(
      report,
      isJson ? `${JSON.stringify(reportJson(migration), null, 2)}\n` : reportText(migration),
    );
  }
  const errors = errorsIn(migration.estate.findings).length;
  const isGood = migration.proof.differences.length === 0 && errors === 0;
  if (json) io.out(JSON.stringify({ ok: isGood, ...reportJson(migration) }, null, 2));
  else tell(migration, { ...options, report, schemas: schemas.size }, io);
  return isGood ? 0 : 1;
}

function tell(
  migration: Migration,
  {
    out,
    dryRun,
    report,
    force,
    schemas,
  }: MigrateOptions & { readonly report: string; readonly schemas: number },
  io: Console,
): void {
  const { files, entries, mistakes, assumed, secrets, proof, estate } = migration;
  const lines = [...files.keys(), schemaNote(schemas)].map((line) => `  ${line}`).join('\n');
  io.out(`${dryRun ? 'Would write' : 'Wrote'} into ${join(out, 'configs')}:\n${lines}`);
  if (force && !dryRun) io.err('Files of other names were left as they stand.');
  const errors = errorsIn(estate.findings);
  const remarks = estate.findings.length - errors.length;
  if (errors.length > 0) {
    io.err(
      renderFindings(errors, {
        root: join(out, 'configs'),
        color: io.color,
        textOf: textIn(estate.tree),
      }),
    );
  }
  for (const { address, said, got, pointer } of proof.differences) {
    io.err(`${address} differs: ${pointer} was ${said}, and is ${got}`);
  }
  const counts = countsOf(entries);
  io.out(
    `\n${plural(proof.containers, 'container')}, ${plural(proof.values, 'value')} proved${proof.differences.length > 0 ? `, ${proof.differences.length} differ` : ''}.`,
  );
  io.out(
    `${plural(mistakes.length, 'mistake')} in the old files; ${counts.later} values kept for later, ${counts.dropped} dropped, ${counts.unknown} unknown${dryRun ? '' : `: see ${report}`}.`,
  );
  if (remarks > 0) io.out(`${plural(remarks, 'remark')} about the new files: phoenix validate shows them.`);
  for (const text of assumed) io.out(`Assumed: ${text}`);
  for (const name of secrets.keys()) io.out(`To do: phoenix vault set ${name}`);
  if (!dryRun)
    io.out(
      `Next: look through the report, then ${resolve(out) === resolve() ? '' : `cd ${out} && `}phoenix validate`,
    );
}
