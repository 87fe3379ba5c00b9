import type { ModelEvent, Model } from "../../../src/model/model.ts";

/** Pseudo-random numbers of a seed, in [0, 1) (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Files = { read(path: string): Promise<string | undefined> };

export const paths = ["a.txt", "b.txt", "c.txt", "d.txt"];

/** A model that talks and changes files at random; each of its answers ends with words of its own. */
export function wildModel(random: () => number, files: Files, asked: () => void, said: (words: string) => void): Model {
  let count = 0;
  return {
    info: { id: "wild", label: "Wild", provider: "test", nativeTools: true, vision: false },
    async *stream(request, signal): AsyncGenerator<ModelEvent> {
      asked();
      const mark = `${process.pid}-${count++}`;
      for (let at = Math.floor(random() * 30); at > 0; at--) {
        signal.throwIfAborted();
        yield random() < 0.2 ? { type: "thought", delta: "hm " } : { type: "text", delta: `word ${at} ` };
        if (random() < 0.3) await new Promise((resolve) => setTimeout(resolve, random() * 4));
      }
      const steps = request.messages.filter(({ role }) => role === "tool").length;
      if (random() < 0.75 && steps < 40) {
        const calls = 1 + Math.floor(random() * 3);
        for (let at = 0; at < calls; at++) yield* callOf(`${mark}-${at}`, await anyCall(random, files, mark));
        return yield { type: "done", reason: "tool-calls" };
      }
      yield { type: "text", delta: `end ${mark}.` };
      said(`end ${mark}.`);
      yield { type: "done", reason: "stop" };
    },
  };
}

type Call = { name: string; arguments: Record<string, string> };

async function anyCall(random: () => number, files: Files, mark: string): Promise<Call> {
  const path = paths[Math.floor(random() * paths.length)]!;
  const text = await files.read(path);
  if (text === undefined) return { name: "create_file", arguments: { path, text: lines(random, mark) } };
  const all = text.split("\n");
  const line = all[Math.floor(random() * all.length)] ?? "";
  return { name: "edit_file", arguments: { path, oldText: line, newText: `${mark} ${"x".repeat(random() * 2000)}` } };
}

const lines = (random: () => number, mark: string): string =>
  Array.from({ length: 1 + Math.floor(random() * 300) }, (_, at) => `line ${at} of ${mark}\n`).join("");

function* callOf(id: string, call: Call): Generator<ModelEvent> {
  yield { type: "tool-call-start", id, name: call.name };
  yield { type: "tool-call-delta", id, delta: JSON.stringify(call.arguments) };
  yield { type: "tool-call-end", call: { type: "tool-call", id, ...call } };
}
