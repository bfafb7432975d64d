"""Feeds, pages and folders that are looked at again and again, and politely, for what is new there.

`plan` reads what is to be watched out of a file, `rounds` goes through what is due, `feeds`, `pages` and `folders` say
what is new in each, and `manners` and `robots` how servers are asked. What was seen is kept in the ledger.
"""
