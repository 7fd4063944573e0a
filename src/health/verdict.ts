/** What the end of a probe says of a guest's health, in words for people. */
import { durationText } from '../config/units.ts';
import { RECORDED_GUEST } from '../node/recorded-guest.ts';
import type { RunResult } from '../node/port.ts';
import { parseAnswer } from './answer.ts';
import { authorityOf, type HealthCheck, type Question } from './check.ts';

export type Verdict =
  | { readonly is: 'healthy'; readonly text: string }
  | { readonly is: 'unhealthy'; readonly text: string }
  /** Nobody can tell: nothing is claimed, and nothing fails. */
  | { readonly is: 'unchecked'; readonly text: string };

const healthy = (text: string): Verdict => ({ is: 'healthy', text });
const unhealthy = (text: string): Verdict => ({ is: 'unhealthy', text });

/** Characters of an answer that a message repeats. */
const EXCERPT = 120;

/** Text of a guest in one line, without what a terminal would obey. */
function excerpt(text: string): string {
  const line = text.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim();
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line;
}

type End = Pick<RunResult, 'exit' | 'stdout' | 'stderr' | 'timedOut'>;

/** Ended by its own limit: SIGALRM of the one program, SIGKILL of the other. */
function isLate({ exit, timedOut }: End): boolean {
  return timedOut === true || [-14, 142, 124, -9, 137].includes(exit);
}

type Hide = (text: string) => string;

/** Why the question was not even asked. */
function failed({ exit, stderr }: End, hide: Hide): Verdict {
  if (stderr.includes(RECORDED_GUEST)) return { is: 'unchecked', text: `not checked (${RECORDED_GUEST})` };
  const lines = hide(stderr)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return unhealthy(`it cannot be asked: ${excerpt(lines.at(-1) ?? '') || `exit ${exit}`}`);
}

/** The last line that says anything. */
function said(output: string): string {
  const line = output.split('\n').findLast((one) => excerpt(one) !== '');
  return line === undefined ? '' : `: ${excerpt(line)}`;
}

const MARK = /\nphx-exit (\d+)\n$/;
/** All that is said where nothing was run. */
const NOT_RUN = '\nphx-recorded\n';

function ofCommand(end: End, late: string, hide: Hide): Verdict {
  const [, status] = MARK.exec(end.stdout) ?? [];
  if (status === undefined)
    return isLate(end) ? unhealthy(late) : failed({ ...end, stderr: plain(end) }, hide);
  const text = `exit ${status}${said(hide(end.stdout.replace(MARK, '')))}`;
  return status === '0' ? healthy(text) : unhealthy(text);
}

/** A guest's own output never says that it is a recorded one. */
function plain({ stderr }: End): string {
  return stderr.replaceAll(RECORDED_GUEST, '');
}

function ofAnswer(hex: string, ask: Extract<Question, { is: 'http' }>, hide: Hide): Verdict {
  if (hex === '') return unhealthy(`${authorityOf(ask)} closed the connection without an answer`);
  const answer = parseAnswer(hex);
  if (!answer) return unhealthy(`${authorityOf(ask)} does not speak HTTP`);
  const { status, body } = answer;
  const fits = ask.status.length === 0 ? status >= 200 && status <= 299 : ask.status.includes(status);
  if (!fits) {
    const wanted = ask.status.length === 0 ? '2xx' : ask.status.join(' or ');
    return unhealthy(`status ${status} instead of ${wanted}`);
  }
  if (ask.body === null || body.includes(ask.body)) return healthy(`status ${status}`);
  // Before it is cut short: of a part of a secret nobody would know what it is.
  const found = excerpt(hide(body));
  return unhealthy(
    `status ${status}, but the body does not hold ${JSON.stringify(ask.body)}${found === '' ? '' : `: ${found}`}`,
  );
}

function ofConnection(end: End, ask: Exclude<Question, { is: 'exec' }>, late: string, hide: Hide): Verdict {
  const answer = /^(open|no|http)(?: (.*))?\n$/.exec(end.stdout);
  if (end.exit !== 0 || !answer) {
    return isLate(end) ? unhealthy(`${authorityOf(ask)}: ${late}`) : failed(end, hide);
  }
  const [, is, rest = ''] = answer;
  if (is === 'no') return unhealthy(`${authorityOf(ask)}: ${excerpt(hide(rest))}`);
  if (ask.is === 'tcp') return healthy('open');
  return ofAnswer(rest, ask, hide);
}

/**
 * Decides on the end of one try.
 * @param hide takes out of a text what must not be shown
 */
export function verdictOf({ ask, timeout }: HealthCheck, end: End, hide: Hide = (text) => text): Verdict {
  const late = `no answer within ${durationText(timeout)}`;
  if (end.stdout === NOT_RUN && end.exit === 0)
    return { is: 'unchecked', text: 'not checked (nothing is installed in a recorded guest)' };
  return ask.is === 'exec' ? ofCommand(end, late, hide) : ofConnection(end, ask, late, hide);
}
