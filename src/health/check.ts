/** A health check as data: what is asked, from where, and how patiently. It is part of a guest's spec, so it is JSON. */
import { durationText } from '../config/units.ts';
import type { Transport } from '../node/guest-exec.ts';
import type { Headers } from './headers.ts';

/** What a check asks. */
export type Question =
  /** Healthy: it ends with 0. */
  | { readonly is: 'exec'; readonly argv: readonly string[] }
  /** Healthy: somebody accepts the connection. */
  | { readonly is: 'tcp'; readonly host: string; readonly port: number }
  | {
      readonly is: 'http';
      readonly host: string;
      readonly port: number;
      /** With the query. */
      readonly path: string;
      /** Empty: any of 200 to 299. */
      readonly status: readonly number[];
      /** A text that the body must hold; null: any body will do. */
      readonly body: string | null;
      /** With references where secrets stand; absent where there are none. */
      readonly headers?: Headers;
    };

/** Where it is asked from. */
export type Origin =
  | { readonly is: 'self' }
  | { readonly is: 'node' }
  | {
      readonly is: 'guest';
      readonly address: string;
      readonly vmid: number;
      readonly node: string;
      readonly transport?: Transport;
    };

export interface HealthCheck {
  readonly ask: Question;
  readonly from: Origin;
  /** Milliseconds from the first try, after which an apply gives up. */
  readonly within: number;
  /** Milliseconds between two tries. */
  readonly interval: number;
  /** Milliseconds for one try. */
  readonly timeout: number;
}

/** Checks by their names. */
export type Health = Readonly<Record<string, HealthCheck>>;

export const DEFAULTS = { within: 120_000, interval: 5000, timeout: 5000 } as const;

/** `10.0.0.5:80`, `[fd00::1]:80`. */
export function authorityOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** What is asked, without who asks and how patiently. */
export function questionText(ask: Question): string {
  switch (ask.is) {
    case 'exec':
      return `exec ${JSON.stringify(ask.argv)}`;
    case 'tcp':
      return `tcp ${authorityOf(ask)}`;
    case 'http': {
      const status = ask.status.length === 0 ? '' : `, status ${ask.status.join(' or ')}`;
      const body = ask.body === null ? '' : `, body with ${JSON.stringify(ask.body)}`;
      const headers = ask.headers ? `, headers ${JSON.stringify(ask.headers)}` : '';
      return `http ${authorityOf(ask)}${ask.path}${status}${body}${headers}`;
    }
  }
}

export function originText(from: Origin): string {
  switch (from.is) {
    case 'self':
      return '';
    case 'node':
      return ', from the node';
    case 'guest':
      return `, from ${from.address}`;
  }
}

/** A check in one line, the same for equal checks only: what a plan shows and compares. */
export function checkText({ ask, from, ...times }: HealthCheck): string {
  const own = (['within', 'interval', 'timeout'] as const).filter((key) => times[key] !== DEFAULTS[key]);
  const patience = own.map((key) => `, ${key} ${durationText(times[key])}`).join('');
  return `${questionText(ask)}${originText(from)}${patience}`;
}
