"""The certificate of a confirmed level on paper: one page, printed as reports are."""
