"""The pages start without what is slow to load, and load it when the first has been sent."""

import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from web.warming import Warming, hang

ROOT = Path(__file__).parents[1]
SCRIPT = """
import sys
from pathlib import Path
from config import Config
from models.database import connect, upgrade
from web import create_app

config = Config.read(Path("none.toml"), {"SAMSOK_DATA__FOLDER": sys.argv[1]})
engine = connect(config.database)
upgrade(engine)
app = create_app(config, engine)
slow = {"numba", "numpy", "scipy", "sklearn"}
assert not slow & {*sys.modules}, slow & {*sys.modules}
page = app.test_client().get("/")
assert page.status_code < 400
assert not app.extensions["warming"].begun.locked()
page.close()  # as a server does when all is sent
assert app.extensions["warming"].begun.locked()
app.extensions["warming"].result(120)
assert "sklearn" in sys.modules
"""


def test_the_web_starts_without_scikit_learn_and_loads_it_after_the_first_page(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, tmp_path], cwd=ROOT, capture_output=True, encoding="utf-8",
        check=False, timeout=300,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr


def test_the_work_begins_when_a_page_has_been_sent_and_is_done_once() -> None:
    app = Flask(__name__)
    done: list[str] = []
    hang(app, lambda: done.append("work"))
    app.add_url_rule("/", view_func=lambda: "a page")

    begun = [app.extensions["warming"].begun.locked()]
    for _ in range(3):
        app.test_client().get("/").close()
        begun.append(app.extensions["warming"].begun.locked())
    app.extensions["warming"].result(10)

    assert begun == [False, True, True, True]
    assert done == ["work"]


def test_nobody_waits_for_the_work_longer_than_asked() -> None:
    ended = Event()
    warming = Warming(lambda: ended.wait(10))

    with pytest.raises(TimeoutError):
        warming.result(0.01)

    ended.set()
    assert warming.result(10) is True


def test_work_that_fails_says_so_to_whoever_asks(caplog: pytest.LogCaptureFixture) -> None:
    warming = Warming(lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        warming.result(10)

    assert "could not be loaded" in caplog.text
