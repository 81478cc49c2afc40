"""The backward pass of a trace, and a check of its gradients."""
