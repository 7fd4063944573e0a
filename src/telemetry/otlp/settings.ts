/**
 * What the environment says of an OTLP exporter, checked before the SDK reads it: that takes what it cannot understand
 * for its default, and would send everything to this machine.
 */
import { readFileSync } from 'node:fs';
import { Agent, type AgentOptions } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { parseKeyPairsIntoRecord } from '@opentelemetry/core';
import { hide } from '../../secrets/masking.ts';
import { failureText } from './failure.ts';

type Variables = Readonly<Record<string, string | undefined>>;

export type Kind = 'TRACES' | 'METRICS';

export interface OtlpSettings {
  /** `http://collector:4318`: what may be shown of the address. */
  readonly server: string;
  /** Milliseconds for one request. */
  readonly timeout: number;
  readonly agent: Agent;
  /** Who is told, in a few words, of a connection that did not come about. */
  readonly onUnreached: (hear: (reason: string) => void) => void;
}

/** Milliseconds: no request takes longer, and all that is left when a run ends no longer than that. */
const LONGEST = 5_000;
export const LONGEST_END = 3_000;

/** Headers whose values are nobody's business; others may be words, such as the name of a tenant. */
const SECRET_HEADER = /auth|token|key|secret|cookie|pass|credential/i;

const PATHS = { TRACES: 'v1/traces', METRICS: 'v1/metrics' } as const;

/** The variable of the kind goes before that of all; empty is not set. */
function pick(env: Variables, kind: Kind, name: string): readonly [name: string, value: string] | null {
  for (const full of [`OTEL_EXPORTER_OTLP_${kind}_${name}`, `OTEL_EXPORTER_OTLP_${name}`]) {
    const value = env[full]?.trim();
    if (value) return [full, value];
  }
  return null;
}

function hideHeaders(env: Variables, kind: Kind): void {
  const [, text] = pick(env, kind, 'HEADERS') ?? [];
  for (const one of [text, env['OTEL_EXPORTER_OTLP_HEADERS']]) {
    for (const [name, value] of Object.entries(parseKeyPairsIntoRecord(one))) {
      // `Bearer TOKEN`: the token by itself is one too.
      if (SECRET_HEADER.test(name)) hide(value, ...value.split(' ').filter((word) => word.length >= 12));
    }
  }
}

/** @throws Error for what cannot be understood, in words that hold no secret */
function agentFor(env: Variables, kind: Kind, isSecure: boolean): Agent {
  const file = (name: string): Buffer | undefined => {
    const [variable, path] = pick(env, kind, name) ?? [];
    if (variable === undefined || path === undefined) return undefined;
    try {
      return readFileSync(path);
    } catch {
      throw new Error(`${variable} names ${path}, which cannot be read`);
    }
  };
  const options: AgentOptions = { keepAlive: true };
  if (!isSecure) return new Agent(options);
  const [ca, cert, key] = [file('CERTIFICATE'), file('CLIENT_CERTIFICATE'), file('CLIENT_KEY')];
  return new SecureAgent({ ...options, ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) });
}

/** The SDK keeps to itself what it tries again, and why. */
function onUnreached(agent: Agent, hear: (reason: string) => void): void {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => {
    const socket = connect(options, done);
    const failed = (error: Error) => hear(failureText(error));
    socket?.once('error', failed);
    socket?.once('connect', () => socket.removeListener('error', failed));
    return socket;
  };
}

/** @throws Error for what cannot be understood, in words that hold no secret */
export function otlpSettings(env: Variables, kind: Kind): OtlpSettings {
  hideHeaders(env, kind);
  const [protocolName, protocol] = pick(env, kind, 'PROTOCOL') ?? ['', 'http/protobuf'];
  if (protocol !== 'http/protobuf')
    throw new Error(`${protocolName} asks for "${protocol}", and Phoenix speaks http/protobuf alone`);
  const [endpointName, endpoint] = pick(env, kind, 'ENDPOINT') ?? [
    '',
    `http://localhost:4318/${PATHS[kind]}`,
  ];
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new Error(`${endpointName} is no address that begins with http:// or https://`);
  if (url.password !== '') hide(url.password, decodeURIComponent(url.password));
  const [compressionName, compression] = pick(env, kind, 'COMPRESSION') ?? ['', 'none'];
  if (!['gzip', 'none'].includes(compression)) throw new Error(`${compressionName} is neither gzip nor none`);
  const [timeoutName, timeoutText] = pick(env, kind, 'TIMEOUT') ?? ['', String(LONGEST)];
  const timeout = Number(timeoutText);
  if (!(timeout > 0)) throw new Error(`${timeoutName} is no number of milliseconds`);
  const agent = agentFor(env, kind, url.protocol === 'https:');
  return {
    server: url.origin,
    timeout: Math.min(timeout, LONGEST),
    agent,
    onUnreached: (hear) => onUnreached(agent, hear),
  };
}
