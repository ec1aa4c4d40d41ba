"""Static files of a site: style sheets, scripts, and the subset of KaTeX that its formulas need."""
