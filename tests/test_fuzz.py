"""Fuzzing the service over its own description, with all checks, by every role; longer with `make fuzz`."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from building import ARTICLE, article
from hypothesis import HealthCheck, settings
from service import TESTER, bearer, listening
from storing import store

from api.actions.keys import add_key
from api.app import create_app
from api.settings import Settings
from models.database import Database
from models.roles import Role

EXAMPLES = int(os.environ.get("CHIDAO_FUZZ_EXAMPLES", "3"))
SCHEMA = schemathesis.openapi.from_dict(create_app(Settings()).openapi())


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[Role, str]]]:
    """Give the address of a service with a document in it, and a token for each role."""
    url = str(tmp_path_factory.mktemp("fuzz") / "a.db")
    database = Database(url)
    store(database, ARTICLE, article())
    tokens = {role: add_key(database, TESTER, role, role, None) for role in Role}
    database.close()
    with listening(url, rate_limit="1000000/minute") as address:
        yield address, tokens


@pytest.mark.parametrize("role", Role)
@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="CHIDAO_FUZZ_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
def test_no_request_finds_a_fault(case: Any, service: tuple[str, dict[Role, str]], role: Role) -> None:  # noqa: ANN401  # a case of schemathesis, which depends on the schema
    address, tokens = service
    case.call_and_validate(base_url=address, headers=bearer(tokens[role]), timeout=120)
