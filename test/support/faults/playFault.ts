import { runTurn } from "../../../src/agent/loop/runTurn.ts";
import { createFile } from "../../../src/agent/tools/files/createFile.ts";
import { readFile } from "../../../src/agent/tools/files/readFile.ts";
import { emptyTranscript, record, type Transcript } from "../../../src/agent/transcript/transcript.ts";
import type { TurnEvent, TurnOutcome } from "../../../src/agent/transcript/turnEvent.ts";
import { GemmaDialect } from "../../../src/editor/models/choice/gemmaDialect.ts";
import { memoryWorkspace } from "../../unit/support/memoryWorkspace.ts";
import { turnPolicy } from "../../unit/support/turnPolicy.ts";
import { enginePeer } from "./enginePeer.ts";
import type { Fault } from "./fault.ts";
import { type FaultPeer, httpPeer } from "./httpPeer.ts";
import type { FaultWire } from "./wirePlay.ts";
import { allowAll } from "../../unit/support/approvals.ts";

/** The outcome of one question, as the user sees it. */
export type Seen = {
  outcome: TurnOutcome;
  /** The answer's text as the panel shows it. */
  text: string;
  thought: string;
  /** Calls that ran, as "read_file a.ts". */
  ran: readonly string[];
  /** What the model was told instead of a call's result. */
  refusals: readonly string[];
  /** What was sent to the model shortened, by name. */
  shortened: readonly string[];
  /** The notices shown beside the answer. */
  notices: readonly string[];
  retries: number;
  /** Whether the user was told that this server can't read the model's calls. */
  switched: boolean;
};

/** A turn with a fault, and the next question to the repaired server. */
export type Survived = { first: Seen; next: Seen; files: ReadonlyMap<string, string> };

/** Simulates a fault through a real provider, the dialect and the loop, over real connections and processes. */
export async function playFault(fault: Fault, wire: FaultWire): Promise<Survived> {
  await using peer = await peers(wire, fault);
  const workspace = memoryWorkspace(fault.files ?? { "a.ts": "export const a = 1;\n" });
  const dialect = new GemmaDialect(() => (switched = true));
  const model = dialect.wrap(peer.model);
  let switched = false;
  let transcript: Transcript = emptyTranscript;
  const ask = async (id: string): Promise<Seen> => {
    const seen = {
      text: "",
      thought: "",
      ran: [] as string[],
      refusals: [] as string[],
      shortened: [] as string[],
      notices: [] as string[],
      retries: 0,
    };
    const calls = new Map<string, string>();
    let outcome: TurnOutcome | undefined;
    const turn = runTurn(
      {
        opening: { type: "asked", id, at: 1, mode: "agent", text: "go", prompt: "go", chips: [] },
        transcript,
        profile: async () => ({
          model,
          tools: [readFile(workspace), createFile(workspace)],
          system: "You help.",
          sampling: {},
        }),
        policy: turnPolicy({ retries: 1 }),
        approvals: allowAll,
        maxSteps: 8,
        now: () => 7,
      },
      new AbortController().signal,
    );
    for await (const event of turn) {
      transcript = record(transcript, event);
      take(event);
    }
    if (outcome === undefined) throw new Error("The turn had no end.");
    return { ...seen, outcome, switched };

    function take(event: TurnEvent): void {
      if (event.type === "text") seen.text += event.delta;
      if (event.type === "thought") seen.thought += event.delta;
      if (event.type === "tool-call-end")
        calls.set(event.call.id, `${event.call.name} ${event.call.arguments["path"]}`);
      if (event.type === "tool-ended" && event.isError) seen.refusals.push(event.text);
      if (event.type === "tool-ended" && !event.isError) seen.ran.push(calls.get(event.callId) ?? "");
      if (event.type === "notice") seen.notices.push(event.message);
      if (event.type === "retrying") seen.retries += 1;
      if (event.type === "shortened") seen.shortened = [...new Set(event.cuts.map(({ name }) => name))];
      if (event.type === "turn-ended") outcome = event.outcome;
    }
  };
  const first = await ask("q1");
  await peer.heal();
  return { first, next: await ask("q2"), files: workspace.files };
}

const peers = (wire: FaultWire, fault: Fault): Promise<FaultPeer> =>
  wire === "embedded" ? enginePeer(fault) : httpPeer(wire, fault);
