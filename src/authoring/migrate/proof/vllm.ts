/** What an argument of vLLM should have become, in whichever way it was said. Pure. */
import type { Json } from '../../../json.ts';
import { type Check, optionsOf, type Pair, word } from './said.ts';

/** Written again on purpose: what the mapping has wrong, a proof must not have from it. */
const VLLM: Readonly<Record<string, string>> = {
  model: 'model',
  served_model_name: 'name',
  max_model_len: 'context',
  quantization: 'quantization',
  gpu_memory_utilization: 'memory',
  tensor_parallel_size: 'parallel',
  trust_remote_code: 'trust',
  dtype: 'dtype',
  port: 'port',
};

/** `0.90` and 0.9 are one number, `true` and true one word. */
const plain = (value: unknown): unknown => {
  const said = typeof value === 'string' ? value : JSON.stringify(value);
  return said !== undefined && /^\d+(?:\.\d+)?$/.test(said) ? Number(said) : said;
};

export const vllm: Check = (said) => {
  const { value, key, rest, whole } = said;
  const options = optionsOf(said, 'vllm');
  const compare = (argument: string, wanted: Json): Pair => {
    const option = Object.hasOwn(VLLM, argument) ? VLLM[argument] : undefined;
    const settings = (options['settings'] ?? []) as readonly string[];
    const flag = `--${argument.replaceAll('_', '-')}`;
    if (option === undefined)
      return [true, settings.some((line) => line === flag || line === `${flag} ${word(wanted)}`)];
    const got = options[option];
    return [plain(wanted), plain(option === 'name' && got === '' ? options['model'] : got)];
  };
  if (key === 'vllm_engine_config') return compare(rest[1] ?? '', value);
  if (key !== 'vllm_args') return compare(key.slice('vllm_'.length), value);
  const words = Array.isArray(whole) ? (whole as readonly Json[]).map(word) : word(whole).split(/\s+/);
  const index = Number(rest[0] ?? 0);
  const start = words[index]?.startsWith('--') === true ? index : index - 1;
  const [name = '', inline] = (words[start] ?? '').slice(2).split(/=(.*)/s);
  const next = words[start + 1];
  return compare(
    name.replaceAll('-', '_'),
    inline ?? (next === undefined || next.startsWith('--') ? true : next),
  );
};
