/** What Streamlit hands to a component: on mount, and again with every change of data or theme. */
export interface Component<Data, State, Triggers> {
  parentElement: ParentNode;
  data: Data;
  key: string;
  name: string;
  setStateValue<Name extends keyof State>(name: Name, value: State[Name]): void;
  setTriggerValue<Name extends keyof Triggers>(name: Name, value: Triggers[Name]): void;
}
