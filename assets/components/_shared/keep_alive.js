/** @import { Component } from "./component.js" */
/**
 * @template Given
 * @typedef {{ root: Element, update(component: Given): void, stop(): void }} Controller
 */
// One controller for each place on the page. Streamlit may unmount and mount a component in
// place between two messages: whoever is back within a second finds everything as it was.
const LINGER = 1000; // ms

/**
 * Wrap `make(parent, component)`, which gives a controller.
 *
 * @template {Component<any, any, any>} Given
 * @param {(parent: ParentNode, component: Given) => Controller<Given>} make
 * @returns {(component: Given) => () => void} what Streamlit calls, and what it calls to unmount
 */
export function keepAlive(make) {
  /** @type {WeakMap<ParentNode, Controller<Given> & { leaving?: number }>} */
  const controllers = new WeakMap();
  return (component) => {
    const { parentElement: parent } = component;
    let here = controllers.get(parent);
    if (!here?.root.isConnected) {
      here?.stop();
      here = make(parent, component);
      controllers.set(parent, here);
    }
    clearTimeout(here.leaving);
    here.update(component);
    return () => {
      here.leaving = setTimeout(() => {
        if (controllers.get(parent) === here) controllers.delete(parent);
        here.stop();
      }, LINGER);
    };
  };
}
