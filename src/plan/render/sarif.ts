/**
 * Findings as SARIF 2.1.0 (OASIS), for code scanning and other tools that collect results: every finding of the catalogue as
 * a rule, each that was found as a result on its exact place. No value of a secret is in it: findings about those have none in
 * their messages, and no lines of files are copied.
 */
import type { Suppressed } from '../../config/model.ts';
import { type Finding, type Position, SEVERITIES } from '../../errors.ts';
import { sha256 } from '../../hash.ts';
import { catalogue } from '../../rules/check/every.ts';
import { VERSION } from '../../version.ts';
import { clip, urlPath, visible } from './escape.ts';
import { OF_SECRETS } from './findings.ts';
import { fullPath } from './links.ts';
import { LEVELS, ruleOf } from './sarif-rules.ts';
import { lengthAt, type LineOf, linesOf, type TextOf } from './source-text.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** GitHub refuses a file with more results, shows the gravest 5,000, and takes 10 MB gzipped: these are 1 MB. */
const MOST = 25_000;

export interface SarifView {
  readonly estate: string;
  readonly env: string | null;
  /** The configs folder from the repository's root. */
  readonly root: string;
  readonly textOf: TextOf;
}

/** Links are made of `[text](…)` in a message: what stands in a file makes none. */
const unlinked = (text: string): string => text.replace(/\](?=\()/g, ']\u200b');
const told = (text: string): string => unlinked(clip(text, 1500));
const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

function locationOf(at: Position, root: string, lineOf: LineOf) {
  const line = lineOf(at.file, at.line);
  return {
    physicalLocation: {
      artifactLocation: { uri: urlPath(fullPath(root, at.file)), uriBaseId: '%SRCROOT%' },
      region: {
        startLine: at.line,
        startColumn: at.column,
        ...(line !== null && { endColumn: at.column + lengthAt(line, at.column) }),
      },
    },
  };
}

/** A finding about no file is told at the estate's own. */
const NOWHERE: Position = { file: 'phoenix.json', line: 1, column: 1 };

/** Characters: a file may be a single line, with thousands of findings in it. */
const LONGEST_PRINT = 1000;

/** The same for a finding whose line has moved: made of what the line says, never of its number. */
function printOf({ id, message, at = NOWHERE, also }: Finding, lineOf: LineOf): string {
  const line = OF_SECRETS.has(id) ? null : lineOf(at.file, at.line);
  return [id, at.file, (line ?? message).slice(0, LONGEST_PRINT).trim(), also?.file ?? ''].join('\0');
}

/** What is found, the gravest first and no more than GitHub takes; the reason where a file suppresses it. */
function chosen(findings: readonly Finding[], suppressed: readonly Suppressed[]) {
  const all = [
    ...findings.map((finding) => ({ finding, reason: null })),
    ...suppressed.map(({ finding, reason }) => ({ finding, reason })),
  ];
  if (all.length <= MOST) return all;
  return SEVERITIES.flatMap((severity) => all.filter(({ finding }) => finding.severity === severity)).slice(
    0,
    MOST,
  );
}

/** @param suppressed left out for GitHub, which shows them like all others */
export function renderSarif(
  findings: readonly Finding[],
  suppressed: readonly Suppressed[],
  { estate, env, root, textOf }: SarifView,
): string {
  const rules = [...catalogue()];
  const indexes = new Map(rules.map(([id], index) => [id, index]));
  const lineOf = linesOf(textOf);
  const prints = new Map<string, number>();
  const results = chosen(findings, suppressed).map(({ finding, reason }) => {
    const { id, severity, message, hint, at = NOWHERE, also } = finding;
    const print = printOf(finding, lineOf);
    const nth = (prints.get(print) ?? 0) + 1;
    prints.set(print, nth);
    const index = indexes.get(id);
    // A related place is shown where the message links to it.
    const place = also && `${visible(fullPath(root, also.file))}:${also.line}`.replace(/[[\]\\]/g, '_');
    const texts = [
      told(message),
      ...(place ? [`See also [${place}](1)`] : []),
      ...(hint ? [told(hint)] : []),
    ];
    return {
      ruleId: id,
      ...(index !== undefined && { ruleIndex: index }),
      level: LEVELS[severity],
      message: { text: texts.map(sentence).join(' ') },
      locations: [locationOf(at, root, lineOf)],
      ...(also && { relatedLocations: [{ id: 1, ...locationOf(also, root, lineOf) }] }),
      partialFingerprints: { 'phoenixFinding/v1': sha256(`${print}\0${nth}`).slice(0, 32) },
      ...(reason !== null && { suppressions: [{ kind: 'inSource', justification: clip(reason, 500) }] }),
    };
  });
  const missing = findings.length + suppressed.length - results.length;
  const run = {
    tool: {
      driver: { name: 'Phoenix', version: VERSION, semanticVersion: VERSION, rules: rules.map(ruleOf) },
    },
    // What stands before the last slash is the category of code scanning: estates and environments do not mix.
    automationDetails: { id: `phoenix/${urlPath(estate)}/${env === null ? '' : `${urlPath(env)}/`}` },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications:
          missing > 0
            ? [
                {
                  level: 'warning',
                  message: { text: `${missing} more findings had no room; phoenix validate shows all.` },
                },
              ]
            : [],
      },
    ],
    results,
  };
  return JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
}
