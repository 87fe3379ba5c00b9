/**
 * What one server said, as a file: a label, then each exchange under the line of its request.
 *
 *     # composed from https://…                      or: # recorded from llama-server …
 *     ### POST /v1/chat/completions
 *     > authorization: Bearer {key}                  what the request must carry: a header,
 *     > {"messages":[{"role":"user"}]}               or a part of its JSON
 *     HTTP/1.1 200 OK
 *     Content-Type: text/event-stream
 *
 *     data: …
 *
 *     ### events
 *     {"type":"text","delta":"…"}                    what comes of it, one event a line; a fault last
 *
 * A body goes on to the next "###" line; one that begins with "{" or "[" ends without a line break.
 */
export type WireFixture = {
  origin: "composed" | "recorded";
  from: string;
  exchanges: readonly WireExchange[];
  events: string;
};
export type WireExchange = {
  method: string;
  path: string;
  wants: readonly string[];
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
};

/** Reads a fixture. Throws Error with the reason if it is invalid, for example without its label. */
export function readWireFixture(text: string): WireFixture {
  const [wire = "", events = ""] = text.split(/^### events\n/m);
  const [head = "", ...parts] = wire.split(/^### /m);
  const [, origin, from] = /^# (composed|recorded) from (.+)\n$/.exec(head) ?? [];
  if ((origin !== "composed" && origin !== "recorded") || from === undefined) {
    throw new Error("The first line is no label: # composed|recorded from …");
  }
  if (parts.length === 0) throw new Error("It has no exchange.");
  return { origin, from, exchanges: parts.map(readExchange), events: events.trim() };
}

/** Writes a fixture as `readWireFixture` reads it. */
export function writeWireFixture({ origin, from, exchanges, events }: WireFixture): string {
  return `# ${origin} from ${from}\n${exchanges.map(writeExchange).join("")}### events\n${events}\n`;
}

function writeExchange({ method, path, wants, status, headers, body }: WireExchange): string {
  const lines = [
    `### ${method} ${path}`,
    ...wants.map((want) => `> ${want}`),
    `HTTP/1.1 ${status}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return `${lines.join("\n")}\n\n${body.toString("utf8").replace(/\n*$/, isJson(body) ? "\n" : "\n\n")}`;
}

function readExchange(part: string): WireExchange {
  const end = part.indexOf("\n\n");
  const [request = "", ...lines] = (end < 0 ? part : part.slice(0, end)).trimEnd().split("\n");
  const [method = "", path = ""] = request.split(" ");
  const at = lines.findIndex((line) => line.startsWith("HTTP/1.1 "));
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(lines[at] ?? "")?.[1]);
  if (!path.startsWith("/") || !status) throw new Error(`"### ${request}" has no path or no status.`);
  const body = Buffer.from(end < 0 ? "" : part.slice(end + 2));
  return {
    method,
    path,
    wants: lines.slice(0, at).map((line) => line.replace(/^> /, "")),
    status,
    headers: Object.fromEntries(lines.slice(at + 1).map(headerIn)),
    body: isJson(body) && !isJsonLines(body) ? Buffer.from(body.toString("utf8").trimEnd()) : body,
  };
}

function headerIn(line: string): [string, string] {
  const at = line.indexOf(": ");
  return [line.slice(0, at), line.slice(at + 2)];
}

const isJson = (body: Buffer): boolean => /^[[{<]/.test(body.toString("utf8", 0, 1));
const isJsonLines = (body: Buffer): boolean => body.toString("utf8").trimEnd().includes("\n");

/** Whether `whole` contains everything in `part`: objects by key, lists from the start. */
export function holds(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && part.every((each, at) => holds(whole[at], each));
  if (typeof part !== "object" || part === null) return Object.is(whole, part);
  if (typeof whole !== "object" || whole === null) return false;
  return Object.entries(part).every(([key, each]) => holds((whole as Record<string, unknown>)[key], each));
}
