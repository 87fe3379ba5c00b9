/**
 * A process that is killed: `victim FOLDER SEED`. It checks what the one before it left, then asks, streams, approves,
 * writes, restores and compacts at random, with the real session, loop, store and kept bytes, until it is killed.
 */
import { readFileSync, writeSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { decideRestore } from "../../../src/agent/checkpoints/decideRestore.ts";
import { KeepingEffects } from "../../../src/agent/checkpoints/keepingEffects.ts";
import { type FilePlan, planRedo, planRestore } from "../../../src/agent/checkpoints/restorePlan.ts";
import { createFile } from "../../../src/agent/tools/files/createFile.ts";
import { editFile } from "../../../src/agent/tools/files/editFile.ts";
import { emptyTranscript } from "../../../src/agent/transcript/transcript.ts";
import type { RestoredFile } from "../../../src/agent/transcript/schema/filesSchema.ts";
import { ChatSession } from "../../../src/chat/session/session.ts";
import { ChatStore } from "../../../src/chat/store/chatStore.ts";
import { KeptBytes } from "../../../src/chat/store/kept/keptBytes.ts";
import { createLoopGuard, withoutOldThoughts } from "../../../src/gemma/index.ts";
import { faultsIn } from "./check.ts";
import type { Claims, Said } from "./claims.ts";
import { DiskWorkspace, stateOf, type Write } from "./diskWorkspace.ts";
import { randomOf, wildModel } from "./scripted.ts";

const [folder = "", seed = "1"] = process.argv.slice(2);
const chat = "11111111-1111-4111-8111-111111111111";
const random = randomOf(Number(seed));
// A write of the system, so that nothing of it is lost by a kill.
const say = (said: Said): void => void writeSync(1, `${JSON.stringify(said)}\n`);

const [workspaceAt, chatsAt] = [join(folder, "workspace"), join(folder, "chats")];
await mkdir(workspaceAt, { recursive: true });
const store = new ChatStore(chatsAt);
const kept = new KeptBytes(join(folder, "checkpoints"));
let isRestoring = false;
const about = (write: Write): void => say({ type: isRestoring ? "restoring" : "effect", write });
const workspace = new DiskWorkspace(workspaceAt, about, (write) => say({ type: "wrote", write }));

const claims = JSON.parse(readFileSync(join(folder, "claims.json"), "utf8")) as Claims;
const { faults, lost, files } = await faultsIn({ workspace: workspaceAt, chats: chatsAt, store, kept, chat }, claims);
for (const what of faults) say({ type: "wrong", what });
if (!(await store.locks.take(chat))) say({ type: "wrong", what: "The lock of a killed process still counts." });
say({ type: "checked", files, lost });

const read = await store.read(chat).catch(() => undefined);
if (read?.closing) await store.append(chat, [read.closing]);

let question = "";
let words = "";
const model = wildModel(
  random,
  {
    read: async (path) =>
      workspace.open(path).then(
        ({ text }) => text,
        () => undefined,
      ),
  },
  () => say({ type: "asked", text: question }),
  (said) => (words = said),
);
const keep = (bytes: Uint8Array) => kept.keep(chat, bytes);
const session = new ChatSession(chat, read?.transcript ?? emptyTranscript, {
  profile: () =>
    Promise.resolve({ model, tools: [editFile(workspace), createFile(workspace)], system: "s", sampling: {} }),
  policy: () => ({ retries: 0, fallbackModels: [], guard: createLoopGuard, history: withoutOldThoughts }),
  maxSteps: () => 6,
  consent: { rules: () => [], add: () => undefined },
  post: (events) => {
    for (const event of events) {
      if (event.type !== "approval-wanted") continue;
      const decision = random() < 0.85 ? ({ type: "allowed", scope: "once" } as const) : ({ type: "denied" } as const);
      setTimeout(() => session.approvals.settle(event.nonce, decision), random() * 5);
    }
  },
  append: (events) => store.append(chat, events),
  synced: () => store.synced(chat),
  effects: new KeepingEffects({
    fileNow: async (path) => ({ disk: await workspace.bytes(path) }),
    keep,
    notice: () => Promise.resolve({ end: () => Promise.resolve([]) }),
    failed: (error) => say({ type: "wrong", what: `Bytes were not kept: ${String(error)}` }),
  }),
  storeFailed: (error) => say({ type: "wrong", what: `The store failed: ${String(error)}` }),
  changed: () => undefined,
});

async function perform(plans: readonly FilePlan[]): Promise<RestoredFile[]> {
  const source = {
    hash: stateOf,
    read: async (hash: string) => {
      if (hash === "none") return { bytes: undefined };
      const bytes = await kept.read(chat, hash);
      return bytes && { bytes };
    },
  };
  const done: RestoredFile[] = [];
  isRestoring = true;
  for (const plan of plans) {
    const now = await workspace.bytes(plan.path);
    const decision = await decideRestore(plan, now, source);
    if (decision.type === "lost") say({ type: "wrong", what: `The bytes of ${plan.path} are lost.` });
    if (decision.type !== "write" && decision.type !== "clash") continue;
    const state = async (bytes: Uint8Array | undefined) => ({ disk: bytes ? await keep(bytes) : "none" });
    const [from, to] = [await state(now), await state(decision.target)];
    await workspace.set(plan.path, decision.target);
    done.push({ path: plan.path, from, to });
  }
  isRestoring = false;
  return done;
}

/** The turn is over, and what it says is safe. */
async function ask(): Promise<void> {
  question = `question ${process.pid} ${Math.floor(random() * 1e9)}`;
  words = "";
  await session.ask({ text: question, prompt: question, chips: [], mode: "agent" });
  await store.settled();
  const outcome = session.transcript.settled.at(-1)?.outcome?.type;
  if (outcome === "answered" && words !== "") say({ type: "answered", text: question, words });
}

async function restore(): Promise<void> {
  const { settled } = session.transcript;
  const turn = settled[Math.max(0, settled.length - 1 - Math.floor(random() * 3))];
  if (!turn) return;
  await session.restoring(async () => {
    const files = await perform(planRestore(session.transcript, turn.id));
    return { type: "files-restored", at: Date.now(), turn: turn.id, files, conversation: random() < 0.3 };
  });
  say({ type: "did", what: "restore" });
  if (random() < 0.5) return;
  await session.restoring(async () => {
    const files = await perform(planRedo(session.transcript.restore?.files ?? []));
    return { type: "restore-redone", at: Date.now(), files };
  });
  say({ type: "did", what: "redo" });
}

async function compact(): Promise<void> {
  const through = session.transcript.settled.at(-2)?.id;
  if (through === undefined) return;
  await store.append(chat, [{ type: "compacted", through, summary: "They talked. ".repeat(200) }]);
  say({ type: "did", what: "compact" });
}

if (read?.closing && random() < 0.5) {
  question = session.lastQuestion?.text ?? "";
  await session.resume();
  say({ type: "did", what: "resume" });
}
for (;;) {
  const what = random();
  if (what < 0.7) await ask();
  else if (what < 0.9) await restore();
  else await compact();
}
