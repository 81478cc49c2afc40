"""Controls, components and drawings used by several pages."""
