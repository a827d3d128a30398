"""A year in three versions, as it was published each time."""

import pytest

from tests.gates import history
from tests.gates import papers as all_papers
from tests.gates.tools import TOOLS
from tests.support.commands import run


@pytest.fixture(scope="session", autouse=True)
def _tools() -> None:
    if not (TOOLS / ".ready").exists():
        pytest.exit("the programs of the gates are not there: run `make gates`", returncode=1)


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> all_papers.Papers:
    """The papers of every example, of the demo, and of hostile texts."""
    demo = tmp_path_factory.mktemp("demo") / "demo"
    answers = all_papers.EXAMPLES / "demo-answers.yaml"
    words = ("init", demo, "--like", "new-orleans", "--no-input", "--answers", answers)
    assert run(*words, "--year", "2027")[0] == 0
    plans = [path.parent for path in sorted(all_papers.EXAMPLES.glob("*/statplan.yaml"))]
    return all_papers.make(tmp_path_factory.mktemp("papers"), [*plans, demo])


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[history.Version]:
    """Three publishes, with an organizer whose messages they are."""
    return history.make(tmp_path_factory.mktemp("organized"))


@pytest.fixture(scope="session")
def turn(tmp_path_factory: pytest.TempPathFactory) -> list[history.Version]:
    """Three publishes over the turn of a year: before it, of the next year, and after it."""
    return history.make_turn(tmp_path_factory.mktemp("turn"))


@pytest.fixture(scope="session")
def all_versions(
    versions: list[history.Version], tmp_path_factory: pytest.TempPathFactory
) -> list[history.Version]:
    """The same without an organizer and with invitations as well."""
    plain = tmp_path_factory.mktemp("plain")
    invited = tmp_path_factory.mktemp("invited")
    return [
        *versions,
        *history.make(plain, organizer=False),
        *history.make(invited, invite=True),
    ]
