/** @import { AddressComponent } from "./contract.js" */
// Writes a page's values into the address, in place: no new entry in the history.
/** @param {AddressComponent} component */
export default function ({ data }) {
  const address = new URL(window.location.href);
  for (const name of [...address.searchParams.keys()]) {
    if (name.startsWith(data.prefix)) address.searchParams.delete(name);
  }
  for (const [name, text] of Object.entries(data.values)) address.searchParams.set(name, text);
  if (address.href !== window.location.href) {
    window.history.replaceState(window.history.state, "", address.href);
  }
}
