import { normalPath } from "./paths.ts";

/** Files that go by a name without an extension, as they are spelt. */
const bareNames = new Set(
  (
    "Makefile makefile GNUmakefile Dockerfile Containerfile Rakefile Gemfile Procfile Vagrantfile Jenkinsfile Justfile " +
    "justfile Brewfile Podfile Fastfile Pipfile Tiltfile Caddyfile Earthfile LICENSE LICENCE COPYING README CHANGELOG " +
    "AUTHORS CONTRIBUTING CODEOWNERS NOTICE"
  ).split(" "),
);

/**
 * The extensions by which a name without a folder is known for a file: `console.log`, `Array.map` and `user.save` are
 * none. Behind a folder any will do.
 */
const extensions = new Set(
  (
    "adoc asm astro avsc awk bash bat bazel bib blade bzl c cc cfg cjs clj cljc cljs cls cmake cmd coffee conf cpp cr cs " +
    "cshtml csproj css csv cts cu cxx d dart diff dockerfile ebnf edn ejs elm eml erb erl ex exs f90 fish fs fsproj fsx " +
    "gd gemspec geojson glsl go gql gradle graphql graphqls groovy h haml handlebars hbs hcl hcl2 hpp hrl hs htm html " +
    "http hxx iml ini ino ipynb jade java jinja jinja2 jl js json json5 jsonc jsonl jsx jsp kt kts less lhs liquid lisp " +
    "lock lua m4 mak make markdown md mdx mjml mjs mk ml mli mm mod mts mustache nim nix njk nu ods org pas patch php " +
    "phtml pl plist pm po podspec pro properties proto prisma ps1 psd1 psm1 pug pxd py pyi pyx r R rake razor rb rego " +
    "resx rkt rmd Rmd robot rs rst sass sbt scala scm scss sh shader sln sol sql storyboard styl sum sv svelte svg " +
    "swift tcl template tex tf tfvars toml tpl ts tsv tsx twig txt v vb vba vert vhd vhdl vue wat wgsl wsdl xaml xhtml " +
    "xib xml xq xsd xsl xslt yaml yml zig zsh frag"
  ).split(" "),
);

/** Words that with ".js" look like a file's name and are a product's, which has a capital; these few are written small too. */
const smallProducts = /^(?:node|next|nuxt|vue|d3|p5|three)\.js$/;
const products = new Set(
  (
    "alpine angular aurelia babylon backbone brain bun chart d3 deno discord ember electron express fabric gatsby gsap " +
    "hapi htmx jquery knockout koa leaflet mapbox matter meteor moment mongoose nest next node nuxt p5 paper phaser pixi " +
    "polymer preact react remix require sails sequelize socket solid svelte tensorflow three tone underscore velocity " +
    "vue zepto"
  ).split(" "),
);
const siteEndings = /\.(?:com|org|net|io|dev|app|ai|co|edu|gov)$/i;

/** Whether a word can only be meant as a file's path. */
export function isPath(text: string, knownPaths: readonly string[] = []): boolean {
  if (text === "" || text.length > 260 || /[\x00-\x1f<>"|?*`]/.test(text)) return false;
  if (isKnown(text, knownPaths)) return true;
  if (/\s/.test(text) || /:\/\//.test(text) || /[;,(){}=!:]$/.test(text) || /^[-=+]+$/.test(text)) return false;
  const normal = normalPath(text);
  const base = normal.split("/").at(-1) ?? "";
  if (base === "" || base === "." || base === ".." || /^v?\d+(?:\.\d+)+$/.test(base) || /^\.{2,}/.test(base))
    return false;
  if (bareNames.has(base) || /^(?:Docker|Make|Container)file\.\w+$/.test(base)) return true;
  if (/^\.[\p{L}][\p{L}\p{M}\p{N}_.-]*$/u.test(base)) return true;
  const extension = /^[\p{L}\p{M}\p{N}_@$[\]()+~-][\p{L}\p{M}\p{N}_@$[\]().+~-]*\.([A-Za-z][\w+-]{0,11})$/u.exec(
    base,
  )?.[1];
  if (extension === undefined) return false;
  return (
    normal.includes("/") || (isFileName(base) && (extensions.has(extension) || bareNames.has(base.split(".")[0] ?? "")))
  );
}

const isKnown = (text: string, knownPaths: readonly string[]): boolean => {
  const normal = normalPath(text);
  return knownPaths.some((known) => known === text || normalPath(known) === normal);
};

/** Not a product's name or a site's. */
function isFileName(base: string): boolean {
  if (siteEndings.test(base)) return false;
  const product = /^([A-Z]\w*)\.js$/.exec(base)?.[1];
  return !smallProducts.test(base) && (product === undefined || !products.has(product.toLowerCase()));
}

/**
 * The known path that a path in a reply means: the same, or the only one that ends with it, or the longest that it ends
 * with where the rest is a made-up, doubled or absolute folder; else the path as given. `exists`: the edit is one of a
 * file that is there, so a folder before a known path, and punctuation that was lost, may be read over.
 */
export function resolvePath(path: string, knownPaths: readonly string[], exists = false): string {
  const wanted = normalPath(path);
  const same = knownPaths.find((known) => known === path) ?? knownPaths.find((known) => normalPath(known) === wanted);
  if (same !== undefined) return same;
  const ending = knownPaths.filter((known) => normalPath(known).endsWith(`/${wanted}`));
  if (ending.length === 1 && ending[0] !== undefined) return ending[0];
  const holding = knownPaths.filter((known) => {
    const normal = normalPath(known);
    if (!wanted.endsWith(`/${normal}`)) return false;
    const head = wanted.slice(0, -normal.length - 1);
    return isNoFolder(head) || normal.startsWith(`${head}/`) || (exists && normal.includes("/"));
  });
  const [longest] = holding.sort((a, b) => b.length - a.length);
  if (longest !== undefined) return longest;
  const alike = exists && ending.length === 0 ? knownPaths.filter((known) => letters(known) === letters(path)) : [];
  if (alike.length === 1 && alike[0] !== undefined) return alike[0];
  return /^(?:\.\/|.*\\)/.test(path) && !/^[\\/]/.test(path) ? wanted : path;
}

/** A folder that stands for "wherever the project is". */
const isNoFolder = (head: string): boolean =>
  /^(?:path\/to(?:\/your)?(?:\/project)?|your(?:-|\/)project|workspace|project)$/.test(head) ||
  /^(?:[A-Za-z]:)?(?:\/|$)/.test(head);

const letters = (path: string): string => path.replace(/[^\p{L}\p{N}]/gu, "");
