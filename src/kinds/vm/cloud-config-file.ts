/** Names of cloud-config files beside those of machines; known without the rest of the kind: see ../beside.ts. */
export const CLOUD_CONFIG_FILE = /^[A-Za-z0-9][\w.-]*\.(?:user|vendor)-data\.ya?ml$/;
