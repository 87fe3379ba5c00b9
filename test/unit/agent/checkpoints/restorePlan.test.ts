import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { decideRestore } from "../../../../src/agent/checkpoints/decideRestore.ts";
import { type FilePlan, planRedo, planRestore } from "../../../../src/agent/checkpoints/restorePlan.ts";
import { messagesOf } from "../../../../src/agent/loop/messages.ts";
import { changedFiles } from "../../../../src/agent/transcript/fileSteps.ts";
import { emptyTranscript, record, type Transcript } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";

const contents = new Map<string, Uint8Array>();
/** The hash of a text, which is kept. */
function kept(text: string | undefined): string {
  if (text === undefined) return "none";
  const bytes = new TextEncoder().encode(text);
  const hash = createHash("sha256").update(bytes).digest("hex");
  contents.set(hash, bytes);
  return hash;
}
const source = {
  hash: (bytes: Uint8Array | undefined) =>
    bytes === undefined ? "none" : createHash("sha256").update(bytes).digest("hex"),
  read: async (hash: string) => {
    if (hash === "none") return { bytes: undefined };
    const bytes = contents.get(hash);
    return bytes && { bytes };
  },
};

type Text = string | undefined;
const state = (text: Text) => ({ disk: kept(text) });
const asked = (id: string): TurnEvent => ({ type: "asked", id, at: 1, mode: "agent", text: id, prompt: id, chips: [] });
const ended: TurnEvent = { type: "turn-ended", at: 2, outcome: { type: "answered" }, model: "m" };
const change = (path: string, before: Text, after: Text): TurnEvent[] => [
  { type: "files-kept", files: [{ path, before: state(before) }] },
  { type: "files-kept", files: [{ path, before: state(before), after: state(after) }] },
];
const turn = (id: string, ...events: TurnEvent[][]): TurnEvent[] => [asked(id), ...events.flat(), ended];
const restored = (turn: string, conversation: boolean, path: string, from: Text, to: Text): TurnEvent => ({
  type: "files-restored",
  at: 3,
  turn,
  files: [{ path, from: state(from), to: state(to) }],
  conversation,
});
const told = (...events: (TurnEvent | TurnEvent[])[]): Transcript => events.flat().reduce(record, emptyTranscript);

/** What becomes of a file that has the text `now`. */
async function outcome([plan]: readonly FilePlan[], now: Text): Promise<unknown> {
  if (!plan) return "nothing";
  const decision = await decideRestore(plan, now === undefined ? undefined : new TextEncoder().encode(now), source);
  if (decision.type === "same" || decision.type === "lost") return decision.type;
  const target = decision.target && new TextDecoder().decode(decision.target);
  return decision.type === "clash" ? ["clash", target] : [decision.merged ? "merged" : "restored", target];
}

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join("");
const one = lines("a", "b", "c", "d", "e");
const two = lines("a", "B", "c", "d", "e");
const three = lines("a", "B", "c", "D", "e");

describe("the plan of a restore", () => {
  const both = told(turn("1", change("f", one, two)), turn("2", change("f", two, three)));
  const apart = told(turn("1", change("f", one, two)), turn("2", change("f", `${two}mine\n`, `${three}mine\n`)));
  const made = told(turn("1", change("f", undefined, one)));
  const deleted = told(turn("1", change("f", one, undefined)));
  const cases: [name: string, transcript: Transcript, turnId: string, now: Text, outcome: unknown][] = [
    ["takes back a turn", both, "2", three, ["restored", two]],
    ["takes back all turns since", both, "1", three, ["restored", one]],
    ["keeps what the user changed elsewhere", both, "1", `${three}mine\n`, ["merged", `${one}mine\n`]],
    ["asks where the user changed the same lines", both, "1", three.replace("B", "mine"), ["clash", one]],
    ["keeps what the user changed between two turns", apart, "1", `${three}mine\n`, ["merged", `${one}mine\n`]],
    ["takes back the later of these turns alone", apart, "2", `${three}mine\n`, ["restored", `${two}mine\n`]],
    ["leaves a file that is so already", both, "1", one, "same"],
    ["deletes a file that the turn made", made, "1", one, ["restored", undefined]],
    ["asks before it deletes what the user changed", made, "1", `${one}mine\n`, ["clash", undefined]],
    ["has nothing to delete where the user did", made, "1", undefined, "same"],
    ["makes a deleted file again", deleted, "1", undefined, ["restored", one]],
    ["asks where the user made it again in another way", deleted, "1", "other\n", ["clash", one]],
    ["leaves a deleted file that the user made again as it was", deleted, "1", one, "same"],
    ["knows no turn of another chat", both, "9", three, "nothing"],
    ["has nothing for a turn without changes", told(turn("1", change("f", one, one))), "1", one, "nothing"],
    [
      "asks where a crash came between, as nobody knows what was written",
      told(asked("1"), change("f", one, two)[0]!, ended),
      "1",
      two,
      ["clash", one],
    ],
    [
      "has nothing to do where a crash came before the change",
      told(asked("1"), change("f", one, two)[0]!, ended),
      "1",
      one,
      "same",
    ],
    [
      "takes back the earlier attempt of a question asked again",
      told(turn("1", change("f", one, two)), { type: "rewound", to: "1" }, turn("2", change("f", two, three))),
      "2",
      three,
      ["restored", one],
    ],
  ];
  for (const [name, transcript, turnId, now, expected] of cases) {
    it(name, async () => assert.deepEqual(await outcome(planRestore(transcript, turnId), now), expected));
  }

  it("says that bytes were not kept", async () => {
    const unknown: TurnEvent = {
      type: "files-kept",
      files: [{ path: "f", before: { disk: "unknown" }, after: state(two), by: "command" }],
    };
    const transcript = told(turn("1", [unknown]));
    assert.equal(await outcome(planRestore(transcript, "1"), two), "lost");
    const pruned = [{ path: "f", changes: [{ found: "0".repeat(64), left: kept(two) }] }];
    assert.equal(await outcome(pruned, two), "lost");
  });

  it("asks about bytes that are no text instead of merging them", async () => {
    const [before, after] = [Uint8Array.of(0xff, 1), Uint8Array.of(0xff, 2)].map((bytes) => {
      const hash = source.hash(bytes);
      contents.set(hash, bytes);
      return hash;
    });
    const plan = { path: "f", changes: [{ found: before!, left: after! }] };
    const decision = await decideRestore(plan, Uint8Array.of(0xff, 3), source);
    assert.deepEqual(decision, { type: "clash", target: Uint8Array.of(0xff, 1) });
  });

  it("counts unsaved text as the file", async () => {
    const step = {
      path: "f",
      before: { disk: kept("disk"), unsaved: kept(one) },
      after: { disk: kept("disk"), unsaved: kept(two) },
    };
    const transcript = told(turn("1", [{ type: "files-kept", files: [step] }]));
    assert.deepEqual(await outcome(planRestore(transcript, "1"), two), ["restored", one]);
  });
});

describe("a restore in the transcript", () => {
  const both = [...turn("1", change("f", one, two)), ...turn("2", change("f", two, three))];

  it("is a change like others, so that a second one of the same turn has nothing to do", async () => {
    const transcript = told(both, restored("1", false, "f", three, one));
    assert.deepEqual(
      transcript.settled.map(({ id, restored, ...turn }) => [id, restored, changedFiles(turn)]),
      [
        ["1", true, 1],
        ["2", undefined, 1],
      ],
    );
    assert.equal(await outcome(planRestore(transcript, "1"), one), "nothing");
    assert.deepEqual(await outcome(planRestore(transcript, "2"), `${one}mine\n`), ["merged", `${two}mine\n`]);
  });

  it("is taken back by Redo, with what the user changed since", async () => {
    const transcript = told(both, restored("1", false, "f", three, one));
    const plan = planRedo(transcript.restore?.files ?? []);
    assert.deepEqual(await outcome(plan, `${one}mine\n`), ["merged", `${three}mine\n`]);
    const redone = record(transcript, {
      type: "restore-redone",
      at: 4,
      files: [{ path: "f", from: state(one), to: state(three) }],
    });
    assert.equal(redone.restore, undefined);
    assert.equal(redone.settled[0]?.restored, undefined);
    assert.deepEqual(await outcome(planRestore(redone, "1"), three), ["restored", one]);
  });

  it("with the chat puts its turns aside, and Redo brings them back", () => {
    const transcript = told(both, restored("2", true, "f", three, two));
    assert.deepEqual(
      transcript.settled.map(({ id }) => id),
      ["1"],
    );
    assert.deepEqual(
      transcript.restore?.turns?.map(({ id }) => id),
      ["2"],
    );
    const redone = record(transcript, { type: "restore-redone", at: 4, files: [] });
    assert.deepEqual(redone, told(both));
  });

  it("can't be taken back once the chat goes on", () => {
    for (const conversation of [true, false]) {
      const restoring = restored("2", conversation, "f", three, two);
      const on = told(both, restoring, asked("3"), ended);
      assert.equal(on.restore, undefined);
      assert.equal(
        on.settled.some(({ restored }) => restored),
        false,
      );
      assert.equal(record(on, { type: "restore-redone", at: 9, files: [] }).settled.length, conversation ? 2 : 3);
      const resumed = told(both, restoring, { type: "resumed", at: 4 });
      assert.equal(resumed.restore, undefined);
      assert.equal(resumed.open?.restored, undefined);
    }
  });

  it("is told to the model with the next question, unless it was taken back", () => {
    const restoring = restored("1", false, "f", three, one);
    const redone: TurnEvent = {
      type: "restore-redone",
      at: 4,
      files: [{ path: "f", from: state(one), to: state(three) }],
    };
    const said: TurnEvent = { type: "text", delta: "Done." };
    const toldTo = (...events: TurnEvent[]) =>
      JSON.stringify(
        messagesOf(
          told(
            both.flatMap((event) => (event === ended ? [said, event] : [event])),
            events,
          ),
          "s",
        ),
      );
    assert.match(toldTo(restoring, asked("3")), /set these files back to earlier contents: f\. Read[^"]*3"/);
    assert.doesNotMatch(toldTo(restoring, redone, asked("3")), /set these files back/);
    assert.doesNotMatch(toldTo(asked("3")), /set these files back/);
  });

  it("is over once a question is asked again", () => {
    const again = told(both, restored("1", false, "f", three, one), { type: "rewound", to: "2" });
    assert.deepEqual([again.restore, again.settled[0]?.restored], [undefined, undefined]);
  });

  it("changes nothing while a turn runs, or for an unknown turn", () => {
    for (const events of [[asked("3"), restored("1", true, "f", three, one)], [restored("9", true, "f", three, one)]]) {
      const before = told(both, events.slice(0, -1));
      const { restore: _, ...after } = told(both, events);
      assert.deepEqual(after, before);
    }
  });

  it("knows what tasks of a turn changed", async () => {
    const inTask = change("f", one, two).map((event): TurnEvent => ({
      type: "task-event",
      callId: "c",
      task: "t",
      event,
    }));
    const transcript = told(turn("1", inTask));
    assert.deepEqual(await outcome(planRestore(transcript, "1"), two), ["restored", one]);
  });
});
