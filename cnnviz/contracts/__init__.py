"""What Python and the browser components say to each other, one module a component.

``<Name>Message`` is JSON that travels as it is. A packed message (`cnnviz.message.pack`) has
a ``<Name>Header`` and ``<Name>Arrays``, and becomes a ``<Name>Message`` in the browser.
``<Name>State`` is what the component reports with ``setStateValue``, ``<Name>Triggers``
what it reports with ``setTriggerValue``. ``make contracts`` writes
``assets/components/<name>/contract.d.ts`` from these.
"""
