import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../scripts/lib/run.mjs";
import { ensureModel } from "../../scripts/testbed/model.mjs";
import { until } from "../support/until.ts";

export type OllamaServer = AsyncDisposable & { baseUrl: string };

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
  const [model, port] = [await ensureModel(), await freePort()];
  const home = mkdtempSync(join(tmpdir(), "gemma-code-ollama-"));
  const env = {
    ...process.env,
    HOME: home,
    OLLAMA_HOST: `127.0.0.1:${port}`,
    OLLAMA_MODELS: join(home, "models"),
    OLLAMA_NOPRUNE: "1",
    // What it loads a model with where nobody states a window; small, so that a prompt soon is longer.
    OLLAMA_CONTEXT_LENGTH: "1024",
  };
  // A group of its own: its runners go with it.
  const child = spawn(program, ["serve"], { env, stdio: "ignore", detached: true });
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const stop = async (): Promise<void> => {
    await endGroup(child);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const answers = () => fetch(`http://127.0.0.1:${port}/api/version`).catch(() => undefined);
    await until("Ollama to answer", answers, 60_000);
    await create("gemma3:270m", "");
    await create("gemma3-tools", `TEMPLATE """${toolTemplate}"""\n`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { baseUrl, [Symbol.asyncDispose]: stop };

  async function create(name: string, more: string): Promise<void> {
    const file = join(home, "Modelfile");
    writeFileSync(file, `FROM ${model}\n${more}`);
    await run(program, ["create", name, "-f", file], { env, timeoutMs: 120_000 });
  }
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  process.kill(-child.pid, "SIGKILL");
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
