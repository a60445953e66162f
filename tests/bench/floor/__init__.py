"""What the portal is measured against: bare views, and the supplier list as it is usually written."""
