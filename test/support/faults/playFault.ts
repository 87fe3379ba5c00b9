import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { runTurn } from "../../../src/agent/runTurn.ts";
import { createFile } from "../../../src/agent/tools/createFile.ts";
import { readFile } from "../../../src/agent/tools/readFile.ts";
import { emptyTranscript, record, type Transcript } from "../../../src/agent/transcript.ts";
import type { TurnEvent, TurnOutcome } from "../../../src/agent/turnEvent.ts";
import { GemmaDialect } from "../../../src/editor/models/gemmaDialect.ts";
import type { Model } from "../../../src/model/model.ts";
import { createAnthropicModel } from "../../../src/providers/anthropic/anthropicModel.ts";
import { createOllamaModel } from "../../../src/providers/ollama/ollamaModel.ts";
import { createOpenAiModel } from "../../../src/providers/openai/openAiModel.ts";
import { loopbackTransport, type Transport } from "../../../src/providers/openai/transport.ts";
import { presets } from "../../../src/providers/presets.ts";
import { createRunwareModel } from "../../../src/providers/runware/runwareModel.ts";
import { memoryWorkspace } from "../../unit/support/memoryWorkspace.ts";
import { turnPolicy } from "../../unit/support/turnPolicy.ts";
import type { Fault } from "./faults.ts";
import { type FaultWire, perform, type Play } from "./wirePlay.ts";

/** What came of one question, as the person sees it. */
export type Seen = {
  outcome: TurnOutcome;
  /** The answer's text as the panel shows it. */
  text: string;
  thought: string;
  /** Calls that ran, as "read_file a.ts". */
  ran: readonly string[];
  /** What was told to the model in place of a call's result. */
  refusals: readonly string[];
  retries: number;
  /** The person was told that this server does not read the model's calls. */
  switched: boolean;
};

/** A fault of a turn and the question after it, to a server that is well again. */
export type Survived = { first: Seen; next: Seen; files: ReadonlyMap<string, string> };

const healthy: Play = { pieces: [{ text: "Done." }] };

/** Plays a fault through a real provider, the dialect and the loop, over real connections. */
export async function playFault(fault: Fault, wire: FaultWire): Promise<Survived> {
  let isWell = false;
  let asked = 0;
  const server = await listening(
    createServer((request, response) => {
      request.resume().on("end", () => {
        if (request.url === "/api/show") return void response.end(JSON.stringify(shown));
        if (request.url === "/api/ps") return void response.end(JSON.stringify({ models: [] }));
        const at = Math.min(asked++, fault.plays.length - (fault.lasts ? 1 : 0));
        perform(response, wire, (isWell ? undefined : fault.plays[at]) ?? healthy);
      });
    }),
  );
  const workspace = memoryWorkspace(fault.files ?? { "a.ts": "export const a = 1;\n" });
  const dialect = new GemmaDialect(() => (switched = true));
  const model = dialect.wrap(models[wire](transportTo(server), fault.patienceMs ?? 10_000));
  let switched = false;
  let transcript: Transcript = emptyTranscript;
  const ask = async (id: string): Promise<Seen> => {
    const seen = { text: "", thought: "", ran: [] as string[], refusals: [] as string[], retries: 0 };
    const calls = new Map<string, string>();
    let outcome: TurnOutcome | undefined;
    const turn = runTurn(
      {
        opening: { type: "asked", id, at: 1, mode: "agent", text: "go", prompt: "go", chips: [] },
        transcript,
        answerer: async () => ({
          model,
          tools: [readFile(workspace), createFile(workspace)],
          system: "You help.",
          sampling: {},
        }),
        policy: turnPolicy({ retries: 1 }),
        approvals: { standing: () => "allow", wait: async () => ({ type: "allowed", scope: "once" }) },
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
      if (event.type === "retrying") seen.retries += 1;
      if (event.type === "turn-ended") outcome = event.outcome;
    }
  };
  try {
    const first = await ask("q1");
    isWell = true;
    return { first, next: await ask("q2"), files: workspace.files };
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const shown = {
  capabilities: ["completion", "tools", "thinking"],
  model_info: { "general.architecture": "gemma4", "gemma4.context_length": 131_072 },
};

const key = { apiKey: "test-key-of-the-fault-table" };
const models: Readonly<Record<FaultWire, (transport: Transport, ms: number) => Model>> = {
  openai: (transport, ms) =>
    createOpenAiModel({
      preset: presets.openrouter,
      modelId: "google/gemma-4-31b-it",
      transport,
      patience: patience(ms),
      ...key,
    }),
  anthropic: (transport, ms) =>
    createAnthropicModel({
      preset: presets.keeprouter,
      modelId: "gemma-4-31B-it",
      transport,
      patience: patience(ms),
      ...key,
    }),
  ollama: (transport, ms) => createOllamaModel({ modelId: "gemma4:e4b", transport, patience: patience(ms) }),
  runware: (transport, ms) =>
    createRunwareModel({ modelId: "google-gemma-4-31b", transport, patience: patience(ms), ...key }),
};

const patience = (ms: number) => ({ first: ms, idle: ms, settle: ms });

/** The provider's own address stands in every message; its requests go to the fault server. */
function transportTo(server: Server): Transport {
  const { port } = server.address() as AddressInfo;
  return (url, request) => {
    const { pathname, search } = new URL(url);
    return loopbackTransport(`http://127.0.0.1:${port}${pathname}${search}`, request);
  };
}

async function listening(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
