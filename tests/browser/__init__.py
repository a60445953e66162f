"""A real browser against the real portal: for the journeys and for the pictures."""
