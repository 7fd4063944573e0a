export { t as datasetKind } from "./kind-dataset.js";
