"""glossgen and other generators on the same terms, measured in one run: `python -m benchmarks.peers`."""
