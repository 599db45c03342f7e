"""Names in full and in part: which are one person's."""

from __future__ import annotations

import pytest

from briefing.selecting.persons import fits, is_whole, key_of, same

ONE = (
    ("Hillary Rodham Clark", "Hillary Clark"),
    ("John F. Kellerman", "John Fitzgerald Kellerman"),
    ("Juan Pablo de Soto", "Juan Pablo Soto"),
    ("Maria Ana Ruiz", "Ana Ruiz"),
    ("José Ruiz", "Jose Ruiz Jr."),
    ("J. Smith", "John Smith"),
)
TWO = (
    ("John Quincy Abbot", "John Michael Abbot"),
    ("Basma bint Khalil al-Obeidi", "Khalil al-Obeidi"),
    ("Ada Rose Clark", "Ada Rose"),
    ("John Smith", "Jane Smith"),
    ("A. Lee", "Bo Lee"),
)


def names(pair: tuple[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    one, other = pair
    return key_of(tuple(one.split())), key_of(tuple(other.split()))


@pytest.mark.parametrize("pair", ONE)
def test_two_full_names_are_one_persons(pair: tuple[str, str]) -> None:
    one, other = names(pair)
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize("pair", TWO)
def test_two_full_names_are_two_persons(pair: tuple[str, str]) -> None:
    one, other = names(pair)
    assert not same(one, other)
    assert not same(other, one)


@pytest.mark.parametrize("part", ["Clark", "Rose", "Ada Clark", "Rose Clark", "Ada Rose", "Ada M. Clark"])
def test_a_part_of_a_name_fits_it(part: str) -> None:
    assert fits(*names(("Ada Rose Clark", part)))


@pytest.mark.parametrize("part", ["Bell", "Abe M. Clark", "Ada M. Bell", "Clark Ada", "Ada Bell"])
def test_another_name_does_not_fit(part: str) -> None:
    assert not fits(*names(("Ada Rose Clark", part)))


def test_a_name_is_whole_without_what_stands_in_the_middle_and_not_without_its_end() -> None:
    assert is_whole(*names(("Ada Rose Clark", "Ada Clark")))
    assert not is_whole(*names(("Ada Rose Clark", "Ada Rose")))
    assert not is_whole(*names(("Ada Rose Clark", "Clark")))
