"""Results: the page every number of which opens its arithmetic, and with whom it is shared."""
