import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { ensureLlamaServer } from "../../scripts/testbed/llamaServer.mjs";
import { ensureModel } from "../../scripts/testbed/model.mjs";
import { until } from "../support/until.ts";

export type LlamaServer = AsyncDisposable & {
  origin: string;
  baseUrl: string;
  process: ChildProcess;
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
  const [binary, model, port] = [await ensureLlamaServer(), await ensureModel(), await freePort()];
  const template = fileURLToPath(new URL("../fixtures/models/gemma-tools.jinja", import.meta.url));
  const options = [
    "--ctx-size",
    String(2 * slotTokens),
    "--parallel",
    "2",
    "--threads",
    "2",
    "--alias",
    "gemma-3-270m",
  ];
  const child = spawn(
    binary,
    [
      "--model",
      model,
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
      "--jinja",
      "--chat-template-file",
      template,
      ...options,
      ...more,
    ],
    { stdio: "ignore" },
  );
  const origin = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  const status = async (): Promise<number | undefined> => {
    if (child.exitCode !== null) throw new Error(`llama-server ended with code ${child.exitCode}`);
    return (await fetch(`${origin}/health`).catch(() => undefined))?.status;
  };
  try {
    await until("llama-server to answer", status, 60_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    origin,
    baseUrl: `${origin}/v1`,
    process: child,
    loaded: async () =>
      void (await until("the model to be loaded", async () => ((await status()) === 200 ? true : undefined), 120_000)),
    [Symbol.asyncDispose]: stop,
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
