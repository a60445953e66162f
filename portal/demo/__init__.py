"""The demonstration: a populated portal, one account for every role, and the mails that would have gone out."""
