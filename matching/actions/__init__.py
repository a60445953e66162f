"""What changes suppliers and makes recommendations."""
