export { dn as fromHttp } from "./aws-sdk.js";
