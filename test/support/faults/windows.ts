import type { Fault } from "./fault.ts";

const counted = (name: string, where: string, counts: unknown): Fault => ({
  name,
  where,
  plays: [{ pieces: [{ text: "Done." }], counts }],
  expect: { outcome: "answered", text: /^Done\.$/ },
});

const longFile = Array.from({ length: 400 }, (_, at) => `export const value${at} = "some words of line ${at}";`).join(
  "\n",
);
const readsLongFile = (name: string, refusal: string): Fault => ({
  name,
  where: "llama-server, Ollama, vLLM",
  files: { "a.ts": longFile },
  plays: [{ pieces: [{ call: "read_file", args: '{"path":"a.ts"}' }] }, { status: 400, error: refusal }],
  nativeToolsOnly: true,
  expect: { outcome: "answered", ran: ["read_file a.ts"], text: /^Done\.$/, shortened: ["a.ts"] },
});

/** Statements of servers about windows and counts, and conversations that don't fit. */
export const windows: readonly Fault[] = [
  counted("A count of zero", "Ollama's cloud, gateways", 0),
  counted("A count above the window", "Ollama's cloud, a server loaded anew", 11_400),
  counted("A placeholder for a count", "gateways", 2 ** 31 - 1),
  readsLongFile(
    "A large file in a small window, refused with its numbers",
    "request (7583 tokens) exceeds the available context size (4096 tokens), try increasing it",
  ),
  readsLongFile(
    "A large file in a small window, refused without a number",
    "the request exceeds the available context size, try increasing it",
  ),
];
