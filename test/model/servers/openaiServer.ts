import { fileURLToPath } from "node:url";
import { ensureLlamaServer } from "../../../scripts/testbed/llamaServer.mjs";
import { ensureModel } from "../../../scripts/testbed/model.mjs";
import { until } from "../../support/until.ts";
import { type Peer, startPeer } from "./peer.ts";

export type LlamaServer = Peer & {
  baseUrl: string;
  /** Settles when the model is loaded. */
  loaded(): Promise<void>;
};

/** The window of each of the two slots, in tokens. */
export const slotTokens = 512;

/**
 * Starts llama.cpp's own server with the real Gemma 3 270M and gives it back as soon as it answers, which is before
 * its model is loaded. The model file has no chat template, so it gets one with a place for tools.
 */
export async function startLlamaServer(...more: string[]): Promise<LlamaServer> {
  const [binary, model] = [await ensureLlamaServer(), await ensureModel()];
  const template = fileURLToPath(new URL("../../fixtures/models/gemma-tools.jinja", import.meta.url));
  const chat = ["--jinja", "--chat-template-file", template];
  // Two threads wait for each other in a loop, which on a busy machine of two cores makes them ten times slower.
  const slots = ["--ctx-size", String(2 * slotTokens), "--parallel", "2", "--threads", "1"];
  const options = [...slots, "--alias", "gemma-3-270m"];
  const peer = await startPeer({
    name: "llama-server",
    start: (port) => ({
      program: binary,
      args: ["--model", model, "--host", "127.0.0.1", "--port", String(port), ...chat, ...options, ...more],
    }),
    answers: async (origin) => (await health(origin)) > 0,
    timeoutMs: 60_000,
  });
  // A server that loads may drop a connection: it is asked again, within the time below.
  const isLoaded = async () => {
    const { exitCode, signalCode } = peer.process;
    const ending = signalCode ?? exitCode;
    if (ending !== null) throw new Error(`llama-server ended with ${ending} while it loaded the model.`);
    return (await health(peer.origin).catch(() => 0)) === 200 ? true : undefined;
  };
  return {
    ...peer,
    baseUrl: `${peer.origin}/v1`,
    loaded: async () => void (await until("the model to be loaded", isLoaded, 120_000)),
  };
}

const health = async (origin: string): Promise<number> => (await fetch(`${origin}/health`)).status;
