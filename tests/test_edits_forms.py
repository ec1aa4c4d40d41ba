"""Edits that change what is understood of a folder: the site is that of a build from nothing."""

from __future__ import annotations

import random

import pytest

from twins import Edit, Standing, replaced, written

FILES = {
    "content/en/axle.md": "---\ntitle: Axle\ncategory: part\n---\nIt holds a [cam](/cam/#parts).\n",
    "content/en/belt.md": "---\ntitle: Belt\ncategory: Part\n---\nIt runs. [x](../axle/), [y](/none/).\n",
    "content/en/cam.md": "---\ntitle: Cam\n---\nIt lifts.\n\n## Parts\n\nA nose.\n",
    "content/en/disk.md": "---\ntitle: Disk\n---\nIt turns {{< note >}} like an [[axle]].\n",
    "content/ja/axle.md": "---\ntitle: 軸\n---\n回るもの。\n",
    "content/ja/belt.md": "---\ntitle: 帯\n---\n軸に掛かる。\n",
    "glossary.md": "# Glossary\n\n- **Gear**: It has teeth.\n- **Hub**: Mid.\n- **Idler**: It waits.\n",
    "guide.md": "# Guide\n\n## Begin\n\nTurn the gear and the axle.\n",
    "words.csv": "term,definition,language\nJack,It lifts a cam.,en\nKey,It holds.,en\nLug,An ear.,en\n",
}
EDITS: dict[str, Edit] = {
    "a title less": replaced("content/en/axle.md", "title: Axle\n", ""),
    "few titles": lambda root, chance: [
        replaced(f"content/en/{name}.md", "title: ", "name: ")(root, chance)
        for name in ("axle", "belt", "cam")
    ],
    "a category in capitals": replaced("content/en/axle.md", "category: part", "category: PART"),
    "another heading": replaced("content/en/cam.md", "## Parts", "## Pieces"),
    "headings of its own": replaced(
        "content/en/cam.md", "A nose.", "A nose.\n\n## Shape\n\nAn egg.\n\n## Use\n\nMuch."
    ),
    "another address": replaced("content/en/axle.md", "title: Axle\n", "title: Axle\nurl: /shaft/\n"),
    "an alias": replaced(
        "content/en/axle.md", "title: Axle\n", "title: Axle\naliases: [/none/, Main shaft]\n"
    ),
    "a translation more": written("content/ja/cam.md", "---\ntitle: 凸輪\n---\n持ち上げる。\n"),
    "no translation": lambda root, _: (root / "content/ja/axle.md").unlink(),
    "a glossary of headings": written(
        "glossary.md", "# Glossary\n\n## Gear\n\nTeeth.\n\n## Hub\n\nMiddle.\n\n## Idler\n\nx\n"
    ),
    "no glossary page": lambda root, _: (root / "glossary.md").unlink(),
    "a letter": replaced("glossary.md", "- **Gear**", "## G\n\n- **Gear**"),
    "a record more": replaced("words.csv", "Lug,", "Mast,It stands.,en\nLug,"),
    "a record in another language": replaced("words.csv", "Lug,An ear.,en", "耳,つまみ。,ja"),
    "another definition": replaced("words.csv", "An ear.", "An ear of a gear."),
    "no data": lambda root, _: (root / "words.csv").unlink(),
    "data that is no glossary": written("words.csv", "x,y\n1,2\n"),
    "a readme": written("README.md", "# Words\n\n## Nut\n\nIt holds.\n"),
    "sphinx": written("more.rst", "More\n====\n\n.. glossary::\n\n   Oar\n      It rows a :term:`gear`.\n"),
    "a configuration": written(
        "glossgen.yml", "sources:\n  - words.csv\n  - {path: content/en, form: article}\n"
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_one_edit(standing: Standing, edit: Edit) -> None:
    twins = standing(FILES)
    edit(twins.root, random.Random(1))
    twins.build()
