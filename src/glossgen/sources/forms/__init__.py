"""How a file is to be read, found from the evidence of the whole folder that it stands in.

`evidence` looks at one text, `understand` at all of them together. Both are pure,
and `sources/form_queries.py` makes queries of them.
"""
