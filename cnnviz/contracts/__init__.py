"""Types of the messages between Python and the browser components, one module per component.

``<Name>Message`` is plain JSON. A packed message (`cnnviz.message.pack`) has
a ``<Name>Header`` and ``<Name>Arrays``, and becomes a ``<Name>Message`` in the browser.
``<Name>State`` is what the component reports with ``setStateValue``, ``<Name>Triggers``
what it reports with ``setTriggerValue``. ``make contracts`` writes
``assets/components/<name>/contract.d.ts`` from these.
"""
