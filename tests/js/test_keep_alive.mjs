import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { keepAlive } from "../../assets/components/_shared/keep_alive.js";

function house() {
  const made = [];
  const mount = keepAlive((parent) => {
    const here = { root: { isConnected: true }, parent, updates: 0, stops: 0 };
    here.update = () => { here.updates += 1; };
    here.stop = () => { here.stops += 1; };
    made.push(here);
    return here;
  });
  return { made, mount };
}

test("a component mounted again in place is the one that was there", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { made, mount } = house();
  const parentElement = {};
  const leave = mount({ parentElement });
  leave();
  mount({ parentElement });
  mock.timers.tick(5000);
  assert.deepEqual(made.map(({ updates, stops }) => [updates, stops]), [[2, 0]]);
  mock.timers.reset();
});

test("a component that stays away is stopped, once", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { made, mount } = house();
  const parentElement = {};
  mount({ parentElement })();
  mock.timers.tick(5000);
  assert.equal(made[0].stops, 1);
  mount({ parentElement });
  assert.equal(made.length, 2);
  mock.timers.reset();
});

test("a component whose markup was replaced starts anew", () => {
  const { made, mount } = house();
  const parentElement = {};
  mount({ parentElement });
  made[0].root.isConnected = false;
  mount({ parentElement });
  assert.deepEqual(made.map(({ stops }) => stops), [1, 0]);
});
