export { ln as fromLoginCredentials } from "./aws-sdk.js";
