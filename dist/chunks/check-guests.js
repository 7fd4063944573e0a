export { t as checkGuests } from "./check-guests2.js";
