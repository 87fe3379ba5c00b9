import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureLiteLlm } from "../../scripts/testbed/litellm.mjs";
import { until } from "../support/until.ts";

export type LiteLlm = AsyncDisposable & { baseUrl: string };

/** The key that the gateway wants. */
export const gatewayKey = "sk-gateway-of-this-test-0123456789";

/**
 * Starts LiteLLM's proxy on 127.0.0.1 with one model, "gemma", which another server serves.
 * @param upstream base URL of an OpenAI-compatible server
 * @param orderly translates Anthropic's protocol to chat completions instead of OpenAI's responses
 */
export async function startLiteLlm(upstream: string, orderly: boolean): Promise<LiteLlm> {
  const [{ command, args }, port] = [await ensureLiteLlm(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), "gemma-code-litellm-"));
  const config = join(folder, "config.json");
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(configOf(upstream, orderly)));
  const own = ["--config", config, "--host", "127.0.0.1", "--port", String(port), "--num_workers", "1"];
  const child = spawn(command, [...args, ...own], {
    cwd: folder,
    stdio: "ignore",
    env: {
      ...process.env,
      LITELLM_LOCAL_MODEL_COST_MAP: "True",
      LITELLM_TELEMETRY: "False",
      DISABLE_ADMIN_UI: "True",
      NO_PROXY: "127.0.0.1",
    },
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const origin = `http://127.0.0.1:${port}`;
  const alive = async (): Promise<true | undefined> => {
    if (child.exitCode !== null) throw new Error(`LiteLLM ended with code ${child.exitCode}`);
    const answer = await fetch(`${origin}/health/liveliness`).catch(() => undefined);
    return answer?.ok ? true : undefined;
  };
  try {
    await until("LiteLLM to answer", alive, 120_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { baseUrl: `${origin}/v1`, [Symbol.asyncDispose]: stop };
}

const configOf = (upstream: string, orderly: boolean) => ({
  model_list: [
    {
      model_name: "gemma",
      litellm_params: { model: "openai/gemma-3-270m", api_base: upstream, api_key: "none", max_retries: 0 },
    },
  ],
  general_settings: { master_key: gatewayKey },
  router_settings: { num_retries: 0 },
  litellm_settings: {
    drop_params: true,
    telemetry: false,
    ...(orderly && { use_chat_completions_url_for_anthropic_messages: true }),
  },
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
