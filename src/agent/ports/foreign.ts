import type { Consent } from "../approval/consent.ts";
import type { AskOf } from "../approval/ask.ts";

/** Who provides a tool: the editor itself, an extension of it, or an MCP server. `label` is the provider's own word. */
export type ForeignSource = { kind: "editor" | "extension" | "server"; label: string };

/** A tool that the editor offers. `name` is the editor's; name, description and schema are words of its provider. */
export type ForeignTool = { name: string; source: ForeignSource; description: string; schema: unknown };

/** A piece of a result. `other`: what is left out, in words of ours. */
export type ForeignPart =
  { type: "text"; text: string } | { type: "image"; mediaType: string; data: string } | { type: "other"; what: string };

/** A tool that runs only for a request of the editor's own chat; the message is for the model. */
export class NeedsChatError extends Error {}

/** The tools of others that the editor offers. */
export interface ForeignTools {
  /** Those that are there now; without those that were found to need the editor's own chat. */
  list(): readonly ForeignTool[];
  /**
   * Throws an Error with words for the model, among others for a tool that is gone or now comes from somebody else, and
   * NeedsChatError. Throws ConsentError unless exactly this was allowed.
   */
  call(
    what: AskOf<"foreign-tool">,
    consent: Consent<"foreign-tool">,
    signal: AbortSignal,
  ): Promise<readonly ForeignPart[]>;
}

/** A provider as a card and a list name it. */
export function sourceWords({ kind, label }: ForeignSource): string {
  switch (kind) {
    case "editor":
      return label;
    case "extension":
      return `${label} (extension)`;
    case "server":
      return `${label} (MCP server)`;
  }
}
