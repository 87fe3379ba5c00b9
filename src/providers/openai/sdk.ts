/* What of the SDK is used, so that the bundle holds no more of it. */
export { APIError, OpenAI } from "openai";
