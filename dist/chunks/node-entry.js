export { t as bridgesOf, n as gpusOf, r as isNodeName, i as nodeEntry, a as storageEntry, o as storagesOn } from "./node-entry2.js";
