/* What of the SDK is used, so that the bundle holds no more of it. */
export { Anthropic, APIError } from "@anthropic-ai/sdk";
