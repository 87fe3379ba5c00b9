/** What is said to a model and what it answers. Imports nothing. */

export type JsonObject = Record<string, unknown>;

export type TextPart = { type: "text"; text: string };
/** `data` is base64 without a data-URI prefix. */
export type ImagePart = { type: "image" } & Picture;
export type Picture = { mediaType: string; data: string };
/** A file as the user attached it; `seconds` is its length, absent where it could not be read. */
type Recorded = { name: string; seconds?: number; mediaType: string };
/**
 * A short video. `frames` were taken from it in order, for models that take images alone (none where it could not be
 * decoded); `data` is the file itself, for models that take videos (absent where it is too large to send).
 */
export type VideoPart = { type: "video"; frames: readonly Picture[]; data?: string } & Recorded;
export type AudioPart = { type: "audio"; data: string } & Recorded;
/** `details`: the provider's own opaque pieces, kept whole and in order to be handed back unmodified. */
export type ThoughtPart = { type: "thought"; text: string; details?: readonly unknown[] };
/**
 * A call the model made. `fault` is set when its arguments could not be read; such a call is never run,
 * the fault is its result.
 */
export type ToolCallPart = { type: "tool-call"; id: string; name: string; arguments: JsonObject; fault?: string };
export type ToolResultPart = { type: "tool-result"; callId: string; name: string; text: string; isError: boolean };

export type Part = TextPart | ImagePart | VideoPart | AudioPart | ThoughtPart | ToolCallPart | ToolResultPart;
export type Role = "system" | "user" | "assistant" | "tool";
export type Message = { role: Role; parts: readonly Part[] };

/**
 * A tool as it is declared to a model. `parameters` is a flat JSON Schema of type "object": Gemma's own declarations
 * know no `anyOf`, so tools keep to named properties of string, number, boolean or array of these.
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
