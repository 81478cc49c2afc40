// One controller for each place on the page. Streamlit may unmount and mount a component in
// place between two messages: whoever is back within a second finds everything as it was.
const LINGER = 1000; // ms

/** Wrap `make(parent, component)`, which gives {root, update(component), stop()}. */
export function resident(make) {
  const residents = new WeakMap();
  return (component) => {
    const { parentElement: parent } = component;
    let here = residents.get(parent);
    if (!here?.root.isConnected) {
      here?.stop();
      here = make(parent, component);
      residents.set(parent, here);
    }
    clearTimeout(here.leaving);
    here.update(component);
    return () => {
      here.leaving = setTimeout(() => {
        if (residents.get(parent) === here) residents.delete(parent);
        here.stop();
      }, LINGER);
    };
  };
}
