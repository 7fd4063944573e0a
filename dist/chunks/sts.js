export { D as getDefaultRoleAssumer, O as getDefaultRoleAssumerWithWebIdentity } from "./aws-sdk.js";
