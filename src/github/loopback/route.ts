/** What a route of the REST API is, and how it says no. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Caller, Level, Scope, State } from './state.ts';

export interface Incoming {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly token: string | null;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; undefined where there was no body. */
  readonly body: unknown;
}

export interface Outgoing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: no body. */
  readonly body: unknown;
}

export interface Call {
  readonly state: State;
  readonly caller: Caller;
  /** The variables of the path, decoded. */
  readonly at: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export type Answer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** A list: the server cuts the page out of it and links to the others. */
  | { readonly list: readonly unknown[]; readonly wrap?: (page: readonly unknown[]) => unknown };

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** As GitHub's description writes it: `/repos/{owner}/{repo}/issues/{issue_number}/comments`. */
  readonly path: string;
  /** Any of these suffices; none: any token will do. */
  readonly needs?: readonly { readonly scope: Scope; readonly level: Level }[];
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

/** An error that GitHub answers. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: readonly Readonly<Record<string, string>>[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    details: {
      errors?: readonly Readonly<Record<string, string>>[];
      headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.status = status;
    this.errors = details.errors;
    this.headers = details.headers ?? {};
  }
}

export const notFound = (): ApiError => new ApiError(404, 'Not Found');

/** 422, with the reason where GitHub puts it. */
export function invalid(resource: string, field: string, message: string): ApiError {
  return new ApiError(422, 'Validation Failed', { errors: [{ resource, code: 'custom', field, message }] });
}

/** What a route needs that this token lacks, or null. */
export function missingPermission(route: Route, caller: Caller): ApiError | null {
  const needs = route.needs ?? [];
  const has = ({ scope, level }: { scope: Scope; level: Level }) =>
    caller.permissions[scope] === 'write' || caller.permissions[scope] === level;
  if (needs.length === 0 || needs.some(has)) return null;
  return new ApiError(403, 'Resource not accessible by integration', {
    headers: {
      'x-accepted-github-permissions': needs.map(({ scope, level }) => `${scope}=${level}`).join('; '),
    },
  });
}

/** The body as an object, or 400. */
export function fields(call: Call): Readonly<Record<string, unknown>> {
  if (typeof call.body === 'object' && call.body !== null && !Array.isArray(call.body)) {
    return call.body as Readonly<Record<string, unknown>>;
  }
  throw new ApiError(400, 'Problems parsing JSON');
}

/** A text field of the body; 422 when it is missing. */
export function textField(call: Call, resource: string, name: string): string {
  const value = fields(call)[name];
  if (typeof value === 'string') return value;
  throw new ApiError(422, 'Validation Failed', {
    errors: [{ resource, code: 'missing_field', field: name }],
  });
}
