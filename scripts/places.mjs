/** `npm run places`: how many files each command and each message of the panel is in, tests apart. */
import { say } from "./lib/run.mjs";
import { placesToTouch } from "./lib/places.mjs";

for (const [kind, places] of Object.entries(placesToTouch())) {
  for (const [name, files] of places) say(`${files.size}  ${name}: ${[...files].join(", ")}`);
  say(`${kind}: ${places.size}, each in at most ${Math.max(...[...places.values()].map(({ size }) => size))} files\n`);
}
