export { tn as fromTokenFile } from "./aws-sdk.js";
