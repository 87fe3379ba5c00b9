import assert from "node:assert/strict";
import { type Overflow, overflowIn } from "../../../../src/providers/faults/reading/overflow.ts";
import { creditIn } from "../../../../src/providers/faults/reading/credit.ts";

const rows: readonly [words: string, overflow: Overflow | undefined][] = [
  [
    "This endpoint's maximum context length is 32768 tokens. However, you requested about 140000 tokens (120000 of text input, 4000 of tool input, 16000 in the output).",
    { promptTokens: 124_000, contextTokens: 32_768 },
  ],
  ["输入内容过长,超过模型最大上下文长度 32768 tokens", { contextTokens: 32_768 }],
  ["输入长度超出模型上下文窗口限制(32768)", { contextTokens: 32_768 }],
  ["入力が長すぎます。モデルの最大コンテキスト長 32768 トークンを超えています", { contextTokens: 32_768 }],
  ["Range of input length should be [1, 30720]", { contextTokens: 30_720 }],
  ["Prompt length 9123 is greater than max_seq_len 8192", { promptTokens: 9123, contextTokens: 8192 }],
  ["Input token count cannot exceed 8191 - received 9900", { promptTokens: 9900, contextTokens: 8191 }],
  ["Unknown field 'context_length_exceeded_behavior'", undefined],
  ["上下文 is no role", undefined],
  ["请求过于频繁,超过每分钟限制", undefined],
  ["Range of top_p should be [0, 1]", undefined],
];

describe("the words and numbers of an overflow", () => {
  for (const [message, overflow] of rows) {
    it(message, () => assert.deepEqual(overflowIn({ message, names: [], reasons: [], headers: {} }), overflow));
  }
});

it("Alibaba's name of an overdue account is about credit", () => {
  const message = "Access denied, please make sure your account is in good standing.";
  assert.equal(creditIn({ message, names: ["arrearage"], reasons: [], headers: {} }), "empty");
});
