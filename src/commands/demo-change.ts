/** The change that the demonstration proposes: one of each kind, in the example estate as it is shipped. */
import { join } from 'node:path';
import { editFile, removeFile, writeFile } from '../sources/scratch.ts';
import type { Console } from './console.ts';
import { renewEntry } from './demo-vault.ts';
import { featureUpdate } from './feature-update.ts';

export const CHANGE_TITLE =
  'Serve a coder model, retire llama.cpp, keep metrics for a month, change a password';

const CODER = `// Qwen2.5 Coder for the editors, on the card that llama.cpp leaves.
{
  "vmid": 959,
  "description": "Qwen2.5 Coder for the editors",
  "extends": ["vllm"],
  "clone": "layer/vllm",
  "memory": "24G",
  "net0": { "ip": "10.0.0.159/24" },
  "gpus": { "gpu0": null, "gpu1": {} },
  "mounts": { "/vllm_models": "bind:vllm_models" },
  "features": {
    "vllm": { "model": "Qwen/Qwen2.5-Coder-7B-Instruct-AWQ", "name": "coder", "quantization": "awq_marlin" },
  },
}
`;

/** Edits the files of a work tree, and lets go of the pin that nothing uses any more. */
export async function changeEstate(configs: string, io: Console): Promise<void> {
  editFile(join(configs, 'profiles/docker-host.jsonc'), '"keyctl": true', '"keyctl": true, "fuse": true');
  editFile(join(configs, 'lxc/ollama-oWUI.jsonc'), '"size": "128G"', '"size": "192G"');
  const monitoring = join(configs, 'lxc/monitoring-stack.jsonc');
  const target = '"coder=${lxc/vllm-coder.net0.address}:8000"';
  editFile(monitoring, '"interval": "15s"', `"interval": "15s", "retention": "30d", "targets": [${target}]`);
  writeFile(join(configs, 'lxc/vllm-coder.jsonc'), CODER);
  removeFile(join(configs, 'lxc/llamacpp.jsonc'));
  const silent: Console = { ...io, out: () => {}, err: () => {} };
  await featureUpdate({ configs, ids: [] }, silent);
  await renewEntry(configs, 'grafana/admin', silent);
}
