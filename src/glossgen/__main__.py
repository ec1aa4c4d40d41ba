"""`python -m glossgen` is the same as `glossgen`."""

from glossgen.cli import program

if __name__ == "__main__":
    program()
