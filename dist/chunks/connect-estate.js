export { t as connectEstate } from "./connect-estate2.js";
