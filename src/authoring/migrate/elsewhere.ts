/** Keys of the source that become nothing, or nothing yet, and why. A new kind takes its line from here. Pure. */

/** Of a container. */
export const DROPPED: Readonly<Record<string, string>> = {
  apparmor_manages_nesting: 'read by the old tool alone',
  enable_lifecycle_snapshots: 'its snapshots were taken anew at every run; "policies.rollback" is what holds',
  is_template: 'what is cloned is a layer',
  template_snapshot_name: 'a layer is a template, and is cloned as it is',
  tests: 'scripts that are not part of these files',
  integration_tests: 'scripts that are not part of these files',
  run_integration_tests: 'scripts that are not part of these files',
  vllm: 'scripts that are not part of these files',
  trigger_sync_on_completion: 'an apply leaves nothing to be synchronised',
  public_interface: 'Proxmox has no macvlan cards; a card of a bridge with a VLAN tag, "net1", does the same',
  bootstrap_ca_url: 'the feature ca-trust takes the certificate itself',
};

export const LATER: Readonly<Record<string, string>> = {
  traefik_service: 'ingress',
};

/** At the root of the containers' file. */
export const ROOT_DROPPED: Readonly<Record<string, string>> = {
  $schema: 'Phoenix brings its own schemas',
  nvidia_repo_url: 'the feature nvidia knows where its packages are',
  nvidia_runfile_url: 'the feature nvidia pins the file and its checksum',
};

/** Of the host, by the path. */
export const HOST_DROPPED: Readonly<Record<string, string>> = {
  '/version': 'of the old tool itself',
  '/author': 'of the old tool itself',
  '/core_paths': 'of the old tool itself',
  '/behavior/debug_mode': 'of the old tool itself',
  '/mount_point_base': 'binds say their whole path',
  '/proxmox_defaults': 'defaults of the old tool; what containers have in common is in base/lxc.jsonc',
  '/proxmox_storage_ids': 'names for the old scripts: here a storage is called as Proxmox calls it',
  '/tests': 'scripts that are not part of these files',
  '/zfs/settings': 'no pool is ever destroyed, and datasets as "policies.datasets" says',
  '/samba/password': 'a secret: `phoenix vault set`, then "password" of the feature samba',
  '/docker': 'features pin their images by digest',
  '/nvidia_driver/runfile_url': 'the feature nvidia pins the file and its checksum',
  '/nvidia_driver/cuda_version': 'CUDA comes with what needs it',
  '/nvidia_driver/install_vllm_libs': 'the image of vLLM has what it needs',
  '/network/external_registry_url': 'of the old tool itself',
  '/network/portainer_server_ip':
    'a feature refers to the address of another guest: ${lxc/NAME.net0.address}',
  '/network/portainer_server_port': 'an option of the feature portainer',
  '/network/portainer_agent_port': 'an option of the feature portainer',
  '/shared_zfs_volumes': 'volumes that each container says itself',
  '/vm_defaults': 'of the old tool itself',
};

export const HOST_LATER: Readonly<Record<string, string>> = {
  '/network': 'network',
  '/portainer_api': 'stack',
  '/dns_server': 'dns',
  '/domain_name': 'dns',
  '/step_ca': 'certificate',
  '/vm_defaults': 'vm',
};

/** Of the files that no kind of this version reads. */
export const FILES_LATER = { vms: 'vm', stacks: 'stack', certificates: 'certificate' } as const;
