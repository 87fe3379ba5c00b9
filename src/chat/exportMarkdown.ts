import { type Item, type ToolItem, type Transcript, type Turn, turnsOf } from "../agent/transcript/transcript.ts";
import type { Attachment, ShownAsk, ShownFileOperation } from "../agent/transcript/turnEvent.ts";
import { escapedMarkdown } from "../words/markdown.ts";
import { withSigns } from "../words/signs.ts";

/**
 * The conversation as a Markdown document: questions as headings, answers unchanged, tool calls as one line each, their
 * tasks as quotations.
 */
export function exportMarkdown(transcript: Transcript): string {
  return turnsOf(transcript).map(turnText).join("\n\n---\n\n") + "\n";
}

function turnText(turn: Turn): string {
  const chips = chipsText(turn.chips);
  const question = quoted(turn.text);
  const fellBack = (turn.fellBack ?? []).map(
    ({ from, message }) => `*${escapedMarkdown(from)} did not answer: ${escapedMarkdown(message)}*`,
  );
  const parts = [question, chips, ...fellBack, ...turn.items.map(itemText), endText(turn), compactedText(turn)];
  return parts.filter((part) => part !== "").join("\n\n");
}

const chipsText = (chips: readonly Attachment[]): string => chips.map(({ label }) => code(label)).join(" ");

function itemText(item: Item): string {
  switch (item.type) {
    case "text":
      return item.text.trim();
    case "thought":
      return "";
    case "user":
      return [quoted(item.text), chipsText(item.chips)].filter((part) => part !== "").join("\n\n");
    case "tool":
      return [toolLine(item), ...(item.tasks ?? []).map((task) => quoted(exportMarkdown(task.transcript).trim()))].join(
        "\n\n",
      );
  }
}

function toolLine({ name, call, ask, title, state }: ToolItem): string {
  const path = typeof call?.arguments.path === "string" ? call.arguments.path : undefined;
  const target = path ?? (ask && targetOf(ask)) ?? title;
  // A model may call a tool by any name.
  const tool = /^[\w.-]{1,64}$/.test(name) ? name : code(name);
  return `*${tool}${target === undefined ? "" : ` ${code(target)}`}: ${state}*`;
}

function targetOf(ask: ShownAsk): string {
  switch (ask.kind) {
    case "edit":
      return ask.diff.path;
    case "files":
      return ask.operations.map(pathOf).join(", ");
    case "command":
    case "sandboxed-command":
      return ask.command;
    case "input":
      return ask.text;
    case "task":
      return ask.name;
    case "fetch":
      return ask.url;
    case "foreign-tool":
      return `${ask.server}: ${ask.tool}`;
    case "read-outside":
    case "read-private":
      return ask.path;
  }
}

function pathOf(operation: ShownFileOperation): string {
  switch (operation.type) {
    case "write":
      return operation.diff.path;
    case "move":
      return `${operation.from} → ${operation.to}`;
    case "delete":
    case "make-folder":
      return operation.path;
  }
}

const quoted = (text: string): string =>
  text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");

/** A text as inline code, whatever back-ticks it contains. An empty line would end it, and what follows be Markdown. */
function code(words: string): string {
  const text = withSigns(words, true);
  const ticks = "`".repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  return ticks.length === 1 ? `\`${text}\`` : `${ticks} ${text} ${ticks}`;
}

const compactedText = ({ compacted }: Turn): string =>
  compacted === undefined ? "" : `*The model is told what stands above as a summary:*\n\n${quoted(compacted)}`;

function endText(turn: Turn): string {
  if (turn.outcome?.type === "failed") return `**Failed:** ${escapedMarkdown(turn.outcome.message)}`;
  if (turn.outcome?.type === "looped") return `*Stopped: ${escapedMarkdown(turn.outcome.message)}*`;
  return turn.outcome?.type === "stopped" ? "*Stopped.*" : "";
}
