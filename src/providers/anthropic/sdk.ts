/* What of the SDK is used, so that the bundle holds no more of it: its client without the resources, a quarter of it. */
export { APIError, BaseAnthropic } from "@anthropic-ai/sdk";
