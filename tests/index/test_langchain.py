"""The index in LangChain's terms: the example in the module's docstring runs as it is written."""

import doctest

import index.langchain


def test_the_example_runs() -> None:
    found = doctest.testmod(index.langchain)
    assert found.attempted > 10
    assert found.failed == 0
