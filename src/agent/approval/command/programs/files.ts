import { isSecretPlace, placeRisk, type Where } from "../line/places.ts";
import { staticWord, type Word } from "../line/script.ts";
import { type Call, hasLong, hasShort } from "./call.ts";

const set = (names: string): ReadonlySet<string> => new Set(names.split(" "));

/** Programs that show what is in the files they are given. */
const readers = set(
  "cat tac head tail less more most bat nl od xxd hexdump hd strings sort uniq cut paste join comm diff sdiff cmp wc fold fmt column tr rev base64 base32 basenc md5sum sha1sum sha256sum sha512sum shasum cksum b2sum sum grep egrep fgrep rg ag ack awk gawk mawk nawk sed gsed jq yq xmllint csvcut look zcat zgrep bzcat xzcat gunzip tar zip unzip 7z gzip pr expand unexpand iconv dos2unix find fd tree du file-roller source . source. type findstr fc comp print get-content select-string import-csv import-clixml format-hex get-filehash compare-object mapfile readarray envsubst pandoc view",
);
/** Programs that show names and facts of files alone. */
const listers = set(
  "ls dir vdir stat file realpath readlink basename dirname test [ which exa eza lsd get-childitem get-item test-path resolve-path tree.com where",
);
/** Programs that make, change or remove files. */
const writers = set(
  "cp mv ln install tee touch mkdir rmdir rm unlink truncate chmod rsync patch split csplit gzip bzip2 xz zstd gunzip copy xcopy robocopy move ren rename md rd del erase replace expand compact new-item set-content add-content out-file tee-object copy-item move-item rename-item remove-item clear-content export-csv export-clixml expand-archive compress-archive start-transcript mktemp sponge trash gsplit dos2unix unix2dos clear-item convertto-html export-alias",
);
/** Programs that send what they are given; a secret must not be among it. */
const senders = set(
  "curl wget http https nc ncat scp sftp ftp ssh aws gsutil gh docker kubectl invoke-webrequest invoke-restmethod git cp tar zip node python python3",
);

/** Programs whose first operand is no file: an expression. */
const withExpression = set(
  "grep egrep fgrep rg ag ack awk gawk mawk nawk sed gsed jq yq findstr select-string tr zgrep xmllint chmod",
);

/**
 * What of a call's files is outside, protected or private; undefined if nothing is.
 * @param loose words whose values unknown arguments may have
 */
export function fileRisk(call: Call, loose: readonly Word[], where: Where): string | undefined {
  const op =
    writers.has(call.name) ||
    (/^(sed|gsed|perl)$/.test(call.name) &&
      (hasLong(call, ["in-place"], 2) || /\s-[nrEsuz]*i/.test(` ${call.texts.join(" ")}`)))
      ? "write"
      : listers.has(call.name)
        ? "list"
        : readers.has(call.name)
          ? "read"
          : undefined;
  const named = namedFiles(call, where.platform === "win32");
  if (op === undefined) {
    if (
      senders.has(call.name) &&
      call.texts.some((text) => isSecretPlace(text.replace(/^.*[@=:](?=[.~/\w])/, "")) && !/^(git)$/.test(call.name))
    )
      return "It names a place that holds secrets.";
    return outputs(call)
      .map((word) => placeRisk(word, "write", where))
      .find((each) => each !== undefined);
  }
  const words = call.args.some(({ kind }) => kind === "dynamic") ? [...named, ...loose] : named;
  return words.map((word) => placeRisk(word, op, where)).find((each) => each !== undefined);
}

/** Parameters of PowerShell whose value is no file. */
const valued =
  /^-(pattern|value|include|exclude|filter|encoding|first|last|skip|tail|totalcount|head|context|depth|property|itemtype|type|name|delimiter|separator|erroraction|ea|format|message|seconds|milliseconds|unique|expandproperty)$/i;

/** Commands of Windows whose options begin with a slash. */
const slashed =
  /^(type|find|findstr|fc|comp|copy|xcopy|robocopy|move|ren|rename|md|mkdir|rd|rmdir|del|erase|dir|more|sort|tree|where|replace)$/;

/** The arguments that may name files, and the values of options. */
function namedFiles(call: Call, isWindows: boolean): Word[] {
  let skips =
    withExpression.has(call.name) &&
    !(hasShort(call, "ef") || hasLong(call, ["regexp", "expression", "file", "files", "pattern"], 4));
  if (call.texts.some((text) => /^-pattern$/i.test(text))) skips = false;
  const files: Word[] = [];
  for (const [at, word] of call.args.entries()) {
    const text = call.texts[at] ?? "";
    if (text === "--" || text === "-") continue;
    if (text.startsWith("-") && !word.isQuoted) {
      const value =
        /^-[^=:]*[=:](.+)$/s.exec(text)?.[1] ??
        (call.name === "rg" || call.name === "grep" ? undefined : /^-[A-Za-z]((?:[~/]|\.\.).*)$/s.exec(text)?.[1]);
      if (
        value !== undefined &&
        /[\\/~.]/.test(value) &&
        !/^(include|exclude|glob|name|format|pretty|color)/.test(text.replace(/^-+/, ""))
      )
        files.push(staticWord(value));
      continue;
    }
    if (isWindows && slashed.test(call.name) && /^\/[A-Za-z?-]{1,4}(:.*)?$/.test(text)) continue;
    if (call.name.includes("-") && valued.test(call.texts[at - 1] ?? "")) continue;
    // A word of find that is an expression's value is no file.
    if (
      call.name === "find" &&
      at > 0 &&
      /^-(i?name|i?path|i?regex|size|[acm]time|[acm]min|maxdepth|mindepth|type|perm|user|group|printf|newermt)$/.test(
        call.texts[at - 1] ?? "",
      )
    )
      continue;
    if (skips && !/^@/.test(text)) {
      skips = false;
      continue;
    }
    files.push(word);
  }
  return files;
}

/** The files that options of any program name as output. */
function outputs(call: Call): Word[] {
  return call.texts.flatMap((text, at): Word[] => {
    const joined =
      /^--?(?:o|out|output|outfile|out-file|output-file|outdir|out-dir|outDir|outFile|output-dir|dest|destination|target-dir|log-file|report-file|junitxml|outputFile)=(.+)$/.exec(
        text,
      )?.[1];
    if (joined !== undefined) return [staticWord(joined)];
    const next = call.args[at + 1];
    return /^(-o|-O|--out|--output|--outfile|--out-file|--output-file|--outdir|--out-dir|--outDir|--outFile|--output-dir|--dest|--destination|--target-dir|--log-file|--outputFile)$/.test(
      text,
    ) && next?.kind === "static"
      ? [next]
      : [];
  });
}

/** Endings of files that hold results, which nothing runs. */
const results =
  /\.(log|txt|out|err|tmp|csv|tsv|diff|patch|xml|html?|md|ndjson|jsonl|tap|lcov|prof|trace|svg|dot|sarif|actual|expected|sorted|list|lst|dump|bak|report|stdout|stderr|output|result|results|stats|summary|info|yml|yaml|json)$|(^|[\\/])(out|output|result|results|log|logs|stdout|stderr|report|tmp|temp|list|errors?|files)$/i;
/** Files of those endings that a program obeys. */
const obeyed =
  /(^|[\\/])(package|tsconfig[\w.-]*|jsconfig|composer|deno|bun|project|nx|lerna|turbo|angular|babel\.config|[\w.-]*\.config|[\w.-]*rc|manifest|settings|launch|tasks|keybindings|extensions|mcp|requirements[\w.-]*|constraints[\w.-]*|cmakelists|pom|build|web|app|nuget|docker-compose[\w.-]*|compose[\w.-]*|action|pubspec|chart|values|playbook|cloudformation|template|serverless|netlify|vercel|firebase|app\.json|pnpm-workspace|mkdocs|openapi|swagger|robots|readme|license|changelog|contributing|index)\.\w+$/i;

/** Why a redirection into a file is asked about; undefined for a file of results in the workspace or a temporary one. */
export function outputRisk(target: Word, where: Where): string | undefined {
  if (target.kind !== "static") return "It is not known which file it writes.";
  const { text } = target;
  if (
    /^\/dev\/(null|stdout|stderr|tty|fd\/[12])$/.test(text) ||
    (where.platform === "win32" && /^nul$/i.test(text)) ||
    text === "$null"
  )
    return undefined;
  const risk = placeRisk(target, "write", where);
  if (risk !== undefined) return risk;
  return results.test(text) && !obeyed.test(text) ? undefined : `It writes a file that programs may use (${text}).`;
}
