import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type * as v from "valibot";
import { ModelError } from "../../../../src/model/modelError.ts";
import {
  extraBodySchema,
  openRouterSchema,
  parseWanted,
  reasoningSchema,
  responseFormatSchema,
  samplingSchema,
} from "../../../../src/providers/parameters/wantedSchema.ts";
import { runwareParametersSchema } from "../../../../src/providers/runware/runwareTask.ts";

const refused = (schema: v.GenericSchema, value: unknown, name: string | undefined, words: RegExp): void =>
  assert.throws(
    () => parseWanted(schema, value, name),
    (error) => error instanceof ModelError && error.fault.kind === "settings" && words.test(error.message),
    JSON.stringify(value),
  );

describe("settings of parameters", () => {
  it("what the providers document is taken as it is", () => {
    const openrouter = {
      models: ["google/gemma-4-26b-a4b-it"],
      provider: {
        order: ["a"],
        only: ["a", "b"],
        ignore: ["c"],
        allow_fallbacks: false,
        require_parameters: true,
        data_collection: "deny",
        zdr: true,
        quantizations: ["fp8"],
        sort: "price",
        max_price: { prompt: 1, completion: 2 },
      },
    };
    assert.deepEqual(parseWanted(openRouterSchema, openrouter, "openrouter"), openrouter);
    const reasoning = { enabled: true, maxTokens: 2000, exclude: true };
    assert.deepEqual(parseWanted(reasoningSchema, reasoning, "reasoning"), reasoning);
    assert.deepEqual(parseWanted(extraBodySchema, { top_a: 0.2 }, "extraBody"), { top_a: 0.2 });
    assert.deepEqual(parseWanted(responseFormatSchema, { type: "json-schema", schema: { type: "object" } }, "r"), {
      type: "json-schema",
      name: "answer",
      schema: { type: "object" },
    });
  });

  it("what they do not take is refused by name, with what is taken", () => {
    refused(samplingSchema, { temperature: 9 }, undefined, /“gemma\.temperature” takes 0 to 2\./);
    refused(samplingSchema, { temperature: "hot" }, undefined, /“gemma\.temperature” takes 0 to 2\./);
    refused(samplingSchema, { frequencyPenalty: -3 }, undefined, /takes −2 to 2\./);
    refused(samplingSchema, { logitBias: { word: 1 } }, undefined, /takes token ids/);
    refused(samplingSchema, { stop: "END" }, undefined, /“gemma\.stop” takes a list of texts/);
    refused(reasoningSchema, { effort: "high", maxTokens: 9 }, "reasoning", /not both/);
    refused(reasoningSchema, { budget: 9 }, "reasoning", /“gemma\.reasoning\.budget” is not known/);
    refused(
      openRouterSchema,
      { provider: { sort: "size" } },
      "openrouter",
      /provider\.sort” takes price, throughput, latency/,
    );
    refused(
      openRouterSchema,
      { provider: { max_price: { prompt: -1 } } },
      "openrouter",
      /max_price\.prompt” takes 0 or more/,
    );
    refused(responseFormatSchema, { type: "xml" }, "responseFormat", /“json”/);
    refused(runwareParametersSchema, { numberResults: 9 }, "runware", /“gemma\.runware\.numberResults” takes 1 to 4/);
    refused(runwareParametersSchema, { webhookURL: "x" }, "runware", /takes a URL/);
  });
});

type Stated = { minimum?: number; maximum?: number };
const stated: Record<string, Stated> = JSON.parse(readFileSync("package.json", "utf8")).contributes.configuration
  .properties;

describe("the settings editor", () => {
  const ranges: [string, number, number | undefined][] = [
    ["temperature", 0, 2],
    ["topP", 0, 1],
    ["topK", 0, 1000],
    ["minP", 0, 1],
    ["repetitionPenalty", 0, 2],
    ["frequencyPenalty", -2, 2],
    ["presencePenalty", -2, 2],
    ["seed", 0, undefined],
    ["maxTokens", 1, undefined],
    ["topLogprobs", 0, 20],
  ];
  for (const [name, least, most] of ranges) {
    it(`states the schema's own range of gemma.${name}`, () => {
      assert.deepEqual([stated[`gemma.${name}`]?.minimum, stated[`gemma.${name}`]?.maximum], [least, most]);
      parseWanted(samplingSchema, { [name]: least });
      refused(samplingSchema, { [name]: least - 1 }, undefined, /takes/);
      if (most === undefined) return;
      parseWanted(samplingSchema, { [name]: most });
      refused(samplingSchema, { [name]: most + 1 }, undefined, /takes/);
    });
  }
});
