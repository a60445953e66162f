"""Home pages: for each role what it would do next, and what the portal says about itself."""
