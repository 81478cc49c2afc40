"""Small models that lessons show whole: a classifier's head, and one step of training."""
