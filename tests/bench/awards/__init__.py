"""Public awards as a yardstick of the ranking: contracts into needs, winners' histories into suppliers."""
