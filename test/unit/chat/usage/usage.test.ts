import assert from "node:assert/strict";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageLedger } from "../../../../src/chat/store/usageLedger.ts";
import { withCost } from "../../../../src/chat/usage/cost.ts";
import { dayOf, type LedgerLine, lineOf, parseLedger } from "../../../../src/chat/usage/ledgerLine.ts";
import { costOf, sumByModel, usageReport } from "../../../../src/chat/usage/usageReport.ts";

const who = { provider: "OpenRouter", model: "google/gemma-4-26b-a4b-it" };
const at = new Date(2026, 10, 21, 12).getTime();
const line = (more: Partial<LedgerLine> = {}): LedgerLine => ({ at, ...who, input: 1000, output: 100, ...more });

describe("the cost of a request", () => {
  const usage = { inputTokens: 1000, outputTokens: 500 };
  it("is the provider's own bill if it states one", () => {
    assert.deepEqual(withCost({ ...usage, cost: 0.5 }, { price: { input: 1, output: 1 } }), {
      ...usage,
      cost: 0.5,
      costBasis: "reported",
    });
    assert.equal(withCost({ ...usage, cost: 0 }, { price: { input: 1, output: 1 } }).cost, 0);
  });
  it("else comes from its prices: 1,000 in and 500 out of KeepRouter's Gemma 4 31B are about $0.0003", () => {
    const { cost = 0, costBasis } = withCost(usage, { price: { input: 0.12, output: 0.35 } });
    assert.equal(costBasis, "prices");
    assert.ok(Math.abs(cost - 0.000295) < 1e-9, String(cost));
  });
  it("of a fallback is by the fallback's own price", () => {
    const id = "google/gemma-4-31b-it";
    const own = { input: 1, output: 1 };
    const info = {
      id,
      price: own,
      otherPrices: { "google/gemma-3-4b-it": { input: 0.1, output: 0.1 }, "google/gemma-4-31b-it:free": undefined },
    };
    const costs: readonly [served: string | undefined, cost: number | undefined][] = [
      [undefined, 0.0015],
      [id, 0.0015],
      ["google/gemma-4-31b-it-20260402", 0.0015],
      ["Gemma-4-31B-it", 0.0015],
      ["google/gemma-3-4b-it", 0.00015],
      ["google/gemma-3-4b-it-20250312", 0.00015],
      ["google/gemma-4-31b-it:free", undefined],
      ["somebody/else", undefined],
    ];
    for (const [served, cost] of costs) assert.equal(withCost(usage, info, served).cost, cost, served);
    assert.equal(withCost(usage, { id, price: own }, "an-alias").cost, 0.0015, "where no other can answer");
    assert.equal(withCost({ ...usage, cost: 0.5 }, info, "google/gemma-3-4b-it").cost, 0.5, "the bill comes first");
  });

  it("is not lowered by negative or invalid numbers", () => {
    const info = { price: { input: 1, output: 1 } };
    const stated = { inputTokens: -5, outputTokens: 1_000_000, cost: -3 };
    assert.deepEqual(withCost(stated, info), { outputTokens: 1_000_000, cost: 1, costBasis: "prices" });
    assert.deepEqual(withCost({ cost: Number.NaN }, {}), {});
    assert.deepEqual(withCost({ cost: Number.POSITIVE_INFINITY }, {}), {});
  });

  it("is zero on the user's own machine, and unknown without a price", () => {
    assert.deepEqual(withCost(usage, { local: true }), { ...usage, cost: 0, costBasis: "local" });
    assert.deepEqual(withCost(usage, {}), usage);
  });
});

describe("the usage ledger", () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "gemma-code-usage-"))));
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const file = () => join(folder, "2026-11-21.jsonl");

  it("keeps every line of windows that write at once", async () => {
    const windows = Array.from({ length: 4 }, () => new UsageLedger(folder));
    await Promise.all(
      windows.flatMap((ledger, w) => Array.from({ length: 50 }, (_, n) => ledger.append(line({ input: w * 50 + n })))),
    );
    const { lines, lost } = await new UsageLedger(folder).read("2026-11-21");
    assert.equal(lost, 0);
    assert.deepEqual(
      lines.map(({ input }) => input ?? -1).sort((a, b) => a - b),
      Array.from({ length: 200 }, (_, n) => n),
    );
  });

  it("loses only torn and invalid lines", async () => {
    const ledger = new UsageLedger(folder);
    await ledger.append(line());
    await appendFile(file(), '{"at":1,"provider":"x');
    await ledger.append(line({ input: 2 }));
    await appendFile(file(), 'null\n{"at":"now"}\n{"at":1,"provider":"p","model":"m","cost":-1}\n');
    const { lines, lost } = await ledger.read("2026-11-21");
    assert.deepEqual(
      lines.map(({ input }) => input),
      [1000, 2],
    );
    assert.equal(lost, 4);
  });

  it("has a file for each day, without any text of chats", async () => {
    const ledger = new UsageLedger(folder);
    const next = new Date(2026, 10, 22, 1).getTime();
    await ledger.append(
      lineOf(who, { inputTokens: 5, cost: Number.NaN, outputTokens: -1, costBasis: "reported" }, at, true),
    );
    await ledger.append(line({ at: next }));
    assert.deepEqual(JSON.parse(await readFile(file(), "utf8")), {
      at,
      ...who,
      input: 5,
      basis: "reported",
      estimate: true,
    });
    await writeFile(join(folder, "notes.txt"), "not ours");
    assert.deepEqual(
      (await ledger.days(10)).map(({ day }) => day),
      ["2026-11-22", "2026-11-21"],
    );
    assert.deepEqual(
      (await ledger.days(1)).map(({ day }) => day),
      ["2026-11-22"],
    );
    assert.deepEqual(await ledger.read("2026-01-01"), { day: "2026-01-01", lines: [], lost: 0 });
  });

  it("rejects a failed write, and goes on", async () => {
    await writeFile(join(folder, "no-folder"), "");
    const ledger = new UsageLedger(join(folder, "no-folder"));
    await assert.rejects(ledger.append(line()));
    assert.deepEqual(await ledger.days(5), []);
  });

  it("counts days as the user's calendar does", () => {
    assert.equal(dayOf(new Date(2026, 0, 2, 0, 0, 1).getTime()), "2026-01-02");
    assert.equal(dayOf(new Date(2026, 11, 31, 23, 59, 59).getTime()), "2026-12-31");
  });
});

describe("the usage report", () => {
  it("sums per model, the most expensive first", () => {
    const sums = sumByModel([
      line({ cost: 0.01, basis: "reported" }),
      line({ model: "gemma4:e4b", provider: "Ollama", cost: 0, basis: "local", cached: 900 }),
      line({ cost: 0.02, basis: "prices", estimate: true }),
      line({ cost: undefined as never }),
    ]);
    assert.deepEqual(sums[0], {
      ...who,
      requests: 3,
      unpriced: 1,
      estimated: 1,
      inputTokens: 3000,
      outputTokens: 300,
      cost: 0.03,
      costBasis: "prices",
    });
    assert.deepEqual([sums[1]?.cachedTokens, sums[1]?.cost], [900, 0]);
    assert.equal(costOf([line({ cost: 1 }), line()]), 1);
  });

  it("is a table a user can read, and a name cannot break it", () => {
    const { lines } = parseLedger(
      [line({ cost: 0.0312, basis: "prices" }), line({ model: "a|b", cost: 0, basis: "local" })]
        .map((each) => JSON.stringify(each))
        .join("\n"),
    );
    const report = usageReport([{ day: "2026-11-21", lines, lost: 1 }]);
    assert.match(report, /## 2026-11-21: \$0\.0312/);
    assert.match(report, /\| google\/gemma-4-26b-a4b-it \| OpenRouter \| 1 \| 1,000 \|  \| 100 \|  \| ≈ \$0\.0312 \|/);
    assert.match(report, /\| a\\\|b \|.*\| local \|/);
    assert.match(report, /1 lines of this day cannot be read/);
    assert.match(usageReport([]), /Nothing has been asked yet/);
  });
});
