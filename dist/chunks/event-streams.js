export { m as EventStreamSerde, g as eventStreamSerdeProvider } from "./aws-sdk.js";
