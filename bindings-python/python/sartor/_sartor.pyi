# Written by scripts/python-stubs from the compiled module; do not edit.
"""
Customer intelligence, in process.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from numpy import bool_, datetime64, float64
from numpy.typing import ArrayLike, NDArray
from os import PathLike
from typing import Any, Final, TypeAlias, final

__version__: Final[str]

Progress: TypeAlias = Callable[[int, int], object]
"""Is told how many steps of how many are done; raising stops the work."""


@final
class ActionDecision:
    """
    The actions to take now and those rejected, with the arm of the experiment they were decided in.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def actions(self, /) -> list[NextAction]:
        """
        What to do, best first.
        """
    @property
    def arm(self, /) -> str | None:
        """
        The arm: `on`, or `off` for the holdout.
        """
    @property
    def experiment(self, /) -> str | None:
        """
        The experiment, when some action came as far as its gate.
        """
    @staticmethod
    def from_json(text: str) -> ActionDecision:
        """
        The record that `to_json` wrote.
        """
    @property
    def propensity(self, /) -> float:
        """
        Probability of that arm; 1 when no chance was involved.
        """
    @property
    def rejected(self, /) -> list[RejectedAction]:
        """
        What was considered and not taken.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ActionPlan:
    """
    What to do next, and what not.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def actions(self, /) -> list[NextAction]:
        """
        Best first.
        """
    @property
    def as_of_ms(self, /) -> int:
        """
        Time of the answer.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @staticmethod
    def from_json(text: str) -> ActionPlan:
        """
        The record that `to_json` wrote.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that answered.
        """
    @property
    def record(self, /) -> list[DecisionRecord]:
        """
        Events for the host to append.
        """
    @property
    def rejected(self, /) -> list[RejectedAction]:
        """
        Considered and stopped, with the gate.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ActionPolicy:
    """
    The shop's bounds on actions.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, cart_rest_hours: int = ..., cart_forgotten_days: int = ..., cooldown_days: int = ..., fitting_occasions: Sequence[str] = ..., fitting_categories: Sequence[str] = ..., welcome_back_alive_low: float = ..., welcome_back_alive_high: float = ..., welcome_back_min_purchases: float = ..., max_actions: int = ..., holdout_share: float = ..., experiment: str = ...) -> ActionPolicy: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cart_forgotten_days(self, /) -> int:
        """
        A cart untouched for longer is forgotten, 1 to 365 days; default 14.
        """
    @property
    def cart_rest_hours(self, /) -> int:
        """
        A cart rests at least this long before it is mentioned, 1 to 720 hours; default 24. Reminders after 30
        to 60 minutes lowered purchases, after one to three days they raised them (Li, Luo, Lu and Moriguchi 2021).
        """
    @property
    def cooldown_days(self, /) -> int:
        """
        An action made is not made again for this many days, 0 to 365; default 7.
        """
    @property
    def experiment(self, /) -> str:
        """
        Id of the experiment that holds out; a new id draws new arms. Default `actions_v1`.
        """
    @property
    def fitting_categories(self, /) -> list[str]:
        """
        Categories whose fit matters; default `suits`, `tuxedos`, `blazers`, `trousers`, `dress_shirts`.
        """
    @property
    def fitting_occasions(self, /) -> list[str]:
        """
        Occasions for which clothes must fit; default `wedding`, `black_tie`, `formal`, `graduation`, `interview`.
        """
    @staticmethod
    def from_json(text: str) -> ActionPolicy:
        """
        The record that `to_json` wrote.
        """
    @property
    def holdout_share(self, /) -> float:
        """
        Share of customers to whom no action is proposed, so that their effect can be measured, 0 to 0.5; default 0.1.
        """
    @property
    def max_actions(self, /) -> int:
        """
        The most actions proposed at a time, 1 to 10; default 3.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def welcome_back_alive_high(self, /) -> float:
        """
        Probability of being alive above which nobody needs to be welcomed back, 0 to 1; default 0.7.
        """
    @property
    def welcome_back_alive_low(self, /) -> float:
        """
        Probability of being alive from which a customer is worth welcoming back, 0 to 1; default 0.2.
        """
    @property
    def welcome_back_min_purchases(self, /) -> float:
        """
        Expected purchases over the outlook's horizon below which it is not worth while, 0 to 1,000; default 0.1.
        """

@final
class AdditionalData:
    """
    What else the host knows of this turn.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, image_urls: Sequence[str] = ..., location: str | None = ..., device_type: str | None = ..., jurisdiction: str | None = ..., language: str | None = ...) -> AdditionalData: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def device_type(self, /) -> str | None:
        """
        `mobile` or `desktop`: shapes the length of the answer.
        """
    @staticmethod
    def from_json(text: str) -> AdditionalData:
        """
        The record that `to_json` wrote.
        """
    @property
    def image_urls(self, /) -> list[str]:
        """
        Pictures the customer sent; they are not looked at.
        """
    @property
    def jurisdiction(self, /) -> str | None:
        """
        Country or country and region for the rules of law, such as `US-MI`.
        """
    @property
    def language(self, /) -> str | None:
        """
        BCP 47 tag of the customer's language; the built-in sentences are English.
        """
    @property
    def location(self, /) -> str | None:
        """
        Where the customer says to be, such as `Detroit`; it is not a jurisdiction.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class AdjustmentFactor:
    """
    Why the price moved, and by how much.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def amount_minor(self, /) -> int:
        """
        The move in minor units; all amounts sum to adjusted minus base.
        """
    @property
    def factor(self, /) -> str:
        """
        `price_override`, `market_demand`, `offer`, `floor`, `ceiling` or `rounding`.
        """
    @staticmethod
    def from_json(text: str) -> AdjustmentFactor:
        """
        The record that `to_json` wrote.
        """
    @property
    def impact(self, /) -> float:
        """
        The move as a fraction of the base price.
        """
    @property
    def personal(self, /) -> bool:
        """
        Whether personal data entered this factor.
        """
    @property
    def reasoning(self, /) -> str:
        """
        One sentence for the shop's staff.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

class AttributeValue:
    """
    The value of an [`EventAttribute`].
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> AttributeValue:
        """
        The record that `to_json` wrote.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @final
    class Amount(AttributeValue):
        """
        An amount of money.
        """
        __match_args__: Final = ("amount_minor",)
        def __new__(cls, /, amount_minor: int) -> AttributeValue.Amount: ...
        @property
        def amount_minor(self, /) -> int:
            """
            Minor units of the event's currency, at least 0.
            """
    @final
    class Flag(AttributeValue):
        """
        Yes or no.
        """
        __match_args__: Final = ("flag",)
        def __new__(cls, /, flag: bool) -> AttributeValue.Flag: ...
        @property
        def flag(self, /) -> bool:
            """
            The answer.
            """
    @final
    class Number(AttributeValue):
        """
        A finite number.
        """
        __match_args__: Final = ("number",)
        def __new__(cls, /, number: float) -> AttributeValue.Number: ...
        @property
        def number(self, /) -> float:
            """
            The number.
            """
    @final
    class Text(AttributeValue):
        """
        Text, such as a query or an id.
        """
        __match_args__: Final = ("text",)
        def __new__(cls, /, text: str) -> AttributeValue.Text: ...
        @property
        def text(self, /) -> str:
            """
            The text.
            """
    @final
    class Texts(AttributeValue):
        """
        Several texts, in the order given.
        """
        __match_args__: Final = ("texts",)
        def __new__(cls, /, texts: Sequence[str]) -> AttributeValue.Texts: ...
        @property
        def texts(self, /) -> list[str]:
            """
            The texts.
            """

@final
class AvoidedProduct:
    """
    A product not to be mentioned.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> AvoidedProduct:
        """
        The record that `to_json` wrote.
        """
    @property
    def product_id(self, /) -> str:
        """
        The product.
        """
    @property
    def reason(self, /) -> str:
        """
        Why: `refused`, `returned` or `out_of_stock`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class Basis:
    """
    What an estimate rests on.
    """
    ASSUMED: Final[Basis]
    """
    An assumption that no data has replaced yet.
    """
    CUSTOMER: Final[Basis]
    """
    This customer's own history.
    """
    PRIOR: Final[Basis]
    """
    All customers that the engine was trained on.
    """
    SEGMENT: Final[Basis]
    """
    Customers of the same segment, or outcomes of the same kind.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class BgNbd:
    """
    BG/NBD: how many purchases will a customer still make, and is the customer still one?

    Fader, Hardie and Lee (2005). Histories are `frequency` (repeat purchases), `last_purchase_age` and `age`,
    in any one unit of time since the first purchase; columns of them give columns back, numbers a number.
    Every customer without a repeat purchase has a `probability_alive` of exactly 1, by construction.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of `r, alpha, a, b`.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    def expected_purchases(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected of a customer in the next `periods`.
        """
    def expected_purchases_interval(self, /, periods: float, frequency: float, last_purchase_age: float, age: float, *, level: float = 0.9) -> ParameterInterval:
        """
        `expected_purchases` of one customer, with the interval that the parameters' uncertainty leaves it.
        """
    def expected_purchases_new_customer(self, /, periods: float) -> float:
        """
        Purchases expected of a new customer in the `periods` after their first.
        """
    @staticmethod
    def fit(frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = 0.0, progress: Progress | None = None) -> BgNbd:
        """
        Fit by maximum likelihood. `penalty` of 0.001 to 0.1 tames small samples; `weights` count rows.
        """
    @staticmethod
    def from_json(text: str) -> BgNbd:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood of the data it was fitted to; 0 for given parameters.
        """
    def next_purchase_quantile(self, /, q: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Time from now within which the next purchase falls with probability `q`, of a customer who is active.
        """
    @property
    def params(self, /) -> BgNbdParams:
        """
        The parameters.
        """
    def probability_alive(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Probability that a customer is still active.
        """
    def probability_alive_interval(self, /, frequency: float, last_purchase_age: float, age: float, *, level: float = 0.9) -> ParameterInterval:
        """
        `probability_alive` of one customer, with the interval that the parameters' uncertainty leaves it.
        """
    def purchase_distribution(self, /, periods: float, most: int, frequency: float, last_purchase_age: float, age: float) -> NDArray[float64]:
        """
        Probabilities of 0, 1, ... `most` purchases of one customer in the next `periods`.
        """
    def purchase_probability(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = 1.0) -> Any:
        """
        Probability of a purchase in the next `periods`, of a kind that makes up `share` of all purchases.
        """
    def purchase_probability_interval(self, /, periods: float, frequency: float, last_purchase_age: float, age: float, *, share: float = 1.0, level: float = 0.9) -> ParameterInterval:
        """
        `purchase_probability` of one customer, with the interval that the parameters' uncertainty leaves it.
        """
    def purchase_quantiles(self, /, periods: float, frequency: float, last_purchase_age: float, age: float, levels: Sequence[float]) -> NDArray[float64]:
        """
        For each of `levels`, the number of purchases of one customer in the next `periods` that is not exceeded
        with at least that probability.
        """
    @property
    def standard_errors(self, /) -> NDArray[float64]:
        """
        Standard errors of `r, alpha, a, b`.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """
    @staticmethod
    def with_params(params: BgNbdParams) -> BgNbd:
        """
        A model with parameters from elsewhere, taken as exact.
        """

@final
class BgNbdParams:
    """
    The parameters of a BG/NBD model.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, r: float, alpha: float, a: float, b: float) -> BgNbdParams: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def a(self, /) -> float:
        """
        First parameter of the beta distribution of the probability to leave after a purchase; above 0.
        """
    @property
    def alpha(self, /) -> float:
        """
        Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`.
        """
    @property
    def b(self, /) -> float:
        """
        Second parameter of that distribution; above 0. The mean probability is `a / (a + b)`.
        """
    @staticmethod
    def from_json(text: str) -> BgNbdParams:
        """
        The record that `to_json` wrote.
        """
    @property
    def r(self, /) -> float:
        """
        Shape of the gamma distribution of purchase rates; above 0.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class Budget:
    """
    A price range.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def currency(self, /) -> str:
        """
        ISO 4217 code.
        """
    @staticmethod
    def from_json(text: str) -> Budget:
        """
        The record that `to_json` wrote.
        """
    @property
    def high(self, /) -> float | None:
        """
        Upper end.
        """
    @property
    def low(self, /) -> float | None:
        """
        Lower end.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class BusinessIntelligence:
    """
    What only the server may see.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def alerts(self, /) -> list[str]:
        """
        Thresholds crossed, such as `churn_above_0.5`.
        """
    @property
    def churn(self, /) -> RiskEstimate | None:
        """
        Probability of no purchase within the horizon.
        """
    @property
    def experiments(self, /) -> list[ExperimentArm]:
        """
        Experiments that this answer is part of.
        """
    @staticmethod
    def from_json(text: str) -> BusinessIntelligence:
        """
        The record that `to_json` wrote.
        """
    @property
    def incremental_margin(self, /) -> ValueEstimate | None:
        """
        What this decision brings in over doing nothing.
        """
    @property
    def incremental_margin_reason(self, /) -> str | None:
        """
        Why that is not known.
        """
    @property
    def lifetime_value(self, /) -> ValueEstimate | None:
        """
        What the customer is expected to spend.
        """
    @property
    def purchase_probability(self, /) -> list[CategoryProbability]:
        """
        Probability of a purchase, per category.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class CartLineView:
    """
    One product in the cart.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> CartLineView:
        """
        The record that `to_json` wrote.
        """
    @property
    def price_minor(self, /) -> int | None:
        """
        The last price seen for one, in minor units.
        """
    @property
    def product_id(self, /) -> str:
        """
        The product.
        """
    @property
    def quantity(self, /) -> int:
        """
        How many.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class Catalog:
    """
    What the shop sells: products sorted by id, in one currency.
    """
    def __contains__(self, product_id: str, /) -> bool: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, products: Sequence[Product | dict[str, Any]], currency: str = "USD") -> Catalog:
        """
        A catalogue of products in any order, each id once.
        """
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def currency(self, /) -> str:
        """
        ISO 4217 code of every price.
        """
    @staticmethod
    def from_csv(path: str | PathLike[str], *, currency: str = "USD", progress: Progress | None = None) -> Catalog:
        """
        Read products from CSV or gzip of it. A bad line is skipped and told in `report`.
        """
    @staticmethod
    def from_json(text: str) -> Catalog:
        """
        The catalogue that `to_json` wrote.
        """
    @staticmethod
    def from_json_lines(path: str | PathLike[str], *, currency: str = "USD", progress: Progress | None = None) -> Catalog:
        """
        Read products from JSON Lines or gzip of it. A bad line is skipped and told in `report`.
        """
    @staticmethod
    def from_orders(path: str | PathLike[str], *, currency: str = "USD", date_order: DateOrder | str | None = None, columns: OrderColumns | dict[str, Any] | None = None, progress: Progress | None = None) -> Catalog:
        """
        Derive products from a file of order lines: the commonest name and price of each. The options are those of
        `Trainer.read_orders`, and it needs `date_order` too: a line whose date cannot be read is skipped.
        """
    def product(self, /, product_id: str) -> Product | None:
        """
        The product with this id.
        """
    @property
    def products(self, /) -> list[Product]:
        """
        The products, sorted by id.
        """
    @property
    def report(self, /) -> ReadReport | None:
        """
        What became of every line of the file it was read from.
        """
    def to_json(self, /) -> str:
        """
        The catalogue as canonical JSON.
        """

@final
class CatalogFormat:
    """
    How a file of products is written.
    """
    CSV: Final[CatalogFormat]
    """
    Comma-separated values with a header.
    """
    JSON_LINES: Final[CatalogFormat]
    """
    One JSON object a line.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class CategoryOutlook:
    """
    Probability of a purchase in a category.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def category(self, /) -> str:
        """
        The category, or `all`.
        """
    @staticmethod
    def from_json(text: str) -> CategoryOutlook:
        """
        The record that `to_json` wrote.
        """
    @property
    def horizon_days(self, /) -> float:
        """
        Days ahead that are counted.
        """
    @property
    def probability(self, /) -> Estimate:
        """
        Probability of at least one purchase within the horizon.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class CategoryProbability:
    """
    The probability of a purchase in a category.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def basis(self, /) -> Basis:
        """
        What it rests on.
        """
    @property
    def category(self, /) -> str:
        """
        The category, or `all`.
        """
    @staticmethod
    def from_json(text: str) -> CategoryProbability:
        """
        The record that `to_json` wrote.
        """
    @property
    def high(self, /) -> float:
        """
        Upper end of the interval.
        """
    @property
    def horizon_days(self, /) -> float:
        """
        Days ahead that are counted.
        """
    @property
    def level(self, /) -> float:
        """
        Probability that the interval holds the truth.
        """
    @property
    def low(self, /) -> float:
        """
        Lower end of the interval.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def value(self, /) -> float:
        """
        The estimate.
        """

@final
class ChatAction:
    """
    An action worth taking.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def action(self, /) -> str:
        """
        The action.
        """
    @staticmethod
    def from_json(text: str) -> ChatAction:
        """
        The record that `to_json` wrote.
        """
    @property
    def reason(self, /) -> str:
        """
        Why.
        """
    @property
    def say(self, /) -> str:
        """
        A sentence to say.
        """
    @property
    def success_probability(self, /) -> Estimate:
        """
        Probability that the customer accepts.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ChatAnswer:
    """
    The answer to one chat turn.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def business_intelligence(self, /) -> BusinessIntelligence | None:
        """
        Server-only; `null` where only prompt-safe fields were asked for.
        """
    @property
    def contextual_insights(self, /) -> ContextualInsights:
        """
        What is known. Prompt-safe.
        """
    @property
    def conversation_flow(self, /) -> ConversationFlow:
        """
        Where the conversation goes. Prompt-safe.
        """
    @staticmethod
    def from_json(text: str) -> ChatAnswer:
        """
        The record that `to_json` wrote.
        """
    @property
    def meta(self, /) -> ChatMeta:
        """
        The ground it stands on.
        """
    @property
    def phase3_enhancements(self, /) -> Enhancements:
        """
        Segment, products, prices and actions.
        """
    @property
    def response_modifiers(self, /) -> ResponseModifiers:
        """
        How to answer. Prompt-safe.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ChatBundle:
    """
    Products offered together.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def bundle_price(self, /) -> float:
        """
        Price together.
        """
    @staticmethod
    def from_json(text: str) -> ChatBundle:
        """
        The record that `to_json` wrote.
        """
    @property
    def items(self, /) -> list[str]:
        """
        The products.
        """
    @property
    def list_price(self, /) -> float:
        """
        Sum of their prices.
        """
    @property
    def reason(self, /) -> str:
        """
        Why these.
        """
    @property
    def saving(self, /) -> float:
        """
        The difference.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ChatCrossSell:
    """
    A product to add later.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ChatCrossSell:
        """
        The record that `to_json` wrote.
        """
    @property
    def product_id(self, /) -> str:
        """
        The product.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def when(self, /) -> str:
        """
        When to mention it.
        """

@final
class ChatFact:
    """
    Something known of the customer that may be said.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ChatFact:
        """
        The record that `to_json` wrote.
        """
    @property
    def id(self, /) -> str:
        """
        `f1`, `f2` ...
        """
    @property
    def source(self, /) -> str:
        """
        `order`, `declared` or `cart`.
        """
    @property
    def text(self, /) -> str:
        """
        The fact in one sentence.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ChatFactor:
    """
    Why the price moved. Server-only.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def amount(self, /) -> float:
        """
        The move, decimal; amounts sum to the whole move.
        """
    @property
    def factor(self, /) -> str:
        """
        The factor.
        """
    @staticmethod
    def from_json(text: str) -> ChatFactor:
        """
        The record that `to_json` wrote.
        """
    @property
    def impact(self, /) -> float:
        """
        The move as a fraction of the base price.
        """
    @property
    def reasoning(self, /) -> str:
        """
        One sentence for the shop's staff.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ChatIntent:
    """
    What the customer of a chat wants.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, category: str = ..., entities: dict[str, str] = ...) -> ChatIntent: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def category(self, /) -> str:
        """
        Such as `product_inquiry`, `cart_help`, `order_status`, `complaint`.
        """
    @property
    def entities(self, /) -> dict[str, str]:
        """
        What was said of it: `occasion`, `budget` ("$1000-2000"), `colour`, `category`, `product_id`, `eventDate` ...
        """
    @staticmethod
    def from_json(text: str) -> ChatIntent:
        """
        The record that `to_json` wrote.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ChatMeta:
    """
    The ground an answer stands on.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of(self, /) -> int:
        """
        Time of the answer, milliseconds since the epoch.
        """
    @property
    def decision_id(self, /) -> str:
        """
        Id of this decision; outcomes refer to it.
        """
    @property
    def expires_at(self, /) -> int:
        """
        Time until which it may be used.
        """
    @staticmethod
    def from_json(text: str) -> ChatMeta:
        """
        The record that `to_json` wrote.
        """
    @property
    def jurisdiction(self, /) -> str | None:
        """
        The jurisdiction whose rules were applied.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that answered.
        """
    @property
    def personalised(self, /) -> bool:
        """
        Whether this customer's own data was used.
        """
    @property
    def purposes(self, /) -> list[str]:
        """
        The purposes that the customer allows and that were used.
        """
    @property
    def record(self, /) -> list[DecisionRecord]:
        """
        Events for the host to append.
        """
    @property
    def schema(self, /) -> str:
        """
        Always `chat/1`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ChatPreference:
    """
    A preference that may be used.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def dimension(self, /) -> str:
        """
        Attribute, such as `fit`.
        """
    @staticmethod
    def from_json(text: str) -> ChatPreference:
        """
        The record that `to_json` wrote.
        """
    @property
    def high(self, /) -> float | None:
        """
        Upper end.
        """
    @property
    def lift(self, /) -> float | None:
        """
        How much more often than others; absent for what was declared.
        """
    @property
    def low(self, /) -> float | None:
        """
        Lower end of the 90 % interval of the lift.
        """
    @property
    def status(self, /) -> str:
        """
        `declared`, `learned` or `tentative`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def value(self, /) -> str:
        """
        Its value, such as `slim`.
        """

@final
class ChatPricing:
    """
    The price of the first product shown.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def adjusted_price(self, /) -> float:
        """
        Price for this customer, decimal.
        """
    @property
    def adjustment_factors(self, /) -> list[ChatFactor]:
        """
        The factors. Server-only: empty where only prompt-safe fields were asked for.
        """
    @property
    def audit_id(self, /) -> str:
        """
        Id for an audit.
        """
    @property
    def base_price(self, /) -> float:
        """
        List price, decimal.
        """
    @property
    def bound_by(self, /) -> list[str]:
        """
        What bound it.
        """
    @property
    def confidence(self, /) -> float:
        """
        0 to 1.
        """
    @property
    def disclosure(self, /) -> str | None:
        """
        Words that must stand near the price, verbatim.
        """
    @staticmethod
    def from_json(text: str) -> ChatPricing:
        """
        The record that `to_json` wrote.
        """
    @property
    def prior_low_30d(self, /) -> float | None:
        """
        Lowest price of the last 30 days, decimal, where a reduction must name it.
        """
    @property
    def product_id(self, /) -> str:
        """
        The product.
        """
    @property
    def savings(self, /) -> float:
        """
        Fraction of the base that is saved.
        """
    @property
    def strategy(self, /) -> str:
        """
        How the price was made.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ChatQuestion:
    """
    The one question worth asking.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ChatQuestion:
        """
        The record that `to_json` wrote.
        """
    @property
    def slot(self, /) -> str:
        """
        The slot it fills.
        """
    @property
    def text(self, /) -> str:
        """
        The question.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def why(self, /) -> str:
        """
        What its answer changes.
        """

@final
class ChatRecommendation:
    """
    A product to show.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ChatRecommendation:
        """
        The record that `to_json` wrote.
        """
    @property
    def name(self, /) -> str:
        """
        Its name.
        """
    @property
    def price(self, /) -> float:
        """
        Price for this customer, decimal.
        """
    @property
    def product_id(self, /) -> str:
        """
        The product.
        """
    @property
    def say(self, /) -> str:
        """
        A sentence to say.
        """
    @property
    def score(self, /) -> float:
        """
        Sum of the terms.
        """
    @property
    def terms(self, /) -> list[ScoreTerm]:
        """
        Why, largest first.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ChatRequest:
    """
    One turn of a chat.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, customer_id: str = ..., session_id: str = ..., intent: ChatIntent = ..., conversation_context: ConversationContext = ..., additional_data: AdditionalData = ..., prompt_safe_only: bool = ...) -> ChatRequest: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def additional_data(self, /) -> AdditionalData:
        """
        What else is known.
        """
    @property
    def conversation_context(self, /) -> ConversationContext:
        """
        What was said before.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer; must be the profile's.
        """
    @staticmethod
    def from_json(text: str) -> ChatRequest:
        """
        The record that `to_json` wrote.
        """
    @property
    def intent(self, /) -> ChatIntent:
        """
        What is wanted.
        """
    @property
    def prompt_safe_only(self, /) -> bool:
        """
        Leave out what only the server may see.
        """
    @property
    def session_id(self, /) -> str:
        """
        The conversation.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ChatSegmentation:
    """
    Segment and persona.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def dynamic_persona(self, /) -> DynamicPersona:
        """
        The persona.
        """
    @staticmethod
    def from_json(text: str) -> ChatSegmentation:
        """
        The record that `to_json` wrote.
        """
    @property
    def primary_segment(self, /) -> PrimarySegment:
        """
        The segment.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class Claim:
    """
    Something that may be claimed, with the fact it rests on.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def expires_at(self, /) -> int:
        """
        Time until which it may be said.
        """
    @property
    def fact(self, /) -> ClaimFact:
        """
        The fact.
        """
    @staticmethod
    def from_json(text: str) -> Claim:
        """
        The record that `to_json` wrote.
        """
    @property
    def id(self, /) -> str:
        """
        `c1`, `c2` ...
        """
    @property
    def kind(self, /) -> str:
        """
        `stock` or `deadline`.
        """
    @property
    def product_id(self, /) -> str | None:
        """
        The product.
        """
    @property
    def text(self, /) -> str:
        """
        The claim in words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ClaimFact:
    """
    The fact under a claim.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def count(self, /) -> int | None:
        """
        Pieces counted.
        """
    @property
    def counted_at(self, /) -> int | None:
        """
        Time of the count, milliseconds since the epoch.
        """
    @property
    def deadline(self, /) -> int | None:
        """
        A deadline, milliseconds since the epoch.
        """
    @staticmethod
    def from_json(text: str) -> ClaimFact:
        """
        The record that `to_json` wrote.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class CompactPolicy:
    """
    What may be rolled up.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, keep_days: int = ..., max_events: int = ...) -> CompactPolicy: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> CompactPolicy:
        """
        The record that `to_json` wrote.
        """
    @property
    def keep_days(self, /) -> int:
        """
        Months that ended more than so many days ago are rolled up; 730 unless stated.
        """
    @property
    def max_events(self, /) -> int:
        """
        If a ledger then has more events that count something, its oldest months go too; 10,000 unless stated.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class CompactReport:
    """
    What was rolled up.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, events_rolled: int = ..., months_made: int = ..., facts_replaced: int = ...) -> CompactReport: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def events_rolled(self, /) -> int:
        """
        Events that became part of a month's sums.
        """
    @property
    def facts_replaced(self, /) -> int:
        """
        Events that stated facts which later ones replaced.
        """
    @staticmethod
    def from_json(text: str) -> CompactReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def months_made(self, /) -> int:
        """
        Months that were made of them.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ConsentBasis:
    """
    Why data may be held at all.
    """
    CONSENT: Final[ConsentBasis]
    """
    The customer agreed: analytics, personalization, pricing.
    """
    CONTRACT: Final[ConsentBasis]
    """
    A purchase to be carried out: analytics.
    """
    LEGITIMATE_INTEREST: Final[ConsentBasis]
    """
    A weighed interest of the shop: analytics, personalization.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class ConsentPurpose:
    """
    What data is used for.
    """
    ANALYTICS: Final[ConsentPurpose]
    """
    Understanding customers as a whole, and what will happen.
    """
    MARKETING: Final[ConsentPurpose]
    """
    Writing to the customer unasked.
    """
    PERSONALIZATION: Final[ConsentPurpose]
    """
    Choosing what this customer is shown and told.
    """
    PRICING: Final[ConsentPurpose]
    """
    Letting personal data move an offer or a price.
    """
    SHARING: Final[ConsentPurpose]
    """
    Handing data to others.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class ConsentState:
    """
    What the customer said.
    """
    DENIED: Final[ConsentState]
    """
    No, or never asked.
    """
    GRANTED: Final[ConsentState]
    """
    Yes.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class ConsentView:
    """
    The latest word on one purpose.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def at_ms(self, /) -> int:
        """
        When.
        """
    @property
    def basis(self, /) -> str | None:
        """
        The basis, if stated.
        """
    @staticmethod
    def from_json(text: str) -> ConsentView:
        """
        The record that `to_json` wrote.
        """
    @property
    def policy_version(self, /) -> str | None:
        """
        The version of the text agreed to.
        """
    @property
    def purpose(self, /) -> str:
        """
        The purpose, such as `personalization`.
        """
    @property
    def source(self, /) -> str | None:
        """
        Where it was said.
        """
    @property
    def state(self, /) -> str:
        """
        `granted` or `denied`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ContextualInsights:
    """
    What is known that bears on the turn. Prompt-safe.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def facts(self, /) -> list[ChatFact]:
        """
        Facts.
        """
    @staticmethod
    def from_json(text: str) -> ContextualInsights:
        """
        The record that `to_json` wrote.
        """
    @property
    def ignored(self, /) -> list[IgnoredInput]:
        """
        What was not used, and why.
        """
    @property
    def preferences(self, /) -> list[ChatPreference]:
        """
        Preferences.
        """
    @property
    def request(self, /) -> UnderstoodRequest:
        """
        The request as understood.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def unknown(self, /) -> list[Unknown]:
        """
        What is not known, and why.
        """

@final
class ConvergenceReport:
    """
    How a fit ended.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ConvergenceReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def gradient_norm(self, /) -> float:
        """
        Largest absolute derivative of the mean log-likelihood by the logarithm of a parameter.
        """
    @property
    def iterations(self, /) -> int:
        """
        Newton steps from the start that won.
        """
    @property
    def smallest_information(self, /) -> float:
        """
        Smallest eigenvalue of the observed information in the logarithms of the parameters; its root's
        reciprocal is the standard error in the worst direction.
        """
    @property
    def starts(self, /) -> int:
        """
        Starting points tried.
        """
    @property
    def starts_agreeing(self, /) -> int:
        """
        How many of them came to the same maximum.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def verdict(self, /) -> ConvergenceVerdict:
        """
        What was found.
        """

@final
class ConvergenceVerdict:
    """
    What the search found.
    """
    BOUNDARY: Final[ConvergenceVerdict]
    """
    A parameter stands at the limit of the search (a factor of 10,000 from the scale of the data), as
    when nobody seems to leave.
    """
    GIVEN: Final[ConvergenceVerdict]
    """
    The parameters were given, not fitted.
    """
    OPTIMUM: Final[ConvergenceVerdict]
    """
    A proper maximum: small gradient, likelihood curved in every direction.
    """
    RIDGE: Final[ConvergenceVerdict]
    """
    Small gradient, but in some direction the data hardly tell parameters apart: a combination of the
    logarithms of the parameters has a standard error above 2. Forecasts may still be good; the
    parameters mean little by themselves.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class ConversationContext:
    """
    What was said before this turn.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, conversation_history: Sequence[HistoryTurn] = ..., customer_preferences: dict[str, str] = ...) -> ConversationContext: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def conversation_history(self, /) -> list[HistoryTurn]:
        """
        Turns so far; only their number is used.
        """
    @property
    def customer_preferences(self, /) -> dict[str, str]:
        """
        Preferences stated in this conversation, such as `fit: slim`.
        """
    @staticmethod
    def from_json(text: str) -> ConversationContext:
        """
        The record that `to_json` wrote.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ConversationFlow:
    """
    Where the conversation is and goes. Prompt-safe.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ConversationFlow:
        """
        The record that `to_json` wrote.
        """
    @property
    def handoff(self, /) -> Handoff:
        """
        Whether a person should take over.
        """
    @property
    def narrow(self, /) -> Narrowing | None:
        """
        Choice reduction.
        """
    @property
    def next_move(self, /) -> str:
        """
        `ask`, `show`, `ask_and_show`, `reassure` or `hand_over`.
        """
    @property
    def question(self, /) -> ChatQuestion | None:
        """
        At most one question.
        """
    @property
    def quick_replies(self, /) -> list[str]:
        """
        Short answers to offer.
        """
    @property
    def stage(self, /) -> str:
        """
        `discover`, `compare`, `decide`, `checkout` or `after`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class DateOrder:
    """
    The order in which a file writes days and months in figures.
    """
    DAY_MONTH_YEAR: Final[DateOrder]
    """
    `12/1/2010 8:26` is the twelfth of January.
    """
    MONTH_DAY_YEAR: Final[DateOrder]
    """
    `12/1/2010 8:26` is the first of December.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class DecisionProperties:
    """
    What was decided, and by which model.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def chosen(self, /) -> str | None:
        """
        What was chosen: a product id or an action's name.
        """
    @property
    def decision_id(self, /) -> str:
        """
        The decision's id.
        """
    @property
    def experiment_arm(self, /) -> str | None:
        """
        The arm of that experiment.
        """
    @property
    def experiment_id(self, /) -> str | None:
        """
        The experiment it was part of.
        """
    @staticmethod
    def from_json(text: str) -> DecisionProperties:
        """
        The record that `to_json` wrote.
        """
    @property
    def kind(self, /) -> str:
        """
        `answer`, `price`, `offer` or `action`.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that decided.
        """
    @property
    def propensity(self, /) -> float:
        """
        Probability with which this was chosen, in (0, 1]; 1 when no chance was involved.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class DecisionRecord:
    """
    A `Decision Made` event in the Segment envelope.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def call(self, /) -> str:
        """
        Always `track`.
        """
    @property
    def event(self, /) -> str:
        """
        Always `Decision Made`.
        """
    @staticmethod
    def from_json(text: str) -> DecisionRecord:
        """
        The record that `to_json` wrote.
        """
    @property
    def message_id(self, /) -> str:
        """
        The decision's id, which is also the message's.
        """
    @property
    def properties(self, /) -> DecisionProperties:
        """
        What was decided.
        """
    @property
    def timestamp(self, /) -> str:
        """
        RFC 3339, UTC.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def user_id(self, /) -> str:
        """
        The customer.
        """

@final
class DecisionView:
    """
    One decision, and what became of it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def accepted(self, /) -> bool | None:
        """
        Whether the customer accepted it.
        """
    @property
    def chosen(self, /) -> str | None:
        """
        What was chosen.
        """
    @property
    def decision_id(self, /) -> str:
        """
        The decision.
        """
    @staticmethod
    def from_json(text: str) -> DecisionView:
        """
        The record that `to_json` wrote.
        """
    @property
    def kind(self, /) -> str | None:
        """
        `answer`, `price`, `offer` or `action`.
        """
    @property
    def made_ms(self, /) -> int | None:
        """
        When it was made.
        """
    @property
    def outcome_ms(self, /) -> int | None:
        """
        When its outcome was heard of.
        """
    @property
    def shown_ms(self, /) -> int | None:
        """
        When it was first shown.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def value_minor(self, /) -> int | None:
        """
        What it brought in, in minor units.
        """

@final
class DynamicPersona:
    """
    The persona a conversation adapts to.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> DynamicPersona:
        """
        The record that `to_json` wrote.
        """
    @property
    def name(self, /) -> str:
        """
        Name of the persona; `Guest` when unassigned.
        """
    @property
    def preferred_experience(self, /) -> PreferredExperience:
        """
        How it likes to be served.
        """
    @property
    def rules(self, /) -> list[str]:
        """
        Rules of this conversation that shaped it.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def traits(self, /) -> list[PersonaTrait]:
        """
        Its traits, strongest first.
        """

@final
class Engine:
    """
    A trained engine: it never changes, and any number of threads may share it.

    `Trainer.fit` makes one. Times (`as_of`) are milliseconds since the epoch, aware datetimes or
    `numpy.datetime64` in UTC; requests are records, or dicts with the keys of their JSON.
    """
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    def call(self, /, operation: str, input: str) -> str:
        """
        Run one operation by its name, with JSON in and canonical JSON out.
        """
    def chat(self, /, profile: Profile, shop: Shop, request: ChatRequest | dict[str, Any], as_of: int | datetime | datetime64) -> ChatAnswer:
        """
        The answer to one chat turn: all of the above, for one reply.
        """
    @property
    def currency(self, /) -> str:
        """
        ISO 4217 code of every amount.
        """
    def for_device(self, /) -> Engine:
        """
        The same engine for an app on a customer's phone: without costs, policy, outcomes and subjects.
        """
    def health(self, /) -> Health:
        """
        Whether each part can answer, and what it rests on.
        """
    @staticmethod
    def load(data: bytes) -> Engine:
        """
        Load an engine that `save` wrote, in this release or an older one.
        """
    @property
    def model_id(self, /) -> str:
        """
        The id that every answer carries.
        """
    def next_actions(self, /, profile: Profile, shop: Shop, as_of: int | datetime | datetime64) -> ActionPlan:
        """
        What to do next for a customer outside of a conversation, and what was rejected by which gate.
        """
    def observe(self, /, profile: Profile, event: Event | DecisionRecord | dict[str, Any], as_of: int | datetime | datetime64) -> Observed:
        """
        Fold one event into a customer's profile: a dict in the Segment shape, an `Event` or a `DecisionRecord`.
        """
    def outlook(self, /, profile: Profile, as_of: int | datetime | datetime64) -> Outlook:
        """
        What is expected of a customer: value, activity, churn, timing, categories.
        """
    def outlook_batch(self, /, profiles: Sequence[Profile], as_of: int | datetime | datetime64, progress: Progress | None = None) -> OutlookColumns:
        """
        The outlook of many customers, as columns in the order of `profiles`.
        """
    def quote(self, /, profile: Profile, shop: Shop, product_ids: Sequence[str], context: QuoteContext | dict[str, Any] | None, as_of: int | datetime | datetime64) -> QuoteSet:
        """
        The prices of products for a customer, each with factors that sum to its move.
        """
    def recommend(self, /, profile: Profile, shop: Shop, request: RecommendRequest | dict[str, Any] | None, as_of: int | datetime | datetime64) -> RecommendationSet:
        """
        Products for a request, each with the terms that sum to its score.
        """
    def save(self, /) -> bytes:
        """
        The artefact: everything that `load` needs, compressed.
        """
    def segment(self, /, profile: Profile, as_of: int | datetime | datetime64) -> SegmentView:
        """
        The segment and persona of a customer, or `unassigned` with the reason.
        """
    def trained_on(self, /, pseudonym: str) -> bool:
        """
        Whether a customer's data went into this engine, by the pseudonym under the key it was trained with.
        """

@final
class EnginePolicy:
    """
    All options of an engine; each part has defaults that are safe to start with.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, pricing: PricingPolicy = ..., action: ActionPolicy = ..., segment: SegmentPolicy = ...) -> EnginePolicy: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def action(self, /) -> ActionPolicy:
        """
        Cooldowns and windows of next actions.
        """
    @staticmethod
    def from_json(text: str) -> EnginePolicy:
        """
        The record that `to_json` wrote.
        """
    @property
    def pricing(self, /) -> PricingPolicy:
        """
        Floors, offers and the rules of law.
        """
    @property
    def segment(self, /) -> SegmentPolicy:
        """
        Evidence needed for a segment.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class Enhancements:
    """
    Segment, products, prices and actions.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> Enhancements:
        """
        The record that `to_json` wrote.
        """
    @property
    def next_best_actions(self, /) -> list[ChatAction]:
        """
        What to do next.
        """
    @property
    def recommendations(self, /) -> list[ChatRecommendation]:
        """
        Products to show.
        """
    @property
    def rejected_actions(self, /) -> list[RejectedAction]:
        """
        What was considered and stopped.
        """
    @property
    def sales_optimization(self, /) -> SalesOptimization:
        """
        Price and offers.
        """
    @property
    def segmentation(self, /) -> ChatSegmentation:
        """
        Segment and persona.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ErasureReceipt:
    """
    What was forgotten.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def events_erased(self, /) -> int:
        """
        Events taken out of the ledger.
        """
    @staticmethod
    def from_json(text: str) -> ErasureReceipt:
        """
        The record that `to_json` wrote.
        """
    @property
    def months_erased(self, /) -> int:
        """
        Rolled-up months taken out whole.
        """
    @property
    def not_found(self, /) -> list[str]:
        """
        Message ids asked for that no event has; they are barred from now on. If they are in a rolled-up month,
        erase the range that holds them.
        """
    @property
    def remaining_elsewhere(self, /) -> list[str]:
        """
        Where else the erased may live on: the host's event log, backups, and models fitted on it.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

class ErasureRequest:
    """
    What is to be forgotten.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ErasureRequest:
        """
        The record that `to_json` wrote.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @final
    class All(ErasureRequest):
        """
        Everything up to now, and what waits in quarantine.
        """
        __match_args__: Final = ()
        def __new__(cls, /) -> ErasureRequest.All: ...
    @final
    class Messages(ErasureRequest):
        """
        Some messages.
        """
        __match_args__: Final = ("message_ids",)
        def __new__(cls, /, message_ids: Sequence[str]) -> ErasureRequest.Messages: ...
        @property
        def message_ids(self, /) -> list[str]:
            """
            Their ids, at most 10,000.
            """
    @final
    class Range(ErasureRequest):
        """
        A time; rolled-up months that it touches are erased whole.
        """
        __match_args__: Final = ("from_ms", "to_ms")
        def __new__(cls, /, from_ms: int, to_ms: int) -> ErasureRequest.Range: ...
        @property
        def from_ms(self, /) -> int:
            """
            First millisecond that is erased.
            """
        @property
        def to_ms(self, /) -> int:
            """
            First millisecond that is kept.
            """

@final
class Estimate:
    """
    A number with the interval in which the truth lies with probability `level`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def basis(self, /) -> Basis:
        """
        What the estimate rests on.
        """
    @staticmethod
    def from_json(text: str) -> Estimate:
        """
        The record that `to_json` wrote.
        """
    @property
    def high(self, /) -> float:
        """
        Upper end of the interval.
        """
    @property
    def level(self, /) -> float:
        """
        Probability that the interval holds the truth, 0.9 unless stated.
        """
    @property
    def low(self, /) -> float:
        """
        Lower end of the interval.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def value(self, /) -> float:
        """
        The estimate itself, within `low..=high`.
        """

@final
class Event:
    """
    One thing a customer did, or said of themselves.

    Prices and amounts are minor units of `currency`. `attributes` are sorted by name, each name once; for
    all kinds but `Identify` the names are those of [`vocabulary`].
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def anonymous_id(self, /) -> str | None:
        """
        The device or visitor, before the customer is known.
        """
    @property
    def attributes(self, /) -> list[EventAttribute]:
        """
        Everything else that is kept, sorted by name.
        """
    @property
    def currency(self, /) -> str | None:
        """
        ISO 4217 code of every price and amount in the event.
        """
    @staticmethod
    def from_json(text: str) -> Event:
        """
        The record that `to_json` wrote.
        """
    @property
    def kind(self, /) -> EventKind:
        """
        What happened.
        """
    @property
    def lines(self, /) -> list[EventLine]:
        """
        Products concerned, in the order given; at most 500.
        """
    @property
    def message_id(self, /) -> str:
        """
        The host's id of this message, 1 to 256 bytes; an event with the same id is folded once.
        """
    @property
    def timestamp_ms(self, /) -> int:
        """
        When, in milliseconds since the epoch, UTC; from 1970 to before 2200.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def user_id(self, /) -> str | None:
        """
        The customer, once known.
        """
    @property
    def utc_offset_minutes(self, /) -> int | None:
        """
        Minutes east of UTC of the customer's clock, if the timestamp states it; -840 to 840.
        """

@final
class EventAttribute:
    """
    A named value of an event.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> EventAttribute:
        """
        The record that `to_json` wrote.
        """
    @property
    def name(self, /) -> str:
        """
        The Segment name of the property, or the name of a declared trait.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def value(self, /) -> AttributeValue:
        """
        Its value.
        """

@final
class EventKind:
    """
    What happened.
    """
    ALIAS: Final[EventKind]
    """
    Two ids were found to be one customer.
    """
    CART_VIEWED: Final[EventKind]
    """
    `Cart Viewed`.
    """
    CHECKOUT_STARTED: Final[EventKind]
    """
    `Checkout Started`.
    """
    CHECKOUT_STEP_COMPLETED: Final[EventKind]
    """
    `Checkout Step Completed`.
    """
    CHECKOUT_STEP_VIEWED: Final[EventKind]
    """
    `Checkout Step Viewed`.
    """
    CONSENT_CHANGED: Final[EventKind]
    """
    `Consent Changed`.
    """
    CONVERSATION_TURN: Final[EventKind]
    """
    `Conversation Turn`.
    """
    COUPON_APPLIED: Final[EventKind]
    """
    `Coupon Applied`.
    """
    COUPON_DENIED: Final[EventKind]
    """
    `Coupon Denied`.
    """
    COUPON_ENTERED: Final[EventKind]
    """
    `Coupon Entered`.
    """
    COUPON_REMOVED: Final[EventKind]
    """
    `Coupon Removed`.
    """
    DECISION_MADE: Final[EventKind]
    """
    `Decision Made`.
    """
    DECISION_OUTCOME: Final[EventKind]
    """
    `Decision Outcome`.
    """
    DECISION_SHOWN: Final[EventKind]
    """
    `Decision Shown`.
    """
    IDENTIFY: Final[EventKind]
    """
    The customer, or the host, declared traits.
    """
    ORDER_CANCELLED: Final[EventKind]
    """
    `Order Cancelled`.
    """
    ORDER_COMPLETED: Final[EventKind]
    """
    `Order Completed`.
    """
    ORDER_REFUNDED: Final[EventKind]
    """
    `Order Refunded`.
    """
    ORDER_UPDATED: Final[EventKind]
    """
    `Order Updated`.
    """
    PAYMENT_INFO_ENTERED: Final[EventKind]
    """
    `Payment Info Entered`.
    """
    PRODUCTS_SEARCHED: Final[EventKind]
    """
    `Products Searched`.
    """
    PRODUCT_ADDED: Final[EventKind]
    """
    `Product Added`.
    """
    PRODUCT_ADDED_TO_WISHLIST: Final[EventKind]
    """
    `Product Added to Wishlist`.
    """
    PRODUCT_CLICKED: Final[EventKind]
    """
    `Product Clicked`.
    """
    PRODUCT_LIST_FILTERED: Final[EventKind]
    """
    `Product List Filtered`.
    """
    PRODUCT_LIST_VIEWED: Final[EventKind]
    """
    `Product List Viewed`.
    """
    PRODUCT_REMOVED: Final[EventKind]
    """
    `Product Removed`.
    """
    PRODUCT_REMOVED_FROM_WISHLIST: Final[EventKind]
    """
    `Product Removed from Wishlist`.
    """
    PRODUCT_REVIEWED: Final[EventKind]
    """
    `Product Reviewed`.
    """
    PRODUCT_SHARED: Final[EventKind]
    """
    `Product Shared`.
    """
    PRODUCT_VIEWED: Final[EventKind]
    """
    `Product Viewed`.
    """
    PROMOTION_CLICKED: Final[EventKind]
    """
    `Promotion Clicked`.
    """
    PROMOTION_VIEWED: Final[EventKind]
    """
    `Promotion Viewed`.
    """
    SATISFACTION_RATED: Final[EventKind]
    """
    `Satisfaction Rated`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class EventLine:
    """
    One product of an event.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def coupon(self, /) -> str | None:
        """
        Coupon of this line.
        """
    @staticmethod
    def from_json(text: str) -> EventLine:
        """
        The record that `to_json` wrote.
        """
    @property
    def position(self, /) -> int | None:
        """
        Place in the list that was shown, counted by the host.
        """
    @property
    def price_minor(self, /) -> int | None:
        """
        Price of one, in minor units, at least 0.
        """
    @property
    def product_id(self, /) -> str:
        """
        The product, as in the catalogue.
        """
    @property
    def quantity(self, /) -> int:
        """
        How many, at least 1.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def variant(self, /) -> str | None:
        """
        Variant, such as a size.
        """

@final
class EventOptions:
    """
    How an event file is to be understood.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, currency: str | None = ...) -> EventOptions: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def currency(self, /) -> str | None:
        """
        ISO 4217 code of prices that name none; absent, the trainer's.
        """
    @staticmethod
    def from_json(text: str) -> EventOptions:
        """
        The record that `to_json` wrote.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ExperimentArm:
    """
    An experiment that this answer is part of.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def arm(self, /) -> str:
        """
        The arm this customer is in.
        """
    @staticmethod
    def from_json(text: str) -> ExperimentArm:
        """
        The record that `to_json` wrote.
        """
    @property
    def id(self, /) -> str:
        """
        The experiment.
        """
    @property
    def propensity(self, /) -> float:
        """
        Probability of that arm.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class GammaGamma:
    """
    Gamma-Gamma: how much does a customer spend at a purchase?

    Fader and Hardie (2013). Histories are `frequency` (repeat purchases) and `monetary`, the mean spend of
    those; customers without one are passed over in the fit, and expected to spend the population's mean.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of `p, q, gamma`.
        """
    @property
    def customers(self, /) -> float:
        """
        Repeat buyers it was fitted to: the sum of their weights.
        """
    def expected_spend(self, /, frequency: ArrayLike, monetary: ArrayLike) -> Any:
        """
        Expected spend of a customer at a purchase.
        """
    def expected_spend_interval(self, /, frequency: float, monetary: float, *, level: float = 0.9) -> ParameterInterval:
        """
        `expected_spend` of one customer, with the interval that the parameters' uncertainty leaves it.
        """
    @staticmethod
    def fit(frequency: ArrayLike, monetary: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = 0.0, progress: Progress | None = None) -> GammaGamma:
        """
        Fit by maximum likelihood. `penalty` of 0.001 to 0.1 tames small samples; `weights` count rows.
        """
    @staticmethod
    def from_json(text: str) -> GammaGamma:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood of the data it was fitted to; 0 for given parameters.
        """
    def mean_spend_deviation(self, /, frequency: float, monetary: float) -> float | None:
        """
        Standard deviation of what is believed of the customer's own mean spend; `None` where it is infinite.
        """
    def mean_spend_interval(self, /, frequency: float, monetary: float, *, level: float = 0.9) -> ParameterInterval:
        """
        The interval that holds the customer's own mean spend with probability `level`; its value is the median.
        """
    @property
    def params(self, /) -> GammaGammaParams:
        """
        The parameters.
        """
    @property
    def standard_errors(self, /) -> NDArray[float64]:
        """
        Standard errors of `p, q, gamma`.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """
    @staticmethod
    def with_params(params: GammaGammaParams) -> GammaGamma:
        """
        A model with parameters from elsewhere, taken as exact.
        """

@final
class GammaGammaParams:
    """
    The parameters of a Gamma-Gamma model.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, p: float, q: float, gamma: float) -> GammaGammaParams: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> GammaGammaParams:
        """
        The record that `to_json` wrote.
        """
    @property
    def gamma(self, /) -> float:
        """
        Rate of that distribution, in the data's unit of money; above 0.
        """
    @property
    def p(self, /) -> float:
        """
        Shape of the gamma distribution of a purchase; above 0.
        """
    @property
    def q(self, /) -> float:
        """
        Shape of the gamma distribution of the rates over the customers; above 0.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class Handoff:
    """
    Whether a person should take over.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> Handoff:
        """
        The record that `to_json` wrote.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why.
        """
    @property
    def recommended(self, /) -> bool:
        """
        Whether.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class Health:
    """
    Whether the engine can answer, and what it was trained on.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def currency(self, /) -> str:
        """
        ISO 4217 code.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers that had consented to analytics and were trained on.
        """
    @property
    def fitted_as_of_ms(self, /) -> int:
        """
        Time at which it was trained.
        """
    @property
    def for_device(self, /) -> bool:
        """
        Whether cost, floors, margins and policy were left out.
        """
    @staticmethod
    def from_json(text: str) -> Health:
        """
        The record that `to_json` wrote.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model.
        """
    @property
    def parts(self, /) -> list[PartHealth]:
        """
        Each part.
        """
    @property
    def products(self, /) -> int:
        """
        Products in the catalogue.
        """
    @property
    def status(self, /) -> str:
        """
        `ready` when every built part is fitted, else `degraded`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def version(self, /) -> str:
        """
        The release of Sartor.
        """

@final
class HistoryTurn:
    """
    An earlier turn.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, role: str = ..., content: str = ...) -> HistoryTurn: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def content(self, /) -> str:
        """
        What was said; it is not read.
        """
    @staticmethod
    def from_json(text: str) -> HistoryTurn:
        """
        The record that `to_json` wrote.
        """
    @property
    def role(self, /) -> str:
        """
        `customer` or `assistant`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class IgnoredInput:
    """
    A part of the request that was not used.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> IgnoredInput:
        """
        The record that `to_json` wrote.
        """
    @property
    def path(self, /) -> str:
        """
        Path in the request.
        """
    @property
    def reason(self, /) -> str:
        """
        Why.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class LineProblem:
    """
    One line or field that was refused.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def code(self, /) -> str:
        """
        The error code.
        """
    @property
    def field(self, /) -> str | None:
        """
        The field or column, if one is to blame.
        """
    @staticmethod
    def from_json(text: str) -> LineProblem:
        """
        The record that `to_json` wrote.
        """
    @property
    def line(self, /) -> int:
        """
        The line in the file, counted from 1, a CSV header included.
        """
    @property
    def reason(self, /) -> str:
        """
        What is wrong, in words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class MergeReport:
    """
    What a merge brought.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, identities_added: Sequence[str] = ..., events_added: int = ..., events_erased: int = ..., events_behind_watermark: int = ..., months_erased: int = ...) -> MergeReport: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def events_added(self, /) -> int:
        """
        Events more than before.
        """
    @property
    def events_behind_watermark(self, /) -> int:
        """
        Events of either side from before the other's watermark: its rolled-up months stand for them.
        """
    @property
    def events_erased(self, /) -> int:
        """
        Events of either side that the other had erased.
        """
    @staticmethod
    def from_json(text: str) -> MergeReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def identities_added(self, /) -> list[str]:
        """
        Identities that the profile did not have before, sorted.
        """
    @property
    def months_erased(self, /) -> int:
        """
        Rolled-up months dropped because they may hold what was erased.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class MessagingStrategy:
    """
    How to speak to a segment.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> MessagingStrategy:
        """
        The record that `to_json` wrote.
        """
    @property
    def personalizations(self, /) -> list[str]:
        """
        Themes that matter to this segment.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def tone(self, /) -> str:
        """
        `professional`, `friendly` or `plain`.
        """

@final
class MoneyEstimate:
    """
    An amount of money with its interval.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def basis(self, /) -> Basis:
        """
        What it rests on.
        """
    @staticmethod
    def from_json(text: str) -> MoneyEstimate:
        """
        The record that `to_json` wrote.
        """
    @property
    def high_minor(self, /) -> float:
        """
        Upper end of the interval.
        """
    @property
    def horizon_days(self, /) -> float:
        """
        Days ahead that are counted.
        """
    @property
    def level(self, /) -> float:
        """
        Probability that the interval holds the truth.
        """
    @property
    def low_minor(self, /) -> float:
        """
        Lower end of the interval.
        """
    @property
    def measure(self, /) -> str:
        """
        `revenue` or `margin`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def value_minor(self, /) -> float:
        """
        The estimate in minor units, with fractions.
        """

@final
class Narrowing:
    """
    How many products were narrowed to how many.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def from_(self, /) -> int:
        """
        Products that met the request: `from` in JSON, which is a word of Python's own.
        """
    @staticmethod
    def from_json(text: str) -> Narrowing:
        """
        The record that `to_json` wrote.
        """
    @property
    def reason(self, /) -> str:
        """
        Why.
        """
    @property
    def to(self, /) -> int:
        """
        Products shown.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class NextAction:
    """
    An action worth taking now.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def action(self, /) -> str:
        """
        `recover_cart`, `book_fitting` or `welcome_back`.
        """
    @staticmethod
    def from_json(text: str) -> NextAction:
        """
        The record that `to_json` wrote.
        """
    @property
    def product_id(self, /) -> str | None:
        """
        The product it is about.
        """
    @property
    def reason(self, /) -> str:
        """
        Why it is proposed.
        """
    @property
    def say(self, /) -> str:
        """
        A sentence to say, made of catalogue words only.
        """
    @property
    def success_probability(self, /) -> Estimate:
        """
        Probability that the customer accepts.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class Observed:
    """
    What became of an event.
    """
    DUPLICATE: Final[Observed]
    """
    Its message id is held already and counts once. (A version that differs is kept aside, so that the
    order of arrival does not decide which of them counts: the earlier one does.)
    """
    ERASED: Final[Observed]
    """
    It was erased, or lies in a time that was; nothing has changed.
    """
    FOLDED: Final[Observed]
    """
    It is in the ledger and counts.
    """
    QUARANTINED: Final[Observed]
    """
    It is dated later than now; it is in the ledger and counts once its time has come.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class OrderColumns:
    """
    The header of each column; nothing looks for the usual names.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, order_id: str | None = ..., product_id: str | None = ..., description: str | None = ..., quantity: str | None = ..., timestamp: str | None = ..., price: str | None = ..., customer_id: str | None = ...) -> OrderColumns: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customer_id(self, /) -> str | None:
        """
        Who: `Customer ID` (however spelt); its values may be blank.
        """
    @property
    def description(self, /) -> str | None:
        """
        What the product is called: `Description` or `name`; may be missing.
        """
    @staticmethod
    def from_json(text: str) -> OrderColumns:
        """
        The record that `to_json` wrote.
        """
    @property
    def order_id(self, /) -> str | None:
        """
        The order: `Invoice`, `InvoiceNo` or `order_id`.
        """
    @property
    def price(self, /) -> str | None:
        """
        Price of one: `Price` or `UnitPrice`.
        """
    @property
    def product_id(self, /) -> str | None:
        """
        The product: `StockCode`, `product_id` or `sku`.
        """
    @property
    def quantity(self, /) -> str | None:
        """
        How many: `Quantity`.
        """
    @property
    def timestamp(self, /) -> str | None:
        """
        When: `InvoiceDate`, `timestamp` or `order_date`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class OrderOptions:
    """
    How an order file is to be understood.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, currency: str = ..., utc_offset_minutes: int = ..., date_order: DateOrder | None = ..., consent_basis: ConsentBasis | None = ..., columns: OrderColumns = ...) -> OrderOptions: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def columns(self, /) -> OrderColumns:
        """
        The names of the columns, where they are none of the usual ones.
        """
    @property
    def consent_basis(self, /) -> ConsentBasis | None:
        """
        Why the orders may be held. With it, each customer's first order is preceded by a `Consent Changed`
        event for every purpose that the basis supports; without it, every purpose stays denied.
        """
    @property
    def currency(self, /) -> str:
        """
        ISO 4217 code of every price in the file; `USD` unless said.
        """
    @property
    def date_order(self, /) -> DateOrder | None:
        """
        In which order dates such as `12/1/2010 8:26` are written; absent, times are ISO 8601
        (`2010-12-01 08:26:00`) and a date in figures is skipped, never guessed.
        """
    @staticmethod
    def from_json(text: str) -> OrderOptions:
        """
        The record that `to_json` wrote.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def utc_offset_minutes(self, /) -> int:
        """
        Minutes east of UTC of times without a zone, -840 to 840; 0 unless said.
        """

@final
class OutcomeCounts:
    """
    How often an action was made with a known outcome, and how often it was accepted.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def accepted(self, /) -> int:
        """
        Times accepted, at most `tried`.
        """
    @property
    def action(self, /) -> str:
        """
        The action.
        """
    @staticmethod
    def from_json(text: str) -> OutcomeCounts:
        """
        The record that `to_json` wrote.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def tried(self, /) -> int:
        """
        Times shown with a known outcome, 0 to 10^9.
        """

@final
class Outlook:
    """
    What is expected of a customer.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of_ms(self, /) -> int:
        """
        Time of the answer.
        """
    @property
    def churn(self, /) -> Estimate | None:
        """
        Probability of no purchase within 180 days.
        """
    @property
    def currency(self, /) -> str:
        """
        ISO 4217 code of the amounts.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @property
    def expected_purchases(self, /) -> Estimate | None:
        """
        Expected number of purchase days within a year.
        """
    @staticmethod
    def from_json(text: str) -> Outlook:
        """
        The record that `to_json` wrote.
        """
    @property
    def lifetime_value(self, /) -> MoneyEstimate | None:
        """
        What the customer is expected to spend within a year; the interval is predictive.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that answered.
        """
    @property
    def next_purchase_days(self, /) -> Estimate | None:
        """
        Days until the next purchase of a customer who is still one: median and interval.
        """
    @property
    def personalised(self, /) -> bool:
        """
        Whether this customer's own history was used.
        """
    @property
    def probability_alive(self, /) -> Estimate | None:
        """
        Probability that the customer is still one. BG/NBD gives 1 to every one-time buyer.
        """
    @property
    def purchase_days(self, /) -> int:
        """
        Purchase days counted (first included).
        """
    @property
    def purchase_probability(self, /) -> list[CategoryOutlook]:
        """
        Probability of a purchase within 30 days, per category, largest first.
        """
    @property
    def reasons(self, /) -> list[str]:
        """
        What the figures rest on, in words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def unknown(self, /) -> list[Unknown]:
        """
        What is not known, and why.
        """

@final
class OutlookColumns:
    """
    Outlooks of many customers, as columns of one length; a figure that is not known is NaN.

    Each column is an attribute, a numpy array; `to_pandas`, `to_polars` and `to_arrow` make a table of all.
    """
    def __len__(self, /) -> int: ...
    def __repr__(self, /) -> str: ...
    @property
    def churn(self, /) -> NDArray[float64]:
        """
        Probability of no purchase within 180 days.
        """
    @property
    def customer_id(self, /) -> list[str]:
        """
        Customers, in the order asked.
        """
    @property
    def expected_purchases(self, /) -> NDArray[float64]:
        """
        Expected purchase days within a year.
        """
    @property
    def lifetime_value_high_minor(self, /) -> NDArray[float64]:
        """
        Upper end of its interval.
        """
    @property
    def lifetime_value_low_minor(self, /) -> NDArray[float64]:
        """
        Lower end of its interval.
        """
    @property
    def lifetime_value_minor(self, /) -> NDArray[float64]:
        """
        Expected spend within a year, minor units.
        """
    @property
    def next_purchase_days(self, /) -> NDArray[float64]:
        """
        Median days until the next purchase.
        """
    @property
    def personalised(self, /) -> NDArray[bool_]:
        """
        Whether the customer's own history was used.
        """
    @property
    def probability_alive(self, /) -> NDArray[float64]:
        """
        Probability that the customer is still one.
        """
    @property
    def probability_alive_high(self, /) -> NDArray[float64]:
        """
        Upper end of its interval.
        """
    @property
    def probability_alive_low(self, /) -> NDArray[float64]:
        """
        Lower end of its interval.
        """
    def to_arrow(self, /) -> Any:
        """
        A `pyarrow.Table`.
        """
    def to_pandas(self, /) -> Any:
        """
        A pandas `DataFrame` with the customers as its index.
        """
    def to_polars(self, /) -> Any:
        """
        A polars `DataFrame`.
        """

@final
class ParameterInterval:
    """
    An estimate with the interval that the uncertainty of the model's parameters leaves it.

    It does not hold the randomness of what the customer will do; a forecast of that is a predictive
    interval.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ParameterInterval:
        """
        The record that `to_json` wrote.
        """
    @property
    def high(self, /) -> float:
        """
        Upper end.
        """
    @property
    def level(self, /) -> float:
        """
        Nominal coverage, such as 0.9.
        """
    @property
    def low(self, /) -> float:
        """
        Lower end.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def value(self, /) -> float:
        """
        The estimate.
        """

@final
class PartHealth:
    """
    Whether one part of the engine can answer.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def detail(self, /) -> str:
        """
        Why it cannot answer, or what it was fitted on.
        """
    @staticmethod
    def from_json(text: str) -> PartHealth:
        """
        The record that `to_json` wrote.
        """
    @property
    def part(self, /) -> str:
        """
        The part, such as `lifetime`.
        """
    @property
    def status(self, /) -> str:
        """
        `ready`, `not_fitted` or `not_built`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class PersonaTrait:
    """
    A trait of a persona.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> PersonaTrait:
        """
        The record that `to_json` wrote.
        """
    @property
    def name(self, /) -> str:
        """
        Name of the trait, such as `quality_conscious`.
        """
    @property
    def strength(self, /) -> float:
        """
        How surely the customer has it, 0 to 1.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class PreferredExperience:
    """
    How a persona likes to be served.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def decision_support(self, /) -> str:
        """
        `low`, `moderate` or `high`.
        """
    @staticmethod
    def from_json(text: str) -> PreferredExperience:
        """
        The record that `to_json` wrote.
        """
    @property
    def interaction_style(self, /) -> str:
        """
        `consultative`, `inspirational`, `efficient` or `neutral`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class PriceOverride:
    """
    A price set for a time, the same for everyone.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> PriceOverride:
        """
        The record that `to_json` wrote.
        """
    @property
    def from_ms(self, /) -> int:
        """
        When it begins.
        """
    @property
    def price_minor(self, /) -> int:
        """
        The price, in minor units of the engine's currency.
        """
    @property
    def product_id(self, /) -> str:
        """
        The product.
        """
    @property
    def reason(self, /) -> str:
        """
        Why, in the shop's words, such as `summer sale`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def until_ms(self, /) -> int | None:
        """
        When it ends; nothing while nobody has said.
        """

@final
class PriceQuote:
    """
    The price of one product for one customer at one time. Only [`quote()`] makes one, so that none that
    personal data entered lacks the disclosure demanded of it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def adjusted_price_minor(self, /) -> int:
        """
        Price after all factors, within floor and ceiling.
        """
    @property
    def adjustment_factors(self, /) -> list[AdjustmentFactor]:
        """
        The factors, in the order in which they applied.
        """
    @property
    def arm(self, /) -> str | None:
        """
        The arm of that experiment.
        """
    @property
    def as_of_ms(self, /) -> int:
        """
        Time of the quote, milliseconds since the epoch.
        """
    @property
    def audit_id(self, /) -> str:
        """
        Id under which this quote is found in an audit: a hash of all that entered the price.
        """
    @property
    def base_price_minor(self, /) -> int:
        """
        List price in minor units.
        """
    @property
    def bound_by(self, /) -> list[str]:
        """
        What stopped the price from moving further: `floor`, `ceiling`, `unknown_jurisdiction` or a rule's id.
        """
    @property
    def ceiling_minor(self, /) -> int:
        """
        The highest price allowed, in minor units.
        """
    @property
    def confidence(self, /) -> float:
        """
        The share of all moves that rests on data, 0 to 1: each amount's size weighted by its evidence, over the
        sizes. A price that did not move is a fact: 1.
        """
    @property
    def currency(self, /) -> str:
        """
        ISO 4217 code of every amount.
        """
    @property
    def disclosure(self, /) -> str | None:
        """
        Words that must stand near the price, verbatim.
        """
    @property
    def experiment(self, /) -> str | None:
        """
        The experiment that decided on the offer.
        """
    @property
    def expires_at_ms(self, /) -> int:
        """
        Time until which it holds: no later than the next change of a rule.
        """
    @property
    def floor_minor(self, /) -> int:
        """
        The lowest price allowed, in minor units.
        """
    @staticmethod
    def from_json(text: str) -> PriceQuote:
        """
        The record that `to_json` wrote.
        """
    @property
    def personalised(self, /) -> bool:
        """
        Whether personal data entered the price.
        """
    @property
    def prior_low_30d_minor(self, /) -> int | None:
        """
        Lowest price of the last 30 days in minor units, where a reduction must name it.
        """
    @property
    def product_id(self, /) -> str:
        """
        The product.
        """
    @property
    def propensity(self, /) -> float:
        """
        Probability of that arm.
        """
    @property
    def savings(self, /) -> float:
        """
        `max(0, base - adjusted) / base`; where the law demands the prior price, `max(0, prior - adjusted) / prior`,
        and 0 while the prior price is unknown.
        """
    @property
    def strategy(self, /) -> str:
        """
        `list`, `shop_price`, `market` or `personal_offer`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class PriceRule:
    """
    One rule on prices, as dated data that a shop's counsel can replace.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, id: str, jurisdiction: str, governs: str, in_force_from_ms: int, in_force_to_ms: int | None, effect: RuleEffect, text: str | None, sector: str | None, source: str) -> PriceRule: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def effect(self, /) -> RuleEffect:
        """
        What it demands.
        """
    @staticmethod
    def from_json(text: str) -> PriceRule:
        """
        The record that `to_json` wrote.
        """
    @property
    def governs(self, /) -> str:
        """
        The law and what it governs, in a few words.
        """
    @property
    def id(self, /) -> str:
        """
        Short name by which quotes cite it, such as `us-ny-disclosure`.
        """
    @property
    def in_force_from_ms(self, /) -> int:
        """
        First moment in force, milliseconds since the epoch.
        """
    @property
    def in_force_to_ms(self, /) -> int | None:
        """
        First moment no longer in force; absent while no end is known.
        """
    @property
    def jurisdiction(self, /) -> str:
        """
        `EU`, a country (`GB`) or a country and region (`US-NY`).
        """
    @property
    def sector(self, /) -> str | None:
        """
        The sector of trade it binds, such as `food`; absent, every sector.
        """
    @property
    def source(self, /) -> str:
        """
        Where it was found.
        """
    @property
    def text(self, /) -> str | None:
        """
        The exact words of a disclosure; present exactly when the effect is `disclose`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class PricingPolicy:
    """
    The shop's bounds on prices and offers. Fractions are read to the millionth.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, min_margin: float = ..., max_discount: float = ..., max_market_move: float = ..., returning_offer: float = ..., win_back_offer: float = ..., win_back_below_alive: float = ..., holdout_share: float = ..., experiment: str = ..., sector: str = ..., quote_valid_minutes: int = ..., round_to_minor: int = ..., rules: Sequence[PriceRule] = ...) -> PricingPolicy: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def experiment(self, /) -> str:
        """
        Id of the experiment that holds out; a new id draws new arms. Default `offer_v1`.
        """
    @staticmethod
    def from_json(text: str) -> PricingPolicy:
        """
        The record that `to_json` wrote.
        """
    @property
    def holdout_share(self, /) -> float:
        """
        Share of eligible customers who get no offer, so that its effect can be measured, 0 to 0.5; default 0.1.
        """
    @property
    def max_discount(self, /) -> float:
        """
        Most that market and offer together take off the shop's price, as a fraction of it, 0 to 0.9; default 0.2.
        """
    @property
    def max_market_move(self, /) -> float:
        """
        Most that demand moves the price, the same for all, as a fraction, 0 to 0.5; default 0.05.
        """
    @property
    def min_margin(self, /) -> float:
        """
        Least share of a price that must remain above cost, 0 to 0.95; default 0.1. The floor is
        `cost / (1 - min_margin)`, rounded up.
        """
    @property
    def quote_valid_minutes(self, /) -> int:
        """
        How long a quote holds, 1 to 10,080 minutes; default 30.
        """
    @property
    def returning_offer(self, /) -> float:
        """
        Offer to a customer who bought before, as a fraction of the price, 0 to 0.5; default 0.02.
        """
    @property
    def round_to_minor(self, /) -> int:
        """
        Moved prices are whole multiples of this many minor units, 1 to 1,000,000; default 1.
        """
    @property
    def rules(self, /) -> list[PriceRule]:
        """
        The rules on prices; default [`default_rules`], to be checked by the shop's counsel.
        """
    @property
    def sector(self, /) -> str:
        """
        Sector of trade, by which rules are chosen: `general` (default) or `food`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def win_back_below_alive(self, /) -> float:
        """
        Probability of being alive below which a customer may be lost, 0 to 1; default 0.5.
        """
    @property
    def win_back_offer(self, /) -> float:
        """
        Offer to a customer who bought before and may be lost, as a fraction, 0 to 0.5; default 0.05.
        """

@final
class PrimarySegment:
    """
    The customer's segment, without figures of value.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def characteristics(self, /) -> list[str]:
        """
        What defines it.
        """
    @property
    def confidence(self, /) -> float:
        """
        0 to 1.
        """
    @property
    def evidence(self, /) -> list[str]:
        """
        What it rests on.
        """
    @staticmethod
    def from_json(text: str) -> PrimarySegment:
        """
        The record that `to_json` wrote.
        """
    @property
    def messaging_strategy(self, /) -> MessagingStrategy:
        """
        How to speak to it.
        """
    @property
    def name(self, /) -> str:
        """
        Its name, or `unassigned`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class Product:
    """
    One product.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, product_id: str, name: str, category: str | None, brand: str | None, price_minor: int, cost_minor: int | None, attributes: Sequence[ProductAttribute]) -> Product: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def attributes(self, /) -> list[ProductAttribute]:
        """
        Free attributes, at most 64, sorted by name and value, no pair twice.
        """
    @property
    def brand(self, /) -> str | None:
        """
        Its brand, at most 256 bytes.
        """
    @property
    def category(self, /) -> str | None:
        """
        Its category, at most 256 bytes.
        """
    @property
    def cost_minor(self, /) -> int | None:
        """
        What it costs the shop, in minor units, at least 0.
        """
    @staticmethod
    def from_json(text: str) -> Product:
        """
        The record that `to_json` wrote.
        """
    @property
    def name(self, /) -> str:
        """
        Its name, 1 to 512 bytes.
        """
    @property
    def price_minor(self, /) -> int:
        """
        Its list price in minor units of the catalogue's currency, at least 0.
        """
    @property
    def product_id(self, /) -> str:
        """
        The shop's id, 1 to 256 bytes.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ProductAttribute:
    """
    One free attribute of a product; one with several values appears once for each.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, name: str, value: str) -> ProductAttribute: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ProductAttribute:
        """
        The record that `to_json` wrote.
        """
    @property
    def name(self, /) -> str:
        """
        Such as `colour`, 1 to 64 bytes.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def value(self, /) -> str:
        """
        Such as `navy`, 1 to 256 bytes.
        """

@final
class Profile:
    """
    One customer: a ledger of events and what is folded from it.

    The host stores it, as `to_bytes` or `to_json`. Events enter by `Engine.observe`. Threads may share it.
    """
    def __copy__(self, /) -> Profile: ...
    def __deepcopy__(self, _memo: Any, /) -> Profile: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, customer_id: str, currency: str | None = None) -> Profile:
        """
        A customer of whom nothing is known yet; its currency is that of the first event which has one, unless stated.
        """
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    def compact(self, /, as_of: int | datetime | datetime64, policy: CompactPolicy | dict[str, Any] | None = None) -> CompactReport:
        """
        Roll old months up into sums.
        """
    @property
    def currency(self, /) -> str | None:
        """
        ISO 4217 code of all amounts; `None` until an event has one.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    def erase(self, /, request: ErasureRequest | dict[str, Any], as_of: int | datetime | datetime64) -> ErasureReceipt:
        """
        Forget events for good: all of them, some messages, or a time.
        """
    @property
    def event_count(self, /) -> int:
        """
        Events in the ledger, those that wait for their time among them.
        """
    def events(self, /) -> list[Event]:
        """
        All events held, in the order in which they are folded.
        """
    @staticmethod
    def from_bytes(data: bytes) -> Profile:
        """
        The profile that `to_bytes` wrote.
        """
    @staticmethod
    def from_json(text: str) -> Profile:
        """
        The profile that `to_json` wrote.
        """
    @property
    def identities(self, /) -> list[str]:
        """
        The customer and all identities merged into it, sorted.
        """
    def merge(self, /, other: Profile) -> MergeReport:
        """
        Take in everything that is known under another identity, or by another copy.
        """
    def observe(self, /, event: Event | DecisionRecord | dict[str, Any], as_of: int | datetime | datetime64) -> Observed:
        """
        Fold one event without an engine, which would know the currency of prices that name none.
        """
    def pending_events(self, /, as_of: int | datetime | datetime64) -> int:
        """
        Events dated after `as_of`, which wait for their time.
        """
    def to_bytes(self, /) -> bytes:
        """
        The profile as bytes: packed, the same for the same ledger.
        """
    def to_json(self, /) -> str:
        """
        The profile as JSON: complete and readable, events in the Segment shape.
        """
    def unmerge(self, /, identity: str) -> Profile:
        """
        Take an identity out again, as a profile of its own.
        """
    def view(self, /, as_of: int | datetime | datetime64) -> ProfileView:
        """
        What is known of the customer at a time.
        """

@final
class ProfileView:
    """
    One customer at one time, for people to look at.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of_ms(self, /) -> int:
        """
        Milliseconds since the epoch, UTC: when the view was taken.
        """
    @property
    def cart(self, /) -> list[CartLineView]:
        """
        The cart, in the order in which products entered it.
        """
    @property
    def consents(self, /) -> list[ConsentView]:
        """
        The latest consent of each purpose; a purpose that is not here is denied.
        """
    @property
    def currency(self, /) -> str | None:
        """
        ISO 4217 code of all amounts; nothing until an event has one.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @property
    def decisions(self, /) -> list[DecisionView]:
        """
        The last decisions, newest first, at most 10.
        """
    @property
    def event_count(self, /) -> int:
        """
        Events that count, rolled-up ones included.
        """
    @property
    def first_event_ms(self, /) -> int | None:
        """
        Time of the first event.
        """
    @staticmethod
    def from_json(text: str) -> ProfileView:
        """
        The record that `to_json` wrote.
        """
    @property
    def identities(self, /) -> list[str]:
        """
        The customer and all identities merged into it, sorted.
        """
    @property
    def last_event_ms(self, /) -> int | None:
        """
        Time of the last event.
        """
    @property
    def orders(self, /) -> int:
        """
        Orders completed and not cancelled.
        """
    @property
    def packed_bytes(self, /) -> int:
        """
        Size of the packed profile in bytes.
        """
    @property
    def pending_events(self, /) -> int:
        """
        Events dated after `asOfMs`, which wait.
        """
    @property
    def purchases(self, /) -> list[PurchaseView]:
        """
        The last days with purchases, newest first, at most 10.
        """
    @property
    def refunded_minor(self, /) -> int:
        """
        Given back in refunds, in minor units.
        """
    @property
    def revenue_minor(self, /) -> int:
        """
        Paid for goods, net of cancellations and refunds, in minor units.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def traits(self, /) -> list[TraitView]:
        """
        Declared traits, sorted by name.
        """
    @property
    def watermark_ms(self, /) -> int | None:
        """
        Time before which a ledger is rolled up, the latest of all identities, in UTC.
        """
    @property
    def wishlist(self, /) -> list[str]:
        """
        Product ids on the wishlist.
        """

@final
class PurchaseSummary:
    """
    One purchase history, summarised.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, frequency: float, last_purchase_age: float, age: float, monetary: float) -> PurchaseSummary: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def age(self, /) -> float:
        """
        Age now, in periods since the first purchase.
        """
    @property
    def frequency(self, /) -> float:
        """
        Repeat purchases: days with a purchase after the first such day. A whole number, 0 to 1,000,000.
        """
    @staticmethod
    def from_json(text: str) -> PurchaseSummary:
        """
        The record that `to_json` wrote.
        """
    @property
    def last_purchase_age(self, /) -> float:
        """
        Age at the last purchase, in periods since the first; 0 without repeat purchases.
        """
    @property
    def monetary(self, /) -> float:
        """
        Mean spend of a repeat purchase, in the caller's unit of money; 0 without repeat purchases.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class PurchaseView:
    """
    One local day with purchases.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def first_ms(self, /) -> int:
        """
        Time of the day's first order.
        """
    @staticmethod
    def from_json(text: str) -> PurchaseView:
        """
        The record that `to_json` wrote.
        """
    @property
    def orders(self, /) -> int:
        """
        Orders of the day that still stand.
        """
    @property
    def product_ids(self, /) -> list[str]:
        """
        Products whose last purchase was on this day, sorted.
        """
    @property
    def revenue_minor(self, /) -> int:
        """
        Revenue, net of what was given back, in minor units.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def units(self, /) -> int:
        """
        Units, net of returns.
        """

@final
class QuoteContext:
    """
    Where and how a price is asked for.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, jurisdiction: str | None = ..., impersonal: bool = ...) -> QuoteContext: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> QuoteContext:
        """
        The record that `to_json` wrote.
        """
    @property
    def impersonal(self, /) -> bool:
        """
        Ask for the impersonal price even when the customer's data could be used.
        """
    @property
    def jurisdiction(self, /) -> str | None:
        """
        Country or country and region, such as `US-NY` or `DE`; absent, the strictest rules apply.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class QuoteSet:
    """
    Prices of the products asked for, in the order asked.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @staticmethod
    def from_json(text: str) -> QuoteSet:
        """
        The record that `to_json` wrote.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that answered.
        """
    @property
    def quotes(self, /) -> list[PriceQuote]:
        """
        One quote a product.
        """
    @property
    def record(self, /) -> list[DecisionRecord]:
        """
        Events for the host to append.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ReadReport:
    """
    What became of every line read: `lines == accepted + withoutCustomer + skipped + blank`, always.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def accepted(self, /) -> int:
        """
        Lines that became an event, a product or part of an order of a known customer.
        """
    @property
    def blank(self, /) -> int:
        """
        Lines with nothing on them.
        """
    @property
    def by_reason(self, /) -> list[ReasonCount]:
        """
        Why lines were skipped and fields left out, sorted by code.
        """
    @staticmethod
    def from_json(text: str) -> ReadReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def lines(self, /) -> int:
        """
        Lines of the file, without the header of a CSV file.
        """
    @property
    def problems(self, /) -> list[LineProblem]:
        """
        The first 100 problems, in the order of the file.
        """
    @property
    def produced(self, /) -> int:
        """
        Events, orders or products that the lines made.
        """
    @property
    def refused_fields(self, /) -> int:
        """
        Fields left out of an accepted line because they cannot be kept, such as a nested trait.
        """
    @property
    def skipped(self, /) -> int:
        """
        Lines refused, each counted in `byReason`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def without_customer(self, /) -> int:
        """
        Lines that are sound but name no customer: they count towards popularity only.
        """

@final
class ReasonCount:
    """
    How often one reason applied.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def code(self, /) -> str:
        """
        The error code, such as `OUT_OF_RANGE`.
        """
    @property
    def count(self, /) -> int:
        """
        Lines or fields refused with it.
        """
    @staticmethod
    def from_json(text: str) -> ReasonCount:
        """
        The record that `to_json` wrote.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class RecommendRequest:
    """
    Products wanted.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, occasion: str | None = ..., budget_low_minor: int | None = ..., budget_high_minor: int | None = ..., colour: str | None = ..., category: str | None = ..., preferences: dict[str, str] = ..., limit: int | None = ...) -> RecommendRequest: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def budget_high_minor(self, /) -> int | None:
        """
        Highest price in minor units.
        """
    @property
    def budget_low_minor(self, /) -> int | None:
        """
        Lowest price in minor units.
        """
    @property
    def category(self, /) -> str | None:
        """
        Category wanted.
        """
    @property
    def colour(self, /) -> str | None:
        """
        Colour wanted.
        """
    @staticmethod
    def from_json(text: str) -> RecommendRequest:
        """
        The record that `to_json` wrote.
        """
    @property
    def limit(self, /) -> int | None:
        """
        How many products, 1 to 100; absent, 10.
        """
    @property
    def occasion(self, /) -> str | None:
        """
        What they are for, such as `wedding`.
        """
    @property
    def preferences(self, /) -> dict[str, str]:
        """
        Other attributes wanted, such as `fit: slim`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class Recommendation:
    """
    A product recommended, with the terms that sum to its score.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def category(self, /) -> str | None:
        """
        Category, when the catalogue has one.
        """
    @staticmethod
    def from_json(text: str) -> Recommendation:
        """
        The record that `to_json` wrote.
        """
    @property
    def name(self, /) -> str:
        """
        Its name, shortened to 80 characters.
        """
    @property
    def price_minor(self, /) -> int:
        """
        List price in minor units.
        """
    @property
    def product_id(self, /) -> str:
        """
        The product.
        """
    @property
    def say(self, /) -> str:
        """
        A sentence to say, made of catalogue words only.
        """
    @property
    def score(self, /) -> float:
        """
        Sum of the terms.
        """
    @property
    def terms(self, /) -> list[ScoreTerm]:
        """
        The terms that are not zero, largest first.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class RecommendationSet:
    """
    Products for a request.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of_ms(self, /) -> int:
        """
        Time of the answer.
        """
    @property
    def considered(self, /) -> int:
        """
        Products that met budget and stock.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @staticmethod
    def from_json(text: str) -> RecommendationSet:
        """
        The record that `to_json` wrote.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that answered.
        """
    @property
    def personalised(self, /) -> bool:
        """
        Whether this customer's own data was used.
        """
    @property
    def recommendations(self, /) -> list[Recommendation]:
        """
        Best first.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def unknown(self, /) -> list[Unknown]:
        """
        What is not known, and why.
        """

@final
class RejectedAction:
    """
    An action considered and not taken.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def action(self, /) -> str:
        """
        The action.
        """
    @property
    def detail(self, /) -> str:
        """
        What the gate saw.
        """
    @staticmethod
    def from_json(text: str) -> RejectedAction:
        """
        The record that `to_json` wrote.
        """
    @property
    def gate(self, /) -> str:
        """
        The gate that stopped it: `no_consent`, `not_eligible`, `out_of_stock`, `no_uplift_evidence`, `cooldown`,
        `holdout` or `lower_value`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ResponseModifiers:
    """
    How to answer. Prompt-safe.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def avoid(self, /) -> list[AvoidedProduct]:
        """
        What not to mention.
        """
    @property
    def claims(self, /) -> list[Claim]:
        """
        What may be claimed.
        """
    @property
    def fallback_text(self, /) -> str:
        """
        A reply that needs no language model.
        """
    @staticmethod
    def from_json(text: str) -> ResponseModifiers:
        """
        The record that `to_json` wrote.
        """
    @property
    def language(self, /) -> str:
        """
        BCP 47 tag of the built-in sentences.
        """
    @property
    def max_sentences(self, /) -> int:
        """
        Longest answer.
        """
    @property
    def must_include(self, /) -> list[str]:
        """
        Words that must be said, verbatim.
        """
    @property
    def option_count(self, /) -> int:
        """
        How many options to show.
        """
    @property
    def prompt_context(self, /) -> str:
        """
        At most 1,200 characters, to be pasted as data into a prompt.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def tone(self, /) -> str:
        """
        `professional`, `friendly` or `plain`.
        """

@final
class RfmCell:
    """
    The cell of one buyer.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def frequency_score(self, /) -> int:
        """
        1 (fewest orders) to 5 (most).
        """
    @staticmethod
    def from_json(text: str) -> RfmCell:
        """
        The record that `to_json` wrote.
        """
    @property
    def label(self, /) -> str:
        """
        `champions`, `loyal`, `new`, `promising`, `cannot_lose`, `at_risk` or `hibernating`.
        """
    @property
    def monetary_score(self, /) -> int:
        """
        1 (least spent) to 5 (most).
        """
    @property
    def recency_score(self, /) -> int:
        """
        1 (longest ago) to 5 (most recent).
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class RiskEstimate:
    """
    A probability with its interval, over a horizon.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def basis(self, /) -> Basis:
        """
        What it rests on.
        """
    @staticmethod
    def from_json(text: str) -> RiskEstimate:
        """
        The record that `to_json` wrote.
        """
    @property
    def high(self, /) -> float:
        """
        Upper end of the interval.
        """
    @property
    def horizon_days(self, /) -> float:
        """
        Days ahead that are counted.
        """
    @property
    def level(self, /) -> float:
        """
        Probability that the interval holds the truth.
        """
    @property
    def low(self, /) -> float:
        """
        Lower end of the interval.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def value(self, /) -> float:
        """
        The estimate.
        """

@final
class RuleEffect:
    """
    What a rule demands of a price.
    """
    ALL_FEES_INCLUDED: Final[RuleEffect]
    """
    The advertised price holds all mandatory fees; the host's base prices must.
    """
    AUTOMATED_DECISION: Final[RuleEffect]
    """
    A score that is relied on strongly is itself an automated decision: consent is needed, and a way to contest.
    """
    DISCLOSE: Final[RuleEffect]
    """
    A price that personal data entered carries the rule's text near it, verbatim.
    """
    FORBID_PERSONAL_PRICE: Final[RuleEffect]
    """
    Personal data may not move a price at all.
    """
    NO_FALSE_URGENCY: Final[RuleEffect]
    """
    Scarcity and deadlines are said only with the fact they rest on.
    """
    NO_PROTECTED_DATA: Final[RuleEffect]
    """
    Protected classes and special categories never enter; no input of a quote holds them.
    """
    SHOW_PRIOR_LOW: Final[RuleEffect]
    """
    A reduction names the lowest price of the last 30 days and is computed from it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class SalesOptimization:
    """
    Price and offers.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def bundles(self, /) -> list[ChatBundle]:
        """
        Bundles.
        """
    @property
    def cross_sell(self, /) -> list[ChatCrossSell]:
        """
        Products to add later.
        """
    @staticmethod
    def from_json(text: str) -> SalesOptimization:
        """
        The record that `to_json` wrote.
        """
    @property
    def pricing(self, /) -> ChatPricing | None:
        """
        Price of the first product shown.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ScoreTerm:
    """
    One reason for a score.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ScoreTerm:
        """
        The record that `to_json` wrote.
        """
    @property
    def term(self, /) -> str:
        """
        `popularity`, `history`, `preference`, `occasion` or `colour`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def value(self, /) -> float:
        """
        What it adds to the score.
        """

@final
class SegmentAssignment:
    """
    The segment a customer is in, and why.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def assumed_lifetime_value(self, /) -> Estimate | None:
        """
        Lifetime value of the segment, in major units of the shop's currency, labelled as assumed until data replaces it.
        """
    @property
    def characteristics(self, /) -> list[str]:
        """
        What defines the segment.
        """
    @property
    def confidence(self, /) -> float:
        """
        Posterior share of the winning segment, 0 to 1; 0 when unassigned.
        """
    @property
    def evidence(self, /) -> list[str]:
        """
        What it rests on: `declared:career`, `bought:line=business` ...
        """
    @staticmethod
    def from_json(text: str) -> SegmentAssignment:
        """
        The record that `to_json` wrote.
        """
    @property
    def messaging_strategy(self, /) -> MessagingStrategy:
        """
        How to speak to it.
        """
    @property
    def name(self, /) -> str:
        """
        `Professional Achiever`, `Style Enthusiast`, `Value Conscious` or `unassigned`.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why no segment was assigned.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class SegmentPolicy:
    """
    How sure an assignment must be.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, threshold: float = ..., minimum_evidence: float = ...) -> SegmentPolicy: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> SegmentPolicy:
        """
        The record that `to_json` wrote.
        """
    @property
    def minimum_evidence(self, /) -> float:
        """
        Log odds that the facts for the segment must reach together, 0 to 10; 1 by default.
        """
    @property
    def threshold(self, /) -> float:
        """
        Posterior from which on a segment is assigned, 0.5 to 1; 0.6 by default.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class SegmentView:
    """
    The segment and persona of a customer.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of_ms(self, /) -> int:
        """
        Time of the answer.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @property
    def dynamic_persona(self, /) -> DynamicPersona:
        """
        The persona that a conversation adapts to.
        """
    @staticmethod
    def from_json(text: str) -> SegmentView:
        """
        The record that `to_json` wrote.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that answered.
        """
    @property
    def personalised(self, /) -> bool:
        """
        Whether this customer's own data was used.
        """
    @property
    def primary_segment(self, /) -> SegmentAssignment:
        """
        The segment, or `unassigned` with the reason.
        """
    @property
    def rfm(self, /) -> RfmCell | None:
        """
        Recency, frequency and monetary scores of a buyer.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class Shop:
    """
    What changes by the minute for all customers: stock, deadlines, price overrides. Threads may share it.
    """
    def __deepcopy__(self, _memo: Any, /) -> Shop: ...
    def __new__(cls, /) -> Shop:
        """
        A shop of which nothing is known yet.
        """
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def deadline(self, /, id: str, at: int | datetime | datetime64, product_ids: Sequence[str] = ...) -> None:
        """
        Announce a time, for some products or the whole shop. It cannot move later.
        """
    @staticmethod
    def from_bytes(data: bytes) -> Shop:
        """
        The shop that `to_bytes` wrote.
        """
    @staticmethod
    def from_json(text: str) -> Shop:
        """
        The shop that `to_json` wrote.
        """
    def lowest_price_30d(self, /, product_id: str, base_minor: int, as_of: int | datetime | datetime64) -> int:
        """
        The lowest price of the 30 days before a reduction, where `base_minor` holds when no override does.
        """
    def next_deadline(self, /, product_id: str, as_of: int | datetime | datetime64) -> int | None:
        """
        The next deadline that concerns a product, after `as_of`, in milliseconds.
        """
    def price_at(self, /, product_id: str, as_of: int | datetime | datetime64) -> PriceOverride | None:
        """
        The override in force at a time, if there is one.
        """
    def price_override(self, /, product_id: str, price_minor: int, from_: int | datetime | datetime64, until: int | datetime | datetime64 | None = None, *, reason: str = "") -> None:
        """
        Set a price for a time, the same for everyone.
        """
    def sold_out(self, /) -> list[str]:
        """
        Products whose last count was 0, sorted.
        """
    def stock(self, /, product_id: str, count: int, counted_at: int | datetime | datetime64) -> bool:
        """
        Enter a count of a product. Whether it was used: an older one than is known is not.
        """
    def stock_at(self, /, product_id: str) -> StockFact | None:
        """
        The last count of a product, if anybody ever counted.
        """
    def to_bytes(self, /) -> bytes:
        """
        The shop as bytes.
        """
    def to_json(self, /) -> str:
        """
        The shop as JSON.
        """

@final
class StockFact:
    """
    How many there were when somebody counted.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def count(self, /) -> int:
        """
        How many, at least 0.
        """
    @property
    def counted_at_ms(self, /) -> int:
        """
        When they were counted.
        """
    @staticmethod
    def from_json(text: str) -> StockFact:
        """
        The record that `to_json` wrote.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class Trainer:
    """
    Gathers customers from files and fits engines.
    """
    def __new__(cls, /, catalog: Catalog, currency: str | None = None, policy: EnginePolicy | dict[str, Any] | None = None) -> Trainer:
        """
        A trainer for the products of a catalogue, in the catalogue's currency.
        """
    @property
    def catalog(self, /) -> Catalog:
        """
        The catalogue.
        """
    def customer_ids(self, /) -> list[str]:
        """
        Customers read so far, sorted.
        """
    def fit(self, /, as_of: int | datetime | datetime64, progress: Progress | None = None) -> Engine:
        """
        Fit an engine on everything read that happened up to `as_of`, of customers who allow analytics.
        """
    def last_event_ms(self, /) -> int | None:
        """
        Time of the last event read, of anybody, in milliseconds; nothing before the first.
        """
    def profile(self, /, customer_id: str) -> Profile | None:
        """
        What was read of one customer, as a copy.
        """
    def read_events(self, /, path: str | PathLike[str], *, currency: str | None = None, progress: Progress | None = None) -> ReadReport:
        """
        Read a file of events in the Segment shape, JSON Lines or gzip of it. Nothing is kept of a file that fails.

        No consent basis is asked for, since the events state it themselves: what a customer allows is what their
        `Consent Changed` events say, and without one every purpose stays denied.
        """
    def read_orders(self, /, path: str | PathLike[str], *, currency: str | None = None, utc_offset_minutes: int = ..., date_order: DateOrder | str | None = None, consent_basis: ConsentBasis | str | None = None, columns: OrderColumns | dict[str, Any] | None = None, progress: Progress | None = None) -> ReadReport:
        """
        Read a file of order lines, CSV or gzip of it. Nothing is kept of a file that fails.

        `consent_basis` states why the orders may be held: without one they are counted, and used for nothing.
        Times without a zone are `utc_offset_minutes` (0 unless said) east of UTC. Dates in figures, such as `12/1/2010 8:26`, are
        read when `date_order` says which figure is the month, and skipped otherwise. `columns` tells the names of
        the columns where they are none of the usual ones.
        """
    def set_pseudonym_key(self, /, key: bytes) -> None:
        """
        List the customers trained on in the artefact, by pseudonym under this key of at least 16 bytes.
        """

@final
class TraitView:
    """
    One declared trait.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def at_ms(self, /) -> int:
        """
        When it was declared.
        """
    @staticmethod
    def from_json(text: str) -> TraitView:
        """
        The record that `to_json` wrote.
        """
    @property
    def name(self, /) -> str:
        """
        Its name.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def value(self, /) -> str:
        """
        Its value as JSON text: `"slim"`, `40`, `true`, `["navy","grey"]`.
        """

@final
class UnderstoodRequest:
    """
    The request as it was understood.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def budget(self, /) -> Budget | None:
        """
        Budget, when one was named.
        """
    @staticmethod
    def from_json(text: str) -> UnderstoodRequest:
        """
        The record that `to_json` wrote.
        """
    @property
    def intent(self, /) -> str:
        """
        Category of the intent.
        """
    @property
    def occasion(self, /) -> str | None:
        """
        Occasion, when one was named.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class Unknown:
    """
    Something the engine does not know, and why.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def field(self, /) -> str:
        """
        The field that is absent.
        """
    @staticmethod
    def from_json(text: str) -> Unknown:
        """
        The record that `to_json` wrote.
        """
    @property
    def reason(self, /) -> str:
        """
        Why, in one word such as `not_asked`, `no_consent`, `not_built`, `not_fitted`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ValueEstimate:
    """
    An amount of money with its interval, decimal.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def basis(self, /) -> Basis:
        """
        What it rests on.
        """
    @staticmethod
    def from_json(text: str) -> ValueEstimate:
        """
        The record that `to_json` wrote.
        """
    @property
    def high(self, /) -> float:
        """
        Upper end of the interval.
        """
    @property
    def horizon_days(self, /) -> float:
        """
        Days ahead that are counted.
        """
    @property
    def level(self, /) -> float:
        """
        Probability that the interval holds the truth.
        """
    @property
    def low(self, /) -> float:
        """
        Lower end of the interval.
        """
    @property
    def measure(self, /) -> str:
        """
        `revenue` or `margin`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def value(self, /) -> float:
        """
        The estimate.
        """

@final
class ValueForecast:
    """
    What a customer is expected to spend over a horizon, in the unit of money of the history.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def expected(self, /) -> float:
        """
        Expected spend, discounted.
        """
    @staticmethod
    def from_json(text: str) -> ValueForecast:
        """
        The record that `to_json` wrote.
        """
    @property
    def high(self, /) -> float:
        """
        Upper end; never below `expected`.
        """
    @property
    def level(self, /) -> float:
        """
        Nominal coverage of the interval, such as 0.9.
        """
    @property
    def low(self, /) -> float:
        """
        Lower end of the predictive interval, discounted as the expectation is; 0 when spending nothing is
        likely enough.
        """
    @property
    def periods(self, /) -> float:
        """
        The horizon, in the model's unit of time.
        """
    @property
    def probability_of_none(self, /) -> float:
        """
        Probability of no purchase at all.
        """
    @property
    def purchases_expected(self, /) -> float:
        """
        Purchases expected, not discounted.
        """
    @property
    def spend_per_purchase(self, /) -> float:
        """
        Spend expected at each of them.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

def call(operation: str, input: str) -> str:
    """
    Run one operation that needs no engine, such as `readOrders` or `profile.view`, with JSON in and out.
    """

def pseudonym(key: bytes, customer_id: str) -> str:
    """
    The pseudonym of a customer under a key of at least 16 bytes, as `Engine.trained_on` asks for it.
    """

def summarize(purchases: Sequence[tuple[int, float]], as_of_day: int, *, period_days: float = 1.0) -> PurchaseSummary:
    """
    Summarise one customer's purchases: `(day number, spend)` pairs in ascending order of days.

    Purchases on one day count once; `period_days` is the length of a period in days, 7 for weeks.
    """

def value(purchases: BgNbd, spend: GammaGamma, history: PurchaseSummary, periods: float, *, discount_rate_per_period: float = 0.0, level: float = 0.9) -> ValueForecast:
    """
    Forecast one customer's spend of the next `periods`, with its predictive interval.

    The history is in the units of the models; `discount_rate_per_period` of 0.002 a week is about 0.11 a year.
    """
