import assert from "node:assert/strict";
import { todo, todosOf } from "../../../../src/agent/tools/work/todo.ts";
import { askUser } from "../../../../src/agent/tools/work/askUser.ts";
import { PendingQuestions } from "../../../../src/chat/session/pendingQuestions.ts";
import { runningAlone } from "../../../support/running.ts";

const expected = [
  { text: "Read the parser", state: "done" },
  { text: "Write the test", state: "doing" },
  { text: "Tell the user", state: "open" },
];

/** The same list, as models write it. */
const forms: Record<string, unknown> = {
  "as declared": ["[x] Read the parser", "[>] Write the test", "[ ] Tell the user"],
  "as a list of Markdown": ["- [X] Read the parser", "* [~] Write the test", "1. [ ] Tell the user"],
  "as one text": "- [x] Read the parser\n- [-] Write the test\n\n- [] Tell the user\n",
  "as objects": [
    { content: "Read the parser", status: "completed", id: 1 },
    { content: "Write the test", status: "in_progress", id: 2 },
    { content: "Tell the user", status: "pending", id: 3 },
  ],
  "as objects with other names": [
    { task: "Read the parser", done: true },
    { task: "Write the test", state: "In progress" },
    { task: "Tell the user", done: false },
  ],
  "by numbers": { 1: "[x] Read the parser", 2: "[/] Write the test", 3: "Tell the user" },
};

describe("the list of what is to do", () => {
  for (const [name, items] of Object.entries(forms))
    it(`is read ${name}`, () => assert.deepEqual(todosOf(items), expected));

  it("is left by the call, and counted for the model", async () => {
    const plan = await todo().plan({ items: forms["as declared"] as string[] }, new AbortController().signal);
    assert.ok(!plan.asks);
    assert.deepEqual(await plan.run(runningAlone()), {
      text: "Noted: 1 of 3 done.",
      note: "1 of 3 done",
      todos: expected,
    });
  });

  it("may be emptied, but not be of anything else, nor without bounds", () => {
    assert.deepEqual(todosOf([]), []);
    assert.throws(() => todosOf([1, 2]), /a list of texts/);
    assert.throws(() => todosOf(undefined), /a list of texts/);
    assert.throws(() => todosOf(Array.from({ length: 51 }, (_, at) => `[ ] ${at}`)), /At most 50/);
    assert.equal(todosOf([`[ ] ${"x".repeat(1000)}`])[0]?.text.length, 300);
  });
});

describe("a question to the user", () => {
  const signal = new AbortController().signal;

  it("waits for the answer", async () => {
    let waiting = 0;
    const questions = new PendingQuestions((count) => (waiting = count));
    const plan = await askUser().plan(
      { question: "Which?", choices: ["a", " b ", "", "a", "c", "d", "e", "f", "g"] },
      signal,
    );
    assert.ok(!plan.asks);
    const asked: unknown[] = [];
    const result = plan.run({
      ...runningAlone(),
      ask: async (question) => {
        asked.push(question);
        const { nonce, answer } = questions.question(question, signal);
        queueMicrotask(() => {
          assert.equal(waiting, 1);
          questions.settle("another", "no");
          questions.settle(nonce, "b");
        });
        return (await answer) ?? "";
      },
    });
    assert.deepEqual(await result, { text: "The user answers: b" });
    assert.deepEqual(asked, [{ text: "Which?", choices: ["a", "b", "c", "d", "e", "f"] }]);
    assert.equal(waiting, 0);
  });

  it("ends with the turn", async () => {
    const stop = new AbortController();
    const { answer } = new PendingQuestions(() => undefined).question(undefined, stop.signal);
    stop.abort();
    assert.equal(await answer, undefined);
  });
});
