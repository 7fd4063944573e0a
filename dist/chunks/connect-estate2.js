export { t as connectEstate } from "./connect-estate.js";
