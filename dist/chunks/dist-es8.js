export { c as ENV_CMDS_FULL_URI, l as ENV_CMDS_RELATIVE_URI, u as fromContainerMetadata, i as fromInstanceMetadata } from "./aws-sdk.js";
