import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Model } from "../../../src/model/model.ts";
import { createAnthropicModel } from "../../../src/providers/anthropic/anthropicModel.ts";
import { createOllamaModel } from "../../../src/providers/ollama/ollamaModel.ts";
import { createOpenAiModel } from "../../../src/providers/openai/openAiModel.ts";
import { loopbackTransport, type Transport } from "../../../src/providers/http/transport/transport.ts";
import { presets } from "../../../src/providers/presets/presets.ts";
import { createRunwareModel } from "../../../src/providers/runware/runwareModel.ts";
import type { Fault } from "./fault.ts";
import { type HttpWire, perform, type Play } from "./wirePlay.ts";

/** A faulty server: its model, and a function that repairs the server. */
export type FaultPeer = AsyncDisposable & { model: Model; heal(): Promise<void> };

/** The answer of a healthy server. */
export const healthy: Play = { pieces: [{ text: "Done." }] };

/** A server that simulates a fault over real connections, behind the provider that represents a wire. */
export async function httpPeer(wire: HttpWire, fault: Fault): Promise<FaultPeer> {
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
  return {
    model: models[wire](transportTo(server), fault.silentMs ?? 10_000),
    heal: async () => void (isWell = true),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const shown = {
  capabilities: ["completion", "tools", "thinking"],
  model_info: { "general.architecture": "gemma4", "gemma4.context_length": 131_072 },
};

const key = { apiKey: "test-key-of-the-fault-table" };
const models: Readonly<Record<HttpWire, (transport: Transport, ms: number) => Model>> = {
  openai: (transport, ms) =>
    createOpenAiModel({
      preset: presets.openrouter,
      modelId: "google/gemma-4-31b-it",
      transport,
      timeouts: timeouts(ms),
      ...key,
    }),
  anthropic: (transport, ms) =>
    createAnthropicModel({
      preset: presets.keeprouter,
      modelId: "gemma-4-31B-it",
      transport,
      timeouts: timeouts(ms),
      ...key,
    }),
  ollama: (transport, ms) => createOllamaModel({ modelId: "gemma4:e4b", transport, timeouts: timeouts(ms) }),
  runware: (transport, ms) =>
    createRunwareModel({ modelId: "google-gemma-4-31b", transport, timeouts: timeouts(ms), ...key }),
};

const timeouts = (ms: number) => ({ first: ms, idle: ms, settle: ms });

/** Messages show the provider's own address; its requests go to the fault server. */
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
