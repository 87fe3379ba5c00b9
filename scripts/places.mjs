/** `npm run places`: how many files each command, message of the panel, tool, provider and turn event is in, tests apart. */
import { say } from "./lib/run.mjs";
import { placesToTouch } from "./lib/places.mjs";

for (const [kind, places] of Object.entries(placesToTouch())) {
  for (const [name, files] of places) say(`${files.size}  ${name}: ${[...files].join(", ")}`);
  say(`${kind}: ${places.size}, each in at most ${Math.max(...[...places.values()].map(({ size }) => size))} files\n`);
}
