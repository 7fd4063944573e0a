/** Whether a trace is kept, by the sampler that the environment names. Loaded with every watched run, so without the SDK. */
import type { Caller } from './traceparent.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Of a ratio that nobody can understand the specification takes all. */
function ratioOf(text: string | undefined): number {
  const ratio = text === undefined || text.trim() === '' ? 1 : Number(text);
  return ratio >= 0 && ratio <= 1 ? ratio : 1;
}

/** The same trace is kept by all that keep this ratio: the last 56 bits of its id decide. */
const within = (trace: string, ratio: number): boolean =>
  BigInt(`0x${trace.slice(-14)}`) >= BigInt(Math.round((1 - ratio) * 2 ** 53)) << 3n;

/**
 * OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG; `parentbased_always_on` where nothing, or nothing known, is said.
 * @param caller null: the trace begins here
 */
export function isSampled(env: Variables, caller: Caller | null, trace: string): boolean {
  const ratio = () => within(trace, ratioOf(env['OTEL_TRACES_SAMPLER_ARG']));
  switch (env['OTEL_TRACES_SAMPLER']?.trim().toLowerCase() ?? '') {
    case 'always_on':
      return true;
    case 'always_off':
      return false;
    case 'traceidratio':
      return ratio();
    case 'parentbased_always_off':
      return caller?.sampled ?? false;
    case 'parentbased_traceidratio':
      return caller?.sampled ?? ratio();
    default:
      return caller?.sampled ?? true;
  }
}
