"""Shards: the fingerprint by which the parts of one site are recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from glossgen.config import Config
from glossgen.model import Asset
from glossgen.record.inputs import Input, digest, look_at
from glossgen.sources.history import History


def shard_fingerprint(
    shard: tuple[int, int],
    config: Config,
    inputs: Iterable[Input],
    assets: Iterable[Asset],
    history: History,
) -> str:
    """`K/N` and a digest of all that shapes the site; empty for a whole site.

    Two machines that make parts of one site find the same digest, wherever the
    glossary lies on each. So dates count as they are shown, and the files of the
    repository that they come from do not: each machine has a clone of its own.
    """
    number, count = shard
    if count == 1:
        return ""
    lines = [config.title, config.base_url, history.prefix]
    lines += sorted(_contents(config, inputs, assets))
    lines += [f"{language} {key} {date}" for (language, key), date in sorted(history.dates.items())]
    return f"{number}/{count} {digest(chr(10).join(lines).encode('utf-8', 'surrogateescape'))}"


def _contents(config: Config, inputs: Iterable[Input], assets: Iterable[Asset]) -> Iterator[str]:
    for path, size, _, content in inputs:
        if size >= 0 and ".git" not in Path(path).parts:
            yield f"{config.relative(Path(path))} {content}"
    for asset in assets:
        yield f"{asset.url} {look_at(asset.path)[3]}"
    if config.path:  # which may have any name
        yield look_at(str(config.path))[3]
