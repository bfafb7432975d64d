"""A corpus at a time: many documents read on all cores or a cluster, into a folder of Parquet.

`schema` says what its files hold and `result` how they lie there; both need no more than pyarrow. Everything else
needs Daft, which the extra `bulk` installs.
"""
