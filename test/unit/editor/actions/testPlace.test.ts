import assert from "node:assert/strict";
import { testPlace } from "../../../../src/editor/actions/testPlace.ts";

describe("where the tests of a file go", () => {
  const rows: { what: string; source: string; files: string[]; path: string; exists?: true; example?: string }[] = [
    {
      what: "the test beside the file",
      source: "src/cart.ts",
      files: ["src/cart.test.ts", "src/cart.ts"],
      path: "src/cart.test.ts",
      exists: true,
    },
    {
      what: "the test in a mirrored tree, though another file has the same name",
      source: "src/shop/index.ts",
      files: ["test/unit/admin/index.test.ts", "test/unit/shop/index.test.ts"],
      path: "test/unit/shop/index.test.ts",
      exists: true,
    },
    {
      what: "the test in a flat folder",
      source: "src/shop/cart.py",
      files: ["tests/test_cart.py", "tests/test_other.py"],
      path: "tests/test_cart.py",
      exists: true,
    },
    {
      what: "a test in another language of the family",
      source: "src/cart.tsx",
      files: ["src/__tests__/cart.js"],
      path: "src/__tests__/cart.js",
      exists: true,
    },
    {
      what: "a new one, named and placed as the mirrored tree is",
      source: "src/shop/price.ts",
      files: ["test/unit/shop/cart.test.ts", "test/unit/other.test.ts", "test/host/far.test.ts"],
      path: "test/unit/shop/price.test.ts",
      example: "test/unit/shop/cart.test.ts",
    },
    {
      what: "a new one beside the file, as its neighbour's is",
      source: "lib/price.js",
      files: ["lib/cart.spec.js"],
      path: "lib/price.spec.js",
      example: "lib/cart.spec.js",
    },
    {
      what: "a new one in a flat folder",
      source: "src/deep/price.py",
      files: ["tests/test_cart.py"],
      path: "tests/test_price.py",
      example: "tests/test_cart.py",
    },
    {
      what: "a new one in the __tests__ of its own folder",
      source: "src/b/price.ts",
      files: ["src/a/__tests__/cart.ts"],
      path: "src/b/__tests__/price.ts",
      example: "src/a/__tests__/cart.ts",
    },
    {
      what: "a new one in the package's own tree",
      source: "packages/one/src/price.ts",
      files: ["packages/one/test/cart.test.ts", "packages/two/spec/x.spec.ts"],
      path: "packages/one/test/price.test.ts",
      example: "packages/one/test/cart.test.ts",
    },
    {
      what: "Java's mirrored tree by custom",
      source: "src/main/java/shop/Cart.java",
      files: [],
      path: "src/test/java/shop/CartTest.java",
    },
    { what: "Go's custom", source: "shop/cart.go", files: [], path: "shop/cart_test.go" },
    { what: "Python's custom", source: "shop/cart.py", files: ["src/cart.test.ts"], path: "tests/test_cart.py" },
    { what: "Ruby's custom", source: "lib/cart.rb", files: [], path: "spec/cart_spec.rb" },
    { what: "the usual of other languages", source: "a/cart.ts", files: [], path: "a/cart.test.ts" },
    { what: "Rust's own file", source: "src/lib.rs", files: [], path: "src/lib.rs", exists: true },
    { what: "a test itself", source: "a/x.test.ts", files: ["a/x.test.ts"], path: "a/x.test.ts", exists: true },
  ];
  for (const { what, source, files, path, exists = false, example } of rows) {
    it(`is ${what}`, () => {
      assert.deepEqual(testPlace(source, files), { path, exists, ...(example !== undefined && { example }) });
    });
  }
});
