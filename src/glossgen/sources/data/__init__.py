"""Glossaries that are data: YAML, JSON, CSV, TSV and XLSX to records, and records to entries.

`values` reads each syntax into the same located values, `records` finds terms in
them by what their columns and keys are called.
"""
