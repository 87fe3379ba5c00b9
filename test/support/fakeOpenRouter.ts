import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** The parts of OpenRouter that a sign-in and a first question need, in its documented shapes; on 127.0.0.1. */
export interface FakeOpenRouter {
  /** http://127.0.0.1:PORT/api/v1 */
  baseUrl: string;
  /** The key that every sign-in returns. */
  key: string;
  /** "METHOD path", in order. */
  seen: string[];
  /** The `Authorization` headers of the questions. */
  asked: (string | undefined)[];
  /** The page redirects with this instead of a code. */
  deny(query: string | undefined): void;
  close(): Promise<void>;
}

const json = { "Content-Type": "application/json" };

export async function startFakeOpenRouter(): Promise<FakeOpenRouter> {
  const key = "sk-or-v1-5f1b0c7d2e9a4836aa";
  const seen: string[] = [];
  const asked: (string | undefined)[] = [];
  const codes = new Map<string, string>();
  let denial: string | undefined;
  const server = createServer(
    (request, response) =>
      void answer(request).then(({ status, headers, body }) => response.writeHead(status, headers).end(body)),
  );

  async function answer(
    request: IncomingMessage,
  ): Promise<{ status: number; headers: Record<string, string>; body?: string }> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const text = await textOf(request);
    seen.push(`${request.method} ${url.pathname}`);
    const say = (status: number, body: unknown) => ({ status, headers: json, body: JSON.stringify(body) });
    switch (url.pathname) {
      case "/auth": {
        const code = `code-${codes.size + 1}`;
        codes.set(code, url.searchParams.get("code_challenge") ?? "");
        const callback = url.searchParams.get("callback_url");
        const page = { status: 200, headers: { "Content-Type": "text/html" }, body: `<code>${code}</code>` };
        if (callback === null) return page;
        const back = `${callback}${callback.includes("?") ? "&" : "?"}${denial ?? `code=${code}`}`;
        return { status: 302, headers: { Location: back } };
      }
      case "/api/v1/auth/keys": {
        const { code, code_verifier: verifier } = JSON.parse(text) as { code: string; code_verifier: string };
        const challenge = createHash("sha256").update(verifier).digest("base64url");
        const isRight = codes.get(code) === challenge && challenge !== "";
        codes.delete(code);
        return isRight
          ? say(200, { key })
          : say(403, { error: { message: "Invalid code or code_verifier", code: 403 } });
      }
      case "/api/v1/key":
        return request.headers.authorization === `Bearer ${key}`
          ? say(200, { data: { limit: 10, limit_remaining: 7.25, usage: 2.75, is_free_tier: false } })
          : say(401, { error: { message: "No auth credentials found", code: 401 } });
      case "/api/v1/models":
        return say(200, { data: list });
      case "/api/v1/chat/completions": {
        asked.push(request.headers.authorization);
        const chunks = [
          { choices: [{ index: 0, delta: { content: "Signed in." } }] },
          { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
        ];
        const body = [...chunks.map((chunk) => JSON.stringify(chunk)), "[DONE]"]
          .map((data) => `data: ${data}\n\n`)
          .join("");
        return { status: 200, headers: { "Content-Type": "text/event-stream" }, body };
      }
      default:
        return say(404, { error: { message: "Not found", code: 404 } });
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/api/v1`,
    key,
    seen,
    asked,
    deny: (query) => (denial = query),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A short model list: a paid Gemma, a free one, and another model. */
const list = [
  {
    id: "google/gemma-4-26b-a4b-it",
    name: "Gemma 4 26B-A4B",
    context_length: 262_144,
    architecture: { input_modalities: ["text", "image"] },
    pricing: { prompt: "0.00000006", completion: "0.00000033" },
    supported_parameters: ["tools", "reasoning", "temperature", "top_p"],
  },
  {
    id: "google/gemma-4-31b-it:free",
    name: "Gemma 4 31B (free)",
    context_length: 262_144,
    pricing: { prompt: "0", completion: "0" },
  },
  {
    id: "openai/gpt-x",
    name: "GPT X",
    context_length: 400_000,
    pricing: { prompt: "0.000001", completion: "0.000002" },
  },
];

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
