"""A result of `legation bulk` taken into a ledger.

`arranging` puts its documents into the order in which they became known, some hundred in a stack, so that each is
filed after those that it is held against; `drafting` makes drafts of a stack, in other processes; `loading` keeps them.
"""
