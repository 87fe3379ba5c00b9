import { brokenIndents, nearMisses, trueEdits, type Property } from "./editCases.ts";
import { blocks, elisions, literalPieces, repeats, severalEdits, wholeFiles } from "./editPieces.ts";
import { replies } from "./editReplies.ts";
import { patches } from "./editPatches.ts";
import { earlierTexts, reviews } from "./editReview.ts";
import { anchoredLines, headless, rowsAsText, spoiltBodies } from "./editShapes.ts";
import { headingsAndNumbers } from "./editHeadings.ts";
import { keptInWords, remarksStay } from "./editPlaceholders.ts";
import { typographies } from "./editTypography.ts";
import { argumentStreams, diffs, streams } from "./editStreams.ts";

/** All properties of the edit engine, by name. */
export const properties: Readonly<Record<string, Property>> = {
  "true edits with allowed drift apply exactly": trueEdits,
  "near misses are refused": nearMisses,
  "another nesting is refused": brokenIndents,
  "a piece of text is replaced literally, and only where it is the only one": literalPieces,
  "several edits apply in any order, a clash undoes all": severalEdits,
  "an edit is not made twice": repeats,
  "what is left out between anchors is kept": elisions,
  "an edit in another typography keeps the file's": typographies,
  "what a comment says to stay, while the edit takes it away, is refused": keptInWords,
  "a remark beside what an edit takes away is none of that": remarksStay,
  "SEARCH/REPLACE blocks come out as they are": blocks,
  "whole files come out as they are": wholeFiles,
  "edits in prose change the files that they name, as meant": replies,
  "patches and diffs give the new text or are refused": patches,
  "a heading and a number change what they mean or nothing": headingsAndNumbers,
  "a diff without @@ keeps all its context": headless,
  "edits among code are none, and no text": spoiltBodies,
  "a diff's rows are no text": rowsAsText,
  "new lines below an anchor stand behind its header": anchoredLines,
  "line diffs, character edits and rewrites give the new text": diffs,
  "a streaming diff ends in the new text, however it was cut": streams,
  "what nobody wrote into stays pending, and what the user wrote is never taken back": reviews,
  "a text that comes back brings what was pending in it": earlierTexts,
  "streamed arguments come out whole, however they were cut": argumentStreams,
};
