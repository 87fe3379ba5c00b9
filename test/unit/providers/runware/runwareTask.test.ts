import assert from "node:assert/strict";
import type { Message } from "../../../../src/model/message.ts";
import { ModelError } from "../../../../src/model/modelError.ts";
import type { ModelRequest } from "../../../../src/model/model.ts";
import { toRunwareMessages } from "../../../../src/providers/runware/runwareMessages.ts";
import { type RunwareParameters, toRunwareTask } from "../../../../src/providers/runware/runwareTask.ts";
import { ask, say } from "../support/collect.ts";

const uuid = "6f1c6a5e-3b0e-4c5e-9c07-0d7a5a1c2b3d";
const model = { id: "google-gemma-4-31b", vision: true };
const task = (parameters: RunwareParameters = {}, request: ModelRequest = ask()) =>
  toRunwareTask(request, model, parameters, uuid);
const assistant = (text: string): Message => ({ role: "assistant", parts: [{ type: "text", text }] });

describe("runware task", () => {
  it("of a plain question: streamed, with usage and cost", () => {
    assert.deepEqual(task(), {
      taskType: "textInference",
      taskUUID: uuid,
      model: "google-gemma-4-31b",
      messages: [{ role: "user", content: "hi" }],
      outputFormat: "TEXT",
      deliveryMethod: "stream",
      includeCost: true,
      includeUsage: true,
    });
  });

  it("every documented parameter reaches it; a user's own setting comes before the sampling", () => {
    const settings = {
      temperature: 2,
      minP: 0.1,
      frequencyPenalty: 1,
      presencePenalty: -2,
      repetitionPenalty: 1.1,
      thinkingLevel: "high",
    };
    const sampling = { temperature: 1, topP: 0.95, topK: 64, seed: 7, maxTokens: 100, stop: ["END"] };
    const made = task(
      {
        deliveryMethod: "async",
        webhookURL: "https://example.com/hook",
        numberResults: 4,
        includeCost: false,
        includeUsage: false,
        settings,
      },
      ask("hi", { sampling }),
    );
    assert.deepEqual(made.settings, { ...settings, topP: 0.95, topK: 64, maxTokens: 100, stopSequences: ["END"] });
    assert.deepEqual(
      [made.seed, made.numberResults, made.webhookURL, made.includeCost, made.includeUsage, made.deliveryMethod],
      [7, 4, "https://example.com/hook", false, false, "async"],
    );
  });

  it("the user's system prompt stands beside the request's own, whole", () => {
    const system: Message = { role: "system", parts: [{ type: "text", text: "Be brief." }] };
    const request = { messages: [system, say("hi")], tools: [] };
    const promptOf = (systemPrompt: string, asked: ModelRequest = request) =>
      task({ settings: { systemPrompt } }, asked);
    assert.equal(promptOf("Answer in Welsh.").settings?.systemPrompt, "Be brief.\n\nAnswer in Welsh.");
    assert.equal(promptOf("Answer in Welsh.", ask()).settings?.systemPrompt, "Answer in Welsh.");
    const long: Message = { role: "system", parts: [{ type: "text", text: "x".repeat(49_999) }] };
    const both = promptOf("Welsh.", { messages: [long, say("hi")], tools: [] });
    assert.equal(both.settings?.systemPrompt?.length, 50_000);
    assert.match(both.settings?.systemPrompt ?? "", /Welsh\.$/);
    assert.match(both.messages[0]?.content ?? "", /^x{7}\n\nhi$/);
    const whole = promptOf("y".repeat(50_000));
    assert.equal(whole.settings?.systemPrompt, "y".repeat(50_000));
    assert.equal(whole.messages[0]?.content, "Be brief.\n\nhi");
  });

  it("a stream has one result", () => {
    assert.equal(task({ numberResults: 3 }).numberResults, undefined);
    assert.equal(task({ numberResults: 3, deliveryMethod: "sync" }).numberResults, 3);
  });

  it("a parameter out of its range is refused with the range", () => {
    const bad: [RunwareParameters, RegExp][] = [
      [{ numberResults: 5, deliveryMethod: "sync" }, /“numberResults” takes 1 to 4/],
      [{ seed: -1 }, /“seed” takes 0 to/],
      [{ seed: 1.5 }, /“seed” takes whole numbers/],
      [{ webhookURL: "nowhere" }, /“webhookURL” takes a URL/],
      [{ settings: { temperature: 2.1 } }, /“settings.temperature” takes 0 to 2/],
      [{ settings: { topP: 1.1 } }, /“settings.topP” takes 0 to 1/],
      [{ settings: { topK: 101 } }, /“settings.topK” takes 1 to 100/],
      [{ settings: { minP: -0.1 } }, /“settings.minP” takes 0 to 1/],
      [{ settings: { maxTokens: 0 } }, /“settings.maxTokens” takes 1 or more/],
      [{ settings: { frequencyPenalty: -1 } }, /“settings.frequencyPenalty” takes 0 to 2/],
      [{ settings: { presencePenalty: -2.1 } }, /“settings.presencePenalty” takes -2 to 2/],
      [{ settings: { repetitionPenalty: 3 } }, /“settings.repetitionPenalty” takes 0 to 2/],
      [{ settings: { temperature: 0.333 } }, /“settings.temperature” takes 0 to 2 in steps of 0\.01/],
      [{ settings: { topP: 0.955 } }, /“settings.topP” takes 0 to 1 in steps/],
      [{ settings: { presencePenalty: -0.005 } }, /“settings.presencePenalty” takes -2 to 2 in steps/],
      [{ settings: { stopSequences: [] } }, /“settings.stopSequences” takes one text or more/],
      [{ settings: { stopSequences: ["END", ""] } }, /“settings.stopSequences.1” takes texts that are not empty/],
      [{ settings: { systemPrompt: "x".repeat(50_001) } }, /“settings.systemPrompt” takes 1 to 50,000 characters/],
    ];
    for (const [parameters, words] of bad) {
      assert.throws(
        () => task(parameters),
        (error) => error instanceof ModelError && error.fault.kind === "settings" && words.test(error.message),
        String(words),
      );
    }
    assert.throws(
      () => task({}, ask("hi", { sampling: { topK: 1000 } })),
      /“gemma.topK” is 1000, but Runware takes 1 to 100/,
    );
    assert.throws(
      () => task({}, ask("hi", { sampling: { minP: 0.055 } })),
      /“gemma.minP” is 0.055, but Runware takes 0 to 1 in steps of 0\.01/,
    );
    for (const temperature of [0, 0.07, 0.29, 0.57, 1.1, 1.15, 2])
      assert.doesNotThrow(() => task({ settings: { temperature } }), String(temperature));
    assert.throws(() => task({}, { messages: [], tools: [] }), /“messages” are empty/);
  });
});

describe("runware messages", () => {
  it("alternate and end with the user; results and calls are told in words; images stand apart", () => {
    const messages: Message[] = [
      { role: "system", parts: [{ type: "text", text: "Be brief." }] },
      say("One"),
      say("Two"),
      {
        role: "assistant",
        parts: [
          { type: "thought", text: "hidden" },
          { type: "text", text: "I look." },
          { type: "tool-call", id: "c", name: "read_file", arguments: { path: "a" } },
        ],
      },
      { role: "tool", parts: [{ type: "tool-result", callId: "c", name: "read_file", text: "A", isError: false }] },
      { role: "tool", parts: [{ type: "tool-result", callId: "d", name: "list_dir", text: "no", isError: true }] },
      { role: "user", parts: [{ type: "image", mediaType: "image/png", data: "aGk=" }] },
    ];
    assert.deepEqual(toRunwareMessages(messages, true), {
      systemPrompt: "Be brief.",
      messages: [
        { role: "user", content: "One\n\nTwo" },
        { role: "assistant", content: 'I look.\n\n{"name":"read_file","parameters":{"path":"a"}}' },
        { role: "user", content: "Result of read_file:\nA\n\nError of list_dir:\nno" },
      ],
      images: ["data:image/png;base64,aGk="],
    });
    assert.deepEqual(toRunwareMessages(messages.slice(-1), true).messages, [
      { role: "user", content: "Look at the image." },
    ]);
    const blind = toRunwareMessages(messages.slice(-1), false);
    assert.deepEqual(blind.images, []);
    assert.match(blind.messages[0]?.content ?? "", /An image, left out/);
  });

  it("an assistant's turn at an end gets the user's word beside it", () => {
    const { messages } = toRunwareMessages([assistant("Hello"), say("Hi"), assistant("Half")], true);
    assert.deepEqual(
      messages.map(({ role }) => role),
      ["user", "assistant", "user", "assistant", "user"],
    );
    assert.equal(messages.at(-1)?.content, "Continue.");
  });

  it("a system text that is too long for its field goes on in the first message", () => {
    const system: Message = { role: "system", parts: [{ type: "text", text: `${"x".repeat(50_000)}rest` }] };
    const { systemPrompt, messages } = toRunwareMessages([system, say("Hi")], true);
    assert.equal(systemPrompt.length, 50_000);
    assert.deepEqual(messages, [{ role: "user", content: "rest\n\nHi" }]);
  });
});
