import type { NativeIntroduction } from "../block.ts";
import type { Flow, Step } from "../flow.ts";
import type { Line } from "../../markdown/line.ts";
import { markerAt, nativeClosers, nativeOpener } from "../../syntax/markers.ts";
import { nativeHead } from "../../syntax/nativeHead.ts";
import { startJson, startPython } from "./starts.ts";
import { unlabelledHead } from "./unlabelled.ts";

/*
 * Calls without tokens of their own.
 */

const nativeValue = /^\{\s*[\w-]+\s*[:=]\s*<(?:\|"\||escape)>/;
const maybeNativeValue = /^\{\s*[\w-]*\s*[:=]?\s*(?:<(?:\|(?:"\|?)?|e|es|esc|esca|escap|escape)?)?$/;

/** A call that begins a line: JSON, Python, or `call:name{…}`. */
export function lineCall(flow: Flow, work: string, at: number, ended: boolean): Step {
  const char = work[at] ?? "";
  if (char === "{") return startJson(flow, work, at, ended);
  if (char === "[") {
    const next = startJson(flow, work, at, ended) ?? startPython(flow, work, at, ended);
    return next ?? framedOpening(flow, work, at, ended);
  }
  if (char === "c" && flow.reads.bareCalls) {
    const next = nativeStart(flow, work, at, ended, "line");
    if (next !== undefined) return next;
  }
  if (!/[A-Za-z_]/.test(char)) return framedOpening(flow, work, at, ended);
  const next = flow.reads.bareCalls ? namelessOpening(flow, work, at, ended) : undefined;
  return next ?? startPython(flow, work, at, ended);
}

/** `name{…}` or `name(…)` with Gemma's string marks, or with a declared key as the whole answer: all else was lost. */
function namelessOpening(flow: Flow, work: string, at: number, ended: boolean): Step {
  const head = unlabelledHead(work, at, ended, flow.tools, flow.out.untouched);
  if (head === "more") return "more";
  if (head === undefined || flow.introduction().example) return undefined;
  return readLostOpening(flow, work, at, head, "line");
}

/** Such a call behind signs that are no token, where it begins the answer. */
function framedOpening(flow: Flow, work: string, at: number, ended: boolean): Step {
  const isToken = markerAt(work, at, ended) !== undefined;
  if (!flow.reads.bareCalls || !flow.out.untouched || isToken) return undefined;
  return namelessOpening(flow, work, at, ended);
}

/**
 * JSON or a list in Python behind the words that announce it on the same line: `Here is the call: {…`; or `call:name{…}`
 * glued to a sentence's end, as servers leave it that take out the tokens between.
 */
export function midLineCall(flow: Flow, line: Line, work: string, at: number, ended: boolean): Step {
  if (work[at] === "c") {
    const meant = flow.reads.bareCalls && glued.test(line.previous) && line.shows("", true) === false;
    return meant ? nativeStart(flow, work, at, ended, "glued") : undefined;
  }
  const announced = /\s/.test(line.previous) && /[:;.!?>][*_]{0,3}$/.test(flow.out.recent);
  if (!announced || line.shows("", true) === true) return undefined;
  return startJson(flow, work, at, ended) ?? (work[at] === "[" ? startPython(flow, work, at, ended) : undefined);
}

/** What ends the sentence before a call that is glued to it. */
const glued = /[.!?:;)]/;

const label = "call:";

function nativeStart(flow: Flow, work: string, at: number, ended: boolean, by: NativeIntroduction): Step {
  const start = work.slice(at, at + label.length);
  if (start !== label) return !ended && label.startsWith(start) ? "more" : undefined;
  const likely = flow.out.untouched && (flow.tools.size > 0 || flow.reads.native);
  const head = lostOpening(flow, work, at, ended, likely);
  if (head === "more") return "more";
  if (head === undefined || flow.introduction().example) return undefined;
  return readLostOpening(flow, work, at, head, by);
}

type LostOpening = { name: string; body: number };

/**
 * The head of `call:name{…}` at `at` whose opening token was lost: of a known tool, or with string marks.
 * @param likely any name makes it one
 */
export function lostOpening(
  flow: Flow,
  work: string,
  at: number,
  ended: boolean,
  likely: boolean,
): LostOpening | "more" | undefined {
  const head = nativeHead(work, at, ended);
  if (head === "more" && !ended) return "more";
  if (typeof head !== "object" || head.found !== "native" || head.bare) return undefined;
  if (flow.tools.find(head.name) === undefined && !likely) {
    const look = work.slice(head.body, head.body + 140);
    if (!nativeValue.test(look)) {
      return !ended && look.length < 140 && maybeNativeValue.test(look) ? "more" : undefined;
    }
  }
  return head;
}

/** Hands over to the mode that reads the body; gives the position where that goes on. */
export function readLostOpening(
  flow: Flow,
  work: string,
  at: number,
  { name, body }: LostOpening,
  by: NativeIntroduction,
): number {
  const opening = work.slice(at, body);
  flow.begin({ syntax: "native", by, name, opening, opener: nativeOpener, closers: nativeClosers });
  return body;
}
