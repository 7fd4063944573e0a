export { ot as CreateTokenCommand, st as SSOOIDCClient } from "./aws-sdk.js";
