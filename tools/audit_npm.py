"""The two programs of the audit that come from npm: Lighthouse, and the Nu HTML checker."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

PACKAGES = ("lighthouse@12.8.2", "vnu-jar@26.9.27")
"""Pinned: figures of two versions of Lighthouse cannot be compared."""

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = (
    "--headless=new --no-sandbox --disable-background-networking --disable-component-update"
    " --disable-new-content-rendering-timeout"
)
"""The last: on a busy machine Chromium gives up a first frame that is late, and paints a second later."""

NO_ORIGIN = "Content Security Policy"
"""Files have no origin, so that the checker takes every address of a policy's 'self' for a foreign one."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What Lighthouse says of a page: scores of 100, LCP in seconds, TBT in milliseconds, and CLS."""

    page: str
    scores: tuple[int, ...]
    lcp: float
    tbt: float
    cls: float
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the Nu checker says: each message with its file and line."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]


def cache_folder() -> Path:
    """Where the programs are kept, outside of the repository."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "glossgen-audit" / "-".join(PACKAGES).replace("@", "-")


def installed() -> Path:
    """The folder of the installed packages; npm is asked once for each set of versions.

    Raises SystemExit when npm, Node.js or Java are missing.
    """
    for program, package in (("npm", "npm"), ("node", "nodejs"), ("java", "default-jre-headless")):
        if not shutil.which(program):
            raise SystemExit(f"audit: {program} is needed (on Debian: apt-get install {package})")
    folder = cache_folder()
    if not (folder / "ready").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run([*command, "--loglevel=error", *PACKAGES], check=True)
        (folder / "ready").touch()
    return folder / "node_modules"


def lighthouse(modules: Path, url: str, page: str, chromium: str) -> Scores:
    """One run of Lighthouse as a phone, with its own throttling. Raises CalledProcessError."""
    command = ["node", str(modules / "lighthouse" / "cli" / "index.js"), url, "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"]
    environment = {**os.environ, "CHROME_PATH": chromium}
    run = subprocess.run(command, check=True, capture_output=True, env=environment)
    report = json.loads(run.stdout)
    audits = report["audits"]
    weighed = {
        ref["id"] for each in report["categories"].values() for ref in each["auditRefs"] if ref["weight"]
    }
    low = (name for name in sorted(weighed) if (audits[name]["score"] or 0) < 1 and _counts(audits[name]))
    return Scores(
        page,
        tuple(round(report["categories"][name]["score"] * 100) for name in CATEGORIES),
        audits["largest-contentful-paint"]["numericValue"] / 1000,
        audits["total-blocking-time"]["numericValue"],
        audits["cumulative-layout-shift"]["numericValue"],
        tuple(low),
    )


def _counts(audit: dict[str, object]) -> bool:
    return audit["scoreDisplayMode"] in ("binary", "numeric", "metricSavings")


def nu(modules: Path, site: Path) -> Checked:
    """The Nu checker on every HTML file of a site. Java needs a larger stack for deep pages."""
    jar = modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss8m", "-jar", str(jar), "--skip-non-html", "--format", "json"]
    run = subprocess.run([*command, "--exit-zero-always", str(site)], check=True, capture_output=True)
    errors, warnings = [], []
    for message in json.loads(run.stderr)["messages"]:
        text = str(message["message"])
        place = f"{str(message['url']).partition(site.name + '/')[2]}:{message.get('lastLine', 0)}: {text}"
        if message["type"] != "info":
            errors.append(place)
        elif message.get("subType") == "warning" and NO_ORIGIN not in text:
            warnings.append(place)
    return Checked(tuple(errors), tuple(warnings))
