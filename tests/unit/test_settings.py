"""Settings come from a mapping, and a wrong one says what would be right."""

from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.settings import SettingRow, Settings, settings_document, settings_table


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_env({}) == Settings()


def test_names_of_others_are_left_alone() -> None:
    assert Settings.from_env({"PATH": "/bin", "LANG": "C"}) == Settings()


def test_values_are_read_as_the_type_of_their_default() -> None:
    settings = Settings.from_env({"KG_PORT": "9000", "KG_MEMORY_SHARE": "0.25", "KG_OUT": "/srv"})
    assert (settings.port, settings.memory_share, settings.out) == (9000, 0.25, Path("/srv"))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("KG_PORT", "http", "a whole number of at least 0"),
        ("KG_PORT", "-1", "a whole number of at least 0"),
        ("KG_QUERY_TIMEOUT_S", "nan", "a number of at least 0.001"),
        ("KG_QUERY_TIMEOUT_S", "inf", "a number of at least 0.001"),
        ("KG_THREADS", "0", "a whole number of at least 1"),
        ("KG_LOG_LEVEL", "loud", "one of debug, info, warning, error, off"),
        ("KG_PROXY_HEADER", "X-Real-IP", "one of X-Forwarded-For, Forwarded"),
    ],
)
def test_a_wrong_value_says_what_is_expected(name: str, value: str, expected: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({name: value})
    assert str(caught.value) == f"{name}={value!r}: expected {expected}"


def test_an_unknown_name_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"KG_PROT='1': expected one of .*KG_PORT"):
        Settings.from_env({"KG_PROT": "1"})


def test_the_public_address_is_the_own_one_until_it_is_set() -> None:
    assert Settings(port=81).base_url == "http://127.0.0.1:81"
    assert Settings(public_url="https://daten.example/").base_url == "https://daten.example"


@pytest.mark.parametrize("row", list(settings_table()), ids=lambda row: row.name)
def test_every_setting_has_a_meaning_and_a_row(row: SettingRow) -> None:
    assert row.meaning
    assert f"`{row.env_name}`" in settings_document()
