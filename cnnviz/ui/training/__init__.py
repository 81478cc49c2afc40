"""The training page: data set, network, training run, and one training step explained."""
