import fc from "fast-check";
import { sentence } from "./refusalWords.ts";

/* What servers say of an answer's limit that they do not take; N is the number they name. */

const field =
  "<max_tokens|`max_tokens`|max_completion_tokens|maxOutputTokens|max_new_tokens|settings.maxTokens|'maxTokens'>";
const must = "<must be|should be|has to be|needs to be>";

const inclusive = sentence(
  `${field} ${must} <at most|no more than|no greater than|less than or equal to|lower than or equal to|up to|<=> N<| tokens| for this model>`,
  `${field} <must not|cannot|may not> exceed N`,
  `${field} ${must} <between 1 and N|in [1, N]|in the range [1, N]|in the range 1-N|from 1 to N|within 1..N|an integer between 1 and N>`,
  `Invalid value for <'settings.maxTokens'|'max_tokens'> parameter. It must be <an integer |>between 1 and N. For example, 50.`,
  `${field} <is|was> <greater|larger|higher|more> than N`,
  `<Invalid value for |>${field}: <the valid range is [1, N]|expected a value <= N|the maximum is N|maximum value: N>`,
  `${field} is limited to N`,
);
const exclusive = sentence(
  `${field} ${must} <strictly |><less|lower|smaller|fewer> than N<| tokens>`,
  `${field} ${must} <below|under|<> N`,
  `${field} ${must} in [1, N)`,
  `${field} <must be|is supported> from 1 (inclusive) to N (exclusive)`,
);

/** Words and the largest limit that is taken by them. */
export const limitWords: fc.Arbitrary<{ words: string; most: number }> = fc
  .record({
    number: fc.constantFrom(256, 4000, 4096, 8192, 16_384, 32_768),
    form: fc.oneof(
      inclusive.map((words) => ({ words, less: 0 })),
      exclusive.map((words) => ({ words, less: 1 })),
    ),
    isGrouped: fc.boolean(),
    wrap: fc.constantFrom("<W>", "Error code: 400 - <W>", "litellm.BadRequestError: <W>", "<W>, got 64000 instead."),
  })
  .map(({ number, form, isGrouped, wrap }) => ({
    words: wrap.replace("<W>", form.words.replaceAll("N", isGrouped ? number.toLocaleString("en-US") : String(number))),
    most: number - form.less,
  }));
