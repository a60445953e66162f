"""Pictures of every page in its states, for every role, at a phone's and a desk's width."""
