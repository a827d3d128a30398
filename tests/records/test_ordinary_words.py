"""Ordinary words are told from names by a dictionary, whatever their capitals."""

import pytest

from statplan.records.ordinary_words import is_ordinary_word


@pytest.mark.parametrize("word", ["budget", "Potholes", "POTHOLES", "Rose", "departments", "the"])
def test_an_english_word_is_ordinary_whatever_its_capitals(word: str) -> None:
    assert is_ordinary_word(word)


@pytest.mark.parametrize("word", ["Lopez", "smithers", "HOUSTON", "Schröder", "Katherine", ""])
def test_a_name_is_not_ordinary(word: str) -> None:
    assert not is_ordinary_word(word)
