"""Settings: all of them in the example, none of them misread in silence."""

import tomllib
from datetime import time
from pathlib import Path

import msgspec
import pytest

from config import Config, ConfigError, Keys
from scrapers import all_sources

EXAMPLE = Path(__file__).parents[1] / "config.example.toml"


def test_the_example_settings_are_the_defaults_and_all_of_them() -> None:
    example = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))

    defaults = msgspec.to_builtins(Config(), builtin_types=(time,))
    for tables in ("feeds", "pages"):
        del defaults[tables]  # lists of tables: the example shows one of each as a comment
    assert msgspec.json.encode(example) == msgspec.json.encode(defaults)


def test_the_feed_of_the_example_can_be_read(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").split("#\n")[1].splitlines()
    path = tmp_path / "config.toml"
    path.write_text("\n".join(line.removeprefix("# ") for line in lines))

    [feed] = Config.read(path, {}).feeds

    assert (feed.slug, feed.hours) == ("foundation", 24)


def test_the_page_of_the_example_can_be_read(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").split("#\n")[3].splitlines()
    path = tmp_path / "config.toml"
    path.write_text("\n".join(line.removeprefix("# ") for line in lines))

    [page] = Config.read(path, {}).pages

    assert (page.slug, page.options()["item"], page.hours) == ("town", "main li", 24)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("[mail]\nhots = 'x'", "no setting is called 'mail.hots'; did you mean 'host'?"),
        ("[mial]\nhost = 'x'", "no setting is called 'mial'; did you mean 'mail'?"),
        ("[web]\nzzzzzz = 1", "'web.zzzzzz'; config.example.toml lists them all"),
        ("[mail]\nport = 'abc'", "mail.port: Expected `int`, got `str`"),
        ("[mail]\nport = 99999", "mail.port: Expected `int` <= 65535"),
        ("[digest]\nweekday = 8", "digest.weekday: Expected `int` <= 7"),
        ("[site]\nzone = 'Europe/Stokholm'", "did you mean 'Europe/Stockholm'?"),
        ("[[feeds]]\nslug = 'A b'\nfunder = 'x'\nurl = 'y'", r"feeds\[0\].slug"),
        ("[keys]\ngdp_vinova = 'x'", "'keys.gdp_vinova'; did you mean 'gdp_vinnova'?"),
        ("[mail", "config.toml: "),
    ],
)
def test_what_cannot_be_followed_is_refused_with_its_place(
    tmp_path: Path, said: str, answer: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(said)

    with pytest.raises(ConfigError, match=answer) as refusal:
        Config.read(path, {})

    assert str(refusal.value).startswith(str(path))


def test_a_key_that_cannot_stand_in_a_header_is_refused_and_not_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[keys]\ngdp_vr = "hemlig\\n"')

    with pytest.raises(ConfigError, match=r"keys\.gdp_vr: Expected") as refusal:
        Config.read(path, {})

    assert "hemlig" not in str(refusal.value)


def test_every_source_that_asks_for_a_key_has_its_setting() -> None:
    asking = {slug for slug, each in all_sources().items() if each.key}

    assert {each.name for each in msgspec.structs.fields(Keys)} == asking
    assert Config.read(Path("nowhere"), {"SAMSOK_KEYS__GDP_VR": "abc"}).keys.said() == {
        "gdp_vr": "abc"
    }


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[mail]\nport = 25\nhost = 'a'")

    config = Config.read(path, {"SAMSOK_MAIL__PORT": "2525", "SAMSOK_SOURCES__ON": "x, y"})

    assert (config.mail.host, config.mail.port) == ("a", 2525)
    assert config.sources.on == ("x", "y")


def test_a_source_may_begin_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[sources.starts]\nvinnova = 'https://moved.example/'")

    assert Config.read(path, {}).sources.starts == {"vinnova": "https://moved.example/"}


def test_a_misread_variable_is_named() -> None:
    with pytest.raises(ConfigError, match=r"^\$SAMSOK_MAIL__PRT: .*did you mean 'port'"):
        Config.read(Path("nowhere"), {"SAMSOK_MAIL__PRT": "1"})


@pytest.mark.parametrize("country", ["Sweden", "se", ""])
def test_a_country_is_two_letters(tmp_path: Path, country: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[sources]\ncountries = ['{country}']")

    with pytest.raises(ConfigError, match=r"config\.toml: sources\.countries"):
        Config.read(path, {})


def test_variables_of_others_are_left_alone() -> None:
    assert Config.read(Path("nowhere"), {"SAMSOK_DATA": "/x", "HOME": "/y"}) == Config()


def test_the_secret_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    config = msgspec.convert({"data": {"folder": str(tmp_path)}}, Config)

    assert len(config.secret()) == 32
    assert config.secret() == config.secret()
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
