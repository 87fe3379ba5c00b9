import { frameLength } from "./frame.ts";
import { propertyNames, sameKey } from "../../values/schema.ts";
import type { ToolIndex } from "../../tools/toolIndex.ts";

/** A name, a bracket and the beginning of a key's value are no longer. */
const longest = 300;
const name = /^[\p{L}_][\p{L}\p{N}_.:/-]{0,127}/u;
const maybeName = /^(?:[\p{L}_][\p{L}\p{N}_.:/-]{0,127}\s{0,4})?$/u;
/** A bracket, or two, and a key, then a string mark or anything else. */
const firstKey =
  /^\s{0,4}(\(\s{0,16}\{|[{(])\s{0,16}(["'`]?)([\p{L}_][\p{L}\p{N}_.-]{0,63})\2\s{0,4}[:=]\s{0,8}(<(?:\|"\||escape)>)?/u;
const maybeFirstKey =
  /^\s{0,4}(?:(?:\(\s{0,16}\{?|\{)\s{0,16}(?:["'`]?(?:[\p{L}_][\p{L}\p{N}_.-]{0,63}["'`]?\s{0,4}(?:[:=]\s{0,8}(?:<(?:\|(?:"\|?)?|e|es|esc|esca|escap|escape)?)?)?)?)?)?$/u;

export type UnlabelledHead = { name: string; body: number };

/**
 * The head of a call at a line's beginning of which nothing but a known tool's name and the body is left: with string
 * marks, or with one of its own keys where it begins the answer. There other names and signs may stand in front of it,
 * if it has string marks.
 * @param begins nothing of the answer came before
 */
export function unlabelledHead(
  text: string,
  at: number,
  ended: boolean,
  tools: ToolIndex,
  begins: boolean,
): UnlabelledHead | "more" | undefined {
  const whole = text.slice(at, at + longest);
  const open = !ended && whole.length < longest;
  const bare = headOf(whole, open, tools, begins);
  if (bare !== undefined || !begins || tools.size === 0) return moved(bare, at);
  const frame = frameLength(whole, open);
  if (frame === "more" || frame === 0) return frame === 0 ? undefined : frame;
  return moved(headOf(whole.slice(frame), open, tools, begins, true), at + frame);
}

const moved = (head: UnlabelledHead | "more" | undefined, by: number): UnlabelledHead | "more" | undefined =>
  typeof head === "object" ? { ...head, body: head.body + by } : head;

/** @param framed other signs stand in front of it: only string marks make it a call */
function headOf(
  text: string,
  open: boolean,
  tools: ToolIndex,
  begins: boolean,
  framed = false,
): UnlabelledHead | "more" | undefined {
  if (open && maybeName.test(text)) {
    const start = text.trim();
    const mayBe = begins && namespaced.test(start) && (start === text || tools.meant(plainName(start)) !== undefined);
    return start === "" || mayBe || tools.mayBecome(plainName(start)) ? "more" : undefined;
  }
  const written = name.exec(text)?.[0] ?? "";
  const plain = plainName(written);
  const found = tools.find(plain);
  const tool = found ?? (begins && namespaced.test(written) ? tools.meant(plain) : undefined);
  const schema = tools.schema(tool ?? "");
  if (!schema) return undefined;
  const behind = text.slice(written.length);
  const key = firstKey.exec(behind);
  if (open && !key?.[4] && maybeFirstKey.test(behind)) return "more";
  if (!key) return undefined;
  const [, bracket = "", , own = "", mark] = key;
  const isOwn = propertyNames(schema).some((each) => sameKey(each, own));
  const isPlain = found !== undefined && !framed && bracket === "{" && !/[^:]:$/.test(written);
  const isCall = mark !== undefined || (isOwn && isPlain && (begins || /:\d{1,4}$/.test(written)));
  return isCall ? { name: plain, body: written.length + behind.indexOf(bracket) } : undefined;
}

/** A name that may have a namespace that nobody declared in front of it: none but such names hold up an answer. */
const namespaced = /^[a-z_][\w.:/-]{0,60}$/;

/** Kimi numbers its calls: `functions.read_file:0`. */
const plainName = (written: string): string => written.replace(/:\d{0,4}$/, "").replace(/:+$/, "");
