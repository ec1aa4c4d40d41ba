"""`python -m glossgen` is the same as `glossgen`."""

from glossgen.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
