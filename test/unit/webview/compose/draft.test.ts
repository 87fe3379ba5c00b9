import assert from "node:assert/strict";
import type { Attachment } from "../../../../src/agent/transcript/turnEvent.ts";
import {
  afterTurn,
  composed,
  noDraft,
  recall,
  steer,
  submit,
  takeQueued,
  weightOf,
  withoutAttachment,
  withoutSteered,
  withText,
  type Draft,
} from "../../../../src/webview/state/draft.ts";

const chip: Attachment = { label: "a.ts", path: "src/a.ts" };
const written = (text: string, more: Partial<Draft> = {}): Draft => ({ ...noDraft, text, ...more });
const question = (text: string) => ({ text, mode: "ask" as const, chips: [] });

describe("the composer's draft", () => {
  it("is sent with its attachments and leaves an empty composer", () => {
    const { draft, ask } = submit(written("  Why?\n", { chips: [chip] }), "agent", false);
    assert.deepEqual(ask, { text: "Why?", mode: "agent", chips: [chip] });
    assert.deepEqual(draft, noDraft);
  });

  it("counts its attachments and those of queued questions", () => {
    const picture = { mediaType: "image/png", data: "AAAA" };
    const video = { mediaType: "video/mp4", frames: [picture, picture], data: "AAAAAAAA" };
    const chips: Attachment[] = [chip, { label: "a.png", image: picture }, { label: "a.mp4", video }];
    const sound: Attachment = { label: "a.wav", audio: { mediaType: "audio/wav", data: "AAAA" } };
    assert.equal(weightOf(written("Why?", { chips, queue: [{ ...question("And?"), chips: [sound] }] })), 24);
    assert.equal(weightOf(written("Why?", { chips: [chip] })), 0);
  });

  it("stays if there is nothing to send", () => {
    const draft = written(" \n", { chips: [chip] });
    assert.deepEqual(submit(draft, "ask", false), { draft });
  });

  it("is queued while another question is answered", () => {
    const first = submit(written("one"), "ask", true);
    const second = submit({ ...first.draft, text: "two" }, "ask", true);
    assert.equal(second.ask, undefined);
    assert.deepEqual(second.draft.queue, [question("one"), question("two")]);
    assert.equal(second.draft.text, "");
  });

  it("is followed by the queue's first question once the answer has ended", () => {
    const draft = written("typing", { queue: [question("one"), question("two")] });
    for (const outcome of [{ type: "answered" }, { type: "cut" }, { type: "out-of-steps" }] as const) {
      const next = afterTurn(draft, outcome);
      assert.deepEqual(next.ask, question("one"));
      assert.deepEqual(next.draft, { ...draft, queue: [question("two")] });
    }
  });

  it("keeps the queue waiting after a stop or a failure", () => {
    const draft = written("", { queue: [question("one")] });
    assert.deepEqual(afterTurn(draft, { type: "stopped" }), { draft });
    assert.deepEqual(afterTurn(draft, { type: "failed", fault: { kind: "auth" }, message: "" }), { draft });
  });

  it("keeps a question that went to the running turn until the turn takes it", () => {
    const draft = steer(written("typing", { queue: [question("one"), question("two")] }), 1, "s");
    assert.deepEqual(draft.queue, [question("one"), { ...question("two"), steering: "s" }]);
    assert.equal(withoutSteered(draft, new Set(["other"])), draft);
    assert.deepEqual(withoutSteered(draft, new Set(["s"])).queue, [question("one")]);
  });

  it("asks what the turn did not take as the next question", () => {
    const draft = steer(written("", { queue: [question("one")] }), 0, "s");
    assert.deepEqual(afterTurn(draft, { type: "answered" }), { draft: { ...draft, queue: [] }, ask: question("one") });
    assert.deepEqual(afterTurn(draft, { type: "stopped" }).draft.queue, [question("one")]);
  });

  it("drops one question of the queue", () => {
    const draft = written("", { queue: [question("one"), question("two")] });
    assert.deepEqual(takeQueued(draft, 1), { draft: { ...draft, queue: [question("one")] }, ask: question("two") });
    assert.deepEqual(takeQueued(noDraft, 0), { draft: noDraft });
  });

  it("appends what the host inserts, without duplicate attachments", () => {
    const once = composed(written("Look:  "), "more", [chip]);
    assert.equal(once.text, "Look:\nmore");
    assert.deepEqual(composed(once, "", [{ ...chip }]), once);
    assert.equal(composed(noDraft, "text", []).text, "text");
    assert.deepEqual(withoutAttachment(once, once.chips[0] as Attachment).chips, []);
  });

  it("steps back and forth through earlier questions", () => {
    const questions = ["latest", "middle", "first"];
    const latest = recall(noDraft, questions, true);
    assert.equal(latest?.text, "latest");
    const middle = recall(latest, questions, true);
    assert.equal(middle?.text, "middle");
    const first = recall(middle, questions, true);
    assert.equal(recall(first ?? noDraft, questions, true), undefined);
    assert.equal(recall(middle, questions, false)?.text, "latest");
    assert.deepEqual(recall(latest, questions, false), noDraft);
  });

  it("leaves Up and Down alone in text that the user typed", () => {
    assert.equal(recall(written("my text"), ["latest"], true), undefined);
    const changed = withText(recall(noDraft, ["latest"], true) ?? noDraft, "latest!");
    assert.equal(recall(changed, ["latest"], true), undefined);
    assert.equal(recall(noDraft, ["latest"], false), undefined);
    assert.equal(recall(noDraft, [], true), undefined);
  });
});
