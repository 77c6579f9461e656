"""Tables take frames as they come, and say what is wrong with the others by column and row."""

from __future__ import annotations

import datetime as dt
import decimal
import pickle
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from sartor import errors
from sartor.learn import Gbdt, Logistic, Table

ROWS = 120


def messy() -> pd.DataFrame:
    """A column of every kind that holds numbers or categories, half of most of them missing."""
    half = ROWS // 2
    return pd.DataFrame(
        {
            "float": np.linspace(-1.0, 1.0, ROWS),
            "int": np.arange(ROWS, dtype="int16"),
            "Int": pd.array([1, None] * half, dtype="Int64"),
            "Float": pd.array([1.5, None] * half, dtype="Float64"),
            "bool": np.arange(ROWS) % 3 == 0,
            "boolean": pd.array([True, None] * half, dtype="boolean"),
            "object": np.array(["a", None] * half, dtype=object),
            "string": pd.array(["x", pd.NA] * half, dtype="string"),
            "category": pd.Categorical(["u", "v"] * half, categories=["v", "u", "never"]),
            "numbers": pd.Categorical([3, 4] * half),
            "yes": np.array([True, None] * half, dtype=object),
            "decimal": np.array([decimal.Decimal("2.5"), pd.NA] * half, dtype=object),
            "nothing": [None] * ROWS,
            "arrow text": pd.array(["q", "r"] * half, dtype="string[pyarrow]"),
            "arrow int": pd.array([1, None] * half, dtype="int64[pyarrow]"),
        },
        index=pd.RangeIndex(1000, 1000 + ROWS),
    )


def levels(table: Table) -> dict[str, list[str]]:
    return {column.name: column.levels for column in table.schema if column.levels is not None}


def test_every_kind_of_pandas_column_is_numbers_or_categories() -> None:
    table = Table(messy())
    assert levels(table) == {
        "object": ["a"],
        "string": ["x"],
        "category": ["never", "u", "v"],
        "numbers": ["3", "4"],
        "arrow text": ["q", "r"],
    }
    columns = table.to_columns()
    assert columns["boolean"][0] == 1.0
    assert np.isnan(columns["boolean"][1])
    assert columns["decimal"][0] == 2.5
    assert np.isnan(columns["nothing"]).all()
    assert columns["object"][:2].tolist() == ["a", None]
    assert columns["category"][:2].tolist() == ["u", "v"]


def test_polars_and_arrow_say_the_same_as_pandas() -> None:
    frame = messy().drop(columns=["numbers", "decimal", "category"])
    polars = pl.from_pandas(frame)
    arrow = pa.Table.from_pandas(frame, preserve_index=False)
    assert Table(frame) == Table(polars) == Table(arrow) == Table(arrow.to_batches()[0])
    coded = pl.DataFrame({"c": pl.Series(["b", None, "a"], dtype=pl.Categorical)})
    assert levels(Table(coded)) == {"c": ["a", "b"]}
    assert levels(Table(pa.table({"c": pa.array(["b", None, "a"]).dictionary_encode()}))) == {"c": ["a", "b"]}


def test_dicts_and_matrices_are_tables_too() -> None:
    assert Table({"a": [1, None], "b": ("x", "y")}).columns == ["a", "b"]
    assert Table(np.eye(3)).columns == ["x0", "x1", "x2"]
    assert Table(np.eye(2), names=["p", "q"]).columns == ["p", "q"]
    masked = np.ma.masked_array([[1.0], [2.0]], mask=[[True], [False]])
    assert np.isnan(Table(masked).to_columns()["x0"][0])
    assert levels(Table({"zip": [7, 8.0, None]}, categories=["zip"])) == {"zip": ["7", "8"]}


def test_a_table_comes_back_as_the_frame_it_was() -> None:
    frame = messy()
    table = Table(frame)
    assert table.to_frame().index.equals(frame.index)
    assert isinstance(Table(pl.DataFrame({"a": [1]})).to_frame(), pl.DataFrame)
    assert pickle.loads(pickle.dumps(table)) == table
    part = table.take([3, 1])
    assert part.to_frame().index.tolist() == [1003, 1001]
    assert part.rows == len(part) == 2
    assert repr(table) == "Table(rows=120, columns=15: 10 of numbers, 5 of categories)"
    assert "<table" in table._repr_html_()


TIMES = "not numbers or categories but times: hand over numbers, such as the days since each"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pd.DataFrame({"d": pd.to_datetime(["2020-01-01"])}), TIMES),
        (pd.DataFrame({"d": pd.to_datetime(["2020-01-01"], utc=True)}), TIMES),
        (pd.DataFrame({"d": pd.to_timedelta([1], unit="D")}), TIMES),
        (pd.DataFrame({"d": pd.period_range("2020", periods=1, freq="M")}), TIMES),
        ({"d": [dt.date(2020, 1, 1)]}, TIMES),
        ({"d": np.array(["2020-01-01"], dtype="datetime64[D]")}, TIMES),
        (pl.DataFrame({"d": [dt.datetime(2020, 1, 1)]}), TIMES),
        (pa.table({"d": [dt.date(2020, 1, 1)]}), TIMES),
        ({"spend": [1.0, np.inf]}, "spend in row 1 is inf, expected a finite number"),
        ({"total": ["1", " ", 3.5]}, "pandas.to_numeric"),
        ({"total": ["1", " ", 3.5]}, 'total in row 0 is the text "1", expected a number, as in row 2'),
        ({"x": [1.0, [2.0]]}, "x in row 1 is of type list"),
        ({"x": np.array([1 + 2j])}, "x is not a column of numbers"),
        ({"x": ["\ud800"]}, "broken text"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "a is not the name of one column only"),
        ({"a": [1, 2], "b": [1]}, "length of b is 1, expected 2"),
        ({"a": 5}, "one column"),
        ({}, "0 columns"),
        ({"a": []}, "0 rows"),
        ([1, 2], "data is not a frame"),
        (None, "data is not a frame"),
        ("frame", "data is not a frame"),
    ],
)
def test_what_is_no_table_is_refused_by_column_and_row(data: Any, said: str) -> None:
    with pytest.raises(errors.InputError) as refused:
        Table(data)
    assert said in str(refused.value)


def test_an_unknown_name_among_the_categories_is_refused() -> None:
    with pytest.raises(errors.OutOfRange, match="categories is b, expected one of the columns a"):
        Table({"a": [1]}, categories=["b"])


@pytest.fixture(scope="module")
def fitted() -> tuple[pd.DataFrame, Gbdt]:
    frame = messy()
    return frame, Gbdt.fit(frame, frame["float"] > 0.1, trees=20)


def test_answers_find_their_rows_again(fitted: tuple[pd.DataFrame, Gbdt]) -> None:
    frame, model = fitted
    answers = model.predict(frame)
    assert answers.index.equals(frame.index)
    assert model.predict(frame[::-1]).iloc[0] == answers.iloc[-1]
    assert (model.predict(frame[sorted(frame.columns)]) == answers).all()
    assert model.predict_row(frame.iloc[3]) == answers.iloc[3]
    assert model.predict_row(frame.iloc[3].to_dict() | {"unknown": object()}) == answers.iloc[3]
    assert isinstance(model.predict(Table(frame).to_columns()), np.ndarray)
    few = pl.from_pandas(frame.drop(columns=["numbers", "decimal", "category"]))
    assert isinstance(Gbdt.fit(few, (frame["float"] > 0.1).to_numpy(), trees=2).scores(few), pl.Series)


def test_what_was_made_categories_in_training_is_so_when_frames_are_scored() -> None:
    frame = pd.DataFrame({"zip": [1, 2] * 100})
    labels = [(row % 2 == 1) != (row % 19 == 0) for row in range(200)]
    model = Logistic.fit(Table(frame, categories=["zip"]), labels)
    assert model.predict(frame).tolist() == model.predict(Table(frame, categories=["zip"])).tolist()
    assert model.predict_row({"zip": 2}) > 0.5 > model.predict_row({"zip": "1"})
    with pytest.raises(errors.InvalidValue, match="zip is not text, as in training"):
        model.predict({"zip": [3, 4]})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda frame: frame.drop(columns="int"), "int is not there, and the model was trained on it"),
        (lambda frame: frame.assign(float="a"), "float is not a number, as in training"),
        (lambda frame: frame.assign(object=1.0), "object is not text, as in training"),
        (lambda frame: frame.assign(float=np.inf), "float in row 0 is inf"),
    ],
)
def test_frames_unlike_training_are_refused(fitted: tuple[pd.DataFrame, Gbdt], change: Any, said: str) -> None:
    frame, model = fitted
    with pytest.raises(errors.InputError) as refused:
        model.predict(change(frame))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (["Yes", "No"] * (ROWS // 2), 'say which text is 1, such as (labels == "Yes")'),
        (pd.Categorical(["no", "yes"] * (ROWS // 2)), 'such as (labels == "yes")'),
        ([1.0] * ROWS, "1 classes, at least 2 needed"),
        ([np.nan] + [0.0, 1.0] * (ROWS // 2 - 1) + [1.0], "label of row 0 is missing"),
        ([0, 1, 2] * (ROWS // 3), "label of row 2 is 2, expected 0 or 1"),
        ([0, 1], "length of labels is 2, expected 120"),
        (pd.Series([0, 1] * (ROWS // 2)), "align them first"),
        (None, "labels is not there"),
    ],
)
def test_labels_that_say_too_little_are_refused_with_the_remedy(
    fitted: tuple[pd.DataFrame, Gbdt], labels: Any, said: str
) -> None:
    with pytest.raises(errors.InputError) as refused:
        Gbdt.fit(fitted[0], labels)
    assert said in str(refused.value)


@pytest.mark.parametrize("kind", [bool, "int8", "uint64", "float32", "boolean", "Int64", object])
def test_labels_of_any_kind_of_yes_and_no_say_the_same(fitted: tuple[pd.DataFrame, Gbdt], kind: Any) -> None:
    frame, model = fitted
    assert Gbdt.fit(frame, (frame["float"] > 0.1).astype(kind), trees=20) == model
    assert Gbdt.fit(frame, (frame[["float"]] > 0.1).to_numpy(), trees=20) == model
