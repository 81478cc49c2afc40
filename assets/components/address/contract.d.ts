// Written by `make contracts` from cnnviz/contracts/address.py: change it there.
import type { Component } from "../_shared/component.js";

/**
 * The values of one page in the URL.
 *
 * Attributes
 * ----------
 * prefix : str
 *     Prefix of the names of the page's parameters.
 * values : dict of str to str
 *     Text by name; a parameter of the page that is missing is removed from the URL.
 */
export interface AddressMessage {
  prefix: string;
  values: Record<string, string>;
}

export type AddressComponent = Component<AddressMessage, {}, {}>;
