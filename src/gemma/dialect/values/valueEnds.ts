import { literal, longestLiteral } from "./literals.ts";
import { markAt, skipSpace } from "./strings.ts";
import { propertySchema, wantsText, type Place } from "./schema.ts";

const anyKey = /\s*(?:"[^"\n]{0,100}"|'[^'\n]{1,100}'|[\p{L}_][\p{L}\p{N}_ .-]{0,100}?)\s*[:=]/uy;

/** Whether the comma at `at` ends the bare value that began at `start`. */
export function bareEnds(text: string, start: number, at: number, place: Place): boolean {
  const short = at - start < longestLiteral && !wantsText(place.schema);
  if (short && literal(text.slice(start, at).trim()) !== undefined) return true;
  return keyFollows(text, at + 1, place);
}

/** Whether a value may end at `at`: its bracket follows, or a comma before the next value or key. */
export function mayEnd(text: string, at: number, place: Place): boolean {
  const next = skipSpace(text, at);
  const char = text[next];
  if (char === undefined || "}])".includes(char)) return true;
  return char === "," && (place.inList || keyFollows(text, next + 1, { ...place, schema: undefined }));
}

/** Whether a key begins at `at`; after raw text of a declared string only a declared key ends it. */
function keyFollows(text: string, at: number, { schema, parent }: Place): boolean {
  const end = skipSpace(text, at);
  if (end === text.length || "}])".includes(text[end] ?? "") || markAt(text, end)) return true;
  anyKey.lastIndex = at;
  const found = anyKey.exec(text)?.[0];
  if (found === undefined) return false;
  if (!wantsText(schema)) return true;
  return propertySchema(parent, found.slice(0, -1).replaceAll(/["']/g, "").trim()) !== undefined;
}
