"""Consents: the documents people agree to, and the ledger of who agreed to what."""
