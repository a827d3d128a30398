"""A year in three versions, as it was published each time."""

import pytest

from tests.gates import history
from tests.gates.tools import TOOLS


@pytest.fixture(scope="session", autouse=True)
def _tools() -> None:
    if not (TOOLS / ".ready").exists():
        pytest.exit("the programs of the gates are not there: run `make gates`", returncode=1)


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[history.Version]:
    """Three publishes, with an organizer whose messages they are."""
    return history.make(tmp_path_factory.mktemp("organized"))


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
