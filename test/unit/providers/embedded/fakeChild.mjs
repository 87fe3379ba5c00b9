// Stands in for the engine's process: it speaks the protocol and misbehaves as the name of its engine folder or of its
// model file says. It answers by writing the numbers from 1.
import { basename } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** @type {(message: object) => unknown} */
const send = (message) => process.connected && process.send?.(message);
const engine = basename(process.env.GEMMA_ENGINE_DIR ?? "");
let mode = "";
let stopped = false;

if (engine === "no-start") {
  console.error("the loader cannot find a library");
  process.exit(3);
}
if (engine === "no-binary") send({ type: "failed", fault: { kind: "engine" }, detail: "NoBinaryFound. More." });
else send({ type: "ready", gpu: false, vramFree: 0, vramShared: 0 });

process.on("message", (value) => {
  const message = /** @type {import("../../../../src/providers/embedded/format/messages.ts").ToChild} */ (value);
  if (message.type === "load") load(message);
  else if (message.type === "stop") stopped = true;
  else void answer(message);
});
process.on("disconnect", () => process.exit());

/** @param {import("../../../../src/providers/embedded/format/messages.ts").LoadOrder} order */
function load({ file, contextTokens }) {
  mode = basename(file, ".gguf");
  send({ type: "loading", fraction: 0.5 });
  if (mode === "crash-load") process.kill(process.pid, "SIGKILL");
  if (mode === "hang-load") return;
  if (mode === "memory") return send({ type: "failed", fault: { kind: "memory" }, detail: "Out of memory" });
  if (mode === "strange") return send({ type: "failed", fault: { kind: "model-file" }, detail: "Unknown tensor" });
  send({ type: "loaded", contextTokens: Math.min(contextTokens, 4096) });
}

/** @param {import("../../../../src/providers/embedded/format/messages.ts").Question} question */
async function answer({ id, maxTokens, prompt, grammar }) {
  stopped = false;
  send({ type: "reading", id, fraction: 1 });
  if (mode === "junk") {
    send({ type: "nonsense" });
    process.send?.("noise");
    send({ type: "text", id: id + 100, delta: "another question's" });
  }
  const overflow = { kind: "overflow", promptTokens: 5000, contextTokens: 4096 };
  if (mode === "overflow") return send({ type: "failed", id, fault: overflow, detail: "" });
  if (mode === "crash-first") return process.kill(process.pid, "SIGKILL");
  if (mode === "mute") return;
  if (mode === "hangs") return send({ type: "text", id, delta: "1 " });
  if (mode === "fails") return send({ type: "failed", id, fault: { kind: "engine" }, detail: "decode failed" });
  if (mode === "echo") send({ type: "text", id, delta: JSON.stringify({ prompt, grammar }) });
  const count = mode === "silent" || mode === "echo" ? 0 : maxTokens;
  for (let written = 1; written <= count; written++) {
    if (mode === "crash" && written === 3) process.kill(process.pid, "SIGKILL");
    if (stopped && mode !== "deaf") break;
    send({ type: written === 1 && mode === "thinks" ? "thought" : "text", id, delta: `${written} ` });
    await delay(mode === "slow" || mode === "deaf" ? 20 : 0);
  }
  const counts = { inputTokens: 10, cachedTokens: 4, outputTokens: count, thoughtTokens: 0 };
  send({ type: "done", id, reason: stopped ? "stopped" : "stop", ...counts });
}
