"""The words of the pages: each key once, and both languages."""

import importlib
import re

from kg.web.words.texts import TEXTS
from tests.conftest import ROOT


def test_no_table_takes_a_key_from_another() -> None:
    keys = [
        key
        for path in sorted((ROOT / "kg" / "web" / "words").glob("*_texts.py"))
        for name, table in vars(importlib.import_module(f"kg.web.words.{path.stem}")).items()
        if name == path.stem.upper()
        for key in table
    ]
    own = re.findall(
        r'^        "([a-z0-9:-]+)": \(',
        (ROOT / "kg/web/words/texts.py").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    every = [*keys, *own]
    assert len(keys) > 100
    assert {key for key in every if every.count(key) > 1} == set()
    assert set(TEXTS) >= set(every)


def test_every_word_is_there_in_both_languages() -> None:
    assert [key for key, words in TEXTS.items() if len(words) != 2 or not all(words)] == []
