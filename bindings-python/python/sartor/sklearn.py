"""Sartor's learners as estimators of scikit-learn: in pipelines, searches, and wherever one of its estimators goes.

``pip install sartor[sklearn]`` brings scikit-learn (1.6 or later). A data frame goes in as it is: text and categorical
columns are categories, and what is missing stays missing; matrices are numbers.

>>> import numpy as np
>>> from sartor.sklearn import SartorClassifier
>>> X = np.arange(400.0).reshape(200, 2) % 37
>>> model = SartorClassifier(learner="gbdt").fit(X, np.where(X[:, 0] > 18, "stays", "leaves"))
>>> model.classes_.tolist(), model.predict(X[:2]).tolist()
(['leaves', 'stays'], ['leaves', 'leaves'])
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import (
    _check_sample_weight,
    _check_y,
    check_consistent_length,
    check_is_fitted,
    column_or_1d,
    validate_data,
)

from . import learn

__all__ = ["SartorClassifier", "SartorRegressor"]

# Below it what is held out for weights, calibration and promises says too little, and one learner is fitted alone.
_ROWS_OF_AN_ENSEMBLE: Final = 100
_RARER_ROWS_OF_AN_ENSEMBLE: Final = 20


def _is_frame(X: Any) -> bool:
    """Whether it has named columns of kinds of their own: a frame of pandas, polars or Arrow, or a `Table`."""
    return isinstance(X, learn.Table) or hasattr(X, "column_names") or (hasattr(X, "columns") and hasattr(X, "shape"))


def _names_of(X: Any) -> list[str]:
    return [str(name) for name in (X.column_names if hasattr(X, "column_names") else X.columns)]


class _Learner(BaseEstimator):  # type: ignore[misc, unused-ignore]
    """What both estimators do alike."""

    learner: str
    folds: int
    members: Sequence[str] | None
    calibration: str | None
    categories: Sequence[str] | None
    options: Mapping[str, Any] | None
    random_state: Any

    def _seed(self) -> int:
        if self.random_state is None:
            return 0
        if isinstance(self.random_state, (int, np.integer)):
            return int(self.random_state)
        return int(check_random_state(self.random_state).randint(2**31 - 1))

    def _fit_table(self, X: Any) -> learn.Table:
        """The training table, and what its columns are called."""
        if isinstance(X, learn.Table):
            self.n_features_in_ = len(X.columns)
            table = X
        elif _is_frame(X):
            validate_data(self, X, skip_check_array=True)
            table = learn.Table(X, categories=self._known_categories(_names_of(X)))
        else:
            X = validate_data(self, X, dtype=np.float64, ensure_all_finite="allow-nan")
            names = [f"x{place}" for place in range(X.shape[1])]
            table = learn.Table(X, categories=self._known_categories(names), names=names)
        self._names = list(table.columns)
        return table

    def _known_categories(self, names: list[str]) -> list[str] | None:
        return None if self.categories is None else [str(name) for name in self.categories if str(name) in names]

    def _table(self, X: Any) -> Any:
        """A table to be answered for: frames by name, matrices by place."""
        check_is_fitted(self, "model_")
        if isinstance(X, learn.Table):
            return X
        if _is_frame(X):
            validate_data(self, X, skip_check_array=True, reset=False)
            if set(_names_of(X)) >= set(self._names):
                return X
        X = validate_data(self, X, dtype=np.float64, ensure_all_finite="allow-nan", reset=False)
        return {name: X[:, place] for place, name in enumerate(self._names)}

    def _weights(self, sample_weight: Any, table: learn.Table) -> NDArray[np.float64] | None:
        if sample_weight is None:
            return None
        rows = np.empty((len(table), 1))
        weights: NDArray[np.float64] = _check_sample_weight(sample_weight, rows, dtype=np.float64)
        return weights

    def _fit_learner(self, table: learn.Table, y: NDArray[Any], task: str, weights: Any, times: Any, enough: bool) -> Any:
        options = dict(self.options or {})
        objective = {"binary": "logistic", "regression": "squared", "count": "poisson"}.get(task)
        learner = self.learner
        if learner == "ensemble" and not enough:
            learner = "logistic" if task == "binary" else "gbdt"
            # So few rows bear only leaves of a few.
            options = {"l2": 1.0, "min_child_weight": 2.0, "leaves": 8} if learner == "gbdt" else {}
        if learner == "ensemble":
            return learn.fit(
                table, y, task=task, seed=self._seed(), folds=self.folds, weights=weights, times=times,
                calibration=self.calibration, members=self.members, **options,
            )  # fmt: skip
        if learner == "logistic" and task == "binary":
            return learn.Logistic.fit(table, y, weights=weights, **options)
        if learner == "gbdt":
            options.setdefault("objective", objective or learn.Objective.tweedie(1.5))
            return learn.Gbdt.fit(table, y, seed=self._seed(), weights=weights, times=times, **options)
        if learner == "network" and objective is not None:
            return learn.Network.fit(table, y, objective=objective, seed=self._seed(), weights=weights, times=times, **options)
        raise ValueError(f"learner={self.learner!r} is none of a {task} task")

    def explain(self, X: Any) -> learn.Explanations:
        """What each column contributes to each row's score: see `sartor.learn.Explanations`."""
        explanations: learn.Explanations = self.model_.explain(self._table(X))
        return explanations

    def report(self) -> learn.EnsembleReport:
        """What is known of an ensemble from rows that no member had seen."""
        check_is_fitted(self, "model_")
        if not isinstance(self.model_, learn.Ensemble):
            raise AttributeError("only an ensemble has a report: learner='ensemble' with enough rows")
        return self.model_.report()

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags


class SartorClassifier(ClassifierMixin, _Learner):  # type: ignore[misc, unused-ignore]
    """Probabilities of two classes that mean what they say.

    Parameters
    ----------
    learner
        ``"ensemble"`` (the default): a calibrated blend of boosted trees, a logistic regression and a network. Of fewer
        than 100 rows, or 20 of the rarer class, the logistic regression alone: nothing can be held out of them. Or one
        learner: ``"gbdt"``, ``"logistic"`` or ``"network"``.
    folds, members, calibration
        Of an ensemble: see `sartor.learn.fit`.
    categories
        Columns of numbers that are names rather than amounts.
    options
        Further options of the learner, such as ``{"trees": 200}`` of ``"gbdt"``.
    random_state
        The seed of what is drawn; the same seed gives the same model.

    Attributes
    ----------
    classes_
        The two classes, sorted.
    model_
        The learner of `sartor.learn`.
    """

    def __init__(
        self,
        *,
        learner: str = "ensemble",
        folds: int = 5,
        members: Sequence[str] | None = None,
        calibration: str | None = None,
        categories: Sequence[str] | None = None,
        options: Mapping[str, Any] | None = None,
        random_state: Any = 0,
    ) -> None:
        self.learner = learner
        self.folds = folds
        self.members = members
        self.calibration = calibration
        self.categories = categories
        self.options = options
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: ArrayLike | None = None, times: Any = None) -> SartorClassifier:
        """Fit to two classes of any kind; `times` let every row be judged by what was learnt from earlier ones alone."""
        if y is None:
            raise ValueError("requires y to be passed, but the target y is None")
        table = self._fit_table(X)
        y = column_or_1d(y, warn=True)
        check_consistent_length(np.empty((len(table), 0)), y)
        check_classification_targets(y)
        kind = type_of_target(y, input_name="y", raise_unknown=True)
        self.classes_, places = np.unique(y, return_inverse=True)
        if len(self.classes_) > 2:
            raise ValueError(f"Only binary classification is supported. The type of the target is {kind}.")
        if len(self.classes_) < 2:
            raise ValueError("cannot learn from one class alone: y holds a single class")
        weights = self._weights(sample_weight, table)
        counted = places if weights is None else places[weights > 0]
        rarer = int(np.bincount(counted, minlength=2).min())
        enough = len(counted) >= _ROWS_OF_AN_ENSEMBLE and rarer >= _RARER_ROWS_OF_AN_ENSEMBLE
        self.model_ = self._fit_learner(table, places.astype(np.float64), "binary", weights, times, enough)
        return self

    def decision_function(self, X: Any) -> NDArray[np.float64]:
        """The log-odds of the second class."""
        table = self._table(X)
        return np.asarray(self.model_.scores(table))

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """The probabilities of both classes, in the order of `classes_`."""
        table = self._table(X)
        second = np.asarray(self.model_.predict(table))
        return np.column_stack([1.0 - second, second])

    def predict(self, X: Any) -> NDArray[Any]:
        """The likelier class."""
        second = self.decision_function(X) > 0
        likelier: NDArray[Any] = self.classes_[second.astype(int)]
        return likelier

    def predict_set(self, X: Any, coverage: float = 0.9) -> NDArray[np.bool_]:
        """Which classes cannot be excluded, of an ensemble: a boolean array, rows by `classes_`."""
        table = self._table(X)
        self.report()
        flags: NDArray[np.bool_] = self.model_.predict_set(table, coverage=coverage)
        return flags

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags


class SartorRegressor(RegressorMixin, _Learner):  # type: ignore[misc, unused-ignore]
    """Means of numbers, counts or amounts, with intervals that hold what comes.

    Parameters
    ----------
    task
        ``"regression"`` (any numbers, the default), ``"count"``, or ``"amount"`` (at least 0, many of them 0).
    learner
        ``"ensemble"`` (the default): a blend, corrected by what rows held out say. Of fewer than 100 rows boosted trees
        alone. Or one learner: ``"gbdt"`` or, of a regression or counts, ``"network"``.
    folds, members, calibration, categories, options, random_state
        As of `SartorClassifier`.

    Attributes
    ----------
    model_
        The learner of `sartor.learn`.
    """

    def __init__(
        self,
        *,
        task: str = "regression",
        learner: str = "ensemble",
        folds: int = 5,
        members: Sequence[str] | None = None,
        calibration: str | None = None,
        categories: Sequence[str] | None = None,
        options: Mapping[str, Any] | None = None,
        random_state: Any = 0,
    ) -> None:
        self.task = task
        self.learner = learner
        self.folds = folds
        self.members = members
        self.calibration = calibration
        self.categories = categories
        self.options = options
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: ArrayLike | None = None, times: Any = None) -> SartorRegressor:
        """Fit to numbers; `times` let every row be judged by what was learnt from earlier ones alone."""
        if y is None:
            raise ValueError("requires y to be passed, but the target y is None")
        table = self._fit_table(X)
        y = _check_y(column_or_1d(y, warn=True), y_numeric=True, estimator=self)
        check_consistent_length(np.empty((len(table), 0)), y)
        weights = self._weights(sample_weight, table)
        counted = len(table) if weights is None else int((weights > 0).sum())
        enough = counted >= _ROWS_OF_AN_ENSEMBLE
        self.model_ = self._fit_learner(table, y.astype(np.float64), self.task, weights, times, enough)
        return self

    def predict(self, X: Any) -> NDArray[np.float64]:
        """The mean of every row."""
        table = self._table(X)
        return np.asarray(self.model_.predict(table))

    def predict_interval(self, X: Any, coverage: float = 0.9) -> NDArray[np.float64]:
        """Intervals that hold the outcomes of the share `coverage` of rows, of an ensemble: an array, rows by both ends."""
        table = self._table(X)
        self.report()
        found = self.model_.predict_interval(table, coverage=coverage)
        return np.column_stack([np.asarray(found.low), np.asarray(found.high)])
