"""Glossaries that are data: YAML, JSON, CSV, TSV and XLSX to records, and records to entries.

`values` reads each syntax into the same values with line numbers, and `records` finds the terms in them by
the names of columns and keys.
"""
