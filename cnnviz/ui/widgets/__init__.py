"""Controls, components and drawings that several pages use."""
