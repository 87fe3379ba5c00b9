import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../scripts/lib/run.mjs";
import { ensureModel } from "../../../scripts/testbed/model.mjs";
import { temporaryFolder } from "../../support/temporaryFolder.ts";
import { type Peer, startPeer } from "./peer.ts";

export type OllamaServer = Peer & { baseUrl: string };

/** A place for tools, in the form that few-shot examples teach the model; Ollama reads calls by it. */
const toolTemplate = `{{- if .Tools }}<start_of_turn>user
You have tools. To call one, answer with <tool_call>{"name": "<name>", "arguments": {<arguments>}}</tool_call>
{{ range .Tools }}{{ . }}
{{ end }}<end_of_turn>
{{ end }}{{- range .Messages }}<start_of_turn>{{ if eq .Role "assistant" }}model{{ else }}user{{ end }}
{{ if eq .Role "tool" }}<tool_response>{{ .Content }}</tool_response>{{ else if .ToolCalls }}{{ range .ToolCalls }}<tool_call>{"name": "{{ .Function.Name }}", "arguments": {{ .Function.Arguments }}}</tool_call>{{ end }}{{ else }}{{ .Content }}{{ end }}<end_of_turn>
{{ end }}<start_of_turn>model
`;

/**
 * Starts a real Ollama with a library of its own, in which the real Gemma 3 270M is twice: as "gemma3:270m", which has no
 * place for tools, and as "gemma3-tools", which has.
 * @param program the program `ollama`
 */
export async function startOllama(program: string): Promise<OllamaServer> {
  const model = await ensureModel();
  const { path: home, remove } = temporaryFolder("ollama");
  const envAt = (host: string) => ({
    ...process.env,
    HOME: home,
    OLLAMA_HOST: host,
    OLLAMA_MODELS: join(home, "models"),
    OLLAMA_NOPRUNE: "1",
    // What it loads a model with where nobody states a window; small, so that a prompt soon is longer.
    OLLAMA_CONTEXT_LENGTH: "1024",
  });
  const peer = await startPeer({
    name: "Ollama",
    start: (port) => ({ program, args: ["serve"], env: envAt(`127.0.0.1:${port}`) }),
    answers: async (origin) => (await fetch(`${origin}/api/version`)).ok,
    timeoutMs: 60_000,
    clean: remove,
  });
  try {
    await create("gemma3:270m", "");
    await create("gemma3-tools", `TEMPLATE """${toolTemplate}"""\n`);
  } catch (error) {
    await peer[Symbol.asyncDispose]();
    throw error;
  }
  return { ...peer, baseUrl: `${peer.origin}/v1` };

  async function create(name: string, more: string): Promise<void> {
    const file = join(home, "Modelfile");
    writeFileSync(file, `FROM ${model}\n${more}`);
    const env = envAt(new URL(peer.origin).host);
    await run(program, ["create", name, "-f", file], { env, timeoutMs: 120_000 });
  }
}
