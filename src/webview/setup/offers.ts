import type { EmbeddedOffer } from "../../chat/protocol/models.ts";

const SHOWN = 4;

/**
 * The offers to show first: those on disk, recommended ones, then the largest that fit. Larger Gemmas answer better.
 */
export function shownOffers(offers: readonly EmbeddedOffer[]): readonly EmbeddedOffer[] {
  if (offers.length <= SHOWN + 1) return offers;
  const rank = (offer: EmbeddedOffer): number => (offer.present ? 3 : offer.recommended ? 2 : offer.tooLarge ? 0 : 1);
  const best = offers
    .map((offer, at) => ({ offer, at }))
    .sort((one, other) => rank(other.offer) - rank(one.offer) || other.at - one.at)
    .slice(0, SHOWN);
  return best.sort((one, other) => one.at - other.at).map(({ offer }) => offer);
}
