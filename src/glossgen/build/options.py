"""Options of a build that are not part of the configuration."""

from __future__ import annotations

from msgspec import Struct, field

from glossgen.build.profile import Profile
from glossgen.problems import Progress
from glossgen.query.freshness import Asked


class BuildOptions(Struct, frozen=True):
    """How a build is done. The site is the same for any of these, but for `shard`.

    The work is shared out among `jobs` processes (0: one for each processor).
    With `fresh`, nothing that earlier builds have kept is used: git is asked again
    for all dates, too. `shard` is the part of the files to be made, as number from
    1 and count. With `paranoid`, the site is made once more from nothing, and a
    difference is a bug that is raised. What was `asked` is remembered, so that
    `glossgen.query.freshness` can answer the next build. Of the page at the address
    `why` it is told in `reasons` why it was made again.
    """

    progress: Progress = lambda _stage, _done, _total: None
    jobs: int = 0
    fresh: bool = False
    shard: tuple[int, int] = (1, 1)
    paranoid: bool = False
    asked: Asked | None = None
    profile: Profile = field(default_factory=Profile)
    why: str = ""
    reasons: list[str] = field(default_factory=list)
