import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type AnswerLog, now, type Step, writeAnswer } from "./scriptedAnswer.ts";

/** One chat request as the server received it. Times: milliseconds since the epoch with fractions (`now()`). */
export interface ScriptedRequest extends AnswerLog {
  /** Counts chat requests from 0. */
  index: number;
  headers: IncomingMessage["headers"];
  /** The body's size in bytes, and its JSON; undefined if it is none. */
  bytes: number;
  body: unknown;
  /** When the whole body had arrived. */
  at: number;
  /** When each chunk was handed to the socket. */
  chunksAt: number[];
  /** Settles when this answer's connection is done: "ended" cleanly, or "gone" if either side cut it. */
  done: Promise<"ended" | "gone">;
}

/** The answers in order, or a function of the request. An exhausted list answers 500, so that no call stays hidden. */
export type Script = readonly (readonly Step[])[] | ((request: ScriptedRequest) => readonly Step[]);

export interface ScriptedServerOptions {
  script: Script;
  /** Ids that GET /models lists. */
  models?: readonly string[];
}

export interface ScriptedServer {
  port: number;
  /** http://127.0.0.1:PORT/v1 */
  baseUrl: string;
  /** Chat requests in order of arrival. */
  requests: readonly ScriptedRequest[];
  /** All other requests, as "GET /v1/models". */
  others: readonly string[];
  /** Waits for the chat request with that index. The caller bounds the wait. */
  request(index: number): Promise<ScriptedRequest>;
  /** Answers further requests by this script; a list starts at its beginning. */
  setScript(script: Script): void;
  /** Ends every connection and frees the port. Safe to call twice. */
  close(): Promise<void>;
}

/** Starts an OpenAI-compatible server on 127.0.0.1 that answers chat completions by a script. */
export async function startScriptedServer(options: ScriptedServerOptions): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = [];
  const others: string[] = [];
  const waiting: { index: number; resolve: (request: ScriptedRequest) => void }[] = [];
  let answerOf = stepsBy(options.script);

  const chat = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    const done = new Promise<"ended" | "gone">((resolve) =>
      response.once("close", () => {
        gone.abort();
        resolve(response.writableFinished ? "ended" : "gone");
      }),
    );
    const raw = await readAll(incoming);
    const request: ScriptedRequest = {
      index: requests.length,
      headers: incoming.headers,
      bytes: raw.length,
      body: parseJson(raw.toString("utf8")),
      at: now(),
      chunksAt: [],
      done,
    };
    requests.push(request);
    for (const waiter of waiting.filter(({ index }) => index === request.index)) waiter.resolve(request);
    await writeAnswer(response, answerOf(request), modelOf(request.body), request, gone.signal);
  };

  const server = createServer((incoming, response) => {
    const path = new URL(incoming.url ?? "/", "http://localhost").pathname;
    if (incoming.method === "POST" && path.endsWith("/chat/completions")) {
      chat(incoming, response).catch((error: unknown) => response.destroy(toError(error)));
      return;
    }
    others.push(`${incoming.method} ${path}`);
    incoming.resume();
    const listed = (options.models ?? []).map((id) => ({ id, object: "model" }));
    const isList = incoming.method === "GET" && path.endsWith("/models");
    response.writeHead(isList ? 200 : 404, { "Content-Type": "application/json" });
    response.end(JSON.stringify(isList ? { object: "list", data: listed } : { error: { message: "not found" } }));
  });
  const port = await listen(server);
  return {
    port,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    others,
    request: (index) =>
      new Promise((resolve) => {
        const found = requests[index];
        if (found) resolve(found);
        else waiting.push({ index, resolve });
      }),
    setScript: (script) => (answerOf = stepsBy(script)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function stepsBy(script: Script): (request: ScriptedRequest) => readonly Step[] {
  if (typeof script === "function") return script;
  let used = 0;
  const exhausted: Step = { type: "status", status: 500, body: { error: { message: "The script is used up." } } };
  return () => script[used++] ?? [exhausted];
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function modelOf(body: unknown): string {
  const named = typeof body === "object" && body !== null && "model" in body ? body.model : undefined;
  return typeof named === "string" ? named : "scripted";
}

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
