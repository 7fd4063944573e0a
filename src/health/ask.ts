/** One try of a check on the nodes. */
import { masksOf, redactor } from '../features/redact.ts';
import { agentAnswer } from '../node/guest-agent.ts';
import type { Cluster, RunResult } from '../node/port.ts';
import type { ReadSecret } from '../secrets/reader.ts';
import type { HealthCheck } from './check.ts';
import { filled, type Filled, referencesIn } from './headers.ts';
import { type Place, probeOf } from './probe.ts';
import { type Verdict, verdictOf } from './verdict.ts';

type Hide = (text: string) => string;

/** What an answer says, without the secrets that were sent: a server may repeat them. */
function hiding(secrets: readonly string[], redact: Hide): Hide {
  if (secrets.length === 0) return redact;
  const masks = masksOf(secrets);
  return (text) => {
    const one = redactor(masks);
    return `${one.add(redact(text))}${one.end()}`;
  };
}

/** The end of what ran in the guest; where nothing ran, why, as a command that could not ask would say it. */
function unwrapped(result: RunResult): Pick<RunResult, 'exit' | 'stdout' | 'stderr' | 'timedOut'> {
  const answer = agentAnswer(result);
  return answer.is === 'ended' ? answer : { exit: 1, stdout: '', stderr: answer.why };
}

/**
 * @param redact takes out whatever else nobody may see: before an answer is cut, for nobody knows the half of a secret
 * @param secret null: nobody may read any, and a check that needs some is not asked
 * @throws PhoenixError `NODE_UNREACHABLE`; `REFUSED` where a secret is not there, or cannot be sent
 */
export async function askHealth(
  check: HealthCheck,
  guest: Place,
  cluster: Pick<Cluster, 'node'>,
  secret: ReadSecret | null,
  redact: Hide = (text) => text,
): Promise<Verdict> {
  const { headers = {} } = check.ask.is === 'http' ? check.ask : {};
  if (!secret && referencesIn(headers).length > 0)
    return { is: 'unchecked', text: 'not checked: its headers need secrets, and only an apply reads them' };
  const sent: Filled = secret ? await filled(headers, secret) : { headers, secrets: [] };
  const { node, argv, stdin, timeout, wrapped } = probeOf(check, guest, sent.headers);
  const end = await cluster.node(node).run(argv, { timeout, ...(stdin !== undefined && { stdin }) });
  return verdictOf(check, wrapped ? unwrapped(end) : end, hiding(sent.secrets, redact));
}
