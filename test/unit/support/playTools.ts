import { runTurn } from "../../../src/agent/loop/runTurn.ts";
import type { Approvals } from "../../../src/agent/approval/approvals.ts";
import type { Tool } from "../../../src/agent/ports/tool.ts";
import { emptyTranscript, record, type ToolItem } from "../../../src/agent/transcript/transcript.ts";
import type { ShownAsk, TurnEvent } from "../../../src/agent/transcript/turnEvent.ts";
import { answering } from "./approvals.ts";
import { call, done, scriptedModel, text } from "./scriptedModel.ts";
import { turnPolicy } from "./turnPolicy.ts";

const allowing = answering({ type: "allowed", scope: "once" });

export type Played = {
  /** The calls in order, with their states and results. */
  items: ToolItem[];
  /** What was asked, in order. */
  asks: ShownAsk[];
  events: TurnEvent[];
};

/** One turn of a scripted model that makes these calls, one answer each. */
export async function playTools(
  tools: readonly Tool[],
  calls: readonly (readonly [name: string, args: Record<string, unknown>])[],
  options: { approvals?: Approvals; stop?: AbortController } = {},
): Promise<Played> {
  const answers = calls.map(([name, args], at) => [...call(`c${at}`, name, args), done("tool-calls")]);
  const model = scriptedModel(...answers, [text("Done."), done()]);
  const opening = { type: "asked", id: "q", at: 1, mode: "agent", text: "go", prompt: "go", chips: [] } as const;
  const turn = runTurn(
    {
      opening,
      transcript: emptyTranscript,
      profile: async () => ({ model, tools, system: "s", sampling: {} }),
      policy: turnPolicy(),
      approvals: options.approvals ?? allowing,
      maxSteps: calls.length + 1,
      now: () => 1,
    },
    (options.stop ?? new AbortController()).signal,
  );
  const events: TurnEvent[] = [];
  for await (const event of turn) events.push(event);
  const [only] = events.reduce(record, emptyTranscript).settled;
  const items = (only?.items ?? []).filter((item): item is ToolItem => item.type === "tool");
  const asks = events.flatMap((event) => (event.type === "approval-wanted" ? [event.ask] : []));
  return { items, asks, events };
}
