export { It as CreateOAuth2TokenCommand, Lt as SigninClient } from "./aws-sdk.js";
