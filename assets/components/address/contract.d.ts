// Written by `make contracts` from cnnviz/contracts/address.py: change it there.
import type { Component } from "../_shared/component.js";

/**
 * The values of one page that stand in the address.
 *
 * Attributes
 * ----------
 * prefix : str
 *     What the names of the page's values begin with.
 * values : dict of str to str
 *     Text by name; a value of the page that is missing leaves the address.
 */
export interface AddressMessage {
  prefix: string;
  values: Record<string, string>;
}

export type AddressComponent = Component<AddressMessage, {}, {}>;
