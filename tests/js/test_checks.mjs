// What guards the components is only worth something if a planted fault trips it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const ROOT = join(import.meta.dirname, "../..");
const PLANTED = `
/** @param {AddressComponent} component */
export const misspelt = ({ data }) => data.prefixes;
/** @param {AddressComponent} component */
export const untold = ({ setStateValue }) => setStateValue("place", 3);
export const untyped = (step) => step;
`;
const UNTIDY = `
import { readTheme } from "../stage/stage.js";
const unused = 1;
export const loose = (value) => value == 3;
`;

let copy;
before(() => {
  copy = mkdtempSync(join(tmpdir(), "cnnviz-"));
  for (const name of ["assets/components", "tsconfig.json", "eslint.config.js", "package.json"]) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
});
after(() => rmSync(copy, { recursive: true }));

/** What a check prints about the copy, and whether it is content. */
function check(tool, ...options) {
  const bin = join(ROOT, "node_modules/.bin", tool);
  const { status, stdout } = spawnSync(bin, options, { cwd: copy, encoding: "utf8" });
  return { isContent: status === 0, printed: stdout };
}

test("tsc fails at a misspelt field of a message, an unknown report and an untyped parameter", () => {
  assert.deepEqual(check("tsc"), { isContent: true, printed: "" });
  appendFileSync(join(copy, "assets/components/address/address.js"), PLANTED);
  const { isContent, printed } = check("tsc");
  assert.ok(!isContent);
  assert.match(printed, /'prefixes' does not exist on type 'AddressMessage'/);
  assert.match(printed, /"place"' is not assignable to parameter of type 'never'/);
  assert.match(printed, /'step' implicitly has an 'any' type/);
});

test("eslint fails at an unused variable, a loose comparison and a neighbour's file", () => {
  appendFileSync(join(copy, "assets/components/address/address.js"), UNTIDY);
  const { isContent, printed } = check("eslint", "assets/components/address");
  assert.ok(!isContent);
  for (const rule of ["no-unused-vars", "eqeqeq", "no-restricted-imports"]) {
    assert.ok(printed.includes(rule), rule);
  }
});
