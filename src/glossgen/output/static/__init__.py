"""Static files of a site: style sheets, scripts, and the parts of KaTeX that its formulas need."""
