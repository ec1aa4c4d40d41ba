"""Work shared out among forked processes: the same results in the same order for any number of them.

A worker begins as a copy of this process, so nothing is sent to it but numbers
of chunks; what it makes comes back as bytes through a pipe of its own. Chunks
are not dealt out beforehand: they wait in one pipe that all workers read, and
whoever is free takes the next. Where a fork is not safe, or not worth it, the
work is done right here.
"""

from glossgen.forks import can_fork
from glossgen.workers.answers import WorkerTrace
from glossgen.workers.crew import run
from glossgen.workers.here import no_collection, usable_jobs
from glossgen.workers.standby import spare

__all__ = ["WorkerTrace", "can_fork", "no_collection", "run", "spare", "usable_jobs"]
