export { t as featureUpdate } from "./feature-update2.js";
