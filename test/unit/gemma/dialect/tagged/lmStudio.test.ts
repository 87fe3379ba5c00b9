import { broken, call, check, text } from "../rows.ts";

const json = '{"name": "read_file", "parameters": {"path": "a.ts"}}';
const now = '{"name": "now", "parameters": {}}';
const a = call("read_file", { path: "a.ts" });

describe("LM Studio's calls", () => {
  const request = (content: string): string => `[TOOL_REQUEST]${content}[END_TOOL_REQUEST]`;
  check(
    [
      ["one call", request('{"name": "read_file", "arguments": {"path": "a.ts"}}'), a],
      ["on lines of their own", `[TOOL_REQUEST]\n${json}\n[END_TOOL_REQUEST]\n`, a],
      ["an unknown tool", request('{"name": "other", "arguments": {}}'), call("other")],
      ["text around the call", `So.\n${request(now)}\nDone.`, text("So."), call("now"), text("\nDone.")],
      ["two calls", request(json) + request(now), a, call("now")],
      ["two calls between one pair of tokens", request(`${json}\n${now}`), a, call("now")],
      ["a list of calls", request(`[${json}, ${now}]`), a, call("now")],
      ["in a code block between the tokens", request(`\n\`\`\`json\n${json}\n\`\`\`\n`), a],
      ["a doubled opening token", `[TOOL_REQUEST]${request(json)}`, a],
      ["a bracket missing", request('{"name": "now", "arguments": {"a": 1}'), call("now", { a: 1 })],
      ["no closing token", `[TOOL_REQUEST]${json}`, a],
      ["half a closing token", `[TOOL_REQUEST]${json}[END_TO`, a],
      ["a doubled closing token", `${request(json)}[END_TOOL_REQUEST]`, a],
      [
        "a closing token in a string",
        request('{"name": "now", "arguments": {"a": "[END_TOOL_REQUEST]"}}'),
        call("now", { a: "[END_TOOL_REQUEST]" }),
      ],
      ["without arguments", request('{"name": "now"}'), call("now")],
      ["another closing token", `[TOOL_REQUEST]${json}[TOOL_REQUEST_END]`, a],
      ["a closing tag", `[TOOL_REQUEST]${json}[/TOOL_REQUEST]\nDone.`, a, text("Done.")],
      [
        "the name before the arguments",
        'So.\n[TOOL_REQUEST]\nread_file {"path": "a.ts"}\n[TOOL_REQUEST_END]',
        text("So."),
        a,
      ],
      ["the name before the arguments, cut off", '[TOOL_REQUEST] read_file {"path": "a', broken("read_file")],
      [
        "text in a sentence about the token",
        "[TOOL_REQUEST] opens one, as in {x}.",
        text("[TOOL_REQUEST] opens one, as in {x}."),
      ],
      ["cut off", '[TOOL_REQUEST]{"name": "now", "arguments": {"a', broken("now")],
      ["cut off after the token", "[TOOL_REQUEST]", broken()],
      ["unreadable JSON", request('{"name": "now", "arguments": {oops}}'), broken("now")],
    ],
    { formats: ["lmstudio", "auto", "gemma3-json"] },
  );
});
