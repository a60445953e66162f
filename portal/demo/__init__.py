"""The demonstration: a populated portal, an account for every role, the mails it would have sent."""
