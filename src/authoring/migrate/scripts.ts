/** Scripts that installed something, and the ports of what they installed: features that may do the same. Pure. */
import { isObject, type JsonObject } from '../../json.ts';
import { dropEmpty, type Handler } from './handler.ts';
import { has } from './installed.ts';
import { entriesOf } from './options.ts';
import { textIn } from './source.ts';

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/vllm/i, 'vllm'],
  [/nginx|_(?:101|953)\./i, 'nginx'],
  [/traefik|_102\./i, 'traefik'],
  [/step.?ca|_103\./i, 'step-ca'],
  [/qdrant|_952\./i, 'qdrant'],
  [/n8n|_954\./i, 'n8n'],
  [/ollama|_955\.|_914\./i, 'ollama'],
  [/webui|_956\./i, 'open-webui'],
  [/llama|_957\.|_917\./i, 'llama-cpp'],
  [/prometheus|grafana|monitor|_960\./i, 'prometheus'],
];

/** What a script did is not in the source; which feature may do the same can be guessed from its name. */
const script: Handler = (draft, found) => {
  const text = textIn(found.value);
  const [, id] = SCRIPTS.find(([pattern]) => pattern.test(text)) ?? [];
  if (id !== undefined && has(draft, id)) {
    draft.same(['features', id], found);
    return;
  }
  if (draft.guest.isLayer) draft.drop(found, 'a layer runs no server');
  else if (id === undefined)
    draft.drop(found, 'what the script does is not in these files: write a feature of your own');
  else
    draft.drop(
      found,
      `what the script does is not in these files; the feature ${id} may be what you want: phoenix feature list ${id}`,
    );
};

const ports: Handler = (draft, found) => {
  const features = isObject(draft.value['features']) ? draft.value['features'] : {};
  for (const one of entriesOf(found)) {
    const port = Number(textIn(one.value).split(':').at(-1));
    const id = Object.keys(features).find((name) => {
      const options = draft.world.features.get(name)?.options ?? {};
      const given = features[name] as JsonObject;
      return Object.entries(options).some(
        ([key, { type, default: usual }]) => type === 'integer' && (given[key] ?? usual) === port,
      );
    });
    if (id === undefined)
      draft.drop(one, 'a container has its own address: what listens on a port says so itself');
    else draft.same(['features', id], one, `${id} listens on ${port}`);
  }
  if (entriesOf(found).length === 0) dropEmpty(draft, found);
};

/** After putSoftware. */
export const SOFTWARE: Readonly<Record<string, Handler>> = { application_script: script, ports };
