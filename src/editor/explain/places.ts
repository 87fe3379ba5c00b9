import * as vscode from "vscode";
import { turnsOf, type Transcript } from "../../agent/transcript/transcript.ts";
import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import type { NamedPlace } from "../../chat/protocol/explain.ts";
import type { ToHost } from "../../chat/protocol/protocol.ts";
import { withTimeout } from "../language/symbols.ts";
import { shownPath } from "../core/documents.ts";
import { uriOf } from "./followUp.ts";
import { offsetsOf } from "./offsets.ts";
import { documentAt } from "../core/reading.ts";

/** Time limit for a language server, in milliseconds. Links may arrive late. */
const TIMEOUT_MS = 5000;

/**
 * Where the names in an explanation are defined: by their use in the explained code, otherwise by the only workspace
 * symbol with that name. Names not found in the workspace are omitted.
 */
export async function findPlaces(
  { turnId, names }: Extract<ToHost, { type: "find-places" }>,
  transcript: Transcript,
): Promise<{ turnId: string; places: NamedPlace[] }> {
  const turn = turnsOf(transcript).find(({ id }) => id === turnId);
  const codes = turn ? await Promise.all(turn.chips.map(codeOf)) : [];
  const found = await Promise.all(
    names.map(async (name) => {
      const place = await placeOf(name.replace(/\(\)$/, ""), codes.flat());
      return place ? [{ name, href: hrefOf(place) }] : [];
    }),
  );
  return { turnId, places: found.flat() };
}

type Code = { document: vscode.TextDocument; range: vscode.Range };

async function codeOf(attachment: Attachment): Promise<Code[]> {
  const { startLine, endLine } = attachment;
  const uri = await uriOf(attachment);
  if (!uri) return [];
  const document = await documentAt(uri);
  const lines = new vscode.Range((startLine ?? 1) - 1, 0, (endLine ?? document.lineCount) - 1, Number.MAX_SAFE_INTEGER);
  return [{ document, range: document.validateRange(lines) }];
}

async function placeOf(name: string, codes: readonly Code[]): Promise<vscode.Location | undefined> {
  for (const code of codes) {
    const used = await definitionIn(name, code);
    if (used) return used;
  }
  const last = name.split(/\.|::|#/).at(-1) ?? name;
  const symbols = await withTimeout(
    vscode.commands.executeCommand<vscode.SymbolInformation[] | undefined>(
      "vscode.executeWorkspaceSymbolProvider",
      last,
    ),
    TIMEOUT_MS,
  );
  const [only, other] = (symbols ?? []).filter(
    (symbol) => symbol.name.replace(/\(.*$/, "") === last && isOurs(symbol.location),
  );
  return other ? undefined : only?.location;
}

/** The definition of the name at its first use in the code. */
async function definitionIn(name: string, { document, range }: Code): Promise<vscode.Location | undefined> {
  const [first] = offsetsOf(name, document.getText(range));
  if (first === undefined) return undefined;
  const position = document.positionAt(document.offsetAt(range.start) + first);
  const found = await withTimeout(
    vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[] | undefined>(
      "vscode.executeDefinitionProvider",
      document.uri,
      position,
    ),
    TIMEOUT_MS,
  );
  const locations = (found ?? []).map((each) =>
    "targetUri" in each ? new vscode.Location(each.targetUri, each.targetSelectionRange ?? each.targetRange) : each,
  );
  return locations.find(isOurs);
}

/** Links open only workspace files. */
const isOurs = ({ uri }: vscode.Location): boolean =>
  uri.scheme === "file" && vscode.workspace.getWorkspaceFolder(uri) !== undefined;

const hrefOf = ({ uri, range }: vscode.Location): string =>
  `${shownPath(uri).split("/").map(encodeURIComponent).join("/")}:${range.start.line + 1}`;
