/** Everything that the source says of a vLLM server, in three ways of three years, as options of the feature vllm. Pure. */
import type { Json } from '../../json.ts';
import { below, type Found, membersOf, textIn } from './source.ts';
import type { Draft } from './draft.ts';
import { hidesIn } from './secret.ts';

/** Arguments of vLLM, and what the feature calls them. */
const VLLM_OPTIONS: Readonly<Record<string, string>> = {
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

/** What the feature does without being told. */
const DEFAULTS: Readonly<Record<string, Json>> = {
  port: 8000,
  dtype: 'auto',
  parallel: 1,
  trust: false,
  context: 0,
};

/** What no list of settings may say has options of its own. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/^(?:hf|huggingface)_token$/, 'token'],
  [/api_key$/, 'key'],
];

interface Said {
  readonly argument: string;
  readonly value: Json;
  readonly from: readonly Found[];
}

/** In the order in which they count: the newest way first. */
function saidOf(draft: Draft): readonly Said[] {
  const engine = draft.read('vllm_engine_config');
  const nested = engine ? membersOf(engine).flatMap((part) => membersOf(part)) : [];
  const flat = Object.keys(FLAT).flatMap((key) => {
    const found = draft.read(key);
    return found ? [{ argument: FLAT[key] as string, value: found.value, from: [found] }] : [];
  });
  return [
    ...nested.map((one) => ({ argument: one.key, value: one.value, from: [one] })),
    ...flat,
    ...argumentsIn(draft.read('vllm_args')),
  ];
}

const FLAT: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(VLLM_OPTIONS).map((argument) => [`vllm_${argument}`, argument]),
);

/** `["--max-model-len", "4096", "--trust-remote-code"]`, or all of it in one text. */
function argumentsIn(found: Found | null): readonly Said[] {
  if (!found) return [];
  const words: readonly Found[] = Array.isArray(found.value)
    ? membersOf(found)
    : textIn(found.value)
        .split(/\s+/)
        .filter((word) => word !== '')
        .map((value) => ({ ...found, value }));
  const said: Said[] = [];
  for (const [at, word] of words.entries()) {
    const text = textIn(word.value);
    if (!text.startsWith('--')) continue;
    const [name = '', inline] = text.slice(2).split(/=(.*)/s);
    const next = words[at + 1];
    const hasValue = inline === undefined && next !== undefined && !textIn(next.value).startsWith('--');
    const value = inline ?? (hasValue ? textIn(next.value) : true);
    said.push({ argument: name.replaceAll('-', '_'), value, from: hasValue ? [word, next] : [word] });
  }
  return said;
}

/** The value as the feature takes it; null where it cannot. */
function optionValue(option: string, value: Json): Json | null {
  const number = Number(textIn(value));
  switch (option) {
    case 'memory':
      return textIn(value) === '' || !(number > 0 && number <= 1)
        ? null
        : number === 1
          ? '1.0'
          : String(number);
    case 'context':
    case 'parallel':
    case 'port':
      return textIn(value) !== '' && Number.isSafeInteger(number) ? number : null;
    case 'trust':
      return textIn(value) === 'true' ? true : textIn(value) === 'false' ? false : null;
    default:
      return textIn(value) === '' ? null : textIn(value);
  }
}

/** All keys of it. */
export const VLLM_KEYS: readonly string[] = ['vllm_engine_config', 'vllm_args', ...Object.keys(FLAT)];

/** What a container that runs no vLLM says of it has no place. */
export function dropVllm(draft: Draft, why: string): void {
  for (const key of VLLM_KEYS) {
    const found = draft.read(key);
    if (found?.pointer.startsWith(draft.guest.own.pointer)) draft.drop(found, why);
  }
}

/** Options of the feature; null where the source names no model, without which there is no server. */
export function putVllm(draft: Draft): boolean {
  const said = saidOf(draft);
  if (!said.some(({ argument }) => argument === 'model')) return false;
  const chosen = new Map<string, Json>();
  const settings: string[] = [];
  for (const { argument, value, from } of said) {
    const option = Object.hasOwn(VLLM_OPTIONS, argument) ? VLLM_OPTIONS[argument] : undefined;
    if (value === null) for (const one of from) draft.drop(one, 'says nothing');
    else if (option === undefined) extra(draft, { argument, value, from }, settings);
    else {
      const wanted = optionValue(option, value);
      const first = chosen.get(option);
      for (const one of from) {
        if (wanted === null) draft.drop(one, 'the feature vllm does not take this value');
        else if (first !== undefined && first !== wanted) {
          draft.drop(one, `said otherwise before: ${JSON.stringify(first)}`);
          draft.mistake(
            one,
            `vLLM's ${argument} is ${JSON.stringify(wanted)} here and ${JSON.stringify(first)} elsewhere`,
          );
        } else
          draft.same(
            ['features', 'vllm', option],
            one,
            isDefault(chosen, option, wanted) ? 'as it is by default' : undefined,
          );
      }
      if (wanted === null)
        draft.mistake(from[0] as Found, `vLLM takes no ${argument} of ${JSON.stringify(value)}; left out`);
      else if (first === undefined) chosen.set(option, wanted);
    }
  }
  const options = [...chosen].filter(([option, value]) => !isDefault(chosen, option, value));
  const all = { ...Object.fromEntries(options), ...(settings.length > 0 ? { settings } : {}) };
  draft.value['features'] = { ...(draft.value['features'] as object), vllm: all };
  return true;
}

function isDefault(chosen: ReadonlyMap<string, Json>, option: string, value: Json): boolean {
  return DEFAULTS[option] === value || (option === 'name' && chosen.get('model') === value);
}

function extra(draft: Draft, { argument, value, from }: Said, settings: string[]): void {
  const hides = hidesIn(draft.world.secrets);
  if (from.some((one) => draft.world.secrets.has(one.role + one.pointer) || hides(textIn(one.value)))) {
    const option = SECRETS.find(([pattern]) => pattern.test(argument))?.[1];
    const how = option === undefined ? '' : `: "${option}": "\${secret:…}" of the feature vllm`;
    for (const one of from) draft.drop(one, `a secret belongs into the vault${how}`);
    return;
  }
  const isAll = argument === 'host' && textIn(value) === '0.0.0.0';
  if (!isAll && value !== false && typeof value !== 'object') {
    settings.push(
      value === true
        ? `--${argument.replaceAll('_', '-')}`
        : `--${argument.replaceAll('_', '-')} ${textIn(value)}`,
    );
  }
  for (const one of from) {
    if (isAll) draft.drop(one, 'the feature vllm always listens on all addresses');
    else if (value === false || typeof value === 'object') draft.drop(one, 'no argument of vLLM');
    else draft.same(['features', 'vllm', 'settings'], one);
  }
}

/** Whether a member of the engine's configuration was looked at. */
export function engineParts(draft: Draft): void {
  const engine = draft.read('vllm_engine_config');
  for (const part of engine ? membersOf(engine) : []) {
    if (membersOf(part).length === 0) draft.drop(part, 'says nothing');
  }
  const type = draft.read('vllm_model_type');
  if (type) draft.drop(type, 'vLLM knows it from the model');
  const parameters = draft.read('vllm_parameters');
  if (parameters) {
    draft.drop(parameters, 'the server was started with "vllm_args"; nothing is known to have read these');
    for (const one of membersOf(parameters)) contradiction(draft, one.key, one);
  }
}

function contradiction(draft: Draft, argument: string, one: Found): void {
  const other = below(draft.guest.own, `vllm_${argument}`);
  if (!other || textIn(other.value) === textIn(one.value)) return;
  draft.mistake(
    one,
    `vLLM's ${argument} is ${textIn(one.value)} here and ${textIn(other.value)} in "vllm_${argument}"`,
  );
}
