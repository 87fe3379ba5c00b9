import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How the server behaves; each field may change between requests. */
export type Behaviour = {
  body: Uint8Array;
  etag?: string;
  /** Answers with the whole file whatever range is asked for. */
  ignoresRange?: boolean;
  /** Closes the connection after so many bytes of an answer, this often. */
  cutAfter?: number;
  cuts?: number;
  /** Keeps the connection open and silent after so many bytes, this often. */
  silentAfter?: number;
  silences?: number;
  /** Statuses for the next requests, before the file is served. */
  statuses?: number[];
  html?: boolean;
  /** A 416 says nothing of the file. */
  bare416?: boolean;
  /** Bytes sent beyond the file's own. */
  more?: number;
  /** Whether the length is told. */
  chunked?: boolean;
};

export type FileServer = {
  url: string;
  behaviour: Behaviour;
  /** The Range headers of all requests so far; "" for none. */
  ranges: string[];
  close(): Promise<void>;
};

/** Serves one file on a port of this machine. */
export async function startFileServer(behaviour: Behaviour): Promise<FileServer> {
  const made: FileServer = { url: "", behaviour, ranges: [], close };
  const server = createServer((request, response) => serve(made, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  made.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.gguf`;
  function close(): Promise<void> {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  }
  return made;
}

function serve({ behaviour, ranges }: FileServer, request: IncomingMessage, response: ServerResponse): void {
  ranges.push(request.headers.range ?? "");
  const status = behaviour.statuses?.shift();
  if (status !== undefined) return void response.writeHead(status).end("no");
  if (behaviour.html) return void response.writeHead(200, { "content-type": "text/html" }).end("<html>Log in</html>");
  const { body, etag } = behaviour;
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  const condition = request.headers["if-range"];
  const partial = start > 0 && !behaviour.ignoresRange && (condition === undefined || condition === etag);
  if (partial && start >= body.length) {
    const fields = { "content-range": `bytes */${body.length}`, ...(etag === undefined ? {} : { etag }) };
    return void response.writeHead(416, behaviour.bare416 ? {} : fields).end();
  }
  const own = body.subarray(partial ? start : 0);
  const sent = behaviour.more === undefined ? own : Buffer.concat([own, Buffer.alloc(behaviour.more, 7)]);
  response.writeHead(partial ? 206 : 200, {
    ...(etag === undefined ? {} : { etag }),
    ...(behaviour.chunked ? {} : { "content-length": sent.length }),
    ...(partial ? { "content-range": `bytes ${start}-${body.length - 1}/${body.length}` } : {}),
  });
  if (behaviour.cutAfter !== undefined && (behaviour.cuts ?? 0) > 0) {
    behaviour.cuts = (behaviour.cuts ?? 0) - 1;
    response.write(sent.subarray(0, behaviour.cutAfter), () => response.destroy());
  } else if (behaviour.silentAfter !== undefined && (behaviour.silences ?? 0) > 0) {
    behaviour.silences = (behaviour.silences ?? 0) - 1;
    response.write(sent.subarray(0, behaviour.silentAfter));
  } else response.end(sent);
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
