export { vn as fromEnv } from "./aws-sdk.js";
