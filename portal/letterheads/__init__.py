"""How an institution dresses the report: cover, logo, texts; versioned, frozen once published."""
