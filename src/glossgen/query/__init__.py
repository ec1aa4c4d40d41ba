"""The build engine: pure queries over inputs, with recorded reads, fingerprints and early cutoff.

A query is a function from the database and a key to a value. While it runs, the
database notes what it reads; what a result has read is what it depends on. A
result is made again only when something that it read has another fingerprint
("Build Systems à la Carte", Mokhov, Mitchell and Peyton Jones 2018: verifying
traces with early cutoff; salsa calls the same red and green).

Queries are declared in the order in which they may read each other: a query
reads inputs and queries that were declared before it. So one pass in that order
brings everything up to date, and no query can wait for itself.
"""

from glossgen.query.database import Database
from glossgen.query.declare import Input, Query, QueryError, Registry
from glossgen.query.fingerprint import Id, fingerprint, node_id, part_id
from glossgen.query.store import Store

REGISTRY = Registry()
"""The inputs and queries of this program; each package declares its own as it is imported."""

query = REGISTRY.query
declare_input = REGISTRY.input

__all__ = [
    "REGISTRY",
    "Database",
    "Id",
    "Input",
    "Query",
    "QueryError",
    "Registry",
    "Store",
    "declare_input",
    "fingerprint",
    "node_id",
    "part_id",
    "query",
]
