"""The build engine: pure queries over inputs, with recorded reads, fingerprints and early cutoff.

A query is a function from the database and a key to a value. While it runs, the database records
what it reads: these are the dependencies of the result. A result is recomputed only if the
fingerprint of a dependency has changed ("Build Systems à la Carte", Mokhov, Mitchell and Peyton
Jones 2018: verifying traces with early cutoff; salsa calls this the red-green algorithm).

Queries may read inputs and queries that were declared before them, and no others. So one pass in
the order of declaration updates everything, and no query can depend on itself.
"""

from glossgen.query.database import Database
from glossgen.query.declare import Input, Query, QueryError, Registry
from glossgen.query.fingerprint import Id, fingerprint, node_id, part_id
from glossgen.query.store import Store

REGISTRY = Registry()
"""The inputs and queries of this program; each package declares its own when it is imported."""

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
