// Stands in for the engine's process and plays the faults of a file: see `enginePeer.ts`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";

/** @typedef {import("./wirePlay.ts").Play} Play */

const file = join(process.env["GEMMA_ENGINE_DIR"] ?? "", "plays.json");
let stopped = false;

/** The next answer, which is used up unless it is the last of a fault that lasts. @returns {Play} */
function nextPlay() {
  /** @type {{ plays: Play[], lasts: boolean, healthy: Play }} */
  const { plays, lasts, healthy } = JSON.parse(readFileSync(file, "utf8"));
  if (lasts && plays.length === 1 && plays[0]) return plays[0];
  const play = plays.shift();
  writeFileSync(file, JSON.stringify({ plays, lasts, healthy }));
  return play ?? healthy;
}

/** What comes next, if it is about loading. @returns {Play | undefined} */
function loadingPlay() {
  const [play] = JSON.parse(readFileSync(file, "utf8")).plays;
  const isLoading = play && ("loadFails" in play || ("error" in play && /^Loading/.test(play.error)));
  return isLoading ? nextPlay() : undefined;
}

/** @param {import("../../../src/providers/embedded/format/messages.ts").FromChild} message */
const send = (message) => new Promise((resolve) => process.send?.(message, resolve));

process.on("message", (value) => {
  const message = /** @type {import("../../../src/providers/embedded/format/messages.ts").ToChild} */ (value);
  if (message.type === "stop") stopped = true;
  else void (message.type === "load" ? load(message.contextTokens) : answer(message.id));
});
process.on("disconnect", () => process.exit());
void send({ type: "ready", gpu: false, vramFree: 0, vramShared: 0 });

/** @param {number} contextTokens */
async function load(contextTokens) {
  const play = loadingPlay();
  if (play && "loadFails" in play) {
    return send({ type: "failed", fault: { kind: play.loadFails }, detail: play.detail });
  }
  for (const fraction of play ? [0.2, 0.4, 0.6, 0.8] : [0.5]) await send({ type: "loading", fraction });
  return send({ type: "loaded", contextTokens });
}

/** @param {number} id */
async function answer(id) {
  stopped = false;
  const play = nextPlay();
  await send({ type: "reading", id, fraction: 1 });
  if ("drops" in play) return process.kill(process.pid, "SIGKILL");
  if ("error" in play) {
    const fault = /** @type {const} */ ({ kind: "overflow", promptTokens: 9000, contextTokens: 8192 });
    return send({ type: "failed", id, fault, detail: play.error });
  }
  if (!("pieces" in play)) throw new Error("The engine has no form for it.");
  let outputTokens = 0;
  for (const piece of play.pieces) {
    if (stopped) break;
    if ("text" in piece) await send({ type: "text", id, delta: piece.text });
    if ("thought" in piece) await send({ type: "thought", id, delta: piece.thought });
    outputTokens++;
    // A word to stop is heard between two tokens.
    await nextTurn();
  }
  if (play.end === "cut") return process.kill(process.pid, "SIGKILL");
  if (play.end === "silent") return;
  if (play.end && "error" in play.end)
    return send({ type: "failed", id, fault: { kind: "engine" }, detail: play.end.error });
  const reason = stopped ? "stopped" : play.finish === "length" ? "length" : "stop";
  return send({ type: "done", id, reason, inputTokens: 9, cachedTokens: 0, outputTokens, thoughtTokens: 0 });
}
