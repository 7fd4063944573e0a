export { rn as GetRoleCredentialsCommand, in as SSOClient } from "./aws-sdk.js";
