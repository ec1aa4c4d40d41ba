"""The configuration: `glossgen.yml` in, a frozen `Config` out."""

from __future__ import annotations

from glossgen.config.globs import literal
from glossgen.config.load import NAMES, load_config
from glossgen.config.sections import address_option, is_language
from glossgen.config.values import (
    AUTO,
    MIRROR,
    Compound,
    Config,
    FrontMatter,
    Links,
    Math,
    Mirror,
    Policy,
    Repository,
    ShareImage,
    SourceFolder,
    Theme,
)

__all__ = [
    "AUTO",
    "MIRROR",
    "NAMES",
    "Compound",
    "Config",
    "FrontMatter",
    "Links",
    "Math",
    "Mirror",
    "Policy",
    "Repository",
    "ShareImage",
    "SourceFolder",
    "Theme",
    "address_option",
    "is_language",
    "literal",
    "load_config",
]
