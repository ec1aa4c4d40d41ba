"""Options of a build that are not part of the configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct, field

from glossgen.build.profile import Profile
from glossgen.model import Problem
from glossgen.problems import Progress
from glossgen.query.freshness import BuildRequest


class BuildOptions(Struct, frozen=True):
    """Options of one build. None of them changes the content of the site, except `shard`.

    - `jobs`: number of processes; 0 means one for each processor.
    - `fresh`: ignore everything that earlier builds have kept; git is asked again for all dates.
    - `shard`: (number from 1, count): make only this part of the files.
    - `paranoid`: build again from scratch and raise `Differs` if any byte differs.
    - `request`: the request to remember, so that `glossgen.query.freshness` can answer the next
      build.
    - `durable`: what takes the place of an old site must outlast a power cut; a preview need not.
    - `why`: the address of a page; the reasons why it was made again are appended to `reasons`.
    - `strict`: write nothing if there is an error or a warning among the problems that `counted`
      keeps.
    """

    progress: Progress = lambda _stage, _done, _total: None
    jobs: int = 0
    fresh: bool = False
    shard: tuple[int, int] = (1, 1)
    paranoid: bool = False
    request: BuildRequest | None = None
    profile: Profile = field(default_factory=Profile)
    why: str = ""
    strict: bool = False
    durable: bool = True
    counted: Callable[[Iterable[Problem]], Sequence[Problem]] = tuple
    reasons: list[str] = field(default_factory=list)
