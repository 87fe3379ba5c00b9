import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import * as vscode from "vscode";
import { createOpenAiModel } from "../../../src/providers/openai/openAiModel.ts";
import { presets } from "../../../src/providers/presets/presets.ts";

/** A proxy that answers every chat request by itself, whatever host it was for, plain or through a tunnel. */
function answeringProxy(seen: string[]): Server {
  const answer = [
    { choices: [{ delta: { content: "through the proxy" } }] },
    { choices: [{ delta: {}, finish_reason: "stop" }] },
  ];
  const server = createServer((request, response) => {
    seen.push(`${request.headers.host} ${request.url}`);
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.end(answer.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("") + "data: [DONE]\n\n");
  });
  server.on("connect", (_request, socket: Socket) => {
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    server.emit("connection", socket);
  });
  return server;
}

describe("the editor's proxy settings", () => {
  const seen: string[] = [];
  const proxy = answeringProxy(seen);
  const http = () => vscode.workspace.getConfiguration("http");

  before(async () => {
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const { port } = proxy.address() as AddressInfo;
    await http().update("proxy", `http://127.0.0.1:${port}`, vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    await http().update("proxy", undefined, vscode.ConfigurationTarget.Global);
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });

  it("carry a question to a host that only the proxy can reach", async () => {
    const model = createOpenAiModel({
      preset: presets.custom,
      baseUrl: "http://gemma-behind-the-proxy.invalid/v1",
      modelId: "gemma-4-31b-it",
    });
    const request = { messages: [{ role: "user", parts: [{ type: "text", text: "hi" }] }], tools: [] } as const;
    let text = "";
    for await (const event of model.stream(request, new AbortController().signal)) {
      if (event.type === "text") text += event.delta;
    }
    assert.equal(text, "through the proxy");
    assert.match(seen.join("\n"), /gemma-behind-the-proxy\.invalid.*\/v1\/chat\/completions/);
  });
});
