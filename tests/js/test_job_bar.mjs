import assert from "node:assert/strict";
import { test } from "node:test";
import { troubleOf } from "../../assets/components/_shared/job_bar.js";

test("while there is no connection the button asks for nothing, or for the connection", () => {
  assert.deepEqual(troubleOf("connecting", false),
    { text: "Connecting.", label: "Cancel", command: "" });
  assert.equal(troubleOf("waiting", false).command, "retry");
  assert.match(troubleOf("waiting", true).text, /does not answer/);
  assert.equal(troubleOf("taken", false).command, "retry");
});

test("what is gone can be opened anew, and says why it went", () => {
  assert.deepEqual(troubleOf("open", false, "It rested."),
    { text: "It rested.", label: "Again", command: "reopen" });
  assert.equal(troubleOf("gone", false).command, "reopen");
});

test("an open connection is no trouble", () => assert.equal(troubleOf("open", false), null));
