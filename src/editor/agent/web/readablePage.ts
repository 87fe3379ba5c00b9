import { isAround, isUnseen, mainPart, titleOf } from "./mainPart.ts";
import { markdownOf } from "./markdownOf.ts";
import { pageTree } from "./pageTree.ts";

/** A page whose main part has less text than this is shown whole. */
const LEAST = 100;

/** The readable text of an HTML page, as Markdown, with its title. `base`: the page's own address. */
export async function readablePage(html: string, base: string): Promise<string> {
  const page = await pageTree(html);
  const main = markdownOf(mainPart(page), { base, isSkipped: isAround });
  const text = main.length >= LEAST ? main : markdownOf(page, { base, isSkipped: isUnseen });
  const title = titleOf(page);
  const isTold = title === "" || text.startsWith(`# ${title}`);
  return isTold ? text : `# ${title}\n\n${text}`;
}
