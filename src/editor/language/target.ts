import * as v from "valibot";
import * as vscode from "vscode";
import { documentAt } from "../core/reading.ts";

/** A place in an open document; an empty range is the cursor. */
export type Target = { document: vscode.TextDocument; range: vscode.Range };

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A place as plain JSON, for command arguments. `range`: start line and character, end line and character, from 0. */
const placeSchema = v.object({ uri: v.string(), range: v.tuple([count, count, count, count]) });
/**
 * The place a command acts on: its argument's, otherwise the active editor's selection; undefined without an editor.
 * Menus and keys pass arguments that are no places.
 */
export async function targetOf(argument: unknown): Promise<Target | undefined> {
  const place = v.safeParse(placeSchema, argument);
  if (place.success) {
    const document = await documentAt(vscode.Uri.parse(place.output.uri, true));
    return { document, range: document.validateRange(new vscode.Range(...place.output.range)) };
  }
  const editor = vscode.window.activeTextEditor;
  return editor && { document: editor.document, range: editor.selection };
}
