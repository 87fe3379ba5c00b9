import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureLiteLlm } from "../../../scripts/testbed/litellm.mjs";
import { temporaryFolder } from "../../support/temporaryFolder.ts";
import { type Peer, startPeer } from "./peer.ts";

export type LiteLlm = Peer & { baseUrl: string };

/** The key that the gateway wants. */
export const gatewayKey = "sk-gateway-of-this-test-0123456789";

/**
 * Starts LiteLLM's proxy on 127.0.0.1 with one model, "gemma", which another server serves.
 * @param upstream base URL of an OpenAI-compatible server
 * @param orderly translates Anthropic's protocol to chat completions instead of OpenAI's responses
 */
export async function startLiteLlm(upstream: string, orderly: boolean): Promise<LiteLlm> {
  const { command, args } = await ensureLiteLlm();
  const { path: folder, remove } = temporaryFolder("litellm");
  const config = join(folder, "config.json");
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(configOf(upstream, orderly)));
  const own = ["--config", config, "--host", "127.0.0.1", "--num_workers", "1"];
  const env = {
    ...process.env,
    LITELLM_LOCAL_MODEL_COST_MAP: "True",
    LITELLM_TELEMETRY: "False",
    DISABLE_ADMIN_UI: "True",
    NO_PROXY: "127.0.0.1",
  };
  const peer = await startPeer({
    name: "LiteLLM",
    start: (port) => ({ program: command, args: [...args, ...own, "--port", String(port)], cwd: folder, env }),
    answers: async (origin) => (await fetch(`${origin}/health/liveliness`)).ok,
    timeoutMs: 300_000,
    clean: remove,
  });
  return { ...peer, baseUrl: `${peer.origin}/v1` };
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
