import { actionsFor, faultActionLabels, loopActions } from "../../../src/chat/faultActions.ts";
import type { Fault } from "./fault.ts";
import { faults } from "./faults.ts";
import { playFault, type Seen, type Survived } from "./playFault.ts";
import { canPlay, faultWires, type FaultWire } from "./wirePlay.ts";

const titles: Readonly<Record<FaultWire, string>> = {
  openai: "OpenAI",
  anthropic: "Anthropic",
  ollama: "Ollama",
  runware: "Runware",
  embedded: "Embedded",
};

const played = new Map<string, Promise<Survived>>();

/** A fault on a wire; played once, however often it is asked for. */
export function survived(fault: Fault, wire: FaultWire): Promise<Survived> {
  const name = `${fault.name} ${wire}`;
  const known = played.get(name) ?? playFault(fault, wire);
  played.set(name, known);
  return known;
}

/** The wires that have a form for a fault. */
export const wiresOf = (fault: Fault): FaultWire[] =>
  faultWires.filter(
    (wire) =>
      fault.plays.every((play) => canPlay(wire, play)) &&
      fault.only?.includes(wire) !== false &&
      !(fault.nativeToolsOnly && (wire === "runware" || wire === "embedded")),
  );

/** The whole of docs/faults.md, from what really comes of each fault on each wire. */
export async function faultDocument(): Promise<string> {
  const rows: string[] = [];
  for (const fault of faults) rows.push(await row(fault));
  const wires = faultWires.map((wire) => titles[wire]);
  return `${[
    "# Faults of servers and models, and what becomes of them",
    "",
    "Each fault below was met in the field. A server of ours plays it over a real connection through each wire: chat",
    "completions (as OpenRouter), Anthropic Messages (as KeepRouter), Ollama's own and Runware's native tasks; for the",
    "embedded engine a process stands in, and a lost connection is its crash. The table says what the user sees in agent",
    "mode, where a file `a.ts` can be read, with one retry allowed; buttons stand in brackets. ✓: it is so on this wire, no",
    "markup of the model's is shown, nothing ran that was not asked for, and the next question is answered. ✓¹: besides, the",
    "user is told once that this server does not read the model's calls, and that its tools go into the prompt from now",
    "on. –: the wire has no form for it.",
    "",
    "Written by `node scripts/faultTable.mjs`; a test (`test/unit/faults`) holds it to what happens.",
    "",
    `| Fault | Met at | What the user sees | ${wires.join(" | ")} |`,
    `| --- | --- | --- |${" --- |".repeat(wires.length)}`,
    ...rows,
  ].join("\n")}\n`;
}

async function row(fault: Fault): Promise<string> {
  const words = new Map<string, FaultWire[]>();
  const marks = new Map<FaultWire, string>();
  for (const wire of wiresOf(fault)) {
    const { first, next } = await survived(fault, wire);
    const seen = wordsOf(first);
    words.set(seen, [...(words.get(seen) ?? []), wire]);
    marks.set(wire, next.outcome.type !== "answered" ? "**no**" : next.switched ? "✓¹" : "✓");
  }
  const isOne = words.size === 1;
  const sees = [...words].map(([seen, wires]) => (isOne ? seen : `${wires.map((w) => titles[w]).join(", ")}: ${seen}`));
  const cells = [fault.name, fault.where, sees.join("<br>"), ...faultWires.map((wire) => marks.get(wire) ?? "–")];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function wordsOf(seen: Seen): string {
  const again = seen.retries > 0 ? `A countdown, asked again, then ` : "";
  return sentence(again + endOf(seen));
}

function endOf({ outcome, text, thought, ran, refusals, shortened, notices }: Seen): string {
  const begun = text.trim() !== "" || thought !== "" || ran.length > 0;
  switch (outcome.type) {
    case "answered": {
      const calls = ran.length > 0 ? `, after ${ran.map((each) => `\`${each}\``).join(" and ")}` : "";
      const told = refusals[0] === undefined ? "" : ` The model was told: “${refusals[0]}”`;
      const noted =
        shortened.length === 0 ? "" : `, and a note that the model was told only a part of ${shortened.join(", ")}`;
      const beside = notices[0] === undefined ? "" : ` Beside it: “${general(notices[0])}”`;
      return `the answer${calls}${noted}.${told}${beside}`;
    }
    case "looped":
      return `the turn is stopped: “${outcome.message}” ${buttons(loopActions)}`;
    case "failed":
      return `${text === "" ? "" : "what came stays, and "}a card: “${general(outcome.message)}” ${buttons(actionsFor(outcome.fault, begun))}`;
    case "cut":
      return "what came stays, and “The answer reached the model's limit.” [Continue]";
    case "stopped":
    case "out-of-steps":
      return `${outcome.type}.`;
  }
}

const buttons = (actions: readonly (keyof typeof faultActionLabels)[]): string =>
  actions.map((action) => `[${faultActionLabels[action]}]`).join(" ");

/** A message without what differs from provider to provider, and from machine to machine. */
function general(message: string): string {
  return message
    .replace(/(?:OpenRouter|KeepRouter|Runware|Ollama)(?: \([^)]*\))?/g, "The provider")
    .replace(/Gemma 4 \w+(?=[:' ])/, "the model")
    .replace(/“[^”]*gemma[^”]*” for this/i, "“the model” for this")
    .replace(/; keys are made at [^ ]*\./, "; keys are made at (its page).")
    .replace(/\b(?:[\w-]+\.)+(?:ai|com)\b|127\.0\.0\.1:\d+/g, "(its address)")
    .replace(/nothing came for [\d.]+ s/, "nothing came for … s")
    .replace(/(?<=[a-z] )The provider/, "the provider");
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
