"""Detects the form of each file (articles, headings, list, table, data) from its whole folder.

`evidence` looks at one text, `understand` at all of them together. Both are pure; `sources/file_queries.py`
makes queries of them.
"""
