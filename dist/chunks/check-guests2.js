export { t as checkGuests, n as compareSecrets } from "./check-guests.js";
