/** Messages to a model and its answers. Imports nothing. */

export type JsonObject = Record<string, unknown>;

export type TextPart = { type: "text"; text: string };
/** `data` is base64 without a data-URI prefix. */
export type ImagePart = { type: "image" } & Picture;
export type Picture = { mediaType: string; data: string };
/** A file that the user attached; `seconds` is its length, absent if unknown. */
type Recorded = { name: string; seconds?: number; mediaType: string };
/**
 * A short video. `frames`: images in order, for models without video input (empty if it could not be decoded). `data`:
 * the file itself, for models with video input (absent if too large to send).
 */
export type VideoPart = { type: "video"; frames: readonly Picture[]; data?: string } & Recorded;
export type AudioPart = { type: "audio"; data: string } & Recorded;
/** `details`: the provider's own opaque pieces, kept whole and in order, and sent back unmodified. */
export type ThoughtPart = { type: "thought"; text: string; details?: readonly unknown[] };
/**
 * A call by the model. `fault`: why its arguments could not be parsed. Such a call is never run; the fault is its
 * result.
 */
export type ToolCallPart = { type: "tool-call"; id: string; name: string; arguments: JsonObject; fault?: string };
export type ToolResultPart = { type: "tool-result"; callId: string; name: string; text: string; isError: boolean };

export type Part = TextPart | ImagePart | VideoPart | AudioPart | ThoughtPart | ToolCallPart | ToolResultPart;
export type Role = "system" | "user" | "assistant" | "tool";
export type Message = { role: Role; parts: readonly Part[] };

/**
 * A tool as declared to a model. `parameters` is a flat JSON Schema of type "object". Gemma's own declarations have no
 * `anyOf`, so tools use only named properties of string, number, boolean or array of these.
 */
export type ToolSpec = { name: string; description: string; parameters: ObjectSchema };
export type ObjectSchema = {
  type: "object";
  properties: Record<string, PropertySchema>;
  required?: readonly string[];
};
export type PropertySchema = {
  type: "string" | "number" | "integer" | "boolean" | "array" | "object";
  description?: string;
  enum?: readonly string[];
  items?: PropertySchema;
  properties?: Record<string, PropertySchema>;
  required?: readonly string[];
};
