/** The change that the demonstration proposes: one of each kind, in the example estate as it is shipped. */
import { join } from 'node:path';
import { editFile, removeFile, writeFile } from '../sources/scratch.ts';

export const CHANGE_TITLE = 'Serve a coder model, retire llama.cpp, FUSE for Docker hosts';

const CODER = `// Qwen2.5 Coder for the editors, on the card that llama.cpp leaves.
{
  "vmid": 959,
  "description": "Qwen2.5 Coder for the editors",
  "extends": ["behind-gateway"],
  "clone": "lxc/Template-VLLM-AWQ-MultiGPU",
  "cores": 6,
  "memory": "24G",
  "rootfs": { "size": "128G" },
  "net0": { "ip": "10.0.0.159/24" },
  "startup": { "order": 3 },
  "gpus": { "gpu1": {} },
  "mounts": { "/vllm_models": "bind:vllm_models" },
}
`;

/** Edits the files of a work tree. */
export function changeEstate(configs: string): void {
  editFile(join(configs, 'profiles/docker-host.jsonc'), '"mknod": true', '"mknod": true, "fuse": true');
  editFile(join(configs, 'lxc/ollama-oWUI.jsonc'), '"size": "128G"', '"size": "192G"');
  writeFile(join(configs, 'lxc/vllm-coder.jsonc'), CODER);
  removeFile(join(configs, 'lxc/llamacpp.jsonc'));
}
