"""The kernel lab: kernels on a photograph, side by side or in a chain."""
