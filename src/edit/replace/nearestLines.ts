import { searchFor } from "../text/search.ts";
import { regionOf } from "./lineRange.ts";
import { nearestPlace } from "./nearest.ts";

/** The lines that come nearest to a searched text, with their numbers; the first ones if none comes near. */
export function nearestLines(doc: string, searched: string): string {
  const place = nearestPlace(doc, searchFor(searched));
  return place ? regionOf(doc, place.startLine, place.endLine) : regionOf(doc, 1, doc.length);
}
