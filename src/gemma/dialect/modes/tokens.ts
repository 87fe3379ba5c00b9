import { readCall } from "../calls/starts/callToken.ts";
import { isShown } from "../markdown/cues.ts";
import type { Flow, Step } from "../calls/flow.ts";
import { isMention, type Line } from "../markdown/line.ts";
import { markerAt, nativeClosers, unusedThought, type Marker } from "../syntax/markers.ts";
import { taggedHead } from "../tagged/taggedHead.ts";
import { lookPastSpace } from "../values/strings.ts";

const ours = /\s{0,4}(?:model|assistant)\b[ \t]*\n?/y;
const theirs = /\s{0,4}(?:user|system|tool|developer)\b/y;
const response = /\s{0,16}response\s{0,8}:\s{0,8}[\w.:/-]{1,128}\s{0,8}(?=\{)/y;
const maybeResponse =
  /^\s{0,16}(?:r|re|res|resp|respo|respon|respons|response\s{0,8}(?::\s{0,8}[\w.:/-]{0,128}\s{0,8})?)?$/;

/**
 * Acts on a token at `at` that is not merely shown.
 * @param tagged calls written in tags may begin here
 */
export function readMarker(
  flow: Flow,
  line: Line,
  marker: Marker,
  work: string,
  at: number,
  ended: boolean,
  tagged = false,
): Step {
  const end = at + marker.text.length;
  const noise = marker.kind === "noise" && marker.text !== unusedThought;
  if (end === work.length && !ended) return noise ? end : "more";
  const mention = isMention(line.previous, work[end]);
  switch (marker.kind) {
    case "call":
      // A Gemma's own tokens are never typed by accident; tags are, where a reader is told of them.
      if (marker.body === "json" && isShown(flow.out.recent)) return undefined;
      return (
        (tagged ? taggedCall(flow, work, at, ended) : undefined) ??
        readCall(flow, marker, work, at, ended, "token", { beginsLine: line.fresh, tagged })
      );
    case "response":
      return mention ? undefined : readResponse(flow, marker.close, work, at, end, ended);
    case "thought":
      if (mention) return undefined;
      flow.think();
      return end;
    case "thought-end":
      return mention ? undefined : end;
    case "noise":
      return marker.text === unusedThought ? readUnusedThought(flow, work, at, end, ended) : end;
    case "turn":
      return mention ? undefined : readTurn(flow, work, at, end, ended);
    case "end":
      return marker.loud ? readEnd(flow, line, work, at, end, ended) : undefined;
    case "string":
      return undefined;
  }
}

/** A call in tags whose outermost one stands at `at`. */
export function taggedCall(flow: Flow, work: string, at: number, ended: boolean): Step {
  const head = taggedHead(work, at, ended, flow.tools, flow.out.untouched);
  if (head === undefined || head === "more") return head;
  if (isShown(flow.out.recent)) return undefined;
  flow.begin({ syntax: "tags", name: head.name, root: head.root });
  return at;
}

/** MedGemma's thought: its tokens have no names of their own, so that the channel's name must follow. */
function readUnusedThought(flow: Flow, work: string, at: number, end: number, ended: boolean): Step {
  const name = work.slice(end, end + thoughtName.length);
  if (!ended && name !== thoughtName && thoughtName.startsWith(name)) return "more";
  if (name === thoughtName) flow.think();
  return end;
}

const thoughtName = "thought\n";

/** A tool's answer that the model made up is dropped; its opening token alone marks the end of a call. */
function readResponse(flow: Flow, close: string, work: string, at: number, end: number, ended: boolean): Step {
  response.lastIndex = end;
  if (response.test(work)) {
    flow.begin({ syntax: "native", by: "response", name: "", opening: "", closers: [close, ...nativeClosers] });
    return response.lastIndex;
  }
  if (!ended && maybeResponse.test(work.slice(end, end + 200))) return "more";
  flow.out.dropSpace();
  return end;
}

function readTurn(flow: Flow, work: string, at: number, end: number, ended: boolean): Step {
  if (!ended && work.length - end < 16 && !work.slice(end).trimStart().includes("\n")) return "more";
  theirs.lastIndex = end;
  if (theirs.test(work)) {
    flow.turnOver();
    return theirs.lastIndex;
  }
  ours.lastIndex = end;
  flow.out.dropSpace();
  return ours.test(work) ? ours.lastIndex : end;
}

/** So many such tokens in a row are garbage, whatever stands behind them. */
const longestChain = 16;

/**
 * A stop or closing token: dropped where nothing but such tokens stands before the answer's end or another token, and
 * where it is glued to a word; else it is spoken of.
 */
function readEnd(flow: Flow, line: Line, work: string, at: number, end: number, ended: boolean): Step {
  let behind = end;
  for (let tokens = 1; tokens < longestChain; tokens++) {
    const next = lookPastSpace(work, behind);
    if (next >= work.length && !ended) return "more";
    const following = next < work.length ? markerAt(work, next, ended) : undefined;
    if (following === "more") return "more";
    if (following?.kind === "end") {
      behind = next + following.text.length;
      continue;
    }
    const spokenOf = next < work.length && (following === undefined || following.kind === "string");
    if (spokenOf && " ([{\"'“‘".includes(line.previous)) return undefined;
    if (spokenOf) return end;
    break;
  }
  flow.out.dropSpace();
  return behind;
}
