import { type Item, type Transcript, type Turn, turnsOf } from "../agent/transcript/transcript.ts";

/** The conversation as a Markdown document: questions as headings, answers unchanged, tool calls as one line each. */
export function exportMarkdown(transcript: Transcript): string {
  return turnsOf(transcript).map(turnText).join("\n\n---\n\n") + "\n";
}

function turnText(turn: Turn): string {
  const chips = turn.chips.map((chip) => `\`${chip.label}\``).join(" ");
  const question = turn.text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
  const fellBack = (turn.fellBack ?? []).map(({ from, message }) => `*${from} did not answer: ${message}*`);
  const parts = [question, chips, ...fellBack, ...turn.items.map(itemText), endText(turn)];
  return parts.filter((part) => part !== "").join("\n\n");
}

function itemText(item: Item): string {
  switch (item.type) {
    case "text":
      return item.text.trim();
    case "thought":
      return "";
    case "tool": {
      const target = typeof item.call?.arguments.path === "string" ? ` \`${item.call.arguments.path}\`` : "";
      return `*${item.name}${target}: ${item.state}*`;
    }
  }
}

function endText(turn: Turn): string {
  if (turn.outcome?.type === "failed") return `**Failed:** ${turn.outcome.message}`;
  if (turn.outcome?.type === "looped") return `*Stopped: ${turn.outcome.message}*`;
  return turn.outcome?.type === "stopped" ? "*Stopped.*" : "";
}
