"""Reads all files into a `Glossary`: from the cache where they are unchanged, else in worker processes.

What comes out is what reading one file after the other would give. What a file
depends on beside its own bytes (the language of its neighbours, the files that
it shows) is asked again for a result from the cache, and likewise for one from
a worker, which cannot know which addresses the files before it have taken.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress

from msgspec import Struct, field

from glossgen.cache import Cache
from glossgen.codec import Undecodable
from glossgen.config import AUTO, Config
from glossgen.markdown import make_parser
from glossgen.model import Glossary, Problem, Source
from glossgen.problems import Progress
from glossgen.sources.attributes import Attributes
from glossgen.sources.file_reader import FileReader
from glossgen.sources.files import Assets, SourceFile, decode_text, find_files, read_bytes
from glossgen.sources.ids import assign_ids
from glossgen.sources.keys import KEY_SIZE, key_maker
from glossgen.sources.parsed import Letters, Parsed, decode_parsed
from glossgen.sources.readings import load_readings, with_readings
from glossgen.sources.source_kind import count_letters, shown_language, stated_language
from glossgen.workers import no_collection, run, usable_jobs

KIND = "read"
"""What the results are called in the cache."""

_NO_KEY = bytes(KEY_SIZE)
_PAIR = struct.Struct("<QQ")


class ReadOptions(Struct, frozen=True):
    """Thresholds in bytes: parse in parallel from `forking` on; write the cache from `keeping` on.

    `jobs` is the number of processes that may parse at the same time; without
    it, one for each processor. What is read is the same for any number.
    """

    jobs: int | None = None
    forking: int = 200_000
    keeping: int = 20_000


class ReadResult(Struct, frozen=True):
    """A glossary as read. `parsed` are the paths of the files that had to be parsed for it.

    `results` is what to hand to the next reading of the same glossary, which
    then takes from it, and not from the cache, what has not changed. `context_free`
    says that no file's result depends on another file: it shows none, and
    its language is stated.
    """

    glossary: Glossary
    parsed: tuple[str, ...] = ()
    results: Mapping[bytes, Parsed] = field(default_factory=dict)
    context_free: bool = False


def read_glossary(config: Config, progress: Progress | None = None, jobs: int | None = None) -> Glossary:
    """Read every source file of a glossary. Files with errors are read as far as they go.

    `jobs` is the number of processes that may parse at the same time; without
    it, one for each processor. The glossary is the same for any number.
    """
    return read_files(config, progress, ReadOptions(jobs)).glossary


def read_files(
    config: Config,
    progress: Progress | None = None,
    effort: ReadOptions | None = None,
    before: ReadResult | None = None,
) -> ReadResult:
    """As `read_glossary`, with what it took, and with the last reading to take from."""
    work = _ReadJob(config, effort or ReadOptions(), before)
    sources: list[Source] = []
    problems: list[Problem] = []
    with no_collection():
        for number, parsed in enumerate(work.results(), 1):
            problems += parsed.problems
            if parsed.source:
                sources.append(parsed.source)
            if progress:
                progress("read", number, len(work.files))
        work.keep()
        identified, found = assign_ids(sources)
        glossary = Glossary(identified, work.assets.found, (*problems, *found))
        given = with_readings(glossary, load_readings(config.readings))
    alone = not any(parsed.asked or parsed.common for parsed in work.used.values())
    return ReadResult(given, tuple(work.parsed), work.used, alone)


class _ReadJob:
    """One reading: which files are known, what the others give, and what is to be kept."""

    def __init__(self, config: Config, effort: ReadOptions, before: ReadResult | None) -> None:
        self.config = config
        self.effort = effort
        self.files = list(find_files(config))
        self.md = make_parser()
        self.assets = Assets(config)
        self.key = key_maker(config)
        self.cache = Cache(config.cache, KIND)
        self.before = before.results if before else {}
        self.stored = {} if self.before else self.cache.read()
        self.counted: dict[bytes, Letters] = {}
        self.common = ""
        self.parsed: list[str] = []
        self.used: dict[bytes, Parsed] = {}
        self.new: dict[bytes, bytes] = {}

    # -- all files ---------------------------------------------------------

    def results(self) -> Iterator[Parsed]:
        """What each file gives, in the order of the files."""
        known = [self._known(file) for file in self.files]
        if any(map(self._may_be_silent, self.files)):
            self.common = self._find_common([parsed for _, parsed in known])
        known = [(key, p if p and p.common in ("", self.common) else None) for key, p in known]
        missing = [file for file, (_, parsed) in zip(self.files, known, strict=True) if not parsed]
        with closing(self._run(missing, self._parse)) as fresh:
            for file, (key, parsed) in zip(self.files, known, strict=True):
                yield self._kept(file, key, parsed) if parsed else self._made(file, next(fresh))

    def _known(self, file: SourceFile) -> tuple[bytes, Parsed | None]:
        """The key of a file, and what an earlier reading has made of it."""
        if not self.before and not self.stored:
            return _NO_KEY, None
        data, problem = read_bytes(file)
        if problem:
            return _NO_KEY, None
        key = self.key(file, data)
        parsed = self.before.get(key)
        if parsed is None and key in self.stored:
            with suppress(Undecodable):
                parsed = decode_parsed(self.stored.pop(key))
        if parsed:
            self.counted[key] = parsed.letters
        return key, parsed

    def _kept(self, file: SourceFile, key: bytes, parsed: Parsed) -> Parsed:
        """A known result, if the files that it shows are still there and as they were."""
        if not self._holds(file, parsed):
            return self._made(file, self._parse(file, self.assets))
        self.used[key] = parsed
        return parsed

    def _made(self, file: SourceFile, answer: bytes) -> Parsed:
        """A new result. Where the files before have taken an address that it uses, it is made again."""
        parsed = decode_parsed(answer[KEY_SIZE:])
        if not self._holds(file, parsed):
            answer = self._parse(file, self.assets)
            parsed = decode_parsed(answer[KEY_SIZE:])
        self.parsed.append(file.path)
        key = answer[:KEY_SIZE]
        if key != _NO_KEY:
            self.used[key] = parsed
            self.new[key] = answer[KEY_SIZE:]
        return parsed

    def _holds(self, file: SourceFile, parsed: Parsed) -> bool:
        """Whether its text would find the same files. Asks no more than reading it would."""
        return all(self.assets.locate(file, address) == found for address, found in parsed.asked)

    def keep(self) -> None:
        """Keep what is new, and drop what no file needs any more."""
        if sum(map(len, self.new.values())) > self.effort.keeping:
            self.cache.write(self.new.items(), self.used)

    # -- the language of files that say nothing ----------------------------

    def _may_be_silent(self, file: SourceFile) -> bool:
        """Whether nothing but its text says what language a file is in."""
        return self._counts(file) and not stated_language(file.name, AUTO, Attributes(), ())

    def _counts(self, file: SourceFile) -> bool:
        """Whether a file counts when the language of files that state none is inferred."""
        return file.folder.language == AUTO and not self.config.languages

    def _find_common(self, known: Sequence[Parsed | None]) -> str:
        """Their language. All are judged together: one entry without kana must not make a second language."""
        files = [file for file, parsed in zip(self.files, known, strict=True) if not parsed]
        new = [file for file in files if self._counts(file)]
        letters = [p.letters for file, p in zip(self.files, known, strict=True) if p and self._counts(file)]
        with closing(self._run(new, self._count)) as counts:
            for answer in counts:
                cjk, latin = _PAIR.unpack(answer[KEY_SIZE:])
                self.counted[answer[:KEY_SIZE]] = (cjk, latin)
                letters.append((cjk, latin))
        return shown_language(letters)

    # -- in a worker -------------------------------------------------------

    def _run(
        self, files: Sequence[SourceFile], work: Callable[[SourceFile], bytes]
    ) -> Generator[bytes, None, None]:
        sizes = {file.file: _size(file) for file in files}
        worth = sum(sizes.values()) > self.effort.forking
        jobs = usable_jobs() if self.effort.jobs is None else self.effort.jobs
        return run(files, work, jobs if worth else 1, lambda file: sizes[file.file])

    def _parse(self, file: SourceFile, assets: Assets | None = None) -> bytes:
        """The key of a file, and what reading it gives."""
        data, problem = read_bytes(file)
        if problem:
            return _NO_KEY + Parsed(None, (problem,)).encode()
        key = self.key(file, data)
        letters = self.counted.get(key) or self._letters(file, data)
        reader = FileReader(self.config, self.md, assets, lambda: self.common)
        return key + reader.read(file, data, letters).encode()

    def _count(self, file: SourceFile) -> bytes:
        """The key of a file, and the letters of its text."""
        data, _ = read_bytes(file)
        return self.key(file, data) + _PAIR.pack(*self._letters(file, data))

    def _letters(self, file: SourceFile, data: bytes) -> Letters:
        return count_letters(decode_text(file, data)[0]) if self._counts(file) else (0, 0)


def _size(file: SourceFile) -> int:
    try:
        return file.file.stat().st_size
    except OSError:
        return 0
