import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

export type Exchange = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
  response: ServerResponse;
  /** Settles when the connection is gone, whoever closed it. */
  closed: Promise<void>;
};
/** Answers one request; `count` is 0 for the first. */
export type Script = (exchange: Exchange, count: number) => void | Promise<void>;

export type ScriptedServer = AsyncDisposable & { origin: string; baseUrl: string; port: number; exchanges: Exchange[] };

/** An HTTP server on 127.0.0.1 that does what `script` says; `await using` stops it with all its connections. */
export async function scriptedServer(script: Script, tls?: { key: string; cert: string }): Promise<ScriptedServer> {
  const exchanges: Exchange[] = [];
  const listener: RequestListener = (request, response) => {
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (piece: string) => (text += piece));
    request.on("end", () => {
      const closed = new Promise<void>((resolve) => response.on("close", resolve));
      const { method = "", url = "", headers } = request;
      const body = text === "" ? {} : JSON.parse(text);
      const exchange: Exchange = { method, path: url, headers, body, response, closed };
      exchanges.push(exchange);
      void script(exchange, exchanges.length - 1);
    });
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `${tls ? "https" : "http"}://127.0.0.1:${port}`;
  return {
    origin,
    baseUrl: `${origin}/v1`,
    port,
    exchanges,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The `data:` line of one piece of JSON. */
export const data = (json: unknown): string => `data: ${JSON.stringify(json)}\n\n`;

/** A chunk with a delta and, for the last one, a finish reason. */
export const chunk = (delta: object, finish: string | null = null): string =>
  data({ id: "c", object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finish }] });

export const done = "data: [DONE]\n\n";

/** Answers with a whole event stream. */
export const streams =
  (...pieces: string[]): Script =>
  ({ response }) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.end(pieces.join(""));
  };

/** Answers with a status and a body: JSON, unless it is a text. */
export const answers =
  (status: number, body: unknown, headers: Record<string, string> = {}): Script =>
  ({ response }) => {
    const isText = typeof body === "string";
    response.writeHead(status, { "Content-Type": isText ? "text/html" : "application/json", ...headers });
    response.end(isText ? body : JSON.stringify(body));
  };
