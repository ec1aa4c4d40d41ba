"""Glossaries of Sphinx: the entries of `.. glossary::` directives in reStructuredText."""
