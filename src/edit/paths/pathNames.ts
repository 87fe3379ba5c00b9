import { type KnownFiles, noFiles } from "./knownFiles.ts";
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
export function isPath(text: string, known: KnownFiles = noFiles): boolean {
  if (text === "" || text.length > 260 || /[\x00-\x1f<>"|?*`]/.test(text)) return false;
  if (known.named(text) !== undefined) return true;
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

/** Not a product's name or a site's. */
function isFileName(base: string): boolean {
  if (siteEndings.test(base)) return false;
  const product = /^([A-Z]\w*)\.js$/.exec(base)?.[1];
  return !smallProducts.test(base) && (product === undefined || !products.has(product.toLowerCase()));
}

/** A path of a reply as it is meant: the known one, else as given, "/" between names. */
export function resolvePath(path: string, known: KnownFiles, exists = false): string {
  const meant = known.meant(path, exists);
  if (meant !== undefined) return meant;
  return /^(?:\.\/|.*\\)/.test(path) && !/^[\\/]/.test(path) ? normalPath(path) : path;
}
