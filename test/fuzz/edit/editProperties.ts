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
  "valid edits with allowed differences apply exactly": trueEdits,
  "edits that nearly fit are refused": nearMisses,
  "edits with another nesting are refused": brokenIndents,
  "a piece of text is replaced literally, and only if it is unique": literalPieces,
  "several edits apply in any order; if two conflict, none applies": severalEdits,
  "an edit is not made twice": repeats,
  "lines left out between two anchors are kept": elisions,
  "an edit in other typography keeps the file's typography": typographies,
  "an edit is refused if it removes what its comment says to keep": keptInWords,
  "a plain remark beside removed lines does not refuse an edit": remarksStay,
  "SEARCH/REPLACE blocks are read exactly": blocks,
  "whole files are read exactly": wholeFiles,
  "edits in prose change the files they name as intended": replies,
  "patches and diffs give the new text or are refused": patches,
  "a hunk's heading and number lead to the intended place or to none": headingsAndNumbers,
  "a diff without @@ keeps all its context": headless,
  "edits within code are neither applied nor written as text": spoiltBodies,
  "a diff's rows are never written as text": rowsAsText,
  "new lines below an anchor go after its whole header": anchoredLines,
  "line diffs, character edits and rewrites give the new text": diffs,
  "a streaming diff ends with the new text, wherever the stream is split": streams,
  "untouched changes stay pending, and the user's own text is never undone": reviews,
  "a text that returns brings back its pending changes": earlierTexts,
  "streamed arguments arrive whole, wherever the stream is split": argumentStreams,
};
