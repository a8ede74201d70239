"""The JSON Schema that the tables write is one, and accepts what the decoder accepts."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

FIXTURES = Path(__file__).parent.parent / "SchemaDecodingTests" / "Fixtures"


@pytest.fixture(scope="module")
def validator():
    schema = json.loads((FIXTURES / "written" / "schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def document():
    return json.loads((FIXTURES / "accepted" / "everything.json").read_text())


def test_accepts_every_word_that_can_be_used(validator):
    assert [error.message for error in validator.iter_errors(document())] == []


@pytest.mark.parametrize(
    "path, value",
    [
        (["datagen"], 2),
        (["tables", "orders", "colour"], "red"),
        (["tables", "customers", "rows"], -1),
        (["tables", "customers", "columns", "name"], {"persn": "full_name"}),
        (["tables", "customers", "columns", "name"], {"person": "full_name", "rank": "x"}),
        (["tables", "orders", "arrivals", "factors", "season"], {"by": "month", "multiply": []}),
        (["output", "format"], "xml"),
        (["processes"], {}),
    ],
)
def test_refuses_what_the_decoder_refuses(validator, path, value):
    changed = document()
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert not validator.is_valid(changed)
