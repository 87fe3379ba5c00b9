import type { Tool } from "../ports/tool.ts";
import type { ToolItem, Transcript, Turn } from "../transcript/transcript.ts";
import type { Cut, CutPart } from "../transcript/turnEvent.ts";
import { cutArguments, cutPoint, cutText, shares } from "./cut.ts";
import { told, toldTurns } from "./told.ts";

/** Characters kept of an old result, answer or question, and of each text in an old call's arguments. */
const stub = 300;
const shortPrompt = 600;
const shortArgument = 200;
/** The newest results get at least this fraction of the budget. */
const newestShare = 0.5;
/** Old parts are cut down to this fraction of the budget, so that the next steps change nothing. */
const lowWater = 0.6;
/** Room for the hint at the end of a shortened text, in characters. */
const wordRoom = 160;

type Place = {
  turn: Turn;
  item?: number;
  part: CutPart;
  /** The full text, and its length as currently sent. */
  text: string;
  length: number;
  most: number;
};

/**
 * What to shorten so that a request fits. First the newest results, limited to the remaining room. Then, from the
 * oldest on: long results, thoughts, arguments of calls, and text of earlier turns. The user's question is never cut.
 * @param total characters of the request as it would be sent
 * @param budget characters that fit
 */
export function cutsToFit(transcript: Transcript, total: number, budget: number, tools: readonly Tool[]): Cut[] {
  if (total <= budget) return [];
  const places = placesIn(transcript);
  const cuttable = places.all.reduce((sum, { length, most }) => sum + Math.max(0, length - most), 0);
  // If nothing helps, nothing is cut: the question itself is too long.
  if (total - cuttable > budget * 1.5) return [];
  const cuts = new Map<Place, Cut>();
  let left = total;
  const cut = (place: Place, most: number): void => {
    const made = cutAt(place, most, tools);
    const saved = made === undefined ? 0 : place.length - toldLength(place, made);
    if (made === undefined || saved <= 0) return;
    left -= saved;
    place.length -= saved;
    cuts.set(place, made);
  };
  const lengths = places.newest.map(({ length }) => length);
  const others = total - lengths.reduce((sum, length) => sum + length, 0);
  const room = Math.max(budget - others, budget * newestShare) - wordRoom * lengths.length;
  const bounds = shares(lengths, room);
  places.newest.forEach((place, at) => place.length > (bounds[at] ?? 0) && cut(place, bounds[at] ?? 0));
  for (const [group, until] of [
    [places.results, budget * lowWater],
    [places.thoughts, budget * lowWater],
    [places.arguments, budget * lowWater],
    [places.said, budget],
  ] as const) {
    if (left <= budget) break;
    for (const place of group) if (left > until && place.length > place.most) cut(place, place.most);
  }
  for (const place of [...places.newest, ...places.newestArguments]) {
    if (left > budget) cut(place, Math.max(place.most, place.length - (left - budget) - wordRoom));
  }
  return [...cuts.values()];
}

/** All parts that can be shortened, oldest first. `newest`: results that no request has contained yet. */
function placesIn(transcript: Transcript) {
  const { open } = transcript;
  // The user's message to a running turn stands after the newest results.
  const said = (open?.items ?? []).filter(({ type }) => type !== "user");
  const newestStep = Math.max(-1, ...said.map(({ step }) => step));
  const found = {
    newest: [] as Place[],
    results: [] as Place[],
    thoughts: [] as Place[],
    arguments: [] as Place[],
    said: [] as Place[],
    newestArguments: [] as Place[],
  };
  for (const turn of toldTurns(transcript).turns) {
    const now = told(turn);
    const isOpen = turn === open;
    if (!isOpen) {
      const { length } = now.prompt;
      found.said.push({ turn, part: "prompt", text: turn.prompt, length, most: shortPrompt });
    }
    for (const [item, each] of turn.items.entries()) {
      const isNew = isOpen && each.step === newestStep;
      const shown = lengthOf(turn, item, now);
      if (each.type === "text" && !isNew) {
        found.said.push({ turn, item, part: "text", text: each.text, length: shown, most: stub });
      } else if (each.type === "thought" && isOpen && !isNew) {
        found.thoughts.push({ turn, item, part: "thought", text: each.text, length: shown, most: 0 });
      } else if (each.type === "tool" && each.call) {
        const { result } = each;
        if (result !== undefined) {
          const place: Place = { turn, item, part: "result", text: result, length: shown, most: stub };
          (isNew ? found.newest : found.results).push(place);
        }
        (isNew ? found.newestArguments : found.arguments).push(argumentsOf(turn, item, each));
      }
    }
  }
  return { ...found, all: Object.values(found).flat() };
}

/** The length of an item's text or result as sent; 0 for a thought that is no longer sent. */
function lengthOf(turn: Turn, at: number, now: Turn): number {
  const cut = turn.cuts?.findLast(({ item, part }) => item === at && part !== "arguments");
  const item = turn.items[at];
  const text = item?.type === "tool" ? (item.result ?? "") : (item?.text ?? "");
  if (cut === undefined || now === turn) return text.length;
  return cut.part === "thought" ? 0 : cutText(text, cut).length;
}

function argumentsOf(turn: Turn, item: number, { call }: ToolItem): Place {
  const cut = turn.cuts?.findLast((each) => each.item === item && each.part === "arguments");
  const text = JSON.stringify(call?.arguments ?? {});
  const length = cut && call ? JSON.stringify(cutArguments(call.arguments, cut.kept)).length : text.length;
  const most = call ? JSON.stringify(cutArguments(call.arguments, shortArgument)).length : length;
  return { turn, item, part: "arguments", text, length, most };
}

function cutAt(place: Place, most: number, tools: readonly Tool[]): Cut | undefined {
  const { turn, item, part, text } = place;
  const where = { turn: turn.id, ...(item !== undefined && { item }), part, name: nameOf(place) };
  switch (part) {
    case "thought":
      return { ...where, kept: 0, word: "" };
    case "arguments":
      return { ...where, kept: shortArgument, word: "" };
    case "prompt":
    case "text": {
      const point = cutPoint(text, most);
      return point && { ...where, kept: point.kept, word: "(The rest is left out here, to fit the context window.)" };
    }
    case "result": {
      const point = cutPoint(text, most);
      return point && { ...where, kept: point.kept, word: wordOf(place, point, tools) };
    }
  }
}

/** The hint for the model at the end of a shortened result. */
function wordOf(place: Place, { kept, lines }: { kept: number; lines: number }, tools: readonly Tool[]): string {
  const call = callOf(place);
  const part =
    lines > 0 ? `the first ${lines} of ${place.text.split("\n").length} lines` : `the first ${kept} characters`;
  const further =
    lines > 0 && call ? tools.find(({ name }) => name === call.name)?.readOn?.(call.arguments, lines) : undefined;
  return `(To fit the context window, this is ${part}.${further === undefined ? "" : ` ${further}`})`;
}

function toldLength(place: Place, made: Cut): number {
  const call = callOf(place);
  if (made.part === "arguments") return call ? JSON.stringify(cutArguments(call.arguments, made.kept)).length : 0;
  return made.part === "thought" ? 0 : cutText(place.text, made).length;
}

const callOf = ({ turn, item }: Place) => {
  const found = item === undefined ? undefined : turn.items[item];
  return found?.type === "tool" ? found.call : undefined;
};

/** The name shown to the user: the file, or the tool. */
function nameOf(place: Place): string {
  const call = callOf(place);
  if (call === undefined)
    return place.part === "prompt"
      ? "an earlier question"
      : `an earlier ${place.part === "text" ? "answer" : "thought"}`;
  const { path } = call.arguments;
  return typeof path === "string" && path !== "" ? path : call.name;
}
