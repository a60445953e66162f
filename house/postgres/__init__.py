"""The embedded PostgreSQL: finding a server, making its cluster, keeping it alive while somebody needs it."""
