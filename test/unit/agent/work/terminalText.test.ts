import assert from "node:assert/strict";
import * as fc from "fast-check";
import { CommandOutput } from "../../../../src/agent/output/commandOutput.ts";

const esc = "\u001b";
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function textOf(raw: string | Uint8Array, cut = Infinity): string {
  const output = new CommandOutput();
  const all = typeof raw === "string" ? bytes(raw) : raw;
  for (let at = 0; at < all.length; at += Math.min(cut, all.length)) output.push(all.subarray(at, at + cut));
  output.end();
  return output.read(0, 1_000_000).text;
}

/** What a program writes, and what of it is text. */
const table: readonly (readonly [string, string, string])[] = [
  ["plain lines", "a\nb\n", "a\nb\n"],
  ["line ends of Windows", "a\r\nb\r\n", "a\nb\n"],
  ["colours", `${esc}[1;31mred${esc}[0m plain`, "red plain"],
  ["colours with colons", `${esc}[38:2:1:2:3mx${esc}[m`, "x"],
  ["a title", `${esc}]0;title\u0007text`, "text"],
  ["a title ended by ST", `${esc}]2;title${esc}\\text`, "text"],
  ["a link", `${esc}]8;;https://x.example${esc}\\name${esc}]8;;${esc}\\`, "name"],
  ["a picture", `${esc}Pq#0;2;0;0;0~~@@vv${esc}\\after`, "after"],
  ["a character set", `${esc}(Btext`, "text"],
  ["a keypad mode", `${esc}=text${esc}>`, "text"],
  ["private modes", `${esc}[?25lwork${esc}[?25h`, "work"],
  ["eight-bit controls", "\u009b31mred\u009b0m", "red"],
  ["a progress bar", "10%\r50%\r100%\ndone\n", "100%\ndone\n"],
  ["a bar that erases its line", `10%\r${esc}[K100%\n`, "100%\n"],
  ["a bar that erases and returns", `10%${esc}[2K\r100%\n`, "100%\n"],
  ["a bar that ends in nothing", `working\r${esc}[Kready\n`, "ready\n"],
  ["backspaces", "abc\b\bd\n", "ad\n"],
  ["a bell and other controls", "a\u0007\u0000\u000eb\n", "ab\n"],
  ["tabs", "a\tb\n", "a\tb\n"],
  ["a form feed", "a\fb\n", "ab\n"],
  ["a title that never ends", `${esc}]0;never\nnext\n`, "\nnext\n"],
  ["a sequence that is none", `${esc}[31\nnext\n`, "\nnext\n"],
  ["an escape at the end", `end${esc}`, "end"],
  ["no end of line", "prompt> ", "prompt> "],
  ["letters of several bytes", "häß 語 😀\n", "häß 語 😀\n"],
];

describe("the output of a command as text", () => {
  for (const [name, raw, text] of table)
    it(`reads ${name}, cut anywhere`, () => {
      assert.equal(textOf(raw), text);
      for (const cut of [1, 2, 3, 5]) assert.equal(textOf(raw, cut), text, `cut after ${cut}`);
    });

  it("has no control character, whatever comes, and is the same however it is cut", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(esc, `${esc}[`, `${esc}]`, "\r", "\n", "\b", "\u009b", "\u0007", "1;2", "K", "m", `${esc}\\`),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 7 }), (pieces, cut) => {
        const raw = pieces.join("");
        // Pieces that look binary are judged as they come.
        if (bytes(raw).length >= 64) return;
        const whole = textOf(raw);
        assert.doesNotMatch(whole, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
        assert.equal(textOf(raw, cut), whole);
      }),
    );
  });

  it("counts bytes that are no text, and leaves them out", () => {
    const output = new CommandOutput();
    output.push(bytes("before\n"));
    output.push(Uint8Array.from({ length: 5000 }, (_, at) => (at * 37) % 256));
    output.push(bytes("after\n"));
    output.end();
    assert.equal(output.binary, 5000);
    assert.equal(output.read(0, 100).text, "before\nafter\n");
  });

  it("keeps the beginning and the end of an endless output", () => {
    const output = new CommandOutput();
    const block = bytes("0123456789abcde\n".repeat(4096));
    for (let at = 0; at < 200; at++) output.push(block);
    assert.equal(output.length, 200 * block.length);
    assert.equal(output.read(0, 16).text, "0123456789abcde\n");
    assert.equal(output.last(16).text, "0123456789abcde\n");
    const gap = output.read(100_000, 16);
    assert.ok(gap.from > 1_000_000, "what is no longer kept is passed over");
    assert.equal(gap.next, gap.from + 16);
    assert.equal(output.read(output.length + 5, 10).text, "");
  });

  it("passes on a line without an end in pieces", () => {
    const output = new CommandOutput();
    for (let at = 0; at < 1000; at++) output.push(bytes("x".repeat(1000)));
    assert.ok(output.line.length < 10_000);
    assert.ok(output.length > 990_000);
  });

  it("reads a part after the other without a gap", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 50 }),
        (lines, most) => {
          const output = new CommandOutput();
          const whole = lines.map((line) => `${line.replaceAll(/[^ -~]/g, "")}\n`).join("");
          output.push(bytes(whole));
          output.end();
          let read = "";
          for (let from = 0; from < output.length;) {
            const part = output.read(from, most);
            assert.equal(part.from, from);
            read += part.text;
            from = part.next;
          }
          assert.equal(read, whole);
        },
      ),
    );
  });
});
