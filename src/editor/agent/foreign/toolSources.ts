import * as v from "valibot";
import * as vscode from "vscode";
import type { ForeignSource } from "../../../agent/ports/foreign.ts";

/** What editors tell of a tool's source beside their public types; older ones don't. */
const toldSchema = v.object({ source: v.object({ label: v.pipe(v.string(), v.minLength(1)) }) });
/** What a package.json says of an extension's tools. */
const manifestSchema = v.object({
  displayName: v.exactOptional(v.string()),
  contributes: v.object({ languageModelTools: v.array(v.object({ name: v.string() })) }),
});

/** Who provides each tool: an MCP server by the editor's tag, an extension by its manifest, or the editor itself. */
export function sourceOf(tool: vscode.LanguageModelToolInformation): ForeignSource {
  if (tool.tags.includes("mcp") || /^mcp_/.test(tool.name)) return { kind: "server", label: serverOf(tool) };
  for (const extension of vscode.extensions.all) {
    const manifest = v.safeParse(manifestSchema, extension.packageJSON);
    if (!manifest.success) continue;
    const { contributes, displayName } = manifest.output;
    if (!contributes.languageModelTools.some(({ name }) => name === tool.name)) continue;
    return { kind: "extension", label: displayName?.startsWith("%") === false ? displayName : extension.id };
  }
  return { kind: "editor", label: vscode.env.appName };
}

/** The server's name as the editor tells it, or what its tools' names begin with: "mcp_weather_". */
function serverOf(tool: vscode.LanguageModelToolInformation): string {
  const told = v.safeParse(toldSchema, tool);
  if (told.success) return told.output.source.label;
  return /^mcp_([^_]+)/.exec(tool.name)?.[1] ?? tool.name;
}
