/**
 * A small GitHub on loopback, for the demo and for trying the action without the network: the routes that Phoenix uses,
 * over a real git repository. What it takes and gives is not checked here; the tests wrap it with GitHub's own description.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openGit } from './git.ts';
import { answer, errorAnswer } from './dispatch.ts';
import { ApiError, type Incoming, type Outgoing } from './route.ts';
import type { Caller, State } from './state.ts';

export interface LoopbackOptions {
  /** The folder of the git repository, best a bare one: merges move its branches. */
  readonly folder: string;
  readonly owner?: string;
  readonly repo?: string;
  readonly isPrivate?: boolean;
  readonly defaultBranch?: string;
  readonly callers: Readonly<Record<string, Caller>>;
  /** Milliseconds; the clock of everything that this GitHub writes. */
  readonly clock?: () => number;
  /** Asked before anything else: an answer given here is sent as it is; `drop` closes the connection. */
  readonly intercept?: (request: Incoming) => Outgoing | 'drop' | null;
  /** Sees each exchange before it is sent; what it returns is sent. */
  readonly review?: (request: Incoming, response: Outgoing) => Outgoing;
}

export interface Loopback {
  readonly url: string;
  readonly state: State;
  close(): Promise<void>;
}

const REQUEST_LIMIT = 10 * 1024 * 1024;

async function read(message: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > REQUEST_LIMIT) throw new ApiError(413, 'Payload Too Large');
    chunks.push(chunk);
  }
  const url = new URL(message.url ?? '/', 'http://loopback');
  const text = Buffer.concat(chunks).toString();
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    token: /^(?:token|bearer) (.+)$/i.exec(message.headers.authorization ?? '')?.[1] ?? null,
    headers: message.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

function send(response: ServerResponse, { status, headers, body }: Outgoing): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    ...(text !== '' && { 'content-type': 'application/json; charset=utf-8' }),
    'content-length': String(Buffer.byteLength(text)),
    ...headers,
  });
  response.end(text);
}

function newState(options: LoopbackOptions): State {
  let id = 1000;
  const clock = options.clock ?? Date.now;
  return {
    repository: {
      id: 1,
      owner: options.owner ?? 'acme',
      repo: options.repo ?? 'lab',
      isPrivate: options.isPrivate ?? true,
      defaultBranch: options.defaultBranch ?? 'main',
    },
    git: openGit(options.folder),
    callers: new Map(Object.entries(options.callers)),
    pulls: new Map(),
    comments: new Map(),
    checks: new Map(),
    labels: new Map(),
    nextId: () => ++id,
    now: () => `${new Date(clock()).toISOString().slice(0, 19)}Z`,
    url: '',
  };
}

/** Starts a GitHub on a free port of 127.0.0.1. */
export async function startLoopback(options: LoopbackOptions): Promise<Loopback> {
  const state = newState(options);
  const respond = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await read(message);
    const given = options.intercept?.(request) ?? (await answer(state, request));
    if (given === 'drop') {
      message.socket.destroy();
      return;
    }
    send(response, options.review?.(request, given) ?? given);
  };
  const server: Server = createServer((message, response) => {
    respond(message, response).catch((error: unknown) => send(response, errorAnswer(error)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: state.url,
    state,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
