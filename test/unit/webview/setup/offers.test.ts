import assert from "node:assert/strict";
import type { EmbeddedOffer } from "../../../../src/chat/protocol/models.ts";
import { shownOffers } from "../../../../src/webview/setup/offers.ts";

const offer = (id: string, more: Partial<EmbeddedOffer> = {}): EmbeddedOffer => ({
  id,
  label: id,
  bytes: 1,
  memoryBytes: 1,
  licence: "x",
  licenceUrl: "https://example.com",
  recommended: false,
  present: false,
  tooLarge: false,
  ...more,
});
const ids = (offers: readonly EmbeddedOffer[]): string => offers.map(({ id }) => id).join("");

describe("the first offers", () => {
  it("are the installed, the recommended and the largest that fit, in this order", () => {
    const offers = [
      offer("a", { present: true }),
      offer("b"),
      offer("c", { recommended: true }),
      offer("d"),
      offer("e"),
      offer("f", { tooLarge: true }),
      offer("g", { tooLarge: true }),
    ];
    assert.equal(ids(shownOffers(offers)), "acde");
  });
  it("are all if there are few", () => {
    assert.equal(ids(shownOffers([..."abcde"].map((id) => offer(id)))), "abcde");
  });
});
