"""Options of a build that are not part of the configuration."""

from __future__ import annotations

from msgspec import Struct, field

from glossgen.build.profile import Profile
from glossgen.problems import Progress
from glossgen.record import Asked, Last


class BuildOptions(Struct, frozen=True):
    """How a build is done. The site is the same for any of these, but for `shard`.

    `progress` is called with stage, done and total. The work is shared out
    among `jobs` processes (0: one for each processor). What was `asked` is
    remembered, for `glossgen.record.unchanged` to answer next time, and for the
    next build to begin from unless it is to be `fresh`; `last` is the last build
    of it, if somebody has looked. `shard` is the part of the files to be made,
    as number from 1 and count.
    """

    progress: Progress = lambda _stage, _done, _total: None
    jobs: int = 0
    asked: Asked | None = None
    fresh: bool = False
    shard: tuple[int, int] = (1, 1)
    last: Last | None = None
    profile: Profile = field(default_factory=Profile)
