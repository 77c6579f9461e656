# Written by scripts/python-stubs from the compiled module; do not edit.
"""
Customer intelligence, in process.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from numpy import bool_, datetime64, float64
from numpy.typing import ArrayLike, NDArray
from os import PathLike
from sartor._sartor import BgBb as BgBb2, BgCnbd as BgCnbd2, BgNbd as BgNbd2, GGompertzNbd as GGompertzNbd2, MbgCnbd as MbgCnbd2, MbgNbd as MbgNbd2, Nbd as Nbd2, ParetoNbd as ParetoNbd2
from typing import Any, Final, TypeAlias, final

__version__: Final[str]

Progress: TypeAlias = Callable[[int, int], object]
"""Is told how many steps of how many are done; raising stops the work."""


@final
class AccessControl:
    """
    A policy of roles that was found sound, ready to decide.
    """
    def __new__(cls, /, policy: AccessPolicy | dict[str, Any]) -> AccessControl:
        """
        Check a policy, such as `AccessPolicy.standard()`.
        """
    def decide(self, /, request: AccessRequest | dict[str, Any]) -> AccessDecision:
        """
        Whether a request is allowed, why, and through which roles. What nothing allows is denied.
        """

@final
class AccessDecision:
    """
    Whether a request is allowed, and by what.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def allowed(self, /) -> bool:
        """
        Whether it may be done.
        """
    @staticmethod
    def from_json(text: str) -> AccessDecision:
        """
        The record that `to_json` wrote.
        """
    @property
    def path(self, /) -> list[str]:
        """
        From the role asked with to the one whose permission decided, through those that inherit; empty if denied.
        """
    @property
    def permission(self, /) -> AccessPermission | None:
        """
        The permission that decided.
        """
    @property
    def reason(self, /) -> AccessReason:
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
class AccessPermission:
    """
    Something a role may do. `*` as resource or action stands for any.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, resource: str, action: str, field_classes: Sequence[FieldClass]) -> AccessPermission: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def action(self, /) -> str:
        """
        What may be done, such as `read`, `export`, `erase`.
        """
    @property
    def field_classes(self, /) -> list[FieldClass]:
        """
        The fields it reaches; at least one class.
        """
    @staticmethod
    def from_json(text: str) -> AccessPermission:
        """
        The record that `to_json` wrote.
        """
    @property
    def resource(self, /) -> str:
        """
        What it concerns, such as `profile`, `audit_log`, `engine`, or a resource of the host's own.
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
class AccessPolicy:
    """
    Who may do what; an empty one allows nothing.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, roles: Sequence[AccessRole] = ...) -> AccessPolicy: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> AccessPolicy:
        """
        The record that `to_json` wrote.
        """
    @property
    def roles(self, /) -> list[AccessRole]:
        """
        Its roles, each name once.
        """
    @staticmethod
    def standard() -> AccessPolicy:
        """
        Roles to begin with: `chat`, `service_agent`, `analyst`, `decision_service`, `privacy_officer`, `auditor`,
        `operator`.
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
class AccessReason:
    """
    Why a request was allowed or denied.
    """
    ACTION_DENIED: Final[AccessReason]
    """
    No permission of the roles covers this action on this resource.
    """
    FIELD_CLASS_DENIED: Final[AccessReason]
    """
    A permission covers the action, but not these fields.
    """
    NO_ROLE: Final[AccessReason]
    """
    Whoever asks has no role that the policy knows.
    """
    PERMITTED: Final[AccessReason]
    """
    A permission allows it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class AccessRequest:
    """
    Somebody wants to do something.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, roles: Sequence[str], resource: str, action: str, field_class: FieldClass) -> AccessRequest: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def action(self, /) -> str:
        """
        What is to be done.
        """
    @property
    def field_class(self, /) -> FieldClass:
        """
        The fields it needs. Whoever needs several classes asks for each.
        """
    @staticmethod
    def from_json(text: str) -> AccessRequest:
        """
        The record that `to_json` wrote.
        """
    @property
    def resource(self, /) -> str:
        """
        What it concerns; `*` is no resource.
        """
    @property
    def roles(self, /) -> list[str]:
        """
        The roles that the host has established for whoever asks.
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
class AccessRole:
    """
    A role of a policy.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, role: str, inherits: Sequence[str], permissions: Sequence[AccessPermission]) -> AccessRole: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> AccessRole:
        """
        The record that `to_json` wrote.
        """
    @property
    def inherits(self, /) -> list[str]:
        """
        Roles whose permissions it has as well.
        """
    @property
    def permissions(self, /) -> list[AccessPermission]:
        """
        What it may do itself.
        """
    @property
    def role(self, /) -> str:
        """
        Its name: 1 to 64 of `a-z 0-9 _ . : -`.
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
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
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

@final
class Antecedent:
    """
    A kind of event that is seen before a purchase more, or less, than otherwise. It need not be a cause.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def event(self, /) -> str:
        """
        Name of the event, such as `Promotion Clicked`.
        """
    @staticmethod
    def from_json(text: str) -> Antecedent:
        """
        The record that `to_json` wrote.
        """
    @property
    def rate_ratio(self, /) -> Estimate:
        """
        How many times as often it is seen in the week before a purchase as in a week before none.
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
    def weeks_seen(self, /) -> int:
        """
        Weeks in which it was seen.
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
class AuditAnchor:
    """
    A place in a log and its hash, kept apart from the log.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, log_id: str, seq: int, hash: str, mac: str | None) -> AuditAnchor: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> AuditAnchor:
        """
        The record that `to_json` wrote.
        """
    @property
    def hash(self, /) -> str:
        """
        The hash of the last of them: 64 hexadecimal digits.
        """
    @property
    def log_id(self, /) -> str:
        """
        The log it is of.
        """
    @property
    def mac(self, /) -> str | None:
        """
        HMAC-SHA-256 of the three, where the anchor is stored somewhere that others write as well.
        """
    @property
    def seq(self, /) -> int:
        """
        Entries up to here; 0 for an empty log.
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
class AuditEntry:
    """
    One link of the chain.
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
        What was done.
        """
    @property
    def actor(self, /) -> str:
        """
        Who, by pseudonym.
        """
    @property
    def at_ms(self, /) -> int:
        """
        When, in milliseconds since the epoch.
        """
    @staticmethod
    def from_json(text: str) -> AuditEntry:
        """
        The record that `to_json` wrote.
        """
    @property
    def hash(self, /) -> str:
        """
        The hash of this entry.
        """
    @property
    def outcome(self, /) -> AuditOutcome:
        """
        How it ended.
        """
    @property
    def previous(self, /) -> str:
        """
        The hash of the entry before, of the log's id for the first: 64 hexadecimal digits.
        """
    @property
    def seq(self, /) -> int:
        """
        Its place in the log, from 1.
        """
    @property
    def subject(self, /) -> str | None:
        """
        Whose data, by pseudonym.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    def to_json_line(self, /) -> str:
        """
        The entry as one line of JSON with its end: the only form in which the verifier takes it.
        """

@final
class AuditEvent:
    """
    An access that is to be logged. It has no room for what a customer wrote or is called.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, at_ms: int, actor: str, action: str, subject: str | None, outcome: AuditOutcome) -> AuditEvent: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def action(self, /) -> str:
        """
        What, such as `profile.export`: 1 to 64 of `a-z 0-9 _ . : -`.
        """
    @property
    def actor(self, /) -> str:
        """
        Who, by the pseudonym of an employee or a service (see `pseudonym`).
        """
    @property
    def at_ms(self, /) -> int:
        """
        When, in milliseconds since the epoch.
        """
    @staticmethod
    def from_json(text: str) -> AuditEvent:
        """
        The record that `to_json` wrote.
        """
    @property
    def outcome(self, /) -> AuditOutcome:
        """
        How it ended.
        """
    @property
    def subject(self, /) -> str | None:
        """
        Whose data, by the customer's pseudonym; nothing where it is about nobody.
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
class AuditFinding:
    """
    What a verifier found first.
    """
    ALTERED: Final[AuditFinding]
    """
    An entry does not have the hash of its content.
    """
    ANOTHER_LOG: Final[AuditFinding]
    """
    The first entry is tied to another log's id.
    """
    INTACT: Final[AuditFinding]
    """
    Every entry is as it was written, and every anchor is met.
    """
    MALFORMED: Final[AuditFinding]
    """
    A line is no entry in the form in which entries are written.
    """
    OUT_OF_SEQUENCE: Final[AuditFinding]
    """
    Another entry stands where this one belongs: one was taken out, put in, moved or repeated.
    """
    REWRITTEN: Final[AuditFinding]
    """
    The chain holds in itself but does not meet an anchor: it was computed anew.
    """
    TRUNCATED: Final[AuditFinding]
    """
    The log ends before its last anchor.
    """
    UNLINKED: Final[AuditFinding]
    """
    An entry is whole but not tied to the one before: what stands before it was written anew.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class AuditLog:
    """
    A log of who did what with whose data, as a chain of hashes.

    The host stores the line of each entry (`AuditEntry.to_json_line`), and an anchor somewhere else.
    """
    def __new__(cls, /, log_id: str) -> AuditLog:
        """
        An empty log. Its id, 1 to 256 bytes, tells its entries from those of any other log.
        """
    def __repr__(self, /) -> str: ...
    def anchor(self, /, anchor_key: bytes | None = None) -> AuditAnchor:
        """
        What stands for all entries so far, signed where a key of at least 16 bytes is given.
        """
    def append(self, /, event: AuditEvent | dict[str, Any]) -> AuditEntry:
        """
        Write an entry; the host stores its line.
        """
    @property
    def entry_count(self, /) -> int:
        """
        Entries written so far.
        """
    @property
    def log_id(self, /) -> str:
        """
        The log's id.
        """
    @staticmethod
    def resume(log_id: str, lines: bytes, anchors: Sequence[AuditAnchor | dict[str, Any]], anchor_key: bytes | None = None) -> AuditLog:
        """
        The log that these lines hold, if nothing in them was altered and every anchor is met.
        """
    @staticmethod
    def resume_at(log_id: str, anchor: AuditAnchor | dict[str, Any], anchor_key: bytes | None = None) -> AuditLog:
        """
        The log as it was at an anchor, without reading it.
        """

@final
class AuditOutcome:
    """
    How an access ended.
    """
    ALLOWED: Final[AuditOutcome]
    """
    It was allowed and done.
    """
    DENIED: Final[AuditOutcome]
    """
    It was refused.
    """
    FAILED: Final[AuditOutcome]
    """
    It was allowed and failed.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class AuditVerdict:
    """
    Whether a log is what was written, and if not, where it ceases to be.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def anchored_through(self, /) -> int:
        """
        Up to which entry anchors were met: what comes later, whoever can write the log could have written anew.
        """
    @property
    def entries(self, /) -> int:
        """
        Entries before it, or all.
        """
    @property
    def finding(self, /) -> AuditFinding:
        """
        What was found first.
        """
    @property
    def first_bad_seq(self, /) -> int | None:
        """
        The place of the first entry that is not as it should be, from 1. With `rewritten`, an entry somewhere after
        the last anchor that was met, up to this one, was changed.
        """
    @staticmethod
    def from_json(text: str) -> AuditVerdict:
        """
        The record that `to_json` wrote.
        """
    @property
    def head(self, /) -> str:
        """
        The hash of the last good entry.
        """
    def is_intact(self, /) -> bool:
        """
        Whether nothing was found.
        """
    def require_intact(self, /) -> None:
        """
        Raise `WrongOwner` for another log's entries and `Tampered` for anything else; nothing if it is intact.
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
class AuditVerifier:
    """
    Reads a log piece by piece and finds any edit, deletion, change of order or truncation.
    """
    def __new__(cls, /, log_id: str, anchors: Sequence[AuditAnchor | dict[str, Any]], anchor_key: bytes | None = None) -> AuditVerifier:
        """
        A verifier of one log. Each anchor must be of this log and, with a key, signed with it.
        """
    def feed(self, /, data: bytes) -> None:
        """
        Take the next bytes of the log, plain or gzip.
        """
    def finish(self, /) -> AuditVerdict:
        """
        The log is over: what was found. A verifier finishes once.
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
class BacktestOptions:
    """
    What to look back on.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, kinds: Sequence[PurchaseModelKind] = ..., origins_ms: Sequence[int] = ..., horizon_days: int = ..., period_days: float = ..., as_of_ms: int | None = ..., utc_offset_minutes: int = ..., level: float = ...) -> BacktestOptions: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def as_of_ms(self, /) -> int | None:
        """
        Up to when purchases were recorded; the last of the rows when `None`.
        """
    @staticmethod
    def from_json(text: str) -> BacktestOptions:
        """
        The record that `to_json` wrote.
        """
    @property
    def horizon_days(self, /) -> int:
        """
        Days forecast from each; 0 for a quarter of the time that is known.
        """
    @property
    def kinds(self, /) -> list[PurchaseModelKind]:
        """
        Kinds of model; empty for all.
        """
    @property
    def level(self, /) -> float:
        """
        Level of the intervals.
        """
    @property
    def origins_ms(self, /) -> list[int]:
        """
        Moments to forecast from, the whole day known; empty for three, as late as leave room for the horizon.
        """
    @property
    def period_days(self, /) -> float:
        """
        Days in the unit of time of the models, 0.001 to 1,000,000.
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
        Minutes east of UTC of the clock whose days are counted.
        """

@final
class BacktestReport:
    """
    How models and baselines would have done.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> BacktestReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def horizon_days(self, /) -> int:
        """
        Days forecast from each moment.
        """
    @property
    def origins(self, /) -> list[OriginReport]:
        """
        Oldest first.
        """
    @property
    def period_days(self, /) -> float:
        """
        Days in a period.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def verdict(self, /) -> BacktestVerdict:
        """
        What it comes to.
        """

@final
class BacktestVerdict:
    """
    What looking back comes to.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def best(self, /) -> str | None:
        """
        The model with the best mean log score over all moments; `None` where no model could be fitted.
        """
    @property
    def failures(self, /) -> list[str]:
        """
        Where the best one fails, each in a sentence; empty where nothing was found.
        """
    @staticmethod
    def from_json(text: str) -> BacktestVerdict:
        """
        The record that `to_json` wrote.
        """
    @property
    def months_to_tell(self, /) -> float | None:
        """
        Months of holdout after which the best could be told from the second at this distance, if that is more
        than there are; `None` where it can be told already, or never at this distance.
        """
    @property
    def summary(self, /) -> str:
        """
        The best in one sentence, beside the second and the baselines.
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
class BalanceColumn:
    """
    How one column differs between the arms.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def column(self, /) -> int:
        """
        Its place among the columns given.
        """
    @property
    def departs(self, /) -> bool:
        """
        Is that more than chance explains, with all columns in view?
        """
    @property
    def difference(self, /) -> float:
        """
        Mean of the treated less mean of the controls, in standard deviations; 0.1 is much, and 1e15 either way says that
        each arm has one value of its own.
        """
    @staticmethod
    def from_json(text: str) -> BalanceColumn:
        """
        The record that `to_json` wrote.
        """
    @property
    def missing_difference(self, /) -> float:
        """
        The share of missing values among the treated less that among the controls.
        """
    @property
    def name(self, /) -> str:
        """
        Its name: `column 0` and so on, unless the caller has a better one.
        """
    @property
    def p_value(self, /) -> float:
        """
        The smaller probability, of values and of missing ones, of such a difference by lot.
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
class BehaviourMeasure:
    """
    One measure of a customer's behaviour.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def estimate(self, /) -> Estimate:
        """
        Its value with a 90 % interval; of all customers, the median and the interval in which 90 % of them lie.
        """
    @property
    def evidence(self, /) -> int:
        """
        How much it rests on, in its unit; of all customers, how many they are.
        """
    @property
    def evidence_unit(self, /) -> str:
        """
        What is counted: `visits`, `orders`, `customers` ...
        """
    @staticmethod
    def from_json(text: str) -> BehaviourMeasure:
        """
        The record that `to_json` wrote.
        """
    @property
    def interval(self, /) -> str:
        """
        How the interval is made: `wilson`, `harris`, `brookmeyer_crowley`, `bain_engelhardt`, `gamma_renewal`, or
        `quantiles` of all customers.
        """
    @property
    def measure(self, /) -> str:
        """
        Its name, such as `search_depth`; `docs/behaviour.md` lists them.
        """
    @property
    def percentile(self, /) -> float | None:
        """
        Percentage of customers below this value, 0 to 100; nothing where it is not known.
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
class BehaviourView:
    """
    How a customer behaves.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def antecedents(self, /) -> list[Antecedent]:
        """
        What is seen before a purchase more or less than otherwise, strongest first. These are not causes.
        """
    @property
    def as_of_ms(self, /) -> int:
        """
        The time of the answer.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @property
    def decision_style(self, /) -> DecisionStyle:
        """
        How the customer decides.
        """
    @staticmethod
    def from_json(text: str) -> BehaviourView:
        """
        The record that `to_json` wrote.
        """
    @property
    def loyalty(self, /) -> list[LoyaltyIndicator]:
        """
        Signs of loyalty, each `yes`, `no` or `unclear`; none without consent.
        """
    @property
    def measures(self, /) -> list[BehaviourMeasure]:
        """
        The measures with enough evidence; `docs/behaviour.md` lists them.
        """
    @property
    def model_id(self, /) -> str:
        """
        The engine that answered.
        """
    @property
    def personalised(self, /) -> bool:
        """
        Whether the customer's own history was used.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
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
    @property
    def visits(self, /) -> int:
        """
        Visits read, of the last two years; 0 of all customers.
        """
    @property
    def visits_of_unknown_kind(self, /) -> int:
        """
        Visits whose kind no rule tells, among them.
        """

@final
class BgBb:
    """
    BG/BB: at how many of the opportunities to come will a customer buy?

    Fader, Hardie and Shang (2010). `frequency` counts purchases, `last_purchase_age` is the number of the
    opportunity of the last (0 without one), `age` the number of opportunities so far: whole numbers all.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def aic(self, /) -> float | None:
        """
        Akaike's criterion, lower is better; `None` for given parameters.
        """
    @property
    def bic(self, /) -> float | None:
        """
        Schwarz's criterion, lower is better; `None` for given parameters.
        """
    def bootstrap(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, seed: int, replicates: int = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> Bootstrap:
        """
        Draw as many customers from this model, at the ages of those it was fitted to, and fit again, `replicates`
        times: how differently the parameters, or anything worked out from them, might have come out.

        The parametric bootstrap (Efron and Tibshirani 1993, sections 6.5 and 13.3). 200 replicates (20 to
        1,000,000) give intervals of 90 %, 1,000 of 99 %. `weights` count customers here. The same seed gives
        the same answer on any number of threads.
        """
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of the parameters, in the order in which `params` lists them.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    def discounted_purchases_for_ever(self, /, discount_rate_per_period: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.

        The discounted expected residual transactions of Fader, Hardie and Shang (2010). The rate is 1e-9 to 1000:
        0.002 a week is about 0.11 a year.
        """
    def expected_purchases(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected of a customer in the next `periods`.

        Parameters
        ----------
        periods
            The horizon, 0 to 1e9, in the model's unit of time.
        frequency, last_purchase_age, age
            Histories, as of `probability_alive`: columns of one length, or the numbers of one customer.

        Returns
        -------
        Series, numpy.ndarray or float
            0 or more for each row, in the form of the columns.
        """
    def expected_purchases_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `expected_purchases` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the logarithm (Greene 2012, theorem D.21A). It costs
        `expected_purchases` twice for each parameter.
        """
    def expected_purchases_new_customer(self, /, periods: float) -> float:
        """
        Purchases expected of a new customer in the `periods` after their first.
        """
    @staticmethod
    def fit(frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> BgBb:
        """
        Fit by maximum likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories of at least 10 customers, as of `probability_alive`.
        weights
            How many customers each row counts for, 0 or more; one each without them.
        penalty
            Taken off the mean log-likelihood for the squares of the parameters: 0.001 to 0.1 tames small
            samples, none unless stated.
        progress
            Is told `(done, total)` of the steps.

        Returns
        -------
        The model; `convergence` says whether its parameters are an optimum, on a ridge or at a boundary.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        TooFew
            Fewer than 10 customers, or too few who came back to tell anything.
        NotConverged
            No optimum was found.
        Cancelled
            Ctrl-C.
        """
    @staticmethod
    def from_json(text: str) -> BgBb:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood of the data it was fitted to; 0 for given parameters.
        """
    def next_purchase(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, levels: Sequence[float] = ...) -> Any:
        """
        When the next purchase comes, of a customer of whom it is not known whether they are still active.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories: columns of one length, or the numbers of one customer.
        levels
            Probabilities, 0 to below 1: the time within which the next purchase falls with each of them.

        Returns
        -------
        NextPurchaseColumns or NextPurchase
            Of columns, `periods` with a row for each customer and a column for each level, infinite where a
            purchase comes with a lower probability than that, and `probability_never`; of numbers the record.
        """
    def next_purchase_quantile(self, /, q: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Time from now within which the next purchase falls with probability `q`, of a customer who is active.

        In the model's unit of time, in the form of the columns; infinite where one who is active leaves before
        that with a probability above `1 - q`. `q` is 0 to below 1. `next_purchase` is of customers of whom it is
        not known whether they are active.
        """
    @property
    def params(self, /) -> BgBbParams:
        """
        The parameters.
        """
    def probability_alive(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Probability that a customer is still active.

        Parameters
        ----------
        frequency
            Repeat purchases: whole numbers, 0 to 1,000,000.
        last_purchase_age
            Age at the last of them, in the model's unit of time; 0 without one.
        age
            Age now, since the first purchase; `last_purchase_age` or more, at most 1e9.

        Returns
        -------
        Series, numpy.ndarray or float
            0 to 1 for each row, in the form of the columns; a float where all were numbers.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        """
    def probability_alive_interval(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `probability_alive` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the log-odds (Greene 2012, theorem D.21A).
        """
    def profile_intervals(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, parameters: Sequence[str] | None = None, level: float = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> list[ProfileInterval]:
        """
        The values of each parameter that the data do not exclude, by the profile of the likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age, weights, penalty
            What the model was fitted to, and how.
        parameters
            The names of those that are asked for, as in `params`; all unless stated.
        level
            Nominal coverage, above 0 and below 1.

        Returns
        -------
        list of ProfileInterval
            Not symmetric, unlike those of standard errors; `low` or `high` is `None` where nothing down or up to
            the limit of the search is excluded (Venzon and Moolgavkar 1988).
        """
    def purchase_distribution(self, /, periods: float, most: int, frequency: float, last_purchase_age: float, age: float) -> NDArray[float64]:
        """
        Probabilities of 0, 1, ... `most` purchases of one customer in the next `periods`: an array of `most + 1`
        numbers; `most` is 0 to 1,000,000.
        """
    def purchase_probability(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ...) -> Any:
        """
        Probability of a purchase in the next `periods`, of a kind that makes up `share` of all purchases (1 for any).
        """
    def purchase_probability_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ..., level: float = ...) -> Any:
        """
        `purchase_probability` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
        """
    def purchase_quantiles(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, levels: Sequence[float]) -> Any:
        """
        For each of `levels`, the number of purchases in the next `periods` that is not exceeded with at least
        that probability: `[0.05, 0.95]` are the ends of a predictive interval of 90 %.

        Columns give a matrix with a row for each customer and a column for each level (a frame for pandas and
        polars), the numbers of one customer an array. `levels` are 0 to below 1.
        """
    def refit(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> BgBb:
        """
        Fit again, with more data, from where this model stands: the same optimum, sooner. Arguments are those of `fit`.
        """
    @property
    def standard_errors(self, /) -> NDArray[float64]:
        """
        Standard errors of the parameters, in the order in which `params` lists them.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """
    @staticmethod
    def with_params(params: BgBbParams) -> BgBb:
        """
        A model with parameters from elsewhere, taken as exact.
        """

@final
class BgBbParams:
    """
    The parameters of a BG/BB model.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, alpha: float, beta: float, gamma: float, delta: float) -> BgBbParams: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def alpha(self, /) -> float:
        """
        First parameter of the beta distribution of the probability to buy at an opportunity; above 0.
        """
    @property
    def beta(self, /) -> float:
        """
        Second parameter of it; above 0. The mean probability is `alpha / (alpha + beta)`.
        """
    @property
    def delta(self, /) -> float:
        """
        Second parameter of it; above 0. The mean probability is `gamma / (gamma + delta)`.
        """
    @staticmethod
    def from_json(text: str) -> BgBbParams:
        """
        The record that `to_json` wrote.
        """
    @property
    def gamma(self, /) -> float:
        """
        First parameter of the beta distribution of the probability to leave before an opportunity; above 0.
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
class BgCnbd:
    """
    BG/CNBD-k: as BG/NBD, of customers who buy regularly.

    Platzer and Reutterer (2016). Between two purchases a customer passes `k` phases; the more, the more regular.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def aic(self, /) -> float | None:
        """
        Akaike's criterion, lower is better; `None` for given parameters.
        """
    @property
    def bic(self, /) -> float | None:
        """
        Schwarz's criterion, lower is better; `None` for given parameters.
        """
    def bootstrap(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, seed: int, replicates: int = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> Bootstrap:
        """
        Draw as many customers from this model, at the ages of those it was fitted to, and fit again, `replicates`
        times: how differently the parameters, or anything worked out from them, might have come out.

        The parametric bootstrap (Efron and Tibshirani 1993, sections 6.5 and 13.3). 200 replicates (20 to
        1,000,000) give intervals of 90 %, 1,000 of 99 %. `weights` count customers here. The same seed gives
        the same answer on any number of threads.
        """
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of the parameters, in the order in which `params` lists them.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    def discounted_purchases_for_ever(self, /, discount_rate_per_period: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.

        The discounted expected residual transactions of Fader, Hardie and Shang (2010). The rate is 1e-9 to 1000:
        0.002 a week is about 0.11 a year.
        """
    def expected_purchases(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected of a customer in the next `periods`.

        Parameters
        ----------
        periods
            The horizon, 0 to 1e9, in the model's unit of time.
        frequency, last_purchase_age, age
            Histories, as of `probability_alive`: columns of one length, or the numbers of one customer.

        Returns
        -------
        Series, numpy.ndarray or float
            0 or more for each row, in the form of the columns.
        """
    def expected_purchases_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `expected_purchases` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the logarithm (Greene 2012, theorem D.21A). It costs
        `expected_purchases` twice for each parameter.
        """
    def expected_purchases_new_customer(self, /, periods: float) -> float:
        """
        Purchases expected of a new customer in the `periods` after their first.
        """
    @staticmethod
    def fit(frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, k: int | None = None, log_interval_sum: ArrayLike | None = None, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> BgCnbd:
        """
        Fit by maximum likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories of at least 10 customers, as of `probability_alive`.
        k
            The phases between two purchases, a whole number above 0: 1 for buyers at random.
        log_interval_sum
            In its stead, to take as many as make the histories most likely: the sums of the logarithms of the
            intervals between each customer's purchases, a column of `Summaries`.
        weights
            How many customers each row counts for, 0 or more; one each without them.
        penalty
            Taken off the mean log-likelihood for the squares of the parameters; none unless stated.
        progress
            Is told `(done, total)` of the steps.

        Raises
        ------
        OutOfRange, TooFew, NotConverged, Cancelled
            As of `BgNbd.fit`.
        """
    @staticmethod
    def from_json(text: str) -> BgCnbd:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood of the data it was fitted to; 0 for given parameters.
        """
    def next_purchase(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, levels: Sequence[float] = ...) -> Any:
        """
        When the next purchase comes, of a customer of whom it is not known whether they are still active.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories: columns of one length, or the numbers of one customer.
        levels
            Probabilities, 0 to below 1: the time within which the next purchase falls with each of them.

        Returns
        -------
        NextPurchaseColumns or NextPurchase
            Of columns, `periods` with a row for each customer and a column for each level, infinite where a
            purchase comes with a lower probability than that, and `probability_never`; of numbers the record.
        """
    def next_purchase_quantile(self, /, q: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Time from now within which the next purchase falls with probability `q`, of a customer who is active.

        In the model's unit of time, in the form of the columns; infinite where one who is active leaves before
        that with a probability above `1 - q`. `q` is 0 to below 1. `next_purchase` is of customers of whom it is
        not known whether they are active.
        """
    @property
    def params(self, /) -> BgCnbdParams:
        """
        The parameters.
        """
    def probability_alive(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Probability that a customer is still active.

        Parameters
        ----------
        frequency
            Repeat purchases: whole numbers, 0 to 1,000,000.
        last_purchase_age
            Age at the last of them, in the model's unit of time; 0 without one.
        age
            Age now, since the first purchase; `last_purchase_age` or more, at most 1e9.

        Returns
        -------
        Series, numpy.ndarray or float
            0 to 1 for each row, in the form of the columns; a float where all were numbers.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        """
    def probability_alive_interval(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `probability_alive` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the log-odds (Greene 2012, theorem D.21A).
        """
    def profile_intervals(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, parameters: Sequence[str] | None = None, level: float = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> list[ProfileInterval]:
        """
        The values of each parameter that the data do not exclude, by the profile of the likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age, weights, penalty
            What the model was fitted to, and how.
        parameters
            The names of those that are asked for, as in `params`; all unless stated.
        level
            Nominal coverage, above 0 and below 1.

        Returns
        -------
        list of ProfileInterval
            Not symmetric, unlike those of standard errors; `low` or `high` is `None` where nothing down or up to
            the limit of the search is excluded (Venzon and Moolgavkar 1988).
        """
    def purchase_distribution(self, /, periods: float, most: int, frequency: float, last_purchase_age: float, age: float) -> NDArray[float64]:
        """
        Probabilities of 0, 1, ... `most` purchases of one customer in the next `periods`: an array of `most + 1`
        numbers; `most` is 0 to 1,000,000.
        """
    def purchase_probability(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ...) -> Any:
        """
        Probability of a purchase in the next `periods`, of a kind that makes up `share` of all purchases (1 for any).
        """
    def purchase_probability_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ..., level: float = ...) -> Any:
        """
        `purchase_probability` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
        """
    def purchase_quantiles(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, levels: Sequence[float]) -> Any:
        """
        For each of `levels`, the number of purchases in the next `periods` that is not exceeded with at least
        that probability: `[0.05, 0.95]` are the ends of a predictive interval of 90 %.

        Columns give a matrix with a row for each customer and a column for each level (a frame for pandas and
        polars), the numbers of one customer an array. `levels` are 0 to below 1.
        """
    def refit(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> BgCnbd:
        """
        Fit again, with more data, from where this model stands: the same optimum, sooner. Arguments are those of `fit`.
        """
    @property
    def standard_errors(self, /) -> NDArray[float64]:
        """
        Standard errors of the parameters, in the order in which `params` lists them.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """
    @staticmethod
    def with_params(params: BgCnbdParams) -> BgCnbd:
        """
        A model with parameters from elsewhere, taken as exact.
        """

@final
class BgCnbdParams:
    """
    The parameters of a BG/CNBD-k model.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, k: int, r: float, alpha: float, a: float, b: float) -> BgCnbdParams: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def a(self, /) -> float:
        """
        First parameter of the beta distribution of the probability to leave after a repeat purchase; above 0.
        """
    @property
    def alpha(self, /) -> float:
        """
        Rate of that distribution, in the unit of time of the data; above 0. The mean rate of purchase of one who
        is active is `r / (alpha k)`.
        """
    @property
    def b(self, /) -> float:
        """
        Second parameter of that distribution; above 0. The mean probability is `a / (a + b)`.
        """
    @staticmethod
    def from_json(text: str) -> BgCnbdParams:
        """
        The record that `to_json` wrote.
        """
    @property
    def k(self, /) -> int:
        """
        Phases of the time between two purchases, 1 to 16: 1 is at random, more is more regular.
        """
    @property
    def r(self, /) -> float:
        """
        Shape of the gamma distribution of the rates of phases; above 0.
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
    def aic(self, /) -> float | None:
        """
        Akaike's criterion, lower is better; `None` for given parameters.
        """
    @property
    def bic(self, /) -> float | None:
        """
        Schwarz's criterion, lower is better; `None` for given parameters.
        """
    def bootstrap(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, seed: int, replicates: int = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> Bootstrap:
        """
        Draw as many customers from this model, at the ages of those it was fitted to, and fit again, `replicates`
        times: how differently the parameters, or anything worked out from them, might have come out.

        The parametric bootstrap (Efron and Tibshirani 1993, sections 6.5 and 13.3). 200 replicates (20 to
        1,000,000) give intervals of 90 %, 1,000 of 99 %. `weights` count customers here. The same seed gives
        the same answer on any number of threads.
        """
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of the parameters, in the order in which `params` lists them.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    def discounted_purchases_for_ever(self, /, discount_rate_per_period: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.

        The discounted expected residual transactions of Fader, Hardie and Shang (2010). The rate is 1e-9 to 1000:
        0.002 a week is about 0.11 a year.
        """
    def expected_purchases(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected of a customer in the next `periods`.

        Parameters
        ----------
        periods
            The horizon, 0 to 1e9, in the model's unit of time.
        frequency, last_purchase_age, age
            Histories, as of `probability_alive`: columns of one length, or the numbers of one customer.

        Returns
        -------
        Series, numpy.ndarray or float
            0 or more for each row, in the form of the columns.
        """
    def expected_purchases_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `expected_purchases` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the logarithm (Greene 2012, theorem D.21A). It costs
        `expected_purchases` twice for each parameter.
        """
    def expected_purchases_new_customer(self, /, periods: float) -> float:
        """
        Purchases expected of a new customer in the `periods` after their first.
        """
    @staticmethod
    def fit(frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> BgNbd:
        """
        Fit by maximum likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories of at least 10 customers, as of `probability_alive`.
        weights
            How many customers each row counts for, 0 or more; one each without them.
        penalty
            Taken off the mean log-likelihood for the squares of the parameters: 0.001 to 0.1 tames small
            samples, none unless stated.
        progress
            Is told `(done, total)` of the steps.

        Returns
        -------
        The model; `convergence` says whether its parameters are an optimum, on a ridge or at a boundary.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        TooFew
            Fewer than 10 customers, or too few who came back to tell anything.
        NotConverged
            No optimum was found.
        Cancelled
            Ctrl-C.
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
    def next_purchase(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, levels: Sequence[float] = ...) -> Any:
        """
        When the next purchase comes, of a customer of whom it is not known whether they are still active.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories: columns of one length, or the numbers of one customer.
        levels
            Probabilities, 0 to below 1: the time within which the next purchase falls with each of them.

        Returns
        -------
        NextPurchaseColumns or NextPurchase
            Of columns, `periods` with a row for each customer and a column for each level, infinite where a
            purchase comes with a lower probability than that, and `probability_never`; of numbers the record.
        """
    def next_purchase_quantile(self, /, q: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Time from now within which the next purchase falls with probability `q`, of a customer who is active.

        In the model's unit of time, in the form of the columns; infinite where one who is active leaves before
        that with a probability above `1 - q`. `q` is 0 to below 1. `next_purchase` is of customers of whom it is
        not known whether they are active.
        """
    @property
    def params(self, /) -> BgNbdParams:
        """
        The parameters.
        """
    def probability_alive(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Probability that a customer is still active.

        Parameters
        ----------
        frequency
            Repeat purchases: whole numbers, 0 to 1,000,000.
        last_purchase_age
            Age at the last of them, in the model's unit of time; 0 without one.
        age
            Age now, since the first purchase; `last_purchase_age` or more, at most 1e9.

        Returns
        -------
        Series, numpy.ndarray or float
            0 to 1 for each row, in the form of the columns; a float where all were numbers.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        """
    def probability_alive_interval(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `probability_alive` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the log-odds (Greene 2012, theorem D.21A).
        """
    def profile_intervals(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, parameters: Sequence[str] | None = None, level: float = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> list[ProfileInterval]:
        """
        The values of each parameter that the data do not exclude, by the profile of the likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age, weights, penalty
            What the model was fitted to, and how.
        parameters
            The names of those that are asked for, as in `params`; all unless stated.
        level
            Nominal coverage, above 0 and below 1.

        Returns
        -------
        list of ProfileInterval
            Not symmetric, unlike those of standard errors; `low` or `high` is `None` where nothing down or up to
            the limit of the search is excluded (Venzon and Moolgavkar 1988).
        """
    def purchase_distribution(self, /, periods: float, most: int, frequency: float, last_purchase_age: float, age: float) -> NDArray[float64]:
        """
        Probabilities of 0, 1, ... `most` purchases of one customer in the next `periods`: an array of `most + 1`
        numbers; `most` is 0 to 1,000,000.
        """
    def purchase_probability(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ...) -> Any:
        """
        Probability of a purchase in the next `periods`, of a kind that makes up `share` of all purchases (1 for any).
        """
    def purchase_probability_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ..., level: float = ...) -> Any:
        """
        `purchase_probability` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
        """
    def purchase_quantiles(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, levels: Sequence[float]) -> Any:
        """
        For each of `levels`, the number of purchases in the next `periods` that is not exceeded with at least
        that probability: `[0.05, 0.95]` are the ends of a predictive interval of 90 %.

        Columns give a matrix with a row for each customer and a column for each level (a frame for pandas and
        polars), the numbers of one customer an array. `levels` are 0 to below 1.
        """
    def refit(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> BgNbd:
        """
        Fit again, with more data, from where this model stands: the same optimum, sooner. Arguments are those of `fit`.
        """
    @property
    def standard_errors(self, /) -> NDArray[float64]:
        """
        Standard errors of the parameters, in the order in which `params` lists them.
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
class Bootstrap:
    """
    A model with what it was when fitted to customers drawn from it; `bootstrap` of a model makes one.

    `len()` is the number of refits, `to_frame()` has a row of parameters for each.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> Any: ...
    @property
    def failed(self, /) -> int:
        """
        Replicates that could not be fitted.
        """
    @property
    def fitted(self, /) -> Any:
        """
        The model that customers were drawn from, of its own class.
        """
    @staticmethod
    def from_json(text: str) -> Bootstrap:
        """
        The bootstrap that `to_json` wrote.
        """
    def interval_of(self, /, estimate: Callable[[Any], float], *, level: float = ...) -> ParameterInterval:
        """
        The interval of whatever `estimate(model)` works out of a model, such as the purchases of all customers.
        """
    def intervals(self, /, *, level: float = ...) -> dict[str, ParameterInterval]:
        """
        The interval of each parameter by its name, between quantiles of the refits.
        """
    @property
    def parameters(self, /) -> NDArray[float64]:
        """
        A matrix with a row for each refit and a column for each parameter, in the order of `params`.
        """
    @property
    def refits(self, /) -> list[Any]:
        """
        The refits, of its class.
        """
    def to_frame(self, /) -> Any:
        """
        A `DataFrame` of pandas, or else of polars, with a row for each refit and a column for each parameter.
        """
    def to_json(self, /) -> str:
        """
        It as canonical JSON.
        """

@final
class BrierDecomposition:
    """
    The Brier score taken apart; `brier` is `reliability - resolution + uncertainty + within_bins`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def brier(self, /) -> float:
        """
        The mean squared distance of probability and label.
        """
    @staticmethod
    def from_json(text: str) -> BrierDecomposition:
        """
        The record that `to_json` wrote.
        """
    @property
    def reliability(self, /) -> float:
        """
        How far bins' probabilities are from what came true in them: 0 when calibrated.
        """
    @property
    def resolution(self, /) -> float:
        """
        How far what came true in bins is from the base rate: 0 without knowledge.
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
    def uncertainty(self, /) -> float:
        """
        The Brier score of the base rate.
        """
    @property
    def within_bins(self, /) -> float:
        """
        What probabilities that differ within a bin add; negative where they are right to differ.
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
class Calibration:
    """
    What makes scores in log-odds into probabilities that mean what they say.

    `none`, `platt` (a line), `beta` (two slopes) or `isotonic` (steps), fitted to rows that the learner was not fitted to.

    Examples
    --------
    >>> from sartor.learn import Calibration
    >>> far_too_sure = [-4.0, -4.0, -4.0, 4.0, 4.0, 4.0]
    >>> calibration = Calibration.fit([0, 0, 1, 0, 1, 1], far_too_sure, "platt")
    >>> round(calibration.probability(4.0), 3)
    0.6
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _of_parts(text: str, candidates: Sequence[CalibrationCandidate]) -> Calibration: ...
    @property
    def candidates(self, /) -> list[CalibrationCandidate]:
        """
        What each kind came to where it was chosen among them; empty otherwise.
        """
    @staticmethod
    def choose(labels: ArrayLike, scores: ArrayLike, *, folds: int = ..., seed: int = ..., weights: ArrayLike | None = None) -> Calibration:
        """
        Choose among all kinds by cross-validated log loss; `candidates` says what each came to.
        """
    @staticmethod
    def fit(labels: ArrayLike, scores: ArrayLike, method: CalibrationMethod | str, *, weights: ArrayLike | None = None) -> Calibration:
        """
        Fit one kind: `none`, `platt`, `beta` or `isotonic`.
        """
    @staticmethod
    def from_json(text: str) -> Calibration:
        """
        What `to_json` wrote.
        """
    def log_odds(self, /, scores: ArrayLike) -> Any:
        """
        Calibrated log-odds of scores in log-odds: a column in the form of those given, or a number.
        """
    @property
    def method(self, /) -> CalibrationMethod:
        """
        Which kind it is.
        """
    def probability(self, /, scores: ArrayLike) -> Any:
        """
        Calibrated probabilities of scores in log-odds: a column in the form of those given, or a number.
        """
    def to_json(self, /) -> str:
        """
        As canonical JSON, without the candidates.
        """

@final
class CalibrationCandidate:
    """
    How one kind of calibration did on rows it was not fitted to.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> CalibrationCandidate:
        """
        The record that `to_json` wrote.
        """
    @property
    def gain(self, /) -> float:
        """
        How much lower that is than without calibration.
        """
    @property
    def gain_error(self, /) -> float:
        """
        The standard error of that gain.
        """
    @property
    def log_loss(self, /) -> float:
        """
        Mean log loss, in nats.
        """
    @property
    def method(self, /) -> CalibrationMethod:
        """
        The kind.
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
class CalibrationMethod:
    """
    The kinds of calibration, the simplest first.
    """
    BETA: Final[CalibrationMethod]
    """
    Two slopes, one for each side.
    """
    ISOTONIC: Final[CalibrationMethod]
    """
    A curve of steps joined by slopes.
    """
    NONE: Final[CalibrationMethod]
    """
    Scores as they are.
    """
    PLATT: Final[CalibrationMethod]
    """
    A line in log-odds.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class CalibrationOverTime:
    """
    What was foretold and what came, over time.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def departs(self, /) -> bool:
        """
        Whether any window, or all of them together, depart from what was foretold. If not: none detectable.
        """
    @staticmethod
    def from_json(text: str) -> CalibrationOverTime:
        """
        The record that `to_json` wrote.
        """
    @property
    def level(self, /) -> float:
        """
        How often nothing is said when probabilities are right, at least.
        """
    @property
    def overall(self, /) -> CalibrationWindow:
        """
        All rows as one window.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def windows(self, /) -> list[CalibrationWindow]:
        """
        Windows with rows, the earliest first.
        """

@final
class CalibrationWindow:
    """
    What was foretold of one span of time and what came.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def departs(self, /) -> bool:
        """
        Is that less than chance explains, with all windows in view?
        """
    @property
    def expected(self, /) -> float:
        """
        Labels 1 foretold: the sum of probabilities.
        """
    @staticmethod
    def from_json(text: str) -> CalibrationWindow:
        """
        The record that `to_json` wrote.
        """
    @property
    def observed(self, /) -> int:
        """
        Labels 1 that came.
        """
    @property
    def observed_rate(self, /) -> MetricInterval:
        """
        Their share of the rows, with its exact interval.
        """
    @property
    def p_value(self, /) -> float:
        """
        The probability of being at least so far from what was foretold if probabilities are right.
        """
    @property
    def rows(self, /) -> int:
        """
        Rows.
        """
    @property
    def start_ms(self, /) -> int:
        """
        Its start, in milliseconds since 1970; it ends where the next begins.
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
class CategoryPropensity:
    """
    A purchase in one category.
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
        The category.
        """
    @property
    def days(self, /) -> DaysAhead | None:
        """
        If it comes within the horizon, after how many days.
        """
    @staticmethod
    def from_json(text: str) -> CategoryPropensity:
        """
        The record that `to_json` wrote.
        """
    @property
    def probability(self, /) -> Estimate:
        """
        Probability of a purchase in it within the horizon. Its interval is to hold the share that would buy among all of whom the
        same is known, and did so 91 to 95 times of 100 at 90 % in simulated shops.
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
class CategoryReport:
    """
    One category.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def auc(self, /) -> MetricInterval | None:
        """
        Area under the curve among customers; nothing where nobody bought, or everybody.
        """
    @property
    def category(self, /) -> str:
        """
        The category.
        """
    @staticmethod
    def from_json(text: str) -> CategoryReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def purchases(self, /) -> int:
        """
        Purchases within the horizon, one at most for each customer and cut.
        """
    @property
    def rate(self, /) -> float:
        """
        Their share of customers.
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
class ChallengerPrediction:
    """
    What another model says of the same.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, model_id: str, probability: float) -> ChallengerPrediction: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ChallengerPrediction:
        """
        The record that `to_json` wrote.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model, 1 to 256 bytes.
        """
    @property
    def probability(self, /) -> float:
        """
        Its probability, 0 to 1.
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
class ChoiceNarrowing:
    """
    Whether choice should be narrowed, and to how many.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def entropy(self, /) -> float:
        """
        Entropy of the posterior in nats, 0 to `ln(from_)`.
        """
    @property
    def from_(self, /) -> int:
        """
        Options there are: `from` in JSON, which is a word of Python's own.
        """
    @staticmethod
    def from_json(text: str) -> ChoiceNarrowing:
        """
        The record that `to_json` wrote.
        """
    @property
    def mass(self, /) -> float:
        """
        Share of the posterior that the options shown hold.
        """
    @property
    def open_options(self, /) -> float:
        """
        How many options are still open, `exp(entropy)`.
        """
    @property
    def reason(self, /) -> str:
        """
        `few_options`, `clear_favourite`, `close_scores` or `best_of_many`.
        """
    @property
    def to(self, /) -> int:
        """
        Options to show, the best first.
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
class Churn:
    """
    A model of churn: of no purchase within a horizon, or of a cancellation where something was signed.

    A discrete-time hazard over features of profiles (Singer and Willett 1993), trained on customers as they were known at past
    dates and on what they did since.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def fit(reader: FeatureReader, profiles: Sequence[Profile], as_of: int | str | datetime | datetime64, *, setting: ChurnSetting | str = ..., horizon_days: int = ..., periods: int = ..., cuts: Sequence[int | str | date | datetime64] | ArrayLike | None = None, folds: int = ..., trees: int = ..., members: Any = None, seed: int = ..., cancelled: Any = None, extras: Sequence[Sequence[FeatureExtra | dict[str, Any]]] | None = None, progress: Progress | None = None) -> Churn:
        """
        Fit to what customers were known for at past dates, and to what they did since.

        Parameters
        ----------
        reader
            What reads the profiles.
        profiles
            The customers. Of whoever does not allow analytics nothing is read.
        as_of
            The time of training: nothing dated later counts.
        setting
            `non_contractual` (the default): churn is no purchase within the horizon; or `contractual`: customers cancel.
        horizon_days
            Days within which churn is judged, 1 to 3,650.
        periods
            Periods of equal length that the horizon is cut into, 1 to 60.
        cuts
            Past dates at which customers are looked at, the last a whole horizon before training; chosen unless stated.
        folds
            Groups of customers each of which one member of the model has not seen, 2 to 20.
        trees
            Trees of each member, 1 to 20,000.
        members
            The learners that are blended; None is boosted trees, logistic regression and, where there are rows enough, a
            network.
        seed
            The seed of what is drawn.
        cancelled
            Of the contractual setting, when each customer cancelled, None for those who have not.
        extras
            What other models knew at each of the cuts: for each cut one for each profile.
        progress
            Is told how many steps of how many are done; raising stops the work, as Ctrl-C does.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> Churn:
        """
        What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
        """
    @property
    def model_id(self, /) -> str:
        """
        Which one it is: the hash of everything it holds.
        """
    @property
    def options(self, /) -> ChurnOptions:
        """
        How it was fitted, with the past dates that were chosen.
        """
    @property
    def parent_model_id(self, /) -> str | None:
        """
        The model that this one was recalibrated from; None where it was fitted.
        """
    def predict(self, /, features: Features, horizons_days: ArrayLike | None = None) -> ChurnRisk:
        """
        Probability of churn within the horizon, and the curve at these days ahead; each above 0, at most the horizon.
        """
    def predict_many(self, /, table: FeatureTable, horizons_days: ArrayLike | None = None, *, progress: Progress | None = None) -> list[ChurnRisk]:
        """
        The same for many customers; `sartor.to_frame` makes a table of it.
        """
    def reasons(self, /, features: Features) -> list[ChurnReason]:
        """
        What sets a customer apart from the typical one of the training, strongest first.
        """
    def reasons_of_change(self, /, before: Features, now: Features) -> list[ChurnReason]:
        """
        What makes the difference between two looks at the same customer, strongest first.
        """
    def recalibrated(self, /, calibration: Calibration) -> Churn:
        """
        The same model with its probabilities moved by a calibration. It is another model, which names this one as its parent.
        """
    def report(self, /) -> ChurnReport:
        """
        How good it was on customers that it had not seen.
        """
    def to_bytes(self, /) -> bytes:
        """
        The model as bytes, the same in every language.
        """
    def watchlist(self, /, looks: Sequence[FeatureTable], *, threshold: float = ..., entries: int = ..., reasons: int = ..., standing: bool = True, progress: Progress | None = None) -> Watchlist:
        """
        Who is at risk at the last of several looks, the oldest first, since when and why.

        `threshold` is the probability from which a customer is at risk, `entries` the most that are told, `reasons` how many
        of each; unless `standing`, those who were at risk at the first look already are left out.
        """

@final
class ChurnOptions:
    """
    How a model of churn is fitted.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, setting: ChurnSetting = ..., horizon_days: int = ..., periods: int = ..., cuts_ms: Sequence[int] = ..., folds: int = ..., trees: int = ..., members: Sequence[MemberKind] = ..., seed: int = ...) -> ChurnOptions: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cuts_ms(self, /) -> list[int]:
        """
        Past dates at which customers are looked at. The last has to be a whole horizon before training, so that it is
        known what happened. None: a horizon ago, and half a horizon earlier twice.
        """
    @property
    def folds(self, /) -> int:
        """
        Groups of customers each of which one member of every learner has not seen, 2 to 20.
        """
    @staticmethod
    def from_json(text: str) -> ChurnOptions:
        """
        The record that `to_json` wrote.
        """
    @property
    def horizon_days(self, /) -> int:
        """
        Days within which churn is judged, 1 to 3,650.
        """
    @property
    def members(self, /) -> list[MemberKind]:
        """
        The learners that are blended, each named once; where none are named, boosted trees, logistic regression and, where
        there are rows enough, a network. Trees alone cost least.
        """
    @property
    def periods(self, /) -> int:
        """
        Periods of equal length that the horizon is cut into, 1 to 60. More of them tell more of when, and cost more rows.
        """
    @property
    def seed(self, /) -> int:
        """
        The seed of what is drawn.
        """
    @property
    def setting(self, /) -> ChurnSetting:
        """
        Whether customers say that they leave.
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
    def trees(self, /) -> int:
        """
        Trees where a learner has them, 1 to 20,000.
        """

@final
class ChurnReason:
    """
    One feature's part of a difference.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def contribution(self, /) -> float:
        """
        Its part of the difference in log-odds of churn: above 0 it makes churn more likely.
        """
    @property
    def feature(self, /) -> str:
        """
        The feature.
        """
    @property
    def from_(self, /) -> str | None:
        """
        What it is compared with, the value of most customers or what it was: `from` in JSON, which is a word of Python's own.
        """
    @staticmethod
    def from_json(text: str) -> ChurnReason:
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
    def value(self, /) -> str | None:
        """
        Its value; nothing where it is missing.
        """

@final
class ChurnReport:
    """
    What a model said of customers that it had not seen, at the horizon, beside what became of them.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def auc(self, /) -> MetricInterval:
        """
        Area under the curve, .5 for a coin.
        """
    @property
    def auc_of_recency(self, /) -> float | None:
        """
        The area that days since the last purchase reach alone; nothing where they are not known.
        """
    @property
    def base_log_loss(self, /) -> float:
        """
        The log loss of the base rate.
        """
    @property
    def base_rate(self, /) -> float:
        """
        The share that churned: what could be said of everybody alike.
        """
    @property
    def calibration(self, /) -> ExpectedCalibrationError:
        """
        How far probabilities are from what came true, beside what chance explains.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers.
        """
    @staticmethod
    def from_json(text: str) -> ChurnReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def log_loss(self, /) -> MetricInterval:
        """
        Mean log loss, in nats.
        """
    @property
    def members(self, /) -> list[MemberReport]:
        """
        Each learner that was tried: its part of the blend, and how good its own probabilities at the horizon are.
        """
    @property
    def rows(self, /) -> int:
        """
        Customers at cuts from which they were followed to the horizon: what the figures below rest on.
        """
    @property
    def rows_in_all(self, /) -> int:
        """
        Customers at cuts in all.
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
class ChurnRisk:
    """
    How likely a customer is to leave, and by when.
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
        The time of the answer.
        """
    @property
    def by_ms(self, /) -> int:
        """
        The date by which it is decided.
        """
    @property
    def churn(self, /) -> Estimate:
        """
        Probability of churn by then: of no purchase, or of a cancellation. Its interval is to hold the share that would churn
        among all of whom the same is known, and did so 72 to 97 times of 100 at 90 % in simulated shops.
        """
    @property
    def curve(self, /) -> list[SurvivalPoint]:
        """
        What is expected until then, at the horizons asked for.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @staticmethod
    def from_json(text: str) -> ChurnRisk:
        """
        The record that `to_json` wrote.
        """
    @property
    def horizon_days(self, /) -> int:
        """
        Days ahead.
        """
    @property
    def median_days(self, /) -> float | None:
        """
        Days after which it is as likely as not that it has happened: a purchase, or a cancellation. Nothing where that is
        later than the horizon, or the figures are those of all customers.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that answers.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why the figures are those of all customers, such as `no_consent` or `no_purchases`; nothing where they are this
        customer's.
        """
    @property
    def setting(self, /) -> ChurnSetting:
        """
        What churn means here.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ChurnSetting:
    """
    Whether customers say that they leave.
    """
    CONTRACTUAL: Final[ChurnSetting]
    """
    They cancel on a date.
    """
    NON_CONTRACTUAL: Final[ChurnSetting]
    """
    They do not: churn is no purchase within the horizon.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

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
class ClassBalance:
    """
    How many rows there are of either label.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ClassBalance:
        """
        The record that `to_json` wrote.
        """
    @property
    def positives(self, /) -> int:
        """
        Rows of label 1.
        """
    @property
    def rarer_rows_per_column(self, /) -> float:
        """
        Rows of the rarer label for each column that is not constant: below 10, a regression cannot be relied on (Peduzzi and
        others 1996).
        """
    @property
    def rows(self, /) -> int:
        """
        Rows.
        """
    @property
    def share(self, /) -> MetricInterval:
        """
        Their share, with its exact interval.
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
class Clumpiness:
    """
    How clumpy, and how surprising that is.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> Clumpiness:
        """
        The record that `to_json` wrote.
        """
    @property
    def p_value(self, /) -> float:
        """
        The chance of at least this value if purchases fell anywhere with the same chance.
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
        The measure `C`, 0 to 1.
        """

@final
class ColumnChange:
    """
    One column that changes.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def column(self, /) -> str:
        """
        The column's name.
        """
    @property
    def from_(self, /) -> str:
        """
        Its value as it is, in words: `from` in JSON, which is a word of Python's own.
        """
    @staticmethod
    def from_json(text: str) -> ColumnChange:
        """
        The record that `to_json` wrote.
        """
    @property
    def to(self, /) -> str:
        """
        The value that it would have.
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
class ColumnCheck:
    """
    What was found of one column.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def auc(self, /) -> MetricInterval:
        """
        How well it alone orders the rows, in the better direction; with all columns in view.
        """
    @property
    def column(self, /) -> int:
        """
        Its place among the columns given.
        """
    @property
    def constant(self, /) -> bool:
        """
        One value alone, or none: it says nothing.
        """
    @property
    def duplicate_of(self, /) -> int | None:
        """
        An earlier column that says the same: numbers in the same order, or categories under other names.
        """
    @staticmethod
    def from_json(text: str) -> ColumnCheck:
        """
        The record that `to_json` wrote.
        """
    @property
    def leakage(self, /) -> LeakageVerdict:
        """
        Is it too good to be true?
        """
    @property
    def missing_share(self, /) -> float:
        """
        The share of rows in which it is missing.
        """
    @property
    def name(self, /) -> str:
        """
        Its name; `column 0` and so on where the columns have none.
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
class ColumnChecks:
    """
    What was found of all columns.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def balance(self, /) -> ClassBalance:
        """
        The labels.
        """
    @property
    def columns(self, /) -> list[ColumnCheck]:
        """
        Each column, in the order given.
        """
    @staticmethod
    def from_json(text: str) -> ColumnChecks:
        """
        The record that `to_json` wrote.
        """
    @property
    def level(self, /) -> float:
        """
        How often no fair column is accused for its area by chance, at least.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
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
class ConditionOperator:
    """
    How a condition compares.
    """
    AT_LEAST: Final[ConditionOperator]
    """
    The field is a number of at least `number`.
    """
    AT_MOST: Final[ConditionOperator]
    """
    The field is a number of at most `number`.
    """
    IS: Final[ConditionOperator]
    """
    One of `values` is among the field's, whatever the case of letters.
    """
    IS_NOT: Final[ConditionOperator]
    """
    The field is known and none of `values` is among its.
    """
    KNOWN: Final[ConditionOperator]
    """
    The field is known.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class ConformalColumns:
    """
    Intervals of many customers, by what a holdout showed.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ConformalColumns:
        """
        The record that `to_json` wrote.
        """
    @property
    def group(self, /) -> list[int]:
        """
        The place in `groups` of each customer's.
        """
    @property
    def groups(self, /) -> list[ConformalGroup]:
        """
        The groups.
        """
    @property
    def high(self, /) -> list[float]:
        """
        Upper end of each.
        """
    @property
    def level(self, /) -> float:
        """
        Least probability, over the customers of each group, that an interval holds what comes.
        """
    @property
    def low(self, /) -> list[float]:
        """
        Lower end of each.
        """
    @property
    def periods(self, /) -> float:
        """
        The horizon, in the model's unit of time.
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
class ConformalForecaster:
    """
    A model of purchases, and perhaps of spend, with what a holdout taught about how far to trust it.

    Split conformal prediction with a threshold for each group of customers by repeat purchases (Vovk, Gammerman and Shafer
    2005, sections 4.1 and 4.5): among the customers of a group, an interval holds what comes with a probability of at least
    `level`, under any model. It answers for a horizon as long as the holdout was.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def calibrate(purchases: MbgNbd2 | ParetoNbd2 | MbgCnbd2 | GGompertzNbd2 | BgNbd2 | BgCnbd2 | Nbd2 | BgBb2, summaries: Summaries, *, spend: GammaGamma | None = None, level: float = ..., progress: Progress | None = None) -> ConformalForecaster:
        """
        Calibrate a model to what customers did in the holdout of summaries; with a model of spend, spend as well.

        Parameters
        ----------
        purchases, spend
            Models that were not fitted to that holdout: fit them to the columns of these summaries that end with the
            calibration, or to other customers.
        summaries
            Of `summarize` with a `calibration_end`.
        level
            Least coverage, above 0 and below 1; at least `ceil(1 / (1 - level)) - 1` customers are needed.
        """
    @staticmethod
    def from_json(text: str) -> ConformalForecaster:
        """
        The forecaster that `to_json` wrote.
        """
    @property
    def groups(self, /) -> list[ConformalGroup]:
        """
        The groups by number of repeat purchases, ascending; `sartor.to_frame(forecaster.groups)` is a table.
        """
    @property
    def level(self, /) -> float:
        """
        Least probability, over the customers of each group, that an interval holds what comes.
        """
    @property
    def periods(self, /) -> float:
        """
        The horizon of all answers, in the model's unit of time: as long as the holdout was.
        """
    @property
    def purchase_model(self, /) -> Any:
        """
        The model of purchases, of its own class.
        """
    def purchases(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, progress: Progress | None = None) -> Any:
        """
        Between which numbers purchases of the horizon lie.

        Columns give `ConformalIntervals` in their form, the numbers of one customer a `ConformalInterval`.
        """
    @property
    def spend_model(self, /) -> GammaGamma | None:
        """
        The model of spend, where there is one.
        """
    def to_json(self, /) -> str:
        """
        The forecaster as canonical JSON.
        """
    def value(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, monetary: ArrayLike, *, paid_frequency: ArrayLike | None = None, progress: Progress | None = None) -> Any:
        """
        Between which amounts spend in the horizon lies, not discounted.

        `paid_frequency` are the repeat purchases that cost something, `frequency` where all did. Columns give
        `ConformalIntervals` in their form, the numbers of one customer a `ConformalInterval`. `NotAvailable` where spend
        was not calibrated.
        """

@final
class ConformalGroup:
    """
    Customers with about as many repeat purchases, and how central what they did in the holdout was.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def calibration_customers(self, /) -> int:
        """
        Customers it was calibrated on.
        """
    @property
    def frequency_from(self, /) -> float:
        """
        The fewest repeat purchases.
        """
    @property
    def frequency_to(self, /) -> float | None:
        """
        The most; `None` without a bound.
        """
    @staticmethod
    def from_json(text: str) -> ConformalGroup:
        """
        The record that `to_json` wrote.
        """
    @property
    def purchases_centrality(self, /) -> float:
        """
        Least tail probability, under the model, of a number of purchases inside an interval. Below half of
        `1 - level` the model was too sure of itself; below 0 it had thought some of what happened impossible.
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
    def value_centrality(self, /) -> float | None:
        """
        The same of spend; `None` without a model of it.
        """

@final
class ConformalInterval:
    """
    Between which numbers an outcome lies, by what a holdout showed.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def calibration_customers(self, /) -> int:
        """
        Customers of the group that it was calibrated on.
        """
    @property
    def frequency_from(self, /) -> float:
        """
        The fewest repeat purchases of a customer in the group.
        """
    @property
    def frequency_to(self, /) -> float | None:
        """
        The most of them; `None` without a bound.
        """
    @staticmethod
    def from_json(text: str) -> ConformalInterval:
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
        Least probability, over the customers of the group, that the interval holds what comes.
        """
    @property
    def low(self, /) -> float:
        """
        Lower end: purchases, or spend in the unit of money of the histories.
        """
    @property
    def periods(self, /) -> float:
        """
        The horizon, in the model's unit of time: as long as the holdout was.
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
class ConformalIntervals:
    """
    Intervals of many customers, by what a holdout showed.

    `low` and `high` are in the form of the columns asked with: a pandas or polars Series, or else a numpy array.
    """
    def __len__(self, /) -> int: ...
    def __new__(cls, /, low: Any, high: Any, group: Any, groups: Sequence[ConformalGroup], level: float, periods: float) -> ConformalIntervals: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> Any: ...
    @property
    def group(self, /) -> Any:
        """
        The place in `groups` of each customer's, a numpy array of whole numbers.
        """
    @property
    def groups(self, /) -> list[ConformalGroup]:
        """
        The groups by number of repeat purchases.
        """
    @property
    def high(self, /) -> Any:
        """
        Upper ends.
        """
    @property
    def level(self, /) -> float:
        """
        Least probability, over the customers of each group, that an interval holds what comes.
        """
    @property
    def low(self, /) -> Any:
        """
        Lower ends.
        """
    @property
    def periods(self, /) -> float:
        """
        The horizon, in the model's unit of time.
        """
    def to_frame(self, /) -> Any:
        """
        A `DataFrame` of the library of the columns, with their index; of pandas (or else polars) for arrays.
        """

@final
class ConformalMargin:
    """
    How far outcomes may be from what was predicted: intervals that hold them with a promised probability.

    Split conformal prediction (Lei and others 2018), scaled where it is told how far rows are usually off, or of two
    quantiles (Romano, Patterson and Candès 2019).

    Examples
    --------
    >>> from sartor.learn import ConformalMargin
    >>> outcomes = [8.0, 9.0, 9.5, 10.0, 10.0, 10.5, 11.0, 11.5, 13.0]
    >>> margin = ConformalMargin.calibrate(outcomes, means=[10.0] * 9, level=0.9)
    >>> margin.interval(20.0)
    ConformalValueInterval(low=17.0, high=23.0, level=0.9)
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def calibrate(outcomes: ArrayLike, means: ArrayLike | None = None, *, scale: ArrayLike | None = None, low: ArrayLike | None = None, high: ArrayLike | None = None, level: float = ...) -> ConformalMargin:
        """
        Calibrate on rows that the learner was not fitted to, at least `ceil(1 / (1 - level)) - 1` of them: predicted
        `means`, perhaps with how far each is usually off (`scale`), or two predicted quantiles (`low` and `high`).
        """
    @property
    def calibration_rows(self, /) -> int:
        """
        The rows that it was calibrated on.
        """
    @staticmethod
    def from_json(text: str) -> ConformalMargin:
        """
        What `to_json` wrote.
        """
    def interval(self, /, mean: float) -> ConformalValueInterval:
        """
        The interval round one predicted mean.
        """
    def intervals(self, /, means: ArrayLike | None = None, *, scale: ArrayLike | None = None, low: ArrayLike | None = None, high: ArrayLike | None = None) -> ValueIntervals:
        """
        The interval of each row, of predictions such as those that it was calibrated on.
        """
    @property
    def level(self, /) -> float:
        """
        The least probability, over all rows, that an interval holds the outcome.
        """
    @property
    def margin(self, /) -> float:
        """
        What is added to the upper end and taken off the lower, in units of the scale.
        """
    def to_json(self, /) -> str:
        """
        As canonical JSON.
        """

@final
class ConformalValueInterval:
    """
    Between which values an outcome lies.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ConformalValueInterval:
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
        Least probability, over all rows, that the interval holds the outcome.
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
class ConsentCategory:
    """
    What a consent category of the host's own, such as Segment's `Advertising`, stands for.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, category: str = ..., purposes: Sequence[ConsentPurpose] = ...) -> ConsentCategory: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def category(self, /) -> str:
        """
        The category, spelt as in the signal; 1 to 256 bytes.
        """
    @staticmethod
    def from_json(text: str) -> ConsentCategory:
        """
        The record that `to_json` wrote.
        """
    @property
    def purposes(self, /) -> list[ConsentPurpose]:
        """
        The purposes it is asked for; none for one that is known and stands for no purpose.
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
class ConsentColumns:
    """
    The header of each column; nothing looks for the usual names.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, subject: str | None = ..., purpose: str | None = ..., state: str | None = ..., basis: str | None = ..., policy_version: str | None = ..., source: str | None = ..., time: str | None = ...) -> ConsentColumns: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def basis(self, /) -> str | None:
        """
        On what basis: `basis` or `legal basis`; may be missing.
        """
    @staticmethod
    def from_json(text: str) -> ConsentColumns:
        """
        The record that `to_json` wrote.
        """
    @property
    def policy_version(self, /) -> str | None:
        """
        The text agreed to: `policy version` or `version`; may be missing.
        """
    @property
    def purpose(self, /) -> str | None:
        """
        For what: `purpose` or `category`.
        """
    @property
    def source(self, /) -> str | None:
        """
        Where it was said: `source`; may be missing.
        """
    @property
    def state(self, /) -> str | None:
        """
        The answer: `state`, `status` or `consent`.
        """
    @property
    def subject(self, /) -> str | None:
        """
        Who: `subject`, `Customer ID` or `user_id`.
        """
    @property
    def time(self, /) -> str | None:
        """
        When: `time` or `timestamp`.
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
class ConsentModeKeys:
    """
    The seven keys of Google Consent Mode v2; those left out say nothing.

    `wait_for_update` and `region`, which a page's defaults may have beside them, are not among them.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, ad_storage: ConsentState | None = ..., ad_user_data: ConsentState | None = ..., ad_personalization: ConsentState | None = ..., analytics_storage: ConsentState | None = ..., functionality_storage: ConsentState | None = ..., personalization_storage: ConsentState | None = ..., security_storage: ConsentState | None = ...) -> ConsentModeKeys: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def ad_personalization(self, /) -> ConsentState | None:
        """
        Personalised advertising elsewhere: sharing, together with `ad_user_data`.
        """
    @property
    def ad_storage(self, /) -> ConsentState | None:
        """
        Storing what advertising needs on the device: no equivalent, Sartor stores nothing there.
        """
    @property
    def ad_user_data(self, /) -> ConsentState | None:
        """
        Sending the customer's data for advertising: sharing, together with `ad_personalization`.
        """
    @property
    def analytics_storage(self, /) -> ConsentState | None:
        """
        Measuring visits: analytics.
        """
    @staticmethod
    def from_json(text: str) -> ConsentModeKeys:
        """
        The record that `to_json` wrote.
        """
    @property
    def functionality_storage(self, /) -> ConsentState | None:
        """
        Storing settings on the device: no equivalent.
        """
    @property
    def personalization_storage(self, /) -> ConsentState | None:
        """
        Remembering what the customer likes: personalization.
        """
    @property
    def security_storage(self, /) -> ConsentState | None:
        """
        Storing what security needs on the device: no equivalent.
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
    SENSITIVE: Final[ConsentPurpose]
    """
    Using special categories: health, faith, origin and the like (GDPR, article 9).
    """
    SHARING: Final[ConsentPurpose]
    """
    Handing data to others, for money or not: sale and sharing are one right to opt out.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class ConsentSignal:
    """
    What a signal says of one purpose.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def basis(self, /) -> ConsentBasis | None:
        """
        On what basis, where the signal tells.
        """
    @staticmethod
    def from_json(text: str) -> ConsentSignal:
        """
        The record that `to_json` wrote.
        """
    @property
    def policy_version(self, /) -> str | None:
        """
        The version of the text agreed to, where the signal tells.
        """
    @property
    def purpose(self, /) -> ConsentPurpose:
        """
        The purpose.
        """
    @property
    def source(self, /) -> str:
        """
        Where it was said, such as `google_consent_mode`.
        """
    @property
    def state(self, /) -> ConsentState:
        """
        The answer.
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
class ConsentSignals:
    """
    What a signal says of all purposes.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def changes(self, /) -> list[ConsentSignal]:
        """
        One for each purpose it speaks of, in the order of purposes.
        """
    @staticmethod
    def from_json(text: str) -> ConsentSignals:
        """
        The record that `to_json` wrote.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def without_equivalent(self, /) -> list[str]:
        """
        What it said that no purpose stands for, sorted.
        """

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
class ConsentTableOptions:
    """
    How a table of consents is to be understood.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, utc_offset_minutes: int = ..., source: str | None = ..., basis: ConsentBasis | None = ..., purposes: Sequence[ConsentCategory] = ..., columns: ConsentColumns = ...) -> ConsentTableOptions: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def basis(self, /) -> ConsentBasis | None:
        """
        The basis of rows that name none.
        """
    @property
    def columns(self, /) -> ConsentColumns:
        """
        The names of the columns, where they are none of the usual ones.
        """
    @staticmethod
    def from_json(text: str) -> ConsentTableOptions:
        """
        The record that `to_json` wrote.
        """
    @property
    def purposes(self, /) -> list[ConsentCategory]:
        """
        What the table's own names of purposes stand for; Sartor's names need no entry.
        """
    @property
    def source(self, /) -> str | None:
        """
        The source of rows that name none; `import` unless said.
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
class ContactChoice:
    """
    What to choose, by whose word.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def basis(self, /) -> str:
        """
        `stated`, `learned`, `tentative`, `usage` (where the customer begins conversations) or `population`.
        """
    @property
    def confidence(self, /) -> float | None:
        """
        Probability that it is better than the next best; absent where it was not compared.
        """
    @staticmethod
    def from_json(text: str) -> ContactChoice:
        """
        The record that `to_json` wrote.
        """
    @property
    def reason(self, /) -> str:
        """
        Why, in one sentence without figures.
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
        What to choose.
        """

@final
class ContactPolicy:
    """
    What a shop allows itself.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, max_per_week: int = ..., quiet_from_hour: int = ..., quiet_to_hour: int = ..., assumed_utc_offset_minutes: int | None = ..., half_life_days: int = ...) -> ContactPolicy: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def assumed_utc_offset_minutes(self, /) -> int | None:
        """
        Minutes east of UTC where a customer's clock is unknown, -840 to 840; absent, such customers are not
        written to unasked.
        """
    @staticmethod
    def from_json(text: str) -> ContactPolicy:
        """
        The record that `to_json` wrote.
        """
    @property
    def half_life_days(self, /) -> int:
        """
        Days after which an answer counts half, 7 to 3,650; 365.
        """
    @property
    def max_per_week(self, /) -> int:
        """
        Unasked contacts in any seven days, 0 to 50; 2. A customer may ask for fewer, and for more up to this.
        """
    @property
    def quiet_from_hour(self, /) -> int:
        """
        Hour at which nobody is written to any more, 0 to 23; 20.
        """
    @property
    def quiet_to_hour(self, /) -> int:
        """
        Hour from which on customers are written to again, 0 to 23; 9. Equal hours mean no quiet time.
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
class ContactView:
    """
    How a customer is best spoken to.
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
    def blocked_by(self, /) -> list[str]:
        """
        Why not: `no_marketing_consent`, `clock_unknown`, `quiet_hours`, `frequency_cap`.
        """
    @property
    def channel(self, /) -> ContactChoice | None:
        """
        On which channel.
        """
    @property
    def channels(self, /) -> list[ResponseRate]:
        """
        Channels with their rates, best first.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @staticmethod
    def from_json(text: str) -> ContactView:
        """
        The record that `to_json` wrote.
        """
    @property
    def gaps(self, /) -> list[ResponseRate]:
        """
        Rates by days since the last unasked contact, shortest first.
        """
    @property
    def hour(self, /) -> HourChoice | None:
        """
        At which hours.
        """
    @property
    def max_per_week(self, /) -> int:
        """
        Unasked contacts in any seven days, at most.
        """
    @property
    def max_per_week_basis(self, /) -> str:
        """
        Whose word that is: `stated`, `learned` or `policy`.
        """
    @property
    def may_contact(self, /) -> bool:
        """
        Whether the customer may be written to unasked now.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that answered.
        """
    @property
    def next_allowed_ms(self, /) -> int | None:
        """
        The first time at which nothing stands against it any more; absent where only the customer can change it.
        """
    @property
    def personalised(self, /) -> bool:
        """
        Whether this customer's own answers were used.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def tone(self, /) -> ContactChoice | None:
        """
        In which tone.
        """
    @property
    def tones(self, /) -> list[ResponseRate]:
        """
        Tones with their rates, best first.
        """
    @property
    def unknown(self, /) -> list[Unknown]:
        """
        What is not known, and why.
        """

@final
class ContestVerdict:
    """
    Who stays.
    """
    KEEP: Final[ContestVerdict]
    """
    The champion is better.
    """
    REPLACE: Final[ContestVerdict]
    """
    The challenger is.
    """
    UNDECIDED: Final[ContestVerdict]
    """
    It cannot be told: the champion stays.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

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
class ConversationView:
    """
    One conversation.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def channel(self, /) -> str | None:
        """
        Where it was held, such as `web`, if the host says so.
        """
    @property
    def first_ms(self, /) -> int:
        """
        Time of the first turn.
        """
    @staticmethod
    def from_json(text: str) -> ConversationView:
        """
        The record that `to_json` wrote.
        """
    @property
    def intents(self, /) -> list[IntentCount]:
        """
        What was wanted, most often first, at most 10.
        """
    @property
    def last_ms(self, /) -> int:
        """
        Time of the last turn.
        """
    @property
    def last_sentiment(self, /) -> float | None:
        """
        Sentiment of the last turn that has one.
        """
    @property
    def mean_message_length(self, /) -> float | None:
        """
        Mean length of the messages whose length is known, in characters.
        """
    @property
    def mean_sentiment(self, /) -> float | None:
        """
        Mean sentiment of the turns that have one, on the host's scale.
        """
    @property
    def satisfaction(self, /) -> float | None:
        """
        The last rating of the conversation.
        """
    @property
    def satisfaction_scale(self, /) -> float | None:
        """
        The highest rating that could be given, if known.
        """
    @property
    def session_id(self, /) -> str | None:
        """
        The session; nothing where the host named none, then turns within 30 minutes are one conversation.
        """
    @property
    def summaries(self, /) -> list[SummaryText]:
        """
        Summaries by the host, newest first, at most 5; empty unless asked for.
        """
    @property
    def summary_count(self, /) -> int:
        """
        How many summaries there are.
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
    def turns(self, /) -> int:
        """
        Turns.
        """

@final
class CovariateBgNbd:
    """
    BG/NBD whose `alpha`, `a` and `b` depend on covariates (Fader and Hardie 2007).

    `effects` says what each covariate does to each parameter; `baseline` is the customer with average covariates.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> Any: ...
    @property
    def averages(self, /) -> NDArray[float64]:
        """
        Their averages: `baseline` is of a customer with these.
        """
    @property
    def baseline(self, /) -> BgNbdParams:
        """
        The parameters of a customer with average covariates.
        """
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of the baseline's parameters and then of the coefficients, in the order of `effects`.
        """
    @property
    def covariates(self, /) -> list[str]:
        """
        The covariates, in the order in which `for_customer` takes numbers.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    def discounted_purchases_for_ever(self, /, discount_rate_per_period: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any) -> Any:
        """
        Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.
        """
    @property
    def effects(self, /) -> list[CovariateEffect]:
        """
        What each covariate does to each parameter that it acts on; `sartor.to_frame(model.effects)` is a table.
        """
    def expected_purchases(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any) -> Any:
        """
        Purchases expected of a customer in the next `periods`.
        """
    @staticmethod
    def fit(frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any, *, names: Sequence[str] | None = None, acts_on: Mapping[str, Sequence[str]] | None = None, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> CovariateBgNbd:
        """
        Fit by maximum likelihood to histories and to what is known of each customer from the start.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories, as of the model without covariates.
        covariates
            At most 32 columns as long as they: a frame of pandas, polars or Arrow, a dict of columns, or a matrix
            with `names`. Numbers, or yes and no; a category is a column for each of its values but one.
        names
            The names of the columns of a matrix.
        acts_on
            By the name of a covariate the parameters that it acts on; all that the model lets covariates act on
            unless stated.
        weights, penalty
            As of the model without; the penalty is taken off for the squares of the coefficients too, those of
            covariates in standard deviations.

        Raises
        ------
        InvalidValue
            A covariate that is the same for all, or a combination of those before it.
        OutOfRange
            A missing covariate or a history that cannot be: the row is named.
        """
    def for_customer(self, /, covariates: Mapping[str, float] | Sequence[float]) -> BgNbd:
        """
        The model of customers with these covariates, with the covariance of its parameters: a dict of numbers by
        name, or the numbers in the order of `covariates`.
        """
    @staticmethod
    def from_json(text: str) -> CovariateBgNbd:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood, without any penalty.
        """
    def probability_alive(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any) -> Any:
        """
        Probability that a customer is still active.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """

@final
class CovariateEffect:
    """
    What a covariate does to a parameter.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def coefficient(self, /) -> float:
        """
        By how much the logarithm of what the parameter stands for rises with one unit of the covariate.
        """
    @property
    def covariate(self, /) -> str:
        """
        The covariate.
        """
    @staticmethod
    def from_json(text: str) -> CovariateEffect:
        """
        The record that `to_json` wrote.
        """
    @property
    def parameter(self, /) -> str:
        """
        The parameter.
        """
    @property
    def sign(self, /) -> float:
        """
        1 or -1: the parameter is multiplied by `exp(sign * coefficient * covariate)`.
        """
    @property
    def standard_error(self, /) -> float:
        """
        Its standard error.
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
class CovariateGammaGamma:
    """
    Gamma-Gamma whose `gamma`, and with it the mean spend, depends on covariates.

    `effects` says what each covariate does to each parameter; `baseline` is the customer with average covariates.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> Any: ...
    @property
    def averages(self, /) -> NDArray[float64]:
        """
        Their averages: `baseline` is of a customer with these.
        """
    @property
    def baseline(self, /) -> GammaGammaParams:
        """
        The parameters of a customer with average covariates.
        """
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of the baseline's parameters and then of the coefficients, in the order of `effects`.
        """
    @property
    def covariates(self, /) -> list[str]:
        """
        The covariates, in the order in which `for_customer` takes numbers.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    @property
    def effects(self, /) -> list[CovariateEffect]:
        """
        What each covariate does to each parameter that it acts on; `sartor.to_frame(model.effects)` is a table.
        """
    def expected_spend(self, /, frequency: ArrayLike, monetary: ArrayLike, covariates: Any) -> Any:
        """
        Expected spend of a customer at a purchase.
        """
    @staticmethod
    def fit(frequency: ArrayLike, monetary: ArrayLike, covariates: Any, *, names: Sequence[str] | None = None, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> CovariateGammaGamma:
        """
        Fit by maximum likelihood to mean spends and to what is known of each customer from the start.

        `covariates` are a frame of pandas, polars or Arrow, a dict of columns, or a matrix with `names`; `weights` and
        `penalty` are those of `GammaGamma.fit`. Customers without a repeat purchase are passed over.
        """
    def for_customer(self, /, covariates: Mapping[str, float] | Sequence[float]) -> GammaGamma:
        """
        The model of customers with these covariates, with the covariance of its parameters: a dict of numbers by
        name, or the numbers in the order of `covariates`.
        """
    @staticmethod
    def from_json(text: str) -> CovariateGammaGamma:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood, without any penalty.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """

@final
class CovariateMbgNbd:
    """
    MBG/NBD whose `alpha`, `a` and `b` depend on covariates (Fader and Hardie 2007).

    `effects` says what each covariate does to each parameter; `baseline` is the customer with average covariates.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> Any: ...
    @property
    def averages(self, /) -> NDArray[float64]:
        """
        Their averages: `baseline` is of a customer with these.
        """
    @property
    def baseline(self, /) -> MbgNbdParams:
        """
        The parameters of a customer with average covariates.
        """
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of the baseline's parameters and then of the coefficients, in the order of `effects`.
        """
    @property
    def covariates(self, /) -> list[str]:
        """
        The covariates, in the order in which `for_customer` takes numbers.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    def discounted_purchases_for_ever(self, /, discount_rate_per_period: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any) -> Any:
        """
        Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.
        """
    @property
    def effects(self, /) -> list[CovariateEffect]:
        """
        What each covariate does to each parameter that it acts on; `sartor.to_frame(model.effects)` is a table.
        """
    def expected_purchases(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any) -> Any:
        """
        Purchases expected of a customer in the next `periods`.
        """
    @staticmethod
    def fit(frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any, *, names: Sequence[str] | None = None, acts_on: Mapping[str, Sequence[str]] | None = None, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> CovariateMbgNbd:
        """
        Fit by maximum likelihood to histories and to what is known of each customer from the start.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories, as of the model without covariates.
        covariates
            At most 32 columns as long as they: a frame of pandas, polars or Arrow, a dict of columns, or a matrix
            with `names`. Numbers, or yes and no; a category is a column for each of its values but one.
        names
            The names of the columns of a matrix.
        acts_on
            By the name of a covariate the parameters that it acts on; all that the model lets covariates act on
            unless stated.
        weights, penalty
            As of the model without; the penalty is taken off for the squares of the coefficients too, those of
            covariates in standard deviations.

        Raises
        ------
        InvalidValue
            A covariate that is the same for all, or a combination of those before it.
        OutOfRange
            A missing covariate or a history that cannot be: the row is named.
        """
    def for_customer(self, /, covariates: Mapping[str, float] | Sequence[float]) -> MbgNbd:
        """
        The model of customers with these covariates, with the covariance of its parameters: a dict of numbers by
        name, or the numbers in the order of `covariates`.
        """
    @staticmethod
    def from_json(text: str) -> CovariateMbgNbd:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood, without any penalty.
        """
    def probability_alive(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any) -> Any:
        """
        Probability that a customer is still active.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """

@final
class CovariateNbd:
    """
    NBD whose `alpha` depends on covariates.

    `effects` says what each covariate does to each parameter; `baseline` is the customer with average covariates.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> Any: ...
    @property
    def averages(self, /) -> NDArray[float64]:
        """
        Their averages: `baseline` is of a customer with these.
        """
    @property
    def baseline(self, /) -> NbdParams:
        """
        The parameters of a customer with average covariates.
        """
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of the baseline's parameters and then of the coefficients, in the order of `effects`.
        """
    @property
    def covariates(self, /) -> list[str]:
        """
        The covariates, in the order in which `for_customer` takes numbers.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    def discounted_purchases_for_ever(self, /, discount_rate_per_period: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any) -> Any:
        """
        Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.
        """
    @property
    def effects(self, /) -> list[CovariateEffect]:
        """
        What each covariate does to each parameter that it acts on; `sartor.to_frame(model.effects)` is a table.
        """
    def expected_purchases(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any) -> Any:
        """
        Purchases expected of a customer in the next `periods`.
        """
    @staticmethod
    def fit(frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any, *, names: Sequence[str] | None = None, acts_on: Mapping[str, Sequence[str]] | None = None, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> CovariateNbd:
        """
        Fit by maximum likelihood to histories and to what is known of each customer from the start.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories, as of the model without covariates.
        covariates
            At most 32 columns as long as they: a frame of pandas, polars or Arrow, a dict of columns, or a matrix
            with `names`. Numbers, or yes and no; a category is a column for each of its values but one.
        names
            The names of the columns of a matrix.
        acts_on
            By the name of a covariate the parameters that it acts on; all that the model lets covariates act on
            unless stated.
        weights, penalty
            As of the model without; the penalty is taken off for the squares of the coefficients too, those of
            covariates in standard deviations.

        Raises
        ------
        InvalidValue
            A covariate that is the same for all, or a combination of those before it.
        OutOfRange
            A missing covariate or a history that cannot be: the row is named.
        """
    def for_customer(self, /, covariates: Mapping[str, float] | Sequence[float]) -> Nbd:
        """
        The model of customers with these covariates, with the covariance of its parameters: a dict of numbers by
        name, or the numbers in the order of `covariates`.
        """
    @staticmethod
    def from_json(text: str) -> CovariateNbd:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood, without any penalty.
        """
    def probability_alive(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any) -> Any:
        """
        Probability that a customer is still active.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """

@final
class CovariateParetoNbd:
    """
    Pareto/NBD whose `alpha` and `beta` depend on covariates (Fader and Hardie 2007).

    `effects` says what each covariate does to each parameter; `baseline` is the customer with average covariates.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> Any: ...
    @property
    def averages(self, /) -> NDArray[float64]:
        """
        Their averages: `baseline` is of a customer with these.
        """
    @property
    def baseline(self, /) -> ParetoNbdParams:
        """
        The parameters of a customer with average covariates.
        """
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of the baseline's parameters and then of the coefficients, in the order of `effects`.
        """
    @property
    def covariates(self, /) -> list[str]:
        """
        The covariates, in the order in which `for_customer` takes numbers.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    def discounted_purchases_for_ever(self, /, discount_rate_per_period: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any) -> Any:
        """
        Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.
        """
    @property
    def effects(self, /) -> list[CovariateEffect]:
        """
        What each covariate does to each parameter that it acts on; `sartor.to_frame(model.effects)` is a table.
        """
    def expected_purchases(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any) -> Any:
        """
        Purchases expected of a customer in the next `periods`.
        """
    @staticmethod
    def fit(frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any, *, names: Sequence[str] | None = None, acts_on: Mapping[str, Sequence[str]] | None = None, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> CovariateParetoNbd:
        """
        Fit by maximum likelihood to histories and to what is known of each customer from the start.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories, as of the model without covariates.
        covariates
            At most 32 columns as long as they: a frame of pandas, polars or Arrow, a dict of columns, or a matrix
            with `names`. Numbers, or yes and no; a category is a column for each of its values but one.
        names
            The names of the columns of a matrix.
        acts_on
            By the name of a covariate the parameters that it acts on; all that the model lets covariates act on
            unless stated.
        weights, penalty
            As of the model without; the penalty is taken off for the squares of the coefficients too, those of
            covariates in standard deviations.

        Raises
        ------
        InvalidValue
            A covariate that is the same for all, or a combination of those before it.
        OutOfRange
            A missing covariate or a history that cannot be: the row is named.
        """
    def for_customer(self, /, covariates: Mapping[str, float] | Sequence[float]) -> ParetoNbd:
        """
        The model of customers with these covariates, with the covariance of its parameters: a dict of numbers by
        name, or the numbers in the order of `covariates`.
        """
    @staticmethod
    def from_json(text: str) -> CovariateParetoNbd:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood, without any penalty.
        """
    def probability_alive(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, covariates: Any) -> Any:
        """
        Probability that a customer is still active.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """

@final
class CoxCalibration:
    """
    How the log-odds would have to be stretched and moved to fit the labels.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> CoxCalibration:
        """
        The record that `to_json` wrote.
        """
    @property
    def in_the_large(self, /) -> MetricInterval:
        """
        What would have to be added without stretching ("calibration in the large"): above 0, too few were foretold.
        """
    @property
    def intercept(self, /) -> MetricInterval:
        """
        What is added after stretching.
        """
    @property
    def slope(self, /) -> MetricInterval:
        """
        Of the log-odds: below 1 they are too far from the middle, above 1 too near.
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
class CustomerExplanation:
    """
    What is done with a customer's data, in plain words.
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
        The time it describes.
        """
    @staticmethod
    def from_json(text: str) -> CustomerExplanation:
        """
        The record that `to_json` wrote.
        """
    @property
    def language(self, /) -> str:
        """
        BCP 47 tag of its language.
        """
    @property
    def parts(self, /) -> list[ExplanationPart]:
        """
        Its parts, in the order in which they are read.
        """
    @property
    def text(self, /) -> str:
        """
        All parts as paragraphs.
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
class CustomerPropensity:
    """
    What a customer will buy.
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
        The time of the answer.
        """
    @property
    def by_ms(self, /) -> int:
        """
        The date by which it is decided.
        """
    @property
    def categories(self, /) -> list[CategoryPropensity]:
        """
        Every category, the most likely first.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @staticmethod
    def from_json(text: str) -> CustomerPropensity:
        """
        The record that `to_json` wrote.
        """
    @property
    def horizon_days(self, /) -> int:
        """
        Days ahead.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that answers.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why the figures are those of all customers, such as `no_consent` or `no_events`; nothing where they are this
        customer's.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class CustomerPurchases:
    """
    One customer's purchases, folded one by one in the order of time: the streaming form of `summarize`.

    Purchases of one day count once; a negative value is a return, which is taken off what was bought before it, the latest
    first. A purchase is folded in constant time, and 40 bytes are kept for each day of purchases.

    Examples
    --------
    >>> from sartor.lifetime import CustomerPurchases
    >>> purchases = CustomerPurchases()
    >>> for day, value in [(10, 40.0), (24, 30.0), (24, 5.0), (59, 25.0)]:
    ...     purchases.fold(day, value)
    >>> summary = purchases.summary(80)
    >>> summary.frequency, summary.last_purchase_age, summary.age, summary.monetary
    (2.0, 7.0, 10.0, 30.0)
    """
    def __eq__(self, other: object, /) -> bool: ...
    def __new__(cls, /) -> CustomerPurchases:
        """
        No purchase yet.
        """
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def fold(self, /, day: int | str | date | datetime64, value: float) -> None:
        """
        Fold the next row: what was paid on a day, or was returned if it is negative.

        Parameters
        ----------
        day
            A date on the clock of the shop, ISO 8601 text of one, or its number counted from 1970; days may not descend.
        value
            In any one unit of money, within 1e15 of 0; 0 is a purchase for nothing.
        """
    @staticmethod
    def from_json(text: str) -> CustomerPurchases:
        """
        The purchases that `to_json` wrote.
        """
    @property
    def returns(self, /) -> ReturnTotals:
        """
        What returns did so far.
        """
    def summary(self, /, as_of_day: int | str | date | datetime64, period: str | float | None = None) -> CustomerSummary:
        """
        What the models need of the customer at the end of a day, which may not come before the last row.

        `period` is the unit of time: `day`, `week`, `month`, `year` or a number of days.
        """
    def to_json(self, /) -> str:
        """
        The purchases as canonical JSON.
        """

@final
class CustomerSummary:
    """
    What the lifetime models need of one customer, all of the literature's numbers.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
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
        Repeat purchases: days with a purchase after the first such day.
        """
    @staticmethod
    def from_json(text: str) -> CustomerSummary:
        """
        The record that `to_json` wrote.
        """
    @property
    def last_purchase_age(self, /) -> float:
        """
        Age at the last purchase, in periods since the first; 0 without repeat purchases.
        """
    @property
    def log_interval_sum(self, /) -> float:
        """
        Sum of the logarithms of the intervals between purchases, in periods; 0 without repeat purchases.
        """
    @property
    def monetary(self, /) -> float:
        """
        Mean spend of those; 0 without any.
        """
    @property
    def paid_frequency(self, /) -> float:
        """
        Repeat purchases that cost something: what models of spend are fitted to.
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
class CustomerValue:
    """
    What a customer will spend.
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
        The time of the answer.
        """
    @property
    def basis(self, /) -> Basis:
        """
        What the figures rest on.
        """
    @property
    def by_ms(self, /) -> int:
        """
        The date by which it is spent.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @staticmethod
    def from_json(text: str) -> CustomerValue:
        """
        The record that `to_json` wrote.
        """
    @property
    def high_minor(self, /) -> int:
        """
        Upper end.
        """
    @property
    def horizon_days(self, /) -> int:
        """
        Days ahead.
        """
    @property
    def level(self, /) -> float:
        """
        Least share of customers whose spend lies in theirs.
        """
    @property
    def lifetime_minor(self, /) -> int | None:
        """
        What the lifetime model expects over the horizon, if it was given.
        """
    @property
    def lifetime_weight(self, /) -> float:
        """
        The share of the lifetime model in the blend; 0 where it was not given.
        """
    @property
    def low_minor(self, /) -> int:
        """
        Lower end of the interval of what will be spent.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that answers.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why they are those of all customers; nothing where they are this customer's.
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
    def trees_minor(self, /) -> int | None:
        """
        What the boosted trees expect.
        """
    @property
    def value_minor(self, /) -> int:
        """
        Spend expected by then, in minor units, net of returns.
        """

@final
class CustomerValues:
    """
    What customers are expected to spend, as revenue or at a margin: `measure` says which.

    `expected`, and `low`, `high` and `probability_of_none` where a `level` was asked for, are in the form of the columns
    asked with: pandas or polars Series, numpy arrays, or the numbers of one customer. Series are named after the
    measure, such as `expected_revenue`.
    """
    def __len__(self, /) -> int: ...
    def __new__(cls, /, expected: Any, low: Any, high: Any, probability_of_none: Any, margin: float | None, periods: float | None, discount_rate_per_period: float, level: float | None) -> CustomerValues: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> Any: ...
    @property
    def discount_rate_per_period(self, /) -> float:
        """
        The discount, such as 0.002 a week.
        """
    @property
    def expected(self, /) -> Any:
        """
        Expected spend, discounted, in the unit of money of `monetary`; at a margin it is that share of it.
        """
    @property
    def high(self, /) -> Any:
        """
        Upper ends, never below `expected`; None without `level`.
        """
    @property
    def level(self, /) -> float | None:
        """
        Nominal coverage of the intervals; None without them.
        """
    @property
    def low(self, /) -> Any:
        """
        Lower ends of the predictive intervals: what the customer will spend, not its mean. None without `level`.
        """
    @property
    def margin(self, /) -> float | None:
        """
        The share of spend that the amounts are; None for revenue.
        """
    @property
    def measure(self, /) -> str:
        """
        What the amounts are: `revenue`, or `margin`.
        """
    @property
    def periods(self, /) -> float | None:
        """
        The horizon in the unit of time of the ages; None for ever.
        """
    @property
    def probability_of_none(self, /) -> Any:
        """
        Probabilities of no purchase within the horizon; None without `level`.
        """
    def to_frame(self, /) -> Any:
        """
        A `DataFrame` of the library of the columns, with their index; of pandas (or else polars) for arrays and numbers.
        """

@final
class DataCategory:
    """
    What an event is about, for how long it is kept.
    """
    BROWSING: Final[DataCategory]
    """
    Searches, lists, products, carts, checkouts, coupons, promotions and what was shared.
    """
    CONSENTS: Final[DataCategory]
    """
    Consents given, refused and withdrawn.
    """
    CONVERSATIONS: Final[DataCategory]
    """
    Turns of conversations, ratings and reviews.
    """
    DECISIONS: Final[DataCategory]
    """
    Decisions made for the customer, shown, and what came of them.
    """
    DECLARED: Final[DataCategory]
    """
    What the customer or the host declared, and ids that were joined.
    """
    PURCHASES: Final[DataCategory]
    """
    Orders, their changes, cancellations and refunds.
    """
    WISHES: Final[DataCategory]
    """
    The wishlist.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

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
class DaysAhead:
    """
    After how many days something comes, if it comes within the horizon.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> DaysAhead:
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
        That probability, .9.
        """
    @property
    def low(self, /) -> float:
        """
        Lower end of the days between which it comes with probability `level`.
        """
    @property
    def median(self, /) -> float:
        """
        As likely sooner as later.
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
class DecisionStyle:
    """
    How a customer decides.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def evidence(self, /) -> list[str]:
        """
        The measures that speak, as `search_depth:above` the median customer or `below`.
        """
    @staticmethod
    def from_json(text: str) -> DecisionStyle:
        """
        The record that `to_json` wrote.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why it is unclear: `no_consent`, `not_fitted`, `too_little_evidence` or `mixed_evidence`.
        """
    @property
    def style(self, /) -> str:
        """
        `direct`, `deliberate`, `exploring` or `unclear`.
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
class DeclaredField:
    """
    One row of the table as every language has it, for forms and questions.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def aliases(self, /) -> list[str]:
        """
        Other names that mean the same.
        """
    @property
    def choices(self, /) -> list[str]:
        """
        The words one of which it must be; empty unless it is a choice.
        """
    @property
    def fresh_days(self, /) -> int:
        """
        Days for which a value is taken as still true.
        """
    @staticmethod
    def from_json(text: str) -> DeclaredField:
        """
        The record that `to_json` wrote.
        """
    @property
    def group(self, /) -> str:
        """
        `demographics`, `psychographics`, `lifestyle`, `career`, `style`, `contact` or `sensitive`.
        """
    @property
    def guard(self, /) -> FieldGuard:
        """
        What may be done with it.
        """
    @property
    def holds(self, /) -> str:
        """
        The same in words, such as `a whole number from 0 to 130`.
        """
    @property
    def kind(self, /) -> FieldKind:
        """
        What kind of value it holds.
        """
    @property
    def least(self, /) -> int | None:
        """
        The least number, hour or count of letters.
        """
    @property
    def most(self, /) -> int | None:
        """
        The largest number or hour, or the most characters, texts or letters.
        """
    @property
    def name(self, /) -> str:
        """
        Its name; other spellings of the same words are the same field.
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
    def used_by(self, /) -> list[str]:
        """
        Which parts of the engine read it: words out of `recommend`, `segment`, `contact`, `chat`; empty if none.
        """

@final
class DeclaredGroup:
    """
    What is known of one group of fields.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def completeness(self, /) -> float | None:
        """
        `known / usable`, 0 to 1; absent where the engine reads nothing of the group.
        """
    @property
    def fields(self, /) -> list[DeclaredValue]:
        """
        Values known now, in the order of the table.
        """
    @property
    def fresh(self, /) -> int:
        """
        How many of those are not yet stale.
        """
    @property
    def freshness(self, /) -> float | None:
        """
        `fresh / known`, 0 to 1; absent where nothing is known.
        """
    @staticmethod
    def from_json(text: str) -> DeclaredGroup:
        """
        The record that `to_json` wrote.
        """
    @property
    def group(self, /) -> str:
        """
        Its name.
        """
    @property
    def known(self, /) -> int:
        """
        How many of those are known now.
        """
    @property
    def missing(self, /) -> list[str]:
        """
        Fields that the engine reads and that are not known, in the order of the table.
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
    def usable(self, /) -> int:
        """
        Fields of the group that some part of the engine reads.
        """

@final
class DeclaredSource:
    """
    Who says that a value is so.
    """
    DECLARED: Final[DeclaredSource]
    """
    The customer, in their own words.
    """
    HOST: Final[DeclaredSource]
    """
    The shop, such as an assistant after a fitting.
    """
    IMPORTED: Final[DeclaredSource]
    """
    Another system, such as an address list.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class DeclaredValue:
    """
    One declared value with where it comes from.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def age_days(self, /) -> int:
        """
        Whole days since then.
        """
    @property
    def at_ms(self, /) -> int:
        """
        When it was said.
        """
    @property
    def expires_at_ms(self, /) -> int | None:
        """
        When it expires.
        """
    @property
    def field(self, /) -> str | None:
        """
        The field of the table; absent for a free attribute.
        """
    @property
    def fresh(self, /) -> bool:
        """
        Whether it is younger than its field's `fresh_days`; free attributes are fresh for two years.
        """
    @staticmethod
    def from_json(text: str) -> DeclaredValue:
        """
        The record that `to_json` wrote.
        """
    @property
    def guard(self, /) -> FieldGuard:
        """
        What may be done with it.
        """
    @property
    def in_use(self, /) -> bool:
        """
        Whether the engine may let it choose anything now: open, consented to, and given for that purpose.
        """
    @property
    def name(self, /) -> str:
        """
        The name under which it was declared.
        """
    @property
    def purpose(self, /) -> ConsentPurpose | None:
        """
        The one purpose it may serve; absent for any that is consented to.
        """
    @property
    def source(self, /) -> DeclaredSource:
        """
        Who says so.
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
        The value as JSON: `"slim"`, `41`, `true` or `["navy","grey"]`.
        """

@final
class DeclaredView:
    """
    Everything a customer is said to be, at one time.
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
    def attributes(self, /) -> list[DeclaredValue]:
        """
        Values of names that are in no group, sorted by name.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @property
    def expired(self, /) -> int:
        """
        Values that have expired and are not shown.
        """
    @staticmethod
    def from_json(text: str) -> DeclaredView:
        """
        The record that `to_json` wrote.
        """
    @property
    def groups(self, /) -> list[DeclaredGroup]:
        """
        `demographics`, `psychographics`, `lifestyle`, `career`, `style`, `contact`, in this order.
        """
    @property
    def sensitive(self, /) -> list[DeclaredValue]:
        """
        Values of special categories, sorted by name; empty without the consent `sensitive`.
        """
    @property
    def sensitive_withheld(self, /) -> str | None:
        """
        Why `sensitive` is withheld: `no_consent`; absent where it is not, or where there is nothing.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class DriftBin:
    """
    One bin of a comparison, or several that were put together.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def bins(self, /) -> list[int]:
        """
        The bins of the reference in it: of numbers from below the lowest seen to above the highest, of categories their
        codes; the last of all is of missing values.
        """
    @property
    def contribution(self, /) -> float:
        """
        What it adds to the index.
        """
    @staticmethod
    def from_json(text: str) -> DriftBin:
        """
        The record that `to_json` wrote.
        """
    @property
    def reference_share(self, /) -> float:
        """
        Share at training.
        """
    @property
    def share(self, /) -> float:
        """
        Share now.
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
class DriftReference:
    """
    What a column was at training, to compare with what it is now.

    The population stability index over bins of about as many rows (Siddiqi 2006), with what it stays below if nothing has
    changed: a verdict that chance explains is `NONE_DETECTABLE`.

    Examples
    --------
    >>> from sartor.learn import DriftReference
    >>> then = DriftReference.of_numbers([float(day % 50) for day in range(1000)])
    >>> str(then.compare_numbers([float(day % 50) + 20.0 for day in range(1000)]).verdict)
    'large'
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def compare_categories(self, /, values: ArrayLike, *, level: float = ...) -> DriftReport:
        """
        Compare categories of now with those of training, in the same form; what was not there then counts as missing.
        """
    def compare_numbers(self, /, values: ArrayLike, *, level: float = ...) -> DriftReport:
        """
        Compare numbers of now with those of training. Of many columns, ask `1 - (1 - level) / columns` of each.
        """
    @staticmethod
    def from_json(text: str, levels: Sequence[str] | None = None) -> DriftReference:
        """
        What `to_json` wrote, with the levels of categories that came as text.
        """
    @property
    def levels(self, /) -> list[str] | None:
        """
        The text of each code, where the categories came as text; None otherwise.
        """
    @staticmethod
    def of_categories(values: ArrayLike, *, levels: int | None = None) -> DriftReference:
        """
        Categories as text or of a library's categorical type; or codes from 0 on, of so many `levels`.
        """
    @staticmethod
    def of_numbers(values: ArrayLike, *, bins: int = ...) -> DriftReference:
        """
        Numbers in at most so many bins of about as many rows each; NaN is missing.
        """
    def to_json(self, /) -> str:
        """
        As canonical JSON; `levels` are kept beside it.
        """

@final
class DriftReport:
    """
    How far a column has moved, and whether chance explains it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def bins(self, /) -> list[DriftBin]:
        """
        The bins compared.
        """
    @staticmethod
    def from_json(text: str) -> DriftReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def level(self, /) -> float:
        """
        How often none is detectable when nothing has changed, such as 0.99. Of many columns, ask
        `1 - (1 - level) / columns` of each.
        """
    @property
    def limit(self, /) -> float:
        """
        What the index stays below with probability `level` if nothing has changed.
        """
    @property
    def p_value(self, /) -> float:
        """
        The probability of at least this index if nothing has changed.
        """
    @property
    def psi(self, /) -> float:
        """
        The population stability index.
        """
    @property
    def reference_rows(self, /) -> int:
        """
        Rows at training.
        """
    @property
    def rows(self, /) -> int:
        """
        Rows now.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def verdict(self, /) -> DriftVerdict:
        """
        The answer.
        """

@final
class DriftVerdict:
    """
    How far a column has moved.
    """
    LARGE: Final[DriftVerdict]
    """
    By 0.25 or more.
    """
    MODERATE: Final[DriftVerdict]
    """
    By 0.1 up to 0.25.
    """
    NONE_DETECTABLE: Final[DriftVerdict]
    """
    No further than chance explains.
    """
    SMALL: Final[DriftVerdict]
    """
    Further than chance explains, by an index below 0.1.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

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
class EarlyStopping:
    """
    Which rows are held out, and how long training goes on without getting better on them.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, held_out_share: float = ..., patience: int = ..., refit: bool = ...) -> EarlyStopping: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> EarlyStopping:
        """
        The record that `to_json` wrote.
        """
    @property
    def held_out_share(self, /) -> float:
        """
        The share of rows held out, above 0, below 1: the latest where rows have times, drawn at random otherwise.
        """
    @property
    def patience(self, /) -> int:
        """
        Trees without an improvement after which training ends, at least 1.
        """
    @property
    def refit(self, /) -> bool:
        """
        Whether to fit again on all rows with the number of trees found.
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
class Engine:
    """
    A trained engine: it never changes, and any number of threads may share it.

    `Trainer.fit` makes one. Times (`as_of`) are milliseconds since the epoch, aware datetimes or
    `numpy.datetime64` in UTC; requests are records, or dicts with the keys of their JSON.
    """
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    def add_to_receipt(self, /, receipt: ErasureReceipt | dict[str, Any], pseudonym: str) -> ErasureReceipt:
        """
        Add to a receipt of `Profile.erase` that this engine was trained on the customer, if it was, by the pseudonym
        under the key it was trained with.
        """
    def behaviour(self, /, profile: Profile, as_of: int | str | datetime | datetime64) -> BehaviourView:
        """
        How a customer searches, compares, decides and comes back: measures with intervals, evidence and percentile.

        `to_frame()` of the answer makes a table of them.
        """
    def call(self, /, operation: str, input: str) -> str:
        """
        Run one operation by its name, with JSON in and canonical JSON out.
        """
    def chat(self, /, profile: Profile, shop: Shop, request: ChatRequest | dict[str, Any], as_of: int | str | datetime | datetime64) -> ChatAnswer:
        """
        The answer to one chat turn: all of the above, for one reply.
        """
    def contact(self, /, profile: Profile, as_of: int | str | datetime | datetime64) -> ContactView:
        """
        Channel, hour, tone and frequency for a customer, and whether they may be written to unasked now.
        """
    @property
    def currency(self, /) -> str:
        """
        ISO 4217 code of every amount.
        """
    def experience(self, /, profile: Profile, request: ExperienceRequest | dict[str, Any] | None, as_of: int | str | datetime | datetime64) -> ExperienceView:
        """
        The variant of each slot by the policy's rules, with the reason and the rules that lost.
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
    def next_actions(self, /, profile: Profile, shop: Shop, as_of: int | str | datetime | datetime64) -> ActionPlan:
        """
        What to do next for a customer outside of a conversation, and what was rejected by which gate.
        """
    def next_question(self, /, profile: Profile, as_of: int | str | datetime | datetime64) -> QuestionView:
        """
        Which missing field would change most what this customer is shown, with the alternatives.
        """
    def observe(self, /, profile: Profile, event: Event | DecisionRecord | dict[str, Any], as_of: int | str | datetime | datetime64) -> Observed:
        """
        Fold one event into a customer's profile: a dict in the Segment shape, an `Event` or a `DecisionRecord`.
        """
    def outlook(self, /, profile: Profile, as_of: int | str | datetime | datetime64) -> Outlook:
        """
        What is expected of a customer: value, activity, churn, timing, categories.
        """
    def outlook_batch(self, /, profiles: Sequence[Profile], as_of: int | str | datetime | datetime64, progress: Progress | None = None) -> OutlookColumns:
        """
        The outlook of many customers, as columns in the order of `profiles`.
        """
    def quote(self, /, profile: Profile, shop: Shop, product_ids: Sequence[str], context: QuoteContext | dict[str, Any] | None, as_of: int | str | datetime | datetime64) -> QuoteSet:
        """
        The prices of products for a customer, each with factors that sum to its move.
        """
    def recommend(self, /, profile: Profile, shop: Shop, request: RecommendRequest | dict[str, Any] | None, as_of: int | str | datetime | datetime64) -> RecommendationSet:
        """
        Products for a request, each with the terms that sum to its score.
        """
    def save(self, /) -> bytes:
        """
        The artefact: everything that `load` needs, compressed.
        """
    def segment(self, /, profile: Profile, as_of: int | str | datetime | datetime64) -> SegmentView:
        """
        The segment and persona of a customer, or `unassigned` with the reason.
        """
    def taste(self, /, profile: Profile, as_of: int | str | datetime | datetime64) -> TasteView:
        """
        What a customer likes more, or less, than what they were shown explains: lifts with intervals.

        A notebook shows the answer as a picture; `to_frame()` makes a table of the preferences.
        """
    def taste_path(self, /, profile: Profile, months: int, as_of: int | str | datetime | datetime64) -> TastePath:
        """
        How the tastes that stand out now were learnt: what was believed at the ends of the last `months` months.
        """
    def taste_scores(self, /, profile: Profile, product_ids: Sequence[str], as_of: int | str | datetime | datetime64) -> TasteScores:
        """
        How well products meet a customer's taste: for each a sum of terms, one for each of its values.
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
    def __new__(cls, /, *, pricing: PricingPolicy = ..., action: ActionPolicy = ..., segment: SegmentPolicy = ..., contact: ContactPolicy = ..., experience: ExperiencePolicy = ..., lifetime: LifetimePolicy = ...) -> EnginePolicy: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def action(self, /) -> ActionPolicy:
        """
        Cooldowns and windows of next actions.
        """
    @property
    def contact(self, /) -> ContactPolicy:
        """
        Quiet hours and caps of unasked contacts.
        """
    @property
    def experience(self, /) -> ExperiencePolicy:
        """
        Rules that choose variants of content and experience.
        """
    @staticmethod
    def from_json(text: str) -> EnginePolicy:
        """
        The record that `to_json` wrote.
        """
    @property
    def lifetime(self, /) -> LifetimePolicy:
        """
        Which model of purchases is fitted.
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
class Ensemble:
    """
    A blend of learners, weighted, calibrated and judged by what each says of rows that it had not seen.

    What `sartor.learn.fit` gives. `report()` holds each learner, the ensemble and the base rate side by side; sets and
    intervals hold what they promise on rows like those of training, whether or not the learners are right.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    def explain(self, /, table: Any) -> Explanations:
        """
        What each column contributes to each row's score, before calibration.

        `table` is as for `scores`.
        """
    def explain_row(self, /, row: Any) -> Explanation:
        """
        What each column contributes to the score of one row, a dict of values by column or a row of a frame.
        """
    @staticmethod
    def fit(table: Any, labels: Any, *, task: Task | str = ..., seed: int = ..., folds: int = ..., weights: Any = None, times: Any = None, calibration: CalibrationMethod | str | None = None, members: Sequence[MemberKind | str] | None = None, progress: Progress | None = None) -> Ensemble:
        """
        Fit an ensemble: what `sartor.learn.fit` does.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> Ensemble:
        """
        What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
        """
    @property
    def objective(self, /) -> Objective:
        """
        What it minimised.
        """
    def predict(self, /, table: Any) -> Any:
        """
        What is expected of every row: a probability, where labels are 0 and 1; otherwise the mean (or quantile).

        `table` and the answer are as for `scores`.
        """
    def predict_interval(self, /, table: Any, *, coverage: float = ...) -> ValueIntervals:
        """
        Intervals that hold the outcomes of at least the share `coverage` of rows, of tasks other than `binary`.
        """
    def predict_interval_row(self, /, row: Any, *, coverage: float = ...) -> ConformalValueInterval:
        """
        The interval that holds the outcome of one row, of tasks other than `binary`.
        """
    def predict_row(self, /, row: Any) -> float:
        """
        What is expected of one row, a dict of values by column or a row of a frame.
        """
    def predict_set(self, /, table: Any, *, coverage: float = ...) -> Any:
        """
        Which labels cannot be excluded: a boolean array, rows by labels 0 and 1.

        Among rows of either label, at least the share `coverage` of sets holds the label. A row of both labels is one
        that the model cannot tell; a row of none is unlike those of training. `table` is as for `predict`.
        """
    def predict_set_row(self, /, row: Any, *, coverage: float = ...) -> list[int]:
        """
        Which labels of one row cannot be excluded.
        """
    def reason_codes(self, /, row: Any, *, count: int = ...) -> list[ReasonCode]:
        """
        The strongest `count` reasons for the score of one row in words, and one for all others together.
        """
    def report(self, /) -> EnsembleReport:
        """
        What is known from rows that no learner had seen: each learner, the ensemble and the base rate.
        """
    @property
    def schema(self, /) -> list[SchemaColumn]:
        """
        The columns that it was trained on, in the order of training.
        """
    def score_row(self, /, row: Any) -> float:
        """
        The score of one row, a dict of values by column or a row of a frame; the same to the bit as in a table.
        """
    def scores(self, /, table: Any) -> Any:
        """
        The score of every row: log-odds, the logarithm of a mean, or the mean itself, as the objective says.

        `table` is a `Table` or a frame; columns are found by name, and those that were not in training are not
        looked at. The answer is a Series with the index of a pandas frame, a polars Series, or an array.
        """
    def smallest_change(self, /, row: Any, table: Any = None, *, threshold: float = ..., max_columns: int = ..., fixed: Sequence[str] = ..., directions: Mapping[str, str] | None = None, max_evaluations: int = ...) -> SmallestChange | None:
        """
        The smallest change of few columns that takes what is foretold of a row to the other side of a threshold;
        None where none was found.

        Parameters
        ----------
        row
            A dict of values by column, or a row of a frame.
        table
            Rows whose values are tried, such as those of training; trees and ensembles know such values themselves.
        threshold
            From here on the verdict is yes: a probability, or a value of whatever is foretold.
        max_columns
            The most columns that change at once, 1 to 16.
        fixed
            Columns that cannot change.
        directions
            Columns of numbers that can only rise or only fall: ``{"age": "rises"}``.
        max_evaluations
            The most changed rows that the model is asked about.
        """
    @property
    def task(self, /) -> Task:
        """
        What the labels are.
        """
    def to_bytes(self, /) -> bytes:
        """
        The model as bytes, the same in every language; `load` reads any learner's.
        """

@final
class EnsembleReport:
    """
    What is known of an ensemble from rows that no member had seen.

    Every score comes from a learner that was not fitted to its row. Weights and calibration of the ensemble's own figures were
    fitted without the row's fold too, so that nothing flatters it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def base_rate(self, /) -> LearnerFigures:
        """
        What is told without knowing any column.
        """
    @property
    def calibration(self, /) -> CalibrationMethod:
        """
        How scores are calibrated.
        """
    @property
    def calibration_candidates(self, /) -> list[CalibrationCandidate]:
        """
        The calibrations that there were to choose from, where it was to be chosen. Of tasks other than a yes or no the loss
        is the objective's cost.
        """
    @property
    def columns(self, /) -> ColumnChecks | None:
        """
        What is wrong with columns: which know the answer, say nothing or repeat another. Of tasks other than a yes or no
        the answer is whether the label is above its median; none where no label is.
        """
    @property
    def ensemble(self, /) -> LearnerFigures:
        """
        The ensemble.
        """
    @property
    def folds(self, /) -> int:
        """
        Folds.
        """
    @staticmethod
    def from_json(text: str) -> EnsembleReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def intervals(self, /) -> MetricInterval | None:
        """
        Of other tasks: the share of outcomes inside intervals at a coverage of 90 %.
        """
    @property
    def is_forward(self, /) -> bool:
        """
        Whether every row was scored by what was learnt from earlier rows alone.
        """
    @property
    def members(self, /) -> list[MemberReport]:
        """
        Each learner that was tried.
        """
    @property
    def rows(self, /) -> int:
        """
        Rows of the table.
        """
    @property
    def scored_rows(self, /) -> int:
        """
        Rows that were held out once and scored: all, but for the earliest where rows have times.
        """
    @property
    def sets(self, /) -> LabelSetReport | None:
        """
        Of a yes or no: how sets of labels at a coverage of 90 % did.
        """
    @property
    def task(self, /) -> Task:
        """
        What was learnt.
        """
    def to_columns(self, /) -> dict[str, list[Any]]:
        """
        Each learner, the ensemble and the base rate side by side, as lists by the name of the column.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /) -> Any:
        """
        Each learner, the ensemble and the base rate side by side, as a `DataFrame` of pandas, or else of polars.
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
    def remaining_elsewhere(self, /) -> list[ErasureRemainder]:
        """
        Where else the erased may live on, and what ends it. Which models were fitted on it each engine adds by
        its id, if asked with [`add_to_receipt`](crate::engine::Engine::add_to_receipt).
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
class ErasureRemainder:
    """
    A place where what was erased may live on.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def ended_by(self, /) -> str:
        """
        What ends it, in a sentence.
        """
    @staticmethod
    def from_json(text: str) -> ErasureRemainder:
        """
        The record that `to_json` wrote.
        """
    @property
    def model_id(self, /) -> str | None:
        """
        The model, where one is known to rest on the customer.
        """
    @property
    def place(self, /) -> str:
        """
        `event_log`, `backups`, `sealed_copies` or `fitted_models`.
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
class EventFormat:
    """
    The shape of each line of an event file.
    """
    GA4: Final[EventFormat]
    """
    A Google Analytics 4 event: a row of the `BigQuery` export, or a Measurement Protocol payload.
    """
    SEGMENT: Final[EventFormat]
    """
    A Segment `track`, `identify` or `alias` call.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

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
    PROCESSING_RESTRICTED: Final[EventKind]
    """
    `Processing Restricted`.
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
    def __new__(cls, /, *, currency: str | None = ..., format: EventFormat | None = ..., consent_categories: Sequence[ConsentCategory] = ...) -> EventOptions: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def consent_categories(self, /) -> list[ConsentCategory]:
        """
        What the categories of `context.consent.categoryPreferences` stand for. With any, each change of a
        customer's preferences becomes a `Consent Changed` event; without, they are passed over. Segment's
        format only.
        """
    @property
    def currency(self, /) -> str | None:
        """
        ISO 4217 code of prices that name none; absent, the trainer's.
        """
    @property
    def format(self, /) -> EventFormat | None:
        """
        The shape of each line; Segment's unless said.
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
class ExpectedCalibrationError:
    """
    How far probabilities are from what came true, beside what chance alone explains.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def by_chance(self, /) -> float:
        """
        The mean of `value` if the probabilities are right.
        """
    @property
    def chance_limit(self, /) -> float:
        """
        What `value` stays below with probability `level` if the probabilities are right.
        """
    @property
    def debiased(self, /) -> float:
        """
        The same less what chance adds at the distances found; at least 0. Of right probabilities about six tenths stay,
        since distances found by chance count as real.
        """
    @staticmethod
    def from_json(text: str) -> ExpectedCalibrationError:
        """
        The record that `to_json` wrote.
        """
    @property
    def level(self, /) -> float:
        """
        The probability of that, such as 0.95.
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
        The weighted mean distance over bins.
        """

@final
class ExpectedValue:
    """
    The expected value of one customer.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def discount_rate_per_period(self, /) -> float:
        """
        The discount.
        """
    @property
    def expected(self, /) -> float:
        """
        Expected value, discounted, in the history's unit of money.
        """
    @staticmethod
    def from_json(text: str) -> ExpectedValue:
        """
        The record that `to_json` wrote.
        """
    @property
    def margin(self, /) -> float | None:
        """
        The share of spend that `expected` is: a margin. None when it is revenue.
        """
    @property
    def periods(self, /) -> float | None:
        """
        The horizon; none for ever.
        """
    @property
    def purchases_discounted(self, /) -> float:
        """
        Purchases expected, discounted.
        """
    @property
    def spend_per_purchase(self, /) -> float:
        """
        Spend expected at each of them, whatever the margin.
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
class ExperienceChoice:
    """
    What fills a slot.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ExperienceChoice:
        """
        The record that `to_json` wrote.
        """
    @property
    def lost(self, /) -> list[LostRule]:
        """
        The other rules of the slot, by id.
        """
    @property
    def reason(self, /) -> str | None:
        """
        The fields that the rule asked for, or `always`; absent where no rule holds.
        """
    @property
    def rule_id(self, /) -> str | None:
        """
        The rule that won.
        """
    @property
    def slot(self, /) -> str:
        """
        The slot.
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
        The variant; absent where no rule holds.
        """

@final
class ExperienceCondition:
    """
    Something that must hold.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, field: str, operator: ConditionOperator, values: Sequence[str], number: float | None) -> ExperienceCondition: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def field(self, /) -> str:
        """
        `segment`, `persona`, `stage`, `device`, `intent`, `channel`, `local_hour`, `declared.NAME` or `taste.NAME`.
        """
    @staticmethod
    def from_json(text: str) -> ExperienceCondition:
        """
        The record that `to_json` wrote.
        """
    @property
    def number(self, /) -> float | None:
        """
        Number to compare with, for `at_least` and `at_most`.
        """
    @property
    def operator(self, /) -> ConditionOperator:
        """
        How to compare.
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
    def values(self, /) -> list[str]:
        """
        Words to compare with, for `is` and `is_not`.
        """

@final
class ExperiencePolicy:
    """
    The rules of a shop.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, rules: Sequence[ExperienceRule] = ...) -> ExperiencePolicy: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ExperiencePolicy:
        """
        The record that `to_json` wrote.
        """
    @property
    def rules(self, /) -> list[ExperienceRule]:
        """
        At most 500.
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
class ExperienceRequest:
    """
    What the host knows of the page or turn that is to be filled.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, stage: str | None = ..., device: str | None = ..., intent: str | None = ..., channel: str | None = ...) -> ExperienceRequest: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def channel(self, /) -> str | None:
        """
        Where the customer is, such as `web`.
        """
    @property
    def device(self, /) -> str | None:
        """
        Such as `mobile`.
        """
    @staticmethod
    def from_json(text: str) -> ExperienceRequest:
        """
        The record that `to_json` wrote.
        """
    @property
    def intent(self, /) -> str | None:
        """
        What is wanted, such as `product_inquiry`.
        """
    @property
    def stage(self, /) -> str | None:
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
class ExperienceRule:
    """
    A variant and when it is shown.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, id: str, slot: str, variant: str, priority: int, conditions: Sequence[ExperienceCondition]) -> ExperienceRule: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def conditions(self, /) -> list[ExperienceCondition]:
        """
        All must hold; none for a rule that always does.
        """
    @staticmethod
    def from_json(text: str) -> ExperienceRule:
        """
        The record that `to_json` wrote.
        """
    @property
    def id(self, /) -> str:
        """
        Its id, unique.
        """
    @property
    def priority(self, /) -> int:
        """
        The highest wins; 0 unless stated.
        """
    @property
    def slot(self, /) -> str:
        """
        What it fills, such as `hero`. The slots `tone` and `max_sentences` shape the answers of `chat`.
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
    def variant(self, /) -> str:
        """
        With what.
        """

@final
class ExperienceVariant:
    """
    What one slot of the page is filled with.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ExperienceVariant:
        """
        The record that `to_json` wrote.
        """
    @property
    def slot(self, /) -> str:
        """
        The slot, such as `hero`.
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
    def variant(self, /) -> str:
        """
        The variant that the policy's rules chose.
        """

@final
class ExperienceView:
    """
    What a customer sees, slot by slot.
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
    def choices(self, /) -> list[ExperienceChoice]:
        """
        Slots with their variants, sorted by slot, with the rules that lost.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @staticmethod
    def from_json(text: str) -> ExperienceView:
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
        Whether the customer's own data could choose.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
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
class Explanation:
    """
    What each column contributes to one row's score.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def base(self, /) -> float:
        """
        What the score is expected to be before anything of the row is known, in units of the score.
        """
    @property
    def contributions(self, /) -> list[float]:
        """
        One for each column, in the schema's order and in units of the score; with `base` they add up to `score`.
        """
    @staticmethod
    def from_json(text: str) -> Explanation:
        """
        The record that `to_json` wrote.
        """
    @property
    def methods(self, /) -> list[ReasonMethod]:
        """
        How they were found, each method once.
        """
    @property
    def score(self, /) -> float:
        """
        The row's score, before calibration: log-odds, the logarithm of a mean, or the mean itself.
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
class ExplanationPart:
    """
    One paragraph of an explanation.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ExplanationPart:
        """
        The record that `to_json` wrote.
        """
    @property
    def text(self, /) -> str:
        """
        The paragraph, without markup.
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
    def topic(self, /) -> str:
        """
        `data`, `restriction`, the name of a purpose, or `rights`.
        """

@final
class Explanations:
    """
    What each column contributes to the score of every row of a table.

    `base` and the values of a row add up to its score, before calibration: log-odds, the logarithm of a mean, or the mean
    itself. Of a model of a yes or no, 0.7 doubles the odds.
    """
    def __len__(self, /) -> int: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _of_parts(text: str, schema: str, objective: Objective, table: Table) -> Explanations: ...
    def _repr_html_(self, /) -> Any: ...
    @property
    def base(self, /) -> float:
        """
        What a score is expected to be before anything of a row is known.
        """
    def codes(self, /, row: int, *, count: int = ...) -> list[ReasonCode]:
        """
        The strongest `count` reasons of one row in words, and one for all others together.
        """
    @property
    def columns(self, /) -> list[str]:
        """
        The names of the columns, in the order of training.
        """
    @property
    def methods(self, /) -> list[ReasonMethod]:
        """
        How the contributions were found.
        """
    def row(self, /, row: int) -> Explanation:
        """
        What each column contributes to the score of one row, by its place from 0 on.
        """
    @property
    def scores(self, /) -> Any:
        """
        The score of each row, before calibration: a Series with the index of a pandas frame, or an array.
        """
    def to_frame(self, /) -> Any:
        """
        A `DataFrame` with a column for each column of the table, and the index of a pandas frame.
        """
    @property
    def values(self, /) -> NDArray[float64]:
        """
        What each column contributes to each row's score: an array, rows by columns.
        """

@final
class ExportSection:
    """
    One part of an export.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ExportSection:
        """
        The record that `to_json` wrote.
        """
    @property
    def lines(self, /) -> list[str]:
        """
        One thing each, without line ends.
        """
    @property
    def title(self, /) -> str:
        """
        What it is about.
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
class FeatureExtra:
    """
    What is known of a customer beside the profile, from models of other rooms; nothing of it needs to be.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, probability_alive: float | None = ..., expected_purchases: float | None = ..., expected_value_minor: float | None = ...) -> FeatureExtra: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def expected_purchases(self, /) -> float | None:
        """
        Purchases expected over the next year, at least 0.
        """
    @property
    def expected_value_minor(self, /) -> float | None:
        """
        Spend expected over the next year, in minor units, at least 0.
        """
    @staticmethod
    def from_json(text: str) -> FeatureExtra:
        """
        The record that `to_json` wrote.
        """
    @property
    def probability_alive(self, /) -> float | None:
        """
        Probability that the customer is still active, 0 to 1.
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
class FeatureKind:
    """
    Whether a feature is a number or a category.
    """
    CATEGORY: Final[FeatureKind]
    """
    One of several texts.
    """
    NUMBER: Final[FeatureKind]
    """
    A number.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class FeatureReader:
    """
    Reads profiles into rows, the same when a model is trained and when it is asked.

    Nothing dated later than the time that is asked for shows. Without a catalogue, features of categories and price levels are
    missing.

    Examples
    --------
    >>> from sartor import Profile
    >>> from sartor.predict import FeatureReader
    >>> FeatureReader().row(Profile("c_17"), 1_780_300_800_000).reason
    'no_consent'
    """
    def __new__(cls, /, catalog: Catalog | None = None) -> FeatureReader: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def row(self, /, profile: Profile, as_of: int | str | datetime | datetime64, extra: FeatureExtra | dict[str, Any] | None = None) -> Features:
        """
        The features of a customer, from what is dated up to `as_of`. Without consent to analytics all are missing, and
        `reason` says why.
        """
    def table(self, /, profiles: Sequence[Profile], as_of: int | str | datetime | datetime64, *, extras: Sequence[FeatureExtra | dict[str, Any]] | None = None, progress: Progress | None = None) -> FeatureTable:
        """
        The features of many customers, in the order of the profiles; `extras`, where there are any, one for each.
        """

@final
class FeatureSpec:
    """
    What is said of a feature.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> FeatureSpec:
        """
        The record that `to_json` wrote.
        """
    @property
    def kind(self, /) -> FeatureKind:
        """
        Number or category.
        """
    @property
    def meaning(self, /) -> str:
        """
        What it means, and when it is missing.
        """
    @property
    def name(self, /) -> str:
        """
        The name of its column.
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
    def unit(self, /) -> str:
        """
        The unit it is counted in.
        """

@final
class FeatureTable:
    """
    The features of many customers: what models of `sartor.predict` are asked about, and any learner can learn from.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _of_json(text: str) -> FeatureTable: ...
    def _repr_html_(self, /) -> Any: ...
    def rows(self, /) -> list[Features]:
        """
        The features of each customer, in the order of the profiles.
        """
    def to_columns(self, /) -> dict[str, Any]:
        """
        The customers and their features as arrays by name: numbers with NaN, categories as text with None where they are
        missing.
        """
    def to_frame(self, /) -> Any:
        """
        A `DataFrame` of pandas, whose index are the customers, or else of polars.
        """
    def to_table(self, /) -> Table:
        """
        The columns as a `Table` of `sartor.learn`. No rows are `TOO_FEW`.
        """

@final
class FeatureValue:
    """
    One feature of one customer.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> FeatureValue:
        """
        The record that `to_json` wrote.
        """
    @property
    def name(self, /) -> str:
        """
        Its name, as [`feature_list`] tells.
        """
    @property
    def number(self, /) -> float | None:
        """
        Its value, if it is a number and known.
        """
    @property
    def text(self, /) -> str | None:
        """
        Its value, if it is a category and known.
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
class Features:
    """
    The features of one customer at one time.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _of_json(text: str) -> Features: ...
    @property
    def as_of_ms(self, /) -> int:
        """
        The time up to which events count, in milliseconds since 1970.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @property
    def reason(self, /) -> str | None:
        """
        Why nothing may be known, such as `no_consent`; None where it may.
        """
    def to_dict(self, /) -> dict[str, float | str | None]:
        """
        The row that learners take: each feature by its name, None where it is missing.
        """
    @property
    def values(self, /) -> list[FeatureValue]:
        """
        All features, in the order of `feature_list`.
        """

@final
class FieldClass:
    """
    How far a field may travel.
    """
    AGGREGATE: Final[FieldClass]
    """
    It tells of many customers and of none.
    """
    PERSONAL: Final[FieldClass]
    """
    It tells of one customer, such as events and declared traits.
    """
    PROMPT_SAFE: Final[FieldClass]
    """
    It may reach a customer or a language model.
    """
    SENSITIVE: Final[FieldClass]
    """
    It is of a special category (GDPR, article 9).
    """
    SERVER_ONLY: Final[FieldClass]
    """
    Value, churn, cost, floors, margins, price reasons.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class FieldGuard:
    """
    What may be done with a declared value.
    """
    OPEN: Final[FieldGuard]
    """
    It may choose what the customer is shown and told.
    """
    PROTECTED: Final[FieldGuard]
    """
    It is kept, and chooses nothing: a class protected by law, or a sign of one.
    """
    SENSITIVE: Final[FieldGuard]
    """
    A special category: taken in for the purpose `sensitive` alone, kept apart, read under its own consent.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class FieldKind:
    """
    What kind of value a field holds.
    """
    CHOICE: Final[FieldKind]
    """
    One of `choices`.
    """
    CODE: Final[FieldKind]
    """
    A code of `least` to `most` capital letters, longer ones after hyphens.
    """
    DATE: Final[FieldKind]
    """
    A calendar day such as `1985-04-12`.
    """
    HOUR: Final[FieldKind]
    """
    An hour of the customer's own day, from `least` to `most`.
    """
    NUMBER: Final[FieldKind]
    """
    A whole number from `least` to `most`.
    """
    TEXT: Final[FieldKind]
    """
    Text; `most` characters.
    """
    WORDS: Final[FieldKind]
    """
    One text or several; `most` of them.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class FieldQuestion:
    """
    A question about one field.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def change_probability(self, /) -> float:
        """
        Probability that the answer changes which products are shown, 0 to 1.
        """
    @property
    def field(self, /) -> str:
        """
        The field, under the name by which an answer should be declared.
        """
    @staticmethod
    def from_json(text: str) -> FieldQuestion:
        """
        The record that `to_json` wrote.
        """
    @property
    def group(self, /) -> str | None:
        """
        Its group; absent for an attribute of the catalogue alone.
        """
    @property
    def options(self, /) -> list[QuestionOption]:
        """
        Answers to offer, the most probable first; at most 6.
        """
    @property
    def reason(self, /) -> str:
        """
        Why it is worth asking, in one sentence.
        """
    @property
    def text(self, /) -> str:
        """
        The question in words.
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
    def value_of_information(self, /) -> float:
        """
        What knowing the answer is worth: expected gain in the mean score of what is shown, at least 0.
        """

@final
class ForecastGroup:
    """
    A group of customers with like forecasts.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customers(self, /) -> int:
        """
        Customers in it.
        """
    @property
    def expected(self, /) -> float:
        """
        Mean of their forecasts.
        """
    @staticmethod
    def from_json(text: str) -> ForecastGroup:
        """
        The record that `to_json` wrote.
        """
    @property
    def observed(self, /) -> float:
        """
        Mean of what they did.
        """
    @property
    def standard_error(self, /) -> float:
        """
        Standard error of that mean.
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
class ForecastScore:
    """
    How well forecasts of purchases did.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def bias(self, /) -> float | None:
        """
        `expected_total / observed_total - 1`; `None` where nobody bought.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers forecast.
        """
    @property
    def deciles(self, /) -> list[ForecastGroup]:
        """
        Tenths of the customers, those with the lowest forecasts first.
        """
    @property
    def expected_total(self, /) -> float:
        """
        Purchases expected of all of them.
        """
    @property
    def expected_total_high(self, /) -> float | None:
        """
        Its upper end.
        """
    @property
    def expected_total_low(self, /) -> float | None:
        """
        Lower end of the interval of their total: chance and the parameters' uncertainty together; `None` for a
        forecast without a distribution.
        """
    @staticmethod
    def from_json(text: str) -> ForecastScore:
        """
        The record that `to_json` wrote.
        """
    @property
    def interval_coverage(self, /) -> float | None:
        """
        Share of customers inside their own interval.
        """
    @property
    def interval_width(self, /) -> float | None:
        """
        Mean width of these intervals, in purchases.
        """
    @property
    def level(self, /) -> float:
        """
        Level of all intervals here.
        """
    @property
    def mean_absolute_error(self, /) -> float:
        """
        Mean of the distances between forecast and purchases.
        """
    @property
    def mean_log_score(self, /) -> float | None:
        """
        Mean of the logarithms of the probabilities given to what happened, 0 at best; `None` for a forecast
        without a distribution.
        """
    @property
    def observed_total(self, /) -> float:
        """
        Purchases that they made.
        """
    @property
    def root_mean_squared_error(self, /) -> float:
        """
        Root of the mean of their squares.
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
    def top_fifth_share(self, /) -> float:
        """
        The same of the fifth.
        """
    @property
    def top_tenth_share(self, /) -> float:
        """
        Share of all purchases that the tenth with the highest forecasts made.
        """

@final
class ForecasterReport:
    """
    One way of forecasting, judged from one moment.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def forecaster(self, /) -> str:
        """
        The model's name, `own rate` or `segment mean`.
        """
    @staticmethod
    def from_json(text: str) -> ForecasterReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def model(self, /) -> PurchaseModelKind | None:
        """
        Which kind of model; `None` of a baseline.
        """
    @property
    def one_time_expected(self, /) -> float | None:
        """
        Purchases it expected of customers without a repeat purchase.
        """
    @property
    def problem(self, /) -> str | None:
        """
        Why it could not forecast.
        """
    @property
    def score(self, /) -> ForecastScore | None:
        """
        How it did; `None` where it could not forecast.
        """
    @property
    def spend(self, /) -> SpendScore | None:
        """
        How it did by spend; `None` where spend is not known or cannot be forecast.
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
class GGompertzNbd:
    """
    GGompertz/NBD: as Pareto/NBD, but leaving grows likelier, or less likely, with age.

    Bemmaor and Glady (2012). Often more than the data can tell: see `convergence`. Histories as of `BgNbd`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def aic(self, /) -> float | None:
        """
        Akaike's criterion, lower is better; `None` for given parameters.
        """
    @property
    def bic(self, /) -> float | None:
        """
        Schwarz's criterion, lower is better; `None` for given parameters.
        """
    def bootstrap(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, seed: int, replicates: int = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> Bootstrap:
        """
        Draw as many customers from this model, at the ages of those it was fitted to, and fit again, `replicates`
        times: how differently the parameters, or anything worked out from them, might have come out.

        The parametric bootstrap (Efron and Tibshirani 1993, sections 6.5 and 13.3). 200 replicates (20 to
        1,000,000) give intervals of 90 %, 1,000 of 99 %. `weights` count customers here. The same seed gives
        the same answer on any number of threads.
        """
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of the parameters, in the order in which `params` lists them.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    def discounted_purchases_for_ever(self, /, discount_rate_per_period: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.

        The discounted expected residual transactions of Fader, Hardie and Shang (2010). The rate is 1e-9 to 1000:
        0.002 a week is about 0.11 a year.
        """
    def expected_purchases(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected of a customer in the next `periods`.

        Parameters
        ----------
        periods
            The horizon, 0 to 1e9, in the model's unit of time.
        frequency, last_purchase_age, age
            Histories, as of `probability_alive`: columns of one length, or the numbers of one customer.

        Returns
        -------
        Series, numpy.ndarray or float
            0 or more for each row, in the form of the columns.
        """
    def expected_purchases_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `expected_purchases` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the logarithm (Greene 2012, theorem D.21A). It costs
        `expected_purchases` twice for each parameter.
        """
    def expected_purchases_new_customer(self, /, periods: float) -> float:
        """
        Purchases expected of a new customer in the `periods` after their first.
        """
    @staticmethod
    def fit(frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> GGompertzNbd:
        """
        Fit by maximum likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories of at least 10 customers, as of `probability_alive`.
        weights
            How many customers each row counts for, 0 or more; one each without them.
        penalty
            Taken off the mean log-likelihood for the squares of the parameters: 0.001 to 0.1 tames small
            samples, none unless stated.
        progress
            Is told `(done, total)` of the steps.

        Returns
        -------
        The model; `convergence` says whether its parameters are an optimum, on a ridge or at a boundary.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        TooFew
            Fewer than 10 customers, or too few who came back to tell anything.
        NotConverged
            No optimum was found.
        Cancelled
            Ctrl-C.
        """
    @staticmethod
    def from_json(text: str) -> GGompertzNbd:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood of the data it was fitted to; 0 for given parameters.
        """
    def next_purchase(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, levels: Sequence[float] = ...) -> Any:
        """
        When the next purchase comes, of a customer of whom it is not known whether they are still active.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories: columns of one length, or the numbers of one customer.
        levels
            Probabilities, 0 to below 1: the time within which the next purchase falls with each of them.

        Returns
        -------
        NextPurchaseColumns or NextPurchase
            Of columns, `periods` with a row for each customer and a column for each level, infinite where a
            purchase comes with a lower probability than that, and `probability_never`; of numbers the record.
        """
    def next_purchase_quantile(self, /, q: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Time from now within which the next purchase falls with probability `q`, of a customer who is active.

        In the model's unit of time, in the form of the columns; infinite where one who is active leaves before
        that with a probability above `1 - q`. `q` is 0 to below 1. `next_purchase` is of customers of whom it is
        not known whether they are active.
        """
    @property
    def params(self, /) -> GGompertzNbdParams:
        """
        The parameters.
        """
    def probability_alive(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Probability that a customer is still active.

        Parameters
        ----------
        frequency
            Repeat purchases: whole numbers, 0 to 1,000,000.
        last_purchase_age
            Age at the last of them, in the model's unit of time; 0 without one.
        age
            Age now, since the first purchase; `last_purchase_age` or more, at most 1e9.

        Returns
        -------
        Series, numpy.ndarray or float
            0 to 1 for each row, in the form of the columns; a float where all were numbers.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        """
    def probability_alive_interval(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `probability_alive` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the log-odds (Greene 2012, theorem D.21A).
        """
    def profile_intervals(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, parameters: Sequence[str] | None = None, level: float = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> list[ProfileInterval]:
        """
        The values of each parameter that the data do not exclude, by the profile of the likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age, weights, penalty
            What the model was fitted to, and how.
        parameters
            The names of those that are asked for, as in `params`; all unless stated.
        level
            Nominal coverage, above 0 and below 1.

        Returns
        -------
        list of ProfileInterval
            Not symmetric, unlike those of standard errors; `low` or `high` is `None` where nothing down or up to
            the limit of the search is excluded (Venzon and Moolgavkar 1988).
        """
    def purchase_distribution(self, /, periods: float, most: int, frequency: float, last_purchase_age: float, age: float) -> NDArray[float64]:
        """
        Probabilities of 0, 1, ... `most` purchases of one customer in the next `periods`: an array of `most + 1`
        numbers; `most` is 0 to 1,000,000.
        """
    def purchase_probability(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ...) -> Any:
        """
        Probability of a purchase in the next `periods`, of a kind that makes up `share` of all purchases (1 for any).
        """
    def purchase_probability_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ..., level: float = ...) -> Any:
        """
        `purchase_probability` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
        """
    def purchase_quantiles(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, levels: Sequence[float]) -> Any:
        """
        For each of `levels`, the number of purchases in the next `periods` that is not exceeded with at least
        that probability: `[0.05, 0.95]` are the ends of a predictive interval of 90 %.

        Columns give a matrix with a row for each customer and a column for each level (a frame for pandas and
        polars), the numbers of one customer an array. `levels` are 0 to below 1.
        """
    def refit(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> GGompertzNbd:
        """
        Fit again, with more data, from where this model stands: the same optimum, sooner. Arguments are those of `fit`.
        """
    @property
    def standard_errors(self, /) -> NDArray[float64]:
        """
        Standard errors of the parameters, in the order in which `params` lists them.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """
    @staticmethod
    def with_params(params: GGompertzNbdParams) -> GGompertzNbd:
        """
        A model with parameters from elsewhere, taken as exact.
        """

@final
class GGompertzNbdParams:
    """
    The parameters of a GGompertz/NBD model.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, r: float, alpha: float, b: float, s: float, beta: float) -> GGompertzNbdParams: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def alpha(self, /) -> float:
        """
        Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`.
        """
    @property
    def b(self, /) -> float:
        """
        How fast the rate of leaving of a customer grows, per unit of time of the data; above 0.
        """
    @property
    def beta(self, /) -> float:
        """
        Rate of that distribution; above 0.
        """
    @staticmethod
    def from_json(text: str) -> GGompertzNbdParams:
        """
        The record that `to_json` wrote.
        """
    @property
    def r(self, /) -> float:
        """
        Shape of the gamma distribution of purchase rates; above 0.
        """
    @property
    def s(self, /) -> float:
        """
        Shape of the gamma distribution of the levels of that rate; above 0.
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
class GainPoint:
    """
    One point of a gain curve.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def captured(self, /) -> float:
        """
        The share of all rows of label 1 among them: recall.
        """
    @staticmethod
    def from_json(text: str) -> GainPoint:
        """
        The record that `to_json` wrote.
        """
    @property
    def lift(self, /) -> float:
        """
        Precision over the base rate: how many times better than contacting anyone.
        """
    @property
    def precision(self, /) -> float:
        """
        The share of label 1 in what is taken: precision. Of nothing taken, that of the highest score.
        """
    @property
    def share(self, /) -> float:
        """
        The share of rows taken, those with the highest scores, 0 to 1.
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
    those; customers without one are passed over in the fit, and expected to spend the population's mean. The model
    takes it that spend does not depend on frequency: `independence` tells whether it does.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def bootstrap(self, /, frequency: ArrayLike, monetary: ArrayLike, *, seed: int, replicates: int = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> Bootstrap:
        """
        Draw the mean spends of these customers anew from this model and fit again, `replicates` times.

        The parametric bootstrap (Efron and Tibshirani 1993, sections 6.5 and 13.3): 200 replicates (20 to 1,000,000) give
        intervals of 90 %. The same seed gives the same answer on any number of threads.
        """
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
    def expected_spend_interval(self, /, frequency: ArrayLike, monetary: ArrayLike, *, level: float = ...) -> Any:
        """
        `expected_spend` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless stated.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
        """
    @staticmethod
    def fit(frequency: ArrayLike, monetary: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> GammaGamma:
        """
        Fit by maximum likelihood. `penalty` of 0.001 to 0.1 tames small samples (none unless
        stated); `weights` count rows.
        """
    @staticmethod
    def from_json(text: str) -> GammaGamma:
        """
        The model that `to_json` wrote.
        """
    @property
    def independence(self, /) -> SpendIndependence | None:
        """
        Whether spend depends on frequency among the repeat buyers of the fit, at a level of 0.95: see
        `spend_independence`. Worked out when first asked; `None` where it cannot be told, and for a model that was given,
        read, or fitted with weights.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood of the data it was fitted to; 0 for given parameters.
        """
    def mean_spend_deviation(self, /, frequency: ArrayLike, monetary: ArrayLike) -> Any:
        """
        Standard deviation of what is believed of the customer's own mean spend; infinite of those of whom too little is
        known.
        """
    def mean_spend_interval(self, /, frequency: ArrayLike, monetary: ArrayLike, *, level: float = ...) -> Any:
        """
        The interval that holds the customer's own mean spend with probability `level`, 0.9 unless stated; its value is
        the median. Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
        """
    @property
    def params(self, /) -> GammaGammaParams:
        """
        The parameters.
        """
    def profile_intervals(self, /, frequency: ArrayLike, monetary: ArrayLike, *, parameters: Sequence[str] | None = None, level: float = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> list[ProfileInterval]:
        """
        The values of each of `p, q, gamma`, or of those `parameters`, that the data do not exclude, by the profile of the
        likelihood.

        The columns, weights and penalty are those of the fit; an end is `None` where nothing up to the limit of the search
        is excluded (Venzon and Moolgavkar 1988).
        """
    def spend_independence(self, /, frequency: ArrayLike, monetary: ArrayLike, *, level: float = ...) -> SpendIndependence:
        """
        Test the model's assumption that spend does not depend on frequency.

        Spearman's rank correlation over the repeat buyers of these columns, with an interval by Fisher's transformation
        (Bonett and Wright 2000), held against the correlation that the model itself brings about.

        Parameters
        ----------
        frequency, monetary
            The columns that it was fitted to, with at least 10 repeat buyers.
        level
            Nominal coverage of the interval, above 0 and below 1.

        Returns
        -------
        SpendIndependence
            `dependent` where the assumption is refuted by more than chance and by enough to matter.
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
class Gbdt:
    """
    Boosted trees: many small trees over histograms, with missing values and categories as they are.

    Gradient boosting (Friedman 2001) with Newton steps (Chen and Guestrin 2016). The same rows, options and seed give the
    same bytes at any number of threads. The defaults need no tuning; `sartor.learn.fit` joins this learner with others
    and calibrates what comes out.

    Examples
    --------
    >>> from sartor.learn import Gbdt
    >>> months = [float(row % 40) for row in range(400)]
    >>> model = Gbdt.fit({"tenure": months}, [month < 10 for month in months], trees=100)
    >>> model.predict_row({"tenure": 3}) > 0.8
    True
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def base_score(self, /) -> float:
        """
        The score before any tree.
        """
    def explain(self, /, table: Any) -> Explanations:
        """
        What each column contributes to each row's score, before calibration.

        `table` is as for `scores`.
        """
    def explain_row(self, /, row: Any) -> Explanation:
        """
        What each column contributes to the score of one row, a dict of values by column or a row of a frame.
        """
    @staticmethod
    def fit(table: Any, labels: Any, *, objective: Objective | str = ..., trees: int = ..., leaves: int | None = None, depth: int = ..., learning_rate: float = ..., l2: float = ..., min_child_weight: float = ..., row_share: float = ..., column_share: float = ..., category_smoothing: float = ..., max_bins: int = ..., monotone: Mapping[str, str] | None = None, early_stopping: EarlyStopping | bool = ..., seed: int = ..., weights: Any = None, times: Any = None, progress: Progress | None = None) -> Gbdt:
        """
        Grow trees on a table.

        Parameters
        ----------
        table
            A `Table`, or a frame of pandas, polars or Arrow, or a dict of columns.
        labels
            What is to be learnt of each row: 0 and 1 (or yes and no) for `logistic`, numbers otherwise. Text is refused:
            say which text is 1, such as ``y == "Yes"``.
        objective
            `logistic` (the default), `squared`, `poisson`, `gamma`, `Objective.tweedie(power)` or
            `Objective.quantile(level)`.
        trees, leaves, depth
            How many trees, at most so many leaves each (by the number of rows, unless stated) and questions to a leaf.
        learning_rate
            The share of each tree's step that is taken, above 0, at most 1.
        l2, min_child_weight
            Ridge penalty on the values of leaves, and the least curvature on each side of a split.
        row_share, column_share
            The shares of rows and columns that each tree is grown on.
        category_smoothing
            Curvature added to each category when they are put in order.
        max_bins
            The most bins of a column, 2 to 254.
        monotone
            Columns of numbers along which the score may only rise or only fall: ``{"tenure": "falls"}``.
        early_stopping
            Whether to stop where rows held out tell that further trees do not help: True, or an `EarlyStopping`. The
            latest rows are held out where there are `times`.
        seed
            The seed of what is drawn.
        weights
            How much each row counts; a row of weight 2 counts as two.
        times
            When each row was: datetimes, or whole milliseconds since 1970.
        progress
            Is told how many steps of how many are done; raising stops the work, as Ctrl-C does.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> Gbdt:
        """
        What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
        """
    @property
    def objective(self, /) -> Objective:
        """
        What it minimised.
        """
    def predict(self, /, table: Any) -> Any:
        """
        What is expected of every row: a probability, where labels are 0 and 1; otherwise the mean (or quantile).

        `table` and the answer are as for `scores`.
        """
    def predict_row(self, /, row: Any) -> float:
        """
        What is expected of one row, a dict of values by column or a row of a frame.
        """
    def reason_codes(self, /, row: Any, *, count: int = ...) -> list[ReasonCode]:
        """
        The strongest `count` reasons for the score of one row in words, and one for all others together.
        """
    @property
    def schema(self, /) -> list[SchemaColumn]:
        """
        The columns that it was trained on, in the order of training.
        """
    def score_row(self, /, row: Any) -> float:
        """
        The score of one row, a dict of values by column or a row of a frame; the same to the bit as in a table.
        """
    def scores(self, /, table: Any) -> Any:
        """
        The score of every row: log-odds, the logarithm of a mean, or the mean itself, as the objective says.

        `table` is a `Table` or a frame; columns are found by name, and those that were not in training are not
        looked at. The answer is a Series with the index of a pandas frame, a polars Series, or an array.
        """
    def smallest_change(self, /, row: Any, table: Any = None, *, threshold: float = ..., max_columns: int = ..., fixed: Sequence[str] = ..., directions: Mapping[str, str] | None = None, max_evaluations: int = ...) -> SmallestChange | None:
        """
        The smallest change of few columns that takes what is foretold of a row to the other side of a threshold;
        None where none was found.

        Parameters
        ----------
        row
            A dict of values by column, or a row of a frame.
        table
            Rows whose values are tried, such as those of training; trees and ensembles know such values themselves.
        threshold
            From here on the verdict is yes: a probability, or a value of whatever is foretold.
        max_columns
            The most columns that change at once, 1 to 16.
        fixed
            Columns that cannot change.
        directions
            Columns of numbers that can only rise or only fall: ``{"age": "rises"}``.
        max_evaluations
            The most changed rows that the model is asked about.
        """
    def to_bytes(self, /) -> bytes:
        """
        The model as bytes, the same in every language; `load` reads any learner's.
        """
    @property
    def tree_count(self, /) -> int:
        """
        The number of trees.
        """

@final
class GrowthOpportunity:
    """
    A category in which customers of like spend buy more.
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
        The difference.
        """
    @property
    def category(self, /) -> str:
        """
        The category.
        """
    @property
    def comparable_customers(self, /) -> int:
        """
        How many customers of like spend there are.
        """
    @property
    def comparable_minor(self, /) -> int:
        """
        The median of what customers of like spend who buy from it have spent in it.
        """
    @property
    def comparable_share(self, /) -> float:
        """
        The share of customers of like spend who buy from it.
        """
    @staticmethod
    def from_json(text: str) -> GrowthOpportunity:
        """
        The record that `to_json` wrote.
        """
    @property
    def own_minor(self, /) -> int:
        """
        What the customer has spent in it so far, in minor units.
        """
    @property
    def reason(self, /) -> str:
        """
        The reason in words, amounts in minor units.
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
    def weighted_minor(self, /) -> int:
        """
        The difference times that share, by which opportunities are ranked.
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
    def purchase_model(self, /) -> PurchaseModelKind | None:
        """
        The model of purchases; nothing where none is fitted.
        """
    @property
    def purchase_model_comparison(self, /) -> ModelComparison | None:
        """
        What else was considered, and why this one was taken; nothing where the host named it, and on a device.
        """
    @property
    def status(self, /) -> str:
        """
        `ready` when every built part is fitted, else `degraded`.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
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
class HeterogeneityReport:
    """
    Whether effects differ between rows, and how small a difference would have been found.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def area(self, /) -> MetricInterval | None:
        """
        The area between the Qini curve and lot, in outcomes of a row, of scores learnt from earlier folds only; `None`
        where those were all the same.
        """
    @property
    def detectable_area(self, /) -> float | None:
        """
        The smallest such area that would be detected with probability 0.8.
        """
    @property
    def detectable_coefficient(self, /) -> float | None:
        """
        The same as a Qini coefficient; `None` for outcomes other than 0 and 1.
        """
    @staticmethod
    def from_json(text: str) -> HeterogeneityReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def level(self, /) -> float:
        """
        How often no difference is reported where there is none, at least.
        """
    @property
    def p_value(self, /) -> float:
        """
        The probability of a statistic as far from 0 where effects do not differ.
        """
    @property
    def statistic(self, /) -> float:
        """
        Standard normal where effects do not differ.
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
    def verdict(self, /) -> HeterogeneityVerdict:
        """
        The verdict at this level.
        """

@final
class HeterogeneityVerdict:
    """
    Whether effects differ.
    """
    DETECTED: Final[HeterogeneityVerdict]
    """
    Rows that were scored higher gained more, by more than chance explains.
    """
    NONE_DETECTABLE: Final[HeterogeneityVerdict]
    """
    Nothing that these rows could show; smaller differences than the report names may be there.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class HistoryLeftOut:
    """
    How many entries of the detailed days, and how many months, the limits left out.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def conversations(self, /) -> int:
        """
        Conversations.
        """
    @staticmethod
    def from_json(text: str) -> HistoryLeftOut:
        """
        The record that `to_json` wrote.
        """
    @property
    def loose_returns(self, /) -> int:
        """
        Returns.
        """
    @property
    def months(self, /) -> int:
        """
        Months.
        """
    @property
    def purchases(self, /) -> int:
        """
        Orders.
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
    def visits(self, /) -> int:
        """
        Visits.
        """

@final
class HistoryOptions:
    """
    How much of a history is wanted.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, recent_days: int = ..., max_conversations: int = ..., max_visits: int = ..., max_purchases: int = ..., max_months: int = ..., include_text: bool = ...) -> HistoryOptions: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> HistoryOptions:
        """
        The record that `to_json` wrote.
        """
    @property
    def include_text(self, /) -> bool:
        """
        Whether summaries of conversations and search queries are wanted; not unless stated.
        """
    @property
    def max_conversations(self, /) -> int:
        """
        The most conversations in detail, newest first; 20 unless stated, at most 500.
        """
    @property
    def max_months(self, /) -> int:
        """
        The most months, newest first; 36 unless stated, at most 500.
        """
    @property
    def max_purchases(self, /) -> int:
        """
        The most orders and the most returns in detail, newest first; 50 unless stated, at most 500.
        """
    @property
    def max_visits(self, /) -> int:
        """
        The most visits in detail, newest first; 50 unless stated, at most 500.
        """
    @property
    def recent_days(self, /) -> int:
        """
        Days that are told in detail; 90 unless stated.
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
class HistoryView:
    """
    What happened with one customer, as seen at one time.
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
        When the view was taken.
        """
    @property
    def conversations(self, /) -> list[ConversationView]:
        """
        Conversations, newest first.
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
    @staticmethod
    def from_json(text: str) -> HistoryView:
        """
        The record that `to_json` wrote.
        """
    @property
    def left_out(self, /) -> HistoryLeftOut:
        """
        What the limits left out of the lists above.
        """
    @property
    def loose_returns(self, /) -> list[ReturnView]:
        """
        Returns that name no order that is known, newest first; they undo the last purchase of their products.
        """
    @property
    def months(self, /) -> list[MonthActivity]:
        """
        Every month with anything in it, newest first, the detailed days among them.
        """
    @property
    def patterns(self, /) -> VisitPatterns:
        """
        When visits begin and orders are placed, over all events kept.
        """
    @property
    def purchases(self, /) -> list[OrderView]:
        """
        Orders, newest first.
        """
    @property
    def recent_from_ms(self, /) -> int:
        """
        Time from which on conversations, visits, orders and returns are told in detail.
        """
    @property
    def rolled_up_before_ms(self, /) -> int | None:
        """
        Time before which there are only months; nothing while every event is kept.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def visits(self, /) -> list[VisitView]:
        """
        Visits to the shop, newest first.
        """

@final
class HourChoice:
    """
    At which hours the customer is there.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def basis(self, /) -> str:
        """
        `stated`, `learned` or `tentative`.
        """
    @property
    def from_hour(self, /) -> int:
        """
        First hour of the window on the customer's own clock, 0 to 23.
        """
    @staticmethod
    def from_json(text: str) -> HourChoice:
        """
        The record that `to_json` wrote.
        """
    @property
    def share(self, /) -> Estimate | None:
        """
        Share of this customer's visits that fall into the window; absent where it was stated.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    @property
    def to_hour(self, /) -> int:
        """
        First hour after it, 0 to 23.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def usual_share(self, /) -> float:
        """
        The same share of all customers.
        """
    @property
    def visits(self, /) -> int:
        """
        Visits and answers it rests on.
        """

@final
class IdentityEvidence:
    """
    What a verdict rests on.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def active_days(self, /) -> int:
        """
        Days on which the device was in use, by anyone.
        """
    @property
    def anonymous_days(self, /) -> int:
        """
        Days on which it was in use without a login.
        """
    @property
    def concurrent_days(self, /) -> int:
        """
        Days on which the device was in use without a login in a minute in which the customer was active on
        another device.
        """
    @property
    def contradictory_fields(self, /) -> list[str]:
        """
        Declared fields in which the two contradict each other.
        """
    @property
    def customers_on_device(self, /) -> int:
        """
        Customers seen on the visitor's device.
        """
    @staticmethod
    def from_json(text: str) -> IdentityEvidence:
        """
        The record that `to_json` wrote.
        """
    @property
    def login_days(self, /) -> int:
        """
        Days on which this customer was logged in on it.
        """
    @property
    def stated(self, /) -> bool:
        """
        Whether an alias call names the customer for this id.
        """
    @property
    def switches(self, /) -> int:
        """
        How often one customer's use of the device was followed by another's.
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
class IdentityGraph:
    """
    Which ids were seen together, on which days: what a merge of profiles may rest on.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, policy: IdentityPolicy | dict[str, Any] | None = None) -> IdentityGraph:
        """
        A graph of which nothing is known yet.
        """
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def forget(self, /, id: str) -> None:
        """
        Forget an id, as after the erasure of a customer.
        """
    @staticmethod
    def from_bytes(data: bytes) -> IdentityGraph:
        """
        The graph that `to_bytes` wrote.
        """
    def join(self, /, other: IdentityGraph) -> None:
        """
        Take over what another graph has noted.
        """
    def merge_verdict(self, /, anonymous_id: str, customer_id: str) -> IdentityVerdict:
        """
        Whether the profile of a visitor's id should be merged into a customer's, and why.
        """
    def note(self, /, event: Event | DecisionRecord | dict[str, Any]) -> None:
        """
        Take note of an event. The same event twice is the same as once.
        """
    def to_bytes(self, /) -> bytes:
        """
        The graph as bytes, for the host to keep.
        """
    def verdicts(self, /) -> list[IdentityVerdict]:
        """
        Verdicts on every visitor's id with every customer seen on it or named for it, sorted by id.
        """

@final
class IdentityPolicy:
    """
    How much has to be seen.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, min_login_days: int = ..., concurrent_days: int = ..., concurrent_share: float = ..., min_login_share: float = ..., share_from_days: int = ...) -> IdentityPolicy: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def concurrent_days(self, /) -> int:
        """
        Days with impossible concurrency from which on a merge is refused, 1 to 30; 3, because one person may
        well have a phone in one hand and a laptop before them.
        """
    @property
    def concurrent_share(self, /) -> float:
        """
        Share of the days in use without a login that must be such days besides, 0 to 1; 0.1.
        """
    @staticmethod
    def from_json(text: str) -> IdentityPolicy:
        """
        The record that `to_json` wrote.
        """
    @property
    def min_login_days(self, /) -> int:
        """
        Days with a login before an id is merged, 1 to 30; 1.
        """
    @property
    def min_login_share(self, /) -> float:
        """
        Share of its active days on which a device must be logged in, 0 to 1; 0.2.
        """
    @property
    def share_from_days(self, /) -> int:
        """
        Active days from which on that share is asked for, 1 to 365; 5.
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
class IdentityVerdict:
    """
    Whether a visitor's id is one customer's, and why.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def anonymous_id(self, /) -> str:
        """
        The visitor's id.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @property
    def decision(self, /) -> MergeDecision:
        """
        What to do.
        """
    @property
    def evidence(self, /) -> IdentityEvidence:
        """
        What was seen.
        """
    @staticmethod
    def from_json(text: str) -> IdentityVerdict:
        """
        The record that `to_json` wrote.
        """
    @property
    def reasons(self, /) -> list[str]:
        """
        Codes of the reasons, the weightiest first: `stated`, `seen_together`; `several_aliases`,
        `is_a_customer`, `several_customers`, `interleaved_logins`, `contradictory_facts`,
        `impossible_concurrency`; `never_seen_together`, `too_few_logins`, `rarely_logged_in`.
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
class IntentCount:
    """
    How often something was wanted.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> IntentCount:
        """
        The record that `to_json` wrote.
        """
    @property
    def intent(self, /) -> str:
        """
        The intent, as the host names it.
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
    def turns(self, /) -> int:
        """
        Turns with it.
        """

@final
class IntervalColumns:
    """
    Estimates of many customers with the intervals that the uncertainty of the model's parameters leaves them.

    Each column is an attribute in the form of those asked with: a pandas or polars Series, or else a numpy array.
    They do not hold the randomness of what the customer will do: see `purchase_quantiles` for that.
    """
    def __len__(self, /) -> int: ...
    def __new__(cls, /, value: Any, low: Any, high: Any, level: float) -> IntervalColumns: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> Any: ...
    @property
    def high(self, /) -> Any:
        """
        Upper ends.
        """
    @property
    def level(self, /) -> float:
        """
        Nominal coverage of each interval, such as 0.9.
        """
    @property
    def low(self, /) -> Any:
        """
        Lower ends.
        """
    def to_frame(self, /) -> Any:
        """
        A `DataFrame` of the library of the columns, with their index; of pandas (or else polars) for arrays.
        """
    @property
    def value(self, /) -> Any:
        """
        The estimates.
        """

@final
class InterventionEffect:
    """
    Something that can be done, and what a trial found of it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, intervention: str, *, uplift: Estimate | None = None, value_minor: int = ..., cost_minor: int = ...) -> InterventionEffect: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cost_minor(self, /) -> int:
        """
        What the intervention costs, in minor units, at least 0.
        """
    @staticmethod
    def from_json(text: str) -> InterventionEffect:
        """
        The record that `to_json` wrote.
        """
    @property
    def intervention(self, /) -> str:
        """
        Its name, 1 to 256 bytes.
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
    def uplift(self, /) -> Estimate | None:
        """
        By how much it raises the probability that the customer stays, with its interval: for this customer from an uplift
        model, or of all customers from the trial. Nothing where there was no trial.
        """
    @property
    def value_minor(self, /) -> int:
        """
        What a customer who stays is worth, in minor units, at least 0; 0 where it is not known.
        """

@final
class InterventionVerdict:
    """
    What is known of an intervention.
    """
    HARMS: Final[InterventionVerdict]
    """
    A trial found that it drives customers away.
    """
    HELPS: Final[InterventionVerdict]
    """
    A trial found that it helps, and it is worth more than it costs.
    """
    NO_DETECTABLE_EFFECT: Final[InterventionVerdict]
    """
    A trial could not tell its effect from none.
    """
    TOO_DEAR: Final[InterventionVerdict]
    """
    A trial found that it helps, but it costs more than it brings.
    """
    UNTESTED: Final[InterventionVerdict]
    """
    Nobody has tried: it may help or harm.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class KeyRing:
    """
    The host's keys of 32 bytes, under which the data keys of customers are wrapped.

    One is active and seals; the others only open what they sealed. No key appears in a text or an error, and
    none is stored: a ring is made when the host starts, and cannot be pickled.
    """
    def __new__(cls, /, active_key: bytes) -> KeyRing:
        """
        A ring with one key of 32 random bytes, which is active.
        """
    def __repr__(self, /) -> str: ...
    def add_retired(self, /, key: bytes) -> str:
        """
        Add a key that only opens what it sealed before; its id.
        """
    def create_data_key(self, /, customer_id: str) -> bytes:
        """
        A wrapped data key for one customer. Stored apart from the profiles: deleting it erases what it sealed.
        """
    def keys(self, /) -> list[RingKey]:
        """
        The ids of the keys, and what may be done with each.
        """
    def open(self, /, sealed: bytes, customer_id: str, schema: str) -> bytes:
        """
        What `seal` sealed.
        """
    def open_with(self, /, sealed: bytes, customer_id: str, schema: str, wrapped_key: bytes) -> bytes:
        """
        What `seal_with` sealed.
        """
    def remove(self, /, key_id: str) -> None:
        """
        Take a key out: what it wrapped does not open any more, here.
        """
    def retire(self, /, key_id: str) -> None:
        """
        Let a key only open from now on. If it was the active one, nothing can be sealed until `rotate`.
        """
    def rewrap(self, /, sealed_or_key: bytes) -> bytes:
        """
        The same under the active key: a wrapped data key, or what `seal` sealed, whose payload stays as it is.
        """
    def rotate(self, /, new_key: bytes) -> str:
        """
        Make a new key active and retire the one before; its id.
        """
    def seal(self, /, plaintext: bytes, customer_id: str, schema: str) -> bytes:
        """
        Seal bytes as one customer's, with a fresh data key wrapped within.
        """
    def seal_with(self, /, plaintext: bytes, customer_id: str, schema: str, wrapped_key: bytes) -> bytes:
        """
        Seal bytes as one customer's, under a wrapped data key.
        """

@final
class KeyState:
    """
    What may be done with a key of the host.
    """
    ACTIVE: Final[KeyState]
    """
    It wraps and unwraps.
    """
    RETIRED: Final[KeyState]
    """
    It only unwraps what it wrapped before.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class LabelCoverage:
    """
    How sets did on rows of one label.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def covered(self, /) -> MetricInterval:
        """
        The share of them whose set holds it, with its exact interval.
        """
    @staticmethod
    def from_json(text: str) -> LabelCoverage:
        """
        The record that `to_json` wrote.
        """
    @property
    def label(self, /) -> int:
        """
        The label.
        """
    @property
    def rows(self, /) -> int:
        """
        Rows of it.
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
class LabelFigures:
    """
    How good probabilities are, with intervals of 95 %.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def accuracy(self, /) -> MetricInterval:
        """
        The share of rows on the right side of even odds.
        """
    @property
    def auc(self, /) -> MetricInterval:
        """
        The area under the receiver operating characteristic.
        """
    @property
    def brier(self, /) -> MetricInterval:
        """
        Mean squared distance of probability and label.
        """
    @property
    def calibration_error(self, /) -> ExpectedCalibrationError:
        """
        How far probabilities are from what came true, over 15 bins of equal width.
        """
    @staticmethod
    def from_json(text: str) -> LabelFigures:
        """
        The record that `to_json` wrote.
        """
    @property
    def log_loss(self, /) -> MetricInterval:
        """
        Mean negative log-likelihood, in nats.
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
class LabelSetReport:
    """
    How sets did on rows that they were not calibrated on.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def empty(self, /) -> float:
        """
        The share of rows with an empty set.
        """
    @staticmethod
    def from_json(text: str) -> LabelSetReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def labels(self, /) -> list[LabelCoverage]:
        """
        Each label.
        """
    @property
    def several(self, /) -> float:
        """
        The share with more.
        """
    @property
    def single(self, /) -> float:
        """
        The share with one label: those that the learner decides.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class LabelSets:
    """
    Sets of labels that hold the true one with a promised probability, among rows of each label.

    Conformal prediction by label (Vovk, Gammerman and Shafer 2005, section 4.5), calibrated on rows that the learner was
    not fitted to. A set may hold one label, both, or none: a row unlike any of the calibration.

    Examples
    --------
    >>> from sartor.learn import LabelSets
    >>> scores, labels = [-3, -2, -1, -2, -3, 1, 2, 3, 2, 1], [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]
    >>> sets = LabelSets.calibrate_binary(labels, scores, level=0.8)
    >>> sets.binary_set(2.5), sets.binary_set(0.0)
    ([1], [])
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def binary_set(self, /, scores: ArrayLike) -> Any:
        """
        Which labels are in the sets of rows with these log-odds: a boolean matrix with columns for 0 and 1, or the list of
        labels of one number.
        """
    @staticmethod
    def calibrate(labels: ArrayLike, conformities: ArrayLike, *, level: float = ...) -> LabelSets:
        """
        Calibrate sets of labels from 0 on: a matrix with a column for each label, larger for likelier labels.
        """
    @staticmethod
    def calibrate_binary(labels: ArrayLike, scores: ArrayLike, *, level: float = ...) -> LabelSets:
        """
        Calibrate sets of 0 and 1 on log-odds of rows that the learner was not fitted to.
        """
    @staticmethod
    def from_json(text: str) -> LabelSets:
        """
        What `to_json` wrote.
        """
    @property
    def level(self, /) -> float:
        """
        The least probability, among rows of each label, that a set holds the label.
        """
    def measure(self, /, labels: ArrayLike, conformities: ArrayLike, *, level: float = ...) -> LabelSetReport:
        """
        How sets do on rows that they were not calibrated on.
        """
    def measure_binary(self, /, labels: ArrayLike, scores: ArrayLike, *, level: float = ...) -> LabelSetReport:
        """
        How sets of 0 and 1 do on rows that they were not calibrated on.
        """
    def set(self, /, conformities: ArrayLike) -> Any:
        """
        Which labels are in the sets of rows with these conformities, rows by labels: a boolean matrix of the same shape.
        """
    @property
    def thresholds(self, /) -> list[LabelThreshold]:
        """
        The threshold of each label, from 0 on.
        """
    def to_json(self, /) -> str:
        """
        As canonical JSON.
        """

@final
class LabelThreshold:
    """
    How conforming a label has to be to stand in a set.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def calibration_rows(self, /) -> int:
        """
        Rows of this label that it was calibrated on.
        """
    @property
    def conformity(self, /) -> float | None:
        """
        The least conformity in a set; `None` where there were too few rows: the label is in every set.
        """
    @staticmethod
    def from_json(text: str) -> LabelThreshold:
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
class LeakageVerdict:
    """
    Does a column know too much?
    """
    KNOWS: Final[LeakageVerdict]
    """
    It all but tells the label: leave it out unless it is known at the time of the forecast.
    """
    NONE_DETECTABLE: Final[LeakageVerdict]
    """
    Nothing that speaks for it.
    """
    STANDS_OUT: Final[LeakageVerdict]
    """
    It says much more than any other: look when it is recorded.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class LearnerFigures:
    """
    How good one source of predictions is: `labels` of a yes or no, `values` of other tasks.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> LearnerFigures:
        """
        The record that `to_json` wrote.
        """
    @property
    def labels(self, /) -> LabelFigures | None:
        """
        Of a yes or no.
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
    def values(self, /) -> ValueFigures | None:
        """
        Of other tasks.
        """

@final
class LeftOut:
    """
    What was not made into a customer's summary.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customers_after_calibration(self, /) -> int:
        """
        Customers who first bought after `calibration_end_ms`.
        """
    @property
    def customers_all_returned(self, /) -> int:
        """
        Customers of whose purchases nothing is left after their returns.
        """
    @staticmethod
    def from_json(text: str) -> LeftOut:
        """
        The record that `to_json` wrote.
        """
    @property
    def rows_after_as_of(self, /) -> int:
        """
        Rows after `as_of_ms`.
        """
    @property
    def rows_without_customer(self, /) -> int:
        """
        Rows of nobody.
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
class LifetimePolicy:
    """
    Which model of purchases is fitted.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, purchase_model: PurchaseModelKind | None = ...) -> LifetimePolicy: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> LifetimePolicy:
        """
        The record that `to_json` wrote.
        """
    @property
    def purchase_model(self, /) -> PurchaseModelKind | None:
        """
        The kind to fit. Absent, MBG/NBD and BG/NBD compete on what they would have foretold of the last months; other
        kinds make an outlook slower. Not BG/BB, whose purchases come at given opportunities only.
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
class Logistic:
    """
    Logistic regression with a ridge, at its one minimum: numbers standardised, what is missing and each level of a
    category with a coefficient of its own.

    Examples
    --------
    >>> from sartor.learn import Logistic
    >>> months = [float(row % 40) for row in range(400)]
    >>> model = Logistic.fit({"tenure": months}, [(7 * row) % 40 > row % 40 for row in range(400)])
    >>> [(one.column, one.log_odds < 0) for one in model.coefficients]
    [('tenure', True)]
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def base_score(self, /) -> float:
        """
        The mean score of the training rows.
        """
    @property
    def coefficients(self, /) -> list[LogisticCoefficient]:
        """
        What a standard deviation of each number, and each level of each category, adds to the log-odds;
        `sartor.to_frame` makes a table of it.
        """
    def explain(self, /, table: Any) -> Explanations:
        """
        What each column contributes to each row's score, before calibration.

        `table` is as for `scores`.
        """
    def explain_row(self, /, row: Any) -> Explanation:
        """
        What each column contributes to the score of one row, a dict of values by column or a row of a frame.
        """
    @staticmethod
    def fit(table: Any, labels: Any, *, l2: float = ..., min_level_rows: float = ..., weights: Any = None, progress: Progress | None = None) -> Logistic:
        """
        Fit to labels of 0 and 1 (or yes and no).

        Parameters
        ----------
        table, labels
            As for `Gbdt.fit`.
        l2
            The ridge against the sum of the rows' costs; 1, the default, is scikit-learn's `C = 1`.
        min_level_rows
            Rows, by weight, from which a level has a coefficient of its own.
        weights, progress
            As for `Gbdt.fit`.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> Logistic:
        """
        What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
        """
    @property
    def objective(self, /) -> Objective:
        """
        What it minimised.
        """
    def predict(self, /, table: Any) -> Any:
        """
        What is expected of every row: a probability, where labels are 0 and 1; otherwise the mean (or quantile).

        `table` and the answer are as for `scores`.
        """
    def predict_row(self, /, row: Any) -> float:
        """
        What is expected of one row, a dict of values by column or a row of a frame.
        """
    def reason_codes(self, /, row: Any, *, count: int = ...) -> list[ReasonCode]:
        """
        The strongest `count` reasons for the score of one row in words, and one for all others together.
        """
    @property
    def schema(self, /) -> list[SchemaColumn]:
        """
        The columns that it was trained on, in the order of training.
        """
    def score_row(self, /, row: Any) -> float:
        """
        The score of one row, a dict of values by column or a row of a frame; the same to the bit as in a table.
        """
    def scores(self, /, table: Any) -> Any:
        """
        The score of every row: log-odds, the logarithm of a mean, or the mean itself, as the objective says.

        `table` is a `Table` or a frame; columns are found by name, and those that were not in training are not
        looked at. The answer is a Series with the index of a pandas frame, a polars Series, or an array.
        """
    def smallest_change(self, /, row: Any, table: Any = None, *, threshold: float = ..., max_columns: int = ..., fixed: Sequence[str] = ..., directions: Mapping[str, str] | None = None, max_evaluations: int = ...) -> SmallestChange | None:
        """
        The smallest change of few columns that takes what is foretold of a row to the other side of a threshold;
        None where none was found.

        Parameters
        ----------
        row
            A dict of values by column, or a row of a frame.
        table
            Rows whose values are tried, such as those of training; trees and ensembles know such values themselves.
        threshold
            From here on the verdict is yes: a probability, or a value of whatever is foretold.
        max_columns
            The most columns that change at once, 1 to 16.
        fixed
            Columns that cannot change.
        directions
            Columns of numbers that can only rise or only fall: ``{"age": "rises"}``.
        max_evaluations
            The most changed rows that the model is asked about.
        """
    def to_bytes(self, /) -> bytes:
        """
        The model as bytes, the same in every language; `load` reads any learner's.
        """

@final
class LogisticCoefficient:
    """
    One coefficient, as analysts read them.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def column(self, /) -> str:
        """
        The column.
        """
    @staticmethod
    def from_json(text: str) -> LogisticCoefficient:
        """
        The record that `to_json` wrote.
        """
    @property
    def level(self, /) -> str | None:
        """
        The level, of a category.
        """
    @property
    def log_odds(self, /) -> float:
        """
        Of a number what a standard deviation adds to the log-odds; of a level what it has over the average row.
        """
    @property
    def odds_ratio(self, /) -> float:
        """
        `e` to that: the factor by which the odds change.
        """
    @property
    def standard_deviation(self, /) -> float | None:
        """
        Of a number: the standard deviation to which the coefficient belongs.
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
class LostRule:
    """
    A rule that did not win.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> LostRule:
        """
        The record that `to_json` wrote.
        """
    @property
    def reason(self, /) -> str:
        """
        `unknown:FIELD`, `condition:FIELD`, `lower_priority_than:ID`, `less_specific_than:ID` or `after:ID`.
        """
    @property
    def rule_id(self, /) -> str:
        """
        The rule.
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
    def variant(self, /) -> str:
        """
        What it would have shown.
        """

@final
class LoyaltyIndicator:
    """
    One sign of loyalty, or of its absence.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def evidence(self, /) -> list[str]:
        """
        What it rests on, such as `regularity:above_1`.
        """
    @staticmethod
    def from_json(text: str) -> LoyaltyIndicator:
        """
        The record that `to_json` wrote.
        """
    @property
    def indicator(self, /) -> str:
        """
        `buys_regularly`, `buys_in_bursts`, `buys_the_same_again`, `long_custom` or `within_own_rhythm`.
        """
    @property
    def state(self, /) -> str:
        """
        `yes`, `no` or `unclear`.
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
class MbgCnbd:
    """
    MBG/CNBD-k: as BG/CNBD-k, but a customer may leave after the first purchase too.

    Platzer and Reutterer (2016); Reutterer, Platzer and Schröder (2021).
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def aic(self, /) -> float | None:
        """
        Akaike's criterion, lower is better; `None` for given parameters.
        """
    @property
    def bic(self, /) -> float | None:
        """
        Schwarz's criterion, lower is better; `None` for given parameters.
        """
    def bootstrap(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, seed: int, replicates: int = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> Bootstrap:
        """
        Draw as many customers from this model, at the ages of those it was fitted to, and fit again, `replicates`
        times: how differently the parameters, or anything worked out from them, might have come out.

        The parametric bootstrap (Efron and Tibshirani 1993, sections 6.5 and 13.3). 200 replicates (20 to
        1,000,000) give intervals of 90 %, 1,000 of 99 %. `weights` count customers here. The same seed gives
        the same answer on any number of threads.
        """
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of the parameters, in the order in which `params` lists them.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    def discounted_purchases_for_ever(self, /, discount_rate_per_period: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.

        The discounted expected residual transactions of Fader, Hardie and Shang (2010). The rate is 1e-9 to 1000:
        0.002 a week is about 0.11 a year.
        """
    def expected_purchases(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected of a customer in the next `periods`.

        Parameters
        ----------
        periods
            The horizon, 0 to 1e9, in the model's unit of time.
        frequency, last_purchase_age, age
            Histories, as of `probability_alive`: columns of one length, or the numbers of one customer.

        Returns
        -------
        Series, numpy.ndarray or float
            0 or more for each row, in the form of the columns.
        """
    def expected_purchases_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `expected_purchases` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the logarithm (Greene 2012, theorem D.21A). It costs
        `expected_purchases` twice for each parameter.
        """
    def expected_purchases_new_customer(self, /, periods: float) -> float:
        """
        Purchases expected of a new customer in the `periods` after their first.
        """
    @staticmethod
    def fit(frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, k: int | None = None, log_interval_sum: ArrayLike | None = None, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> MbgCnbd:
        """
        Fit by maximum likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories of at least 10 customers, as of `probability_alive`.
        k
            The phases between two purchases, a whole number above 0: 1 for buyers at random.
        log_interval_sum
            In its stead, to take as many as make the histories most likely: the sums of the logarithms of the
            intervals between each customer's purchases, a column of `Summaries`.
        weights
            How many customers each row counts for, 0 or more; one each without them.
        penalty
            Taken off the mean log-likelihood for the squares of the parameters; none unless stated.
        progress
            Is told `(done, total)` of the steps.

        Raises
        ------
        OutOfRange, TooFew, NotConverged, Cancelled
            As of `BgNbd.fit`.
        """
    @staticmethod
    def from_json(text: str) -> MbgCnbd:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood of the data it was fitted to; 0 for given parameters.
        """
    def next_purchase(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, levels: Sequence[float] = ...) -> Any:
        """
        When the next purchase comes, of a customer of whom it is not known whether they are still active.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories: columns of one length, or the numbers of one customer.
        levels
            Probabilities, 0 to below 1: the time within which the next purchase falls with each of them.

        Returns
        -------
        NextPurchaseColumns or NextPurchase
            Of columns, `periods` with a row for each customer and a column for each level, infinite where a
            purchase comes with a lower probability than that, and `probability_never`; of numbers the record.
        """
    def next_purchase_quantile(self, /, q: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Time from now within which the next purchase falls with probability `q`, of a customer who is active.

        In the model's unit of time, in the form of the columns; infinite where one who is active leaves before
        that with a probability above `1 - q`. `q` is 0 to below 1. `next_purchase` is of customers of whom it is
        not known whether they are active.
        """
    @property
    def params(self, /) -> MbgCnbdParams:
        """
        The parameters.
        """
    def probability_alive(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Probability that a customer is still active.

        Parameters
        ----------
        frequency
            Repeat purchases: whole numbers, 0 to 1,000,000.
        last_purchase_age
            Age at the last of them, in the model's unit of time; 0 without one.
        age
            Age now, since the first purchase; `last_purchase_age` or more, at most 1e9.

        Returns
        -------
        Series, numpy.ndarray or float
            0 to 1 for each row, in the form of the columns; a float where all were numbers.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        """
    def probability_alive_interval(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `probability_alive` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the log-odds (Greene 2012, theorem D.21A).
        """
    def profile_intervals(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, parameters: Sequence[str] | None = None, level: float = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> list[ProfileInterval]:
        """
        The values of each parameter that the data do not exclude, by the profile of the likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age, weights, penalty
            What the model was fitted to, and how.
        parameters
            The names of those that are asked for, as in `params`; all unless stated.
        level
            Nominal coverage, above 0 and below 1.

        Returns
        -------
        list of ProfileInterval
            Not symmetric, unlike those of standard errors; `low` or `high` is `None` where nothing down or up to
            the limit of the search is excluded (Venzon and Moolgavkar 1988).
        """
    def purchase_distribution(self, /, periods: float, most: int, frequency: float, last_purchase_age: float, age: float) -> NDArray[float64]:
        """
        Probabilities of 0, 1, ... `most` purchases of one customer in the next `periods`: an array of `most + 1`
        numbers; `most` is 0 to 1,000,000.
        """
    def purchase_probability(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ...) -> Any:
        """
        Probability of a purchase in the next `periods`, of a kind that makes up `share` of all purchases (1 for any).
        """
    def purchase_probability_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ..., level: float = ...) -> Any:
        """
        `purchase_probability` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
        """
    def purchase_quantiles(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, levels: Sequence[float]) -> Any:
        """
        For each of `levels`, the number of purchases in the next `periods` that is not exceeded with at least
        that probability: `[0.05, 0.95]` are the ends of a predictive interval of 90 %.

        Columns give a matrix with a row for each customer and a column for each level (a frame for pandas and
        polars), the numbers of one customer an array. `levels` are 0 to below 1.
        """
    def refit(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> MbgCnbd:
        """
        Fit again, with more data, from where this model stands: the same optimum, sooner. Arguments are those of `fit`.
        """
    @property
    def standard_errors(self, /) -> NDArray[float64]:
        """
        Standard errors of the parameters, in the order in which `params` lists them.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """
    @staticmethod
    def with_params(params: MbgCnbdParams) -> MbgCnbd:
        """
        A model with parameters from elsewhere, taken as exact.
        """

@final
class MbgCnbdParams:
    """
    The parameters of an MBG/CNBD-k model.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, k: int, r: float, alpha: float, a: float, b: float) -> MbgCnbdParams: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def a(self, /) -> float:
        """
        First parameter of the beta distribution of the probability to leave after a purchase, the first one
        included; above 0.
        """
    @property
    def alpha(self, /) -> float:
        """
        Rate of that distribution, in the unit of time of the data; above 0. The mean rate of purchase of one who
        is active is `r / (alpha k)`.
        """
    @property
    def b(self, /) -> float:
        """
        Second parameter of that distribution; above 0. The mean probability is `a / (a + b)`.
        """
    @staticmethod
    def from_json(text: str) -> MbgCnbdParams:
        """
        The record that `to_json` wrote.
        """
    @property
    def k(self, /) -> int:
        """
        Phases of the time between two purchases, 1 to 16: 1 is at random, more is more regular.
        """
    @property
    def r(self, /) -> float:
        """
        Shape of the gamma distribution of the rates of phases; above 0.
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
class MbgNbd:
    """
    MBG/NBD: as BG/NBD, but a customer may leave after the first purchase too.

    Batislam, Denizel and Filiztekin (2007); Hoppe and Wagner (2007). The longer a one-time buyer stays away, the
    lower `probability_alive`. Histories as of `BgNbd`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def aic(self, /) -> float | None:
        """
        Akaike's criterion, lower is better; `None` for given parameters.
        """
    @property
    def bic(self, /) -> float | None:
        """
        Schwarz's criterion, lower is better; `None` for given parameters.
        """
    def bootstrap(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, seed: int, replicates: int = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> Bootstrap:
        """
        Draw as many customers from this model, at the ages of those it was fitted to, and fit again, `replicates`
        times: how differently the parameters, or anything worked out from them, might have come out.

        The parametric bootstrap (Efron and Tibshirani 1993, sections 6.5 and 13.3). 200 replicates (20 to
        1,000,000) give intervals of 90 %, 1,000 of 99 %. `weights` count customers here. The same seed gives
        the same answer on any number of threads.
        """
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of the parameters, in the order in which `params` lists them.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    def discounted_purchases_for_ever(self, /, discount_rate_per_period: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.

        The discounted expected residual transactions of Fader, Hardie and Shang (2010). The rate is 1e-9 to 1000:
        0.002 a week is about 0.11 a year.
        """
    def expected_purchases(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected of a customer in the next `periods`.

        Parameters
        ----------
        periods
            The horizon, 0 to 1e9, in the model's unit of time.
        frequency, last_purchase_age, age
            Histories, as of `probability_alive`: columns of one length, or the numbers of one customer.

        Returns
        -------
        Series, numpy.ndarray or float
            0 or more for each row, in the form of the columns.
        """
    def expected_purchases_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `expected_purchases` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the logarithm (Greene 2012, theorem D.21A). It costs
        `expected_purchases` twice for each parameter.
        """
    def expected_purchases_new_customer(self, /, periods: float) -> float:
        """
        Purchases expected of a new customer in the `periods` after their first.
        """
    @staticmethod
    def fit(frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> MbgNbd:
        """
        Fit by maximum likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories of at least 10 customers, as of `probability_alive`.
        weights
            How many customers each row counts for, 0 or more; one each without them.
        penalty
            Taken off the mean log-likelihood for the squares of the parameters: 0.001 to 0.1 tames small
            samples, none unless stated.
        progress
            Is told `(done, total)` of the steps.

        Returns
        -------
        The model; `convergence` says whether its parameters are an optimum, on a ridge or at a boundary.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        TooFew
            Fewer than 10 customers, or too few who came back to tell anything.
        NotConverged
            No optimum was found.
        Cancelled
            Ctrl-C.
        """
    @staticmethod
    def from_json(text: str) -> MbgNbd:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood of the data it was fitted to; 0 for given parameters.
        """
    def next_purchase(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, levels: Sequence[float] = ...) -> Any:
        """
        When the next purchase comes, of a customer of whom it is not known whether they are still active.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories: columns of one length, or the numbers of one customer.
        levels
            Probabilities, 0 to below 1: the time within which the next purchase falls with each of them.

        Returns
        -------
        NextPurchaseColumns or NextPurchase
            Of columns, `periods` with a row for each customer and a column for each level, infinite where a
            purchase comes with a lower probability than that, and `probability_never`; of numbers the record.
        """
    def next_purchase_quantile(self, /, q: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Time from now within which the next purchase falls with probability `q`, of a customer who is active.

        In the model's unit of time, in the form of the columns; infinite where one who is active leaves before
        that with a probability above `1 - q`. `q` is 0 to below 1. `next_purchase` is of customers of whom it is
        not known whether they are active.
        """
    @property
    def params(self, /) -> MbgNbdParams:
        """
        The parameters.
        """
    def probability_alive(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Probability that a customer is still active.

        Parameters
        ----------
        frequency
            Repeat purchases: whole numbers, 0 to 1,000,000.
        last_purchase_age
            Age at the last of them, in the model's unit of time; 0 without one.
        age
            Age now, since the first purchase; `last_purchase_age` or more, at most 1e9.

        Returns
        -------
        Series, numpy.ndarray or float
            0 to 1 for each row, in the form of the columns; a float where all were numbers.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        """
    def probability_alive_interval(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `probability_alive` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the log-odds (Greene 2012, theorem D.21A).
        """
    def profile_intervals(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, parameters: Sequence[str] | None = None, level: float = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> list[ProfileInterval]:
        """
        The values of each parameter that the data do not exclude, by the profile of the likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age, weights, penalty
            What the model was fitted to, and how.
        parameters
            The names of those that are asked for, as in `params`; all unless stated.
        level
            Nominal coverage, above 0 and below 1.

        Returns
        -------
        list of ProfileInterval
            Not symmetric, unlike those of standard errors; `low` or `high` is `None` where nothing down or up to
            the limit of the search is excluded (Venzon and Moolgavkar 1988).
        """
    def purchase_distribution(self, /, periods: float, most: int, frequency: float, last_purchase_age: float, age: float) -> NDArray[float64]:
        """
        Probabilities of 0, 1, ... `most` purchases of one customer in the next `periods`: an array of `most + 1`
        numbers; `most` is 0 to 1,000,000.
        """
    def purchase_probability(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ...) -> Any:
        """
        Probability of a purchase in the next `periods`, of a kind that makes up `share` of all purchases (1 for any).
        """
    def purchase_probability_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ..., level: float = ...) -> Any:
        """
        `purchase_probability` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
        """
    def purchase_quantiles(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, levels: Sequence[float]) -> Any:
        """
        For each of `levels`, the number of purchases in the next `periods` that is not exceeded with at least
        that probability: `[0.05, 0.95]` are the ends of a predictive interval of 90 %.

        Columns give a matrix with a row for each customer and a column for each level (a frame for pandas and
        polars), the numbers of one customer an array. `levels` are 0 to below 1.
        """
    def refit(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> MbgNbd:
        """
        Fit again, with more data, from where this model stands: the same optimum, sooner. Arguments are those of `fit`.
        """
    @property
    def standard_errors(self, /) -> NDArray[float64]:
        """
        Standard errors of the parameters, in the order in which `params` lists them.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """
    @staticmethod
    def with_params(params: MbgNbdParams) -> MbgNbd:
        """
        A model with parameters from elsewhere, taken as exact.
        """

@final
class MbgNbdParams:
    """
    The parameters of an MBG/NBD model.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, r: float, alpha: float, a: float, b: float) -> MbgNbdParams: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def a(self, /) -> float:
        """
        First parameter of the beta distribution of the probability to leave after a purchase, the first one
        included; above 0.
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
    def from_json(text: str) -> MbgNbdParams:
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
class MemberKind:
    """
    A learner of an ensemble.
    """
    GBDT: Final[MemberKind]
    """
    Boosted trees.
    """
    LOGISTIC: Final[MemberKind]
    """
    Logistic regression, of a yes or no.
    """
    NETWORK: Final[MemberKind]
    """
    A small network.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class MemberReport:
    """
    One member of an ensemble.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def figures(self, /) -> LearnerFigures:
        """
        How good it is alone, as it is.
        """
    @staticmethod
    def from_json(text: str) -> MemberReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def member(self, /) -> MemberKind:
        """
        Which learner.
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
    def weight(self, /) -> float:
        """
        Its part of the blend, 0 to 1; 0 where it adds nothing and was left out.
        """

@final
class MergeDecision:
    """
    What to do with a visitor's id and a customer.
    """
    MERGE: Final[MergeDecision]
    """
    Merge: everything seen agrees with one person.
    """
    REFUSE: Final[MergeDecision]
    """
    Do not merge: something seen does not agree with one person.
    """
    WAIT: Final[MergeDecision]
    """
    Ask again later: too little was seen.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

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
class MetricInterval:
    """
    A figure measured on rows, with the interval in which the figure of all such rows lies.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> MetricInterval:
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
        How often such intervals hold the figure of all rows, such as 0.9.
        """
    @property
    def low(self, /) -> float:
        """
        Lower end.
        """
    @property
    def standard_error(self, /) -> float:
        """
        Its standard error.
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
        The figure.
        """

@final
class MixingDistribution:
    """
    One quantity over the customers of a model: a gamma or a beta distribution, with its density as numpy columns.
    """
    def __repr__(self, /) -> str: ...
    @property
    def density(self, /) -> NDArray[float64]:
        """
        The density there.
        """
    @property
    def family(self, /) -> str:
        """
        `gamma` with shape and rate, or `beta` with its two parameters.
        """
    @property
    def mean(self, /) -> float:
        """
        Mean over the customers.
        """
    @property
    def median(self, /) -> float:
        """
        Half of the customers are below it.
        """
    @property
    def parameters(self, /) -> tuple[float, float]:
        """
        Those two.
        """
    @property
    def points(self, /) -> NDArray[float64]:
        """
        Points in equal distances: inside 0 to 1, or up to what 99 % of the customers are below.
        """
    @property
    def quantity(self, /) -> str:
        """
        What differs from customer to customer, with its unit.
        """

@final
class ModelCandidate:
    """
    One model among those compared.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def aic(self, /) -> float | None:
        """
        Akaike's criterion, lower is better.
        """
    @property
    def behind_best(self, /) -> float | None:
        """
        Its mean log score in the holdout less that of the best.
        """
    @property
    def behind_best_error(self, /) -> float | None:
        """
        Standard error of that difference.
        """
    @property
    def bic(self, /) -> float | None:
        """
        Schwarz's criterion, lower is better.
        """
    @staticmethod
    def from_json(text: str) -> ModelCandidate:
        """
        The record that `to_json` wrote.
        """
    @property
    def holdout(self, /) -> ForecastScore | None:
        """
        How it forecast the holdout.
        """
    @property
    def level_with_best(self, /) -> bool:
        """
        Whether it is level with the best.
        """
    @property
    def log_likelihood(self, /) -> float | None:
        """
        Log-likelihood of the histories that it was fitted to; `None` where the fit failed.
        """
    @property
    def model(self, /) -> PurchaseModelKind:
        """
        Which.
        """
    @property
    def one_time_buyers_alive(self, /) -> float | None:
        """
        Mean probability to be active of the customers without a repeat purchase; `None` where there are none.
        """
    @property
    def problem(self, /) -> str | None:
        """
        Why there is no fit.
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
    def verdict(self, /) -> ConvergenceVerdict | None:
        """
        How the fit ended.
        """

@final
class ModelComparison:
    """
    The models compared, and the one to take.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def candidates(self, /) -> list[ModelCandidate]:
        """
        All that were compared, in the order of preference among equals.
        """
    @property
    def chosen(self, /) -> PurchaseModelKind:
        """
        The model to take.
        """
    @staticmethod
    def from_json(text: str) -> ModelComparison:
        """
        The record that `to_json` wrote.
        """
    @property
    def reason(self, /) -> str:
        """
        Why, in a sentence.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ModelContest:
    """
    Two models on the same predictions.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def challenger_log_loss(self, /) -> float:
        """
        Mean log loss of the challenger.
        """
    @property
    def challenger_model_id(self, /) -> str:
        """
        The one that was asked beside it.
        """
    @property
    def champion_log_loss(self, /) -> float:
        """
        Mean log loss of the champion, in nats.
        """
    @property
    def champion_model_id(self, /) -> str:
        """
        The model whose predictions were acted on.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers they are of.
        """
    @property
    def difference(self, /) -> MetricInterval:
        """
        Champion less challenger: above 0 the challenger is better.
        """
    @staticmethod
    def from_json(text: str) -> ModelContest:
        """
        The record that `to_json` wrote.
        """
    @property
    def rows(self, /) -> int:
        """
        Predictions of both of which it is known what happened.
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
    def verdict(self, /) -> ContestVerdict:
        """
        Who stays.
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
class MonthActivity:
    """
    The sums of one local month.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def conversations(self, /) -> int | None:
        """
        Conversations that began in it.
        """
    @property
    def events(self, /) -> int:
        """
        Events.
        """
    @staticmethod
    def from_json(text: str) -> MonthActivity:
        """
        The record that `to_json` wrote.
        """
    @property
    def month(self, /) -> str:
        """
        The month, such as `2026-05`, on the customer's own clock.
        """
    @property
    def orders(self, /) -> int:
        """
        Orders that still stand.
        """
    @property
    def product_views(self, /) -> int:
        """
        Products viewed or clicked.
        """
    @property
    def returns(self, /) -> int:
        """
        Returns and cancellations reported in it, of whatever month's orders.
        """
    @property
    def revenue_minor(self, /) -> int:
        """
        Paid for its orders and not given back since, in minor units.
        """
    @property
    def rolled_up(self, /) -> bool:
        """
        Whether any of it was rolled up; what cannot be told of such a month is nothing.
        """
    @property
    def searches(self, /) -> int:
        """
        Searches.
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
    def turns(self, /) -> int:
        """
        Turns of conversation.
        """
    @property
    def visits(self, /) -> int | None:
        """
        Visits that began in it.
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
class NarrowingOptions:
    """
    How scores are read.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, scale: float = ..., most: int = ..., mass: float = ...) -> NarrowingOptions: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> NarrowingOptions:
        """
        The record that `to_json` wrote.
        """
    @property
    def mass(self, /) -> float:
        """
        Share of the posterior that the options shown should hold; 0.9 unless stated.
        """
    @property
    def most(self, /) -> int:
        """
        The most options shown side by side; 3 unless stated.
        """
    @property
    def scale(self, /) -> float:
        """
        Difference of scores that multiplies the odds by e; 0.1 unless stated.
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
class Nbd:
    """
    NBD: how often does a customer buy, if nobody ever leaves?

    Ehrenberg (1959). The baseline that a model with leaving has to beat; histories as of `BgNbd`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def aic(self, /) -> float | None:
        """
        Akaike's criterion, lower is better; `None` for given parameters.
        """
    @property
    def bic(self, /) -> float | None:
        """
        Schwarz's criterion, lower is better; `None` for given parameters.
        """
    def bootstrap(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, seed: int, replicates: int = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> Bootstrap:
        """
        Draw as many customers from this model, at the ages of those it was fitted to, and fit again, `replicates`
        times: how differently the parameters, or anything worked out from them, might have come out.

        The parametric bootstrap (Efron and Tibshirani 1993, sections 6.5 and 13.3). 200 replicates (20 to
        1,000,000) give intervals of 90 %, 1,000 of 99 %. `weights` count customers here. The same seed gives
        the same answer on any number of threads.
        """
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of the parameters, in the order in which `params` lists them.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    def discounted_purchases_for_ever(self, /, discount_rate_per_period: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.

        The discounted expected residual transactions of Fader, Hardie and Shang (2010). The rate is 1e-9 to 1000:
        0.002 a week is about 0.11 a year.
        """
    def expected_purchases(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected of a customer in the next `periods`.

        Parameters
        ----------
        periods
            The horizon, 0 to 1e9, in the model's unit of time.
        frequency, last_purchase_age, age
            Histories, as of `probability_alive`: columns of one length, or the numbers of one customer.

        Returns
        -------
        Series, numpy.ndarray or float
            0 or more for each row, in the form of the columns.
        """
    def expected_purchases_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `expected_purchases` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the logarithm (Greene 2012, theorem D.21A). It costs
        `expected_purchases` twice for each parameter.
        """
    def expected_purchases_new_customer(self, /, periods: float) -> float:
        """
        Purchases expected of a new customer in the `periods` after their first.
        """
    @staticmethod
    def fit(frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> Nbd:
        """
        Fit by maximum likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories of at least 10 customers, as of `probability_alive`.
        weights
            How many customers each row counts for, 0 or more; one each without them.
        penalty
            Taken off the mean log-likelihood for the squares of the parameters: 0.001 to 0.1 tames small
            samples, none unless stated.
        progress
            Is told `(done, total)` of the steps.

        Returns
        -------
        The model; `convergence` says whether its parameters are an optimum, on a ridge or at a boundary.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        TooFew
            Fewer than 10 customers, or too few who came back to tell anything.
        NotConverged
            No optimum was found.
        Cancelled
            Ctrl-C.
        """
    @staticmethod
    def from_json(text: str) -> Nbd:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood of the data it was fitted to; 0 for given parameters.
        """
    def next_purchase(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, levels: Sequence[float] = ...) -> Any:
        """
        When the next purchase comes, of a customer of whom it is not known whether they are still active.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories: columns of one length, or the numbers of one customer.
        levels
            Probabilities, 0 to below 1: the time within which the next purchase falls with each of them.

        Returns
        -------
        NextPurchaseColumns or NextPurchase
            Of columns, `periods` with a row for each customer and a column for each level, infinite where a
            purchase comes with a lower probability than that, and `probability_never`; of numbers the record.
        """
    def next_purchase_quantile(self, /, q: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Time from now within which the next purchase falls with probability `q`, of a customer who is active.

        In the model's unit of time, in the form of the columns; infinite where one who is active leaves before
        that with a probability above `1 - q`. `q` is 0 to below 1. `next_purchase` is of customers of whom it is
        not known whether they are active.
        """
    @property
    def params(self, /) -> NbdParams:
        """
        The parameters.
        """
    def probability_alive(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Probability that a customer is still active.

        Parameters
        ----------
        frequency
            Repeat purchases: whole numbers, 0 to 1,000,000.
        last_purchase_age
            Age at the last of them, in the model's unit of time; 0 without one.
        age
            Age now, since the first purchase; `last_purchase_age` or more, at most 1e9.

        Returns
        -------
        Series, numpy.ndarray or float
            0 to 1 for each row, in the form of the columns; a float where all were numbers.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        """
    def probability_alive_interval(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `probability_alive` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the log-odds (Greene 2012, theorem D.21A).
        """
    def profile_intervals(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, parameters: Sequence[str] | None = None, level: float = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> list[ProfileInterval]:
        """
        The values of each parameter that the data do not exclude, by the profile of the likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age, weights, penalty
            What the model was fitted to, and how.
        parameters
            The names of those that are asked for, as in `params`; all unless stated.
        level
            Nominal coverage, above 0 and below 1.

        Returns
        -------
        list of ProfileInterval
            Not symmetric, unlike those of standard errors; `low` or `high` is `None` where nothing down or up to
            the limit of the search is excluded (Venzon and Moolgavkar 1988).
        """
    def purchase_distribution(self, /, periods: float, most: int, frequency: float, last_purchase_age: float, age: float) -> NDArray[float64]:
        """
        Probabilities of 0, 1, ... `most` purchases of one customer in the next `periods`: an array of `most + 1`
        numbers; `most` is 0 to 1,000,000.
        """
    def purchase_probability(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ...) -> Any:
        """
        Probability of a purchase in the next `periods`, of a kind that makes up `share` of all purchases (1 for any).
        """
    def purchase_probability_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ..., level: float = ...) -> Any:
        """
        `purchase_probability` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
        """
    def purchase_quantiles(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, levels: Sequence[float]) -> Any:
        """
        For each of `levels`, the number of purchases in the next `periods` that is not exceeded with at least
        that probability: `[0.05, 0.95]` are the ends of a predictive interval of 90 %.

        Columns give a matrix with a row for each customer and a column for each level (a frame for pandas and
        polars), the numbers of one customer an array. `levels` are 0 to below 1.
        """
    def refit(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> Nbd:
        """
        Fit again, with more data, from where this model stands: the same optimum, sooner. Arguments are those of `fit`.
        """
    @property
    def standard_errors(self, /) -> NDArray[float64]:
        """
        Standard errors of the parameters, in the order in which `params` lists them.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """
    @staticmethod
    def with_params(params: NbdParams) -> Nbd:
        """
        A model with parameters from elsewhere, taken as exact.
        """

@final
class NbdParams:
    """
    The parameters of an NBD model.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, r: float, alpha: float) -> NbdParams: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def alpha(self, /) -> float:
        """
        Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`.
        """
    @staticmethod
    def from_json(text: str) -> NbdParams:
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
class Network:
    """
    Small networks over embedded categories, averaged: they err elsewhere than trees, which is what an ensemble is after.

    Examples
    --------
    >>> from sartor.learn import Network
    >>> months = [float(row % 40) for row in range(400)]
    >>> model = Network.fit({"tenure": months}, [month < 10 for month in months], networks=1, epochs=30)
    >>> model.predict_row({"tenure": 3}) > model.predict_row({"tenure": 30})
    True
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    def explain(self, /, table: Any) -> Explanations:
        """
        What each column contributes to each row's score, before calibration.

        `table` is as for `scores`.
        """
    def explain_row(self, /, row: Any) -> Explanation:
        """
        What each column contributes to the score of one row, a dict of values by column or a row of a frame.
        """
    @staticmethod
    def fit(table: Any, labels: Any, *, objective: Objective | str = ..., networks: int = ..., epochs: int = ..., learning_rate: float = ..., weight_decay: float = ..., held_out_share: float = ..., patience: int = ..., seed: int = ..., weights: Any = None, times: Any = None, progress: Progress | None = None) -> Network:
        """
        Train on a table.

        Parameters
        ----------
        table, labels
            As for `Gbdt.fit`.
        objective
            `logistic` (the default), `squared` or `poisson`.
        networks
            Networks that begin at other weights and whose scores are averaged, 1 to 32.
        epochs
            The most passes over the rows.
        learning_rate, weight_decay
            The length of Adam's steps, and the share by which weights shrink at a step of length 1.
        held_out_share, patience
            The share of rows held out, and the epochs without an improvement on them after which training ends.
        seed, weights, times, progress
            As for `Gbdt.fit`.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> Network:
        """
        What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
        """
    @property
    def network_count(self, /) -> int:
        """
        The number of networks whose scores are averaged.
        """
    @property
    def objective(self, /) -> Objective:
        """
        What it minimised.
        """
    def predict(self, /, table: Any) -> Any:
        """
        What is expected of every row: a probability, where labels are 0 and 1; otherwise the mean (or quantile).

        `table` and the answer are as for `scores`.
        """
    def predict_row(self, /, row: Any) -> float:
        """
        What is expected of one row, a dict of values by column or a row of a frame.
        """
    def reason_codes(self, /, row: Any, *, count: int = ...) -> list[ReasonCode]:
        """
        The strongest `count` reasons for the score of one row in words, and one for all others together.
        """
    @property
    def schema(self, /) -> list[SchemaColumn]:
        """
        The columns that it was trained on, in the order of training.
        """
    def score_row(self, /, row: Any) -> float:
        """
        The score of one row, a dict of values by column or a row of a frame; the same to the bit as in a table.
        """
    def scores(self, /, table: Any) -> Any:
        """
        The score of every row: log-odds, the logarithm of a mean, or the mean itself, as the objective says.

        `table` is a `Table` or a frame; columns are found by name, and those that were not in training are not
        looked at. The answer is a Series with the index of a pandas frame, a polars Series, or an array.
        """
    def smallest_change(self, /, row: Any, table: Any = None, *, threshold: float = ..., max_columns: int = ..., fixed: Sequence[str] = ..., directions: Mapping[str, str] | None = None, max_evaluations: int = ...) -> SmallestChange | None:
        """
        The smallest change of few columns that takes what is foretold of a row to the other side of a threshold;
        None where none was found.

        Parameters
        ----------
        row
            A dict of values by column, or a row of a frame.
        table
            Rows whose values are tried, such as those of training; trees and ensembles know such values themselves.
        threshold
            From here on the verdict is yes: a probability, or a value of whatever is foretold.
        max_columns
            The most columns that change at once, 1 to 16.
        fixed
            Columns that cannot change.
        directions
            Columns of numbers that can only rise or only fall: ``{"age": "rises"}``.
        max_evaluations
            The most changed rows that the model is asked about.
        """
    def to_bytes(self, /) -> bytes:
        """
        The model as bytes, the same in every language; `load` reads any learner's.
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
class NextPurchase:
    """
    When the next purchase comes.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> NextPurchase:
        """
        The record that `to_json` wrote.
        """
    @property
    def probability_never(self, /) -> float:
        """
        Probability that no further purchase ever comes.
        """
    @property
    def quantiles(self, /) -> list[NextPurchaseQuantile]:
        """
        The times asked for, in the order asked for.
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
class NextPurchaseColumns:
    """
    When the next purchases of many customers come, who may have left.

    `periods` has a row for each customer and a column for each of `levels`: a matrix of numpy, or a frame of pandas or
    polars, as the columns asked with were.
    """
    def __len__(self, /) -> int: ...
    def __new__(cls, /, periods: Any, probability_never: Any, levels: Sequence[float]) -> NextPurchaseColumns: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> Any: ...
    @property
    def levels(self, /) -> list[float]:
        """
        The probabilities.
        """
    @property
    def periods(self, /) -> Any:
        """
        Times from now within which the next purchase falls with each probability; infinite where one comes with less.
        """
    @property
    def probability_never(self, /) -> Any:
        """
        Probability of each customer that no further purchase ever comes.
        """
    def to_frame(self, /) -> Any:
        """
        A `DataFrame` of the library of the columns, with their index: `probability_never`, and a column for each level.
        """

@final
class NextPurchaseQuantile:
    """
    A time within which the next purchase falls with a given probability.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> NextPurchaseQuantile:
        """
        The record that `to_json` wrote.
        """
    @property
    def level(self, /) -> float:
        """
        The probability.
        """
    @property
    def periods(self, /) -> float | None:
        """
        The time from now, in the model's unit; none where a purchase comes with a lower probability than that.
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
class Objective:
    """
    What a learner minimises, and so what its scores mean.

    `logistic` (labels 0 or 1; scores are log-odds), `squared` (any numbers; their mean), `poisson` (counts), `gamma`
    (positive amounts), `tweedie` (amounts of at least 0 with many zeros; the variance grows with the given power of the
    mean), `quantile` (any numbers; their quantile). Where an objective is asked for, the word alone will do but for the
    last two.

    Examples
    --------
    >>> from sartor.learn import Objective
    >>> Objective("poisson")
    Objective('poisson')
    >>> Objective.quantile(0.9).level
    0.9
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, name: str) -> Objective: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> Objective:
        """
        What `to_json` wrote.
        """
    @property
    def level(self, /) -> float | None:
        """
        Of a quantile which one; None of others.
        """
    @property
    def name(self, /) -> str:
        """
        Its name, such as `logistic`.
        """
    @property
    def power(self, /) -> float | None:
        """
        Of Tweedie the power of the mean that the variance grows with; None of others.
        """
    @staticmethod
    def quantile(level: float) -> Objective:
        """
        The quantile of this level, above 0 and below 1.
        """
    def to_json(self, /) -> str:
        """
        As canonical JSON.
        """
    @staticmethod
    def tweedie(power: float = ...) -> Objective:
        """
        Amounts of at least 0 with many zeros; the variance grows with this power of the mean, above 1 and below 2.
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
    It was erased, or lies in a time that was, or is older than a purge let its category be; nothing has
    changed.
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
class OrderLineView:
    """
    One product of an order.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def bought(self, /) -> int:
        """
        Units bought.
        """
    @staticmethod
    def from_json(text: str) -> OrderLineView:
        """
        The record that `to_json` wrote.
        """
    @property
    def product_id(self, /) -> str:
        """
        The product.
        """
    @property
    def returned(self, /) -> int:
        """
        Units given back.
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
    def value_minor(self, /) -> int:
        """
        Paid for them at line prices and not given back, in minor units.
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
class OrderView:
    """
    One order, net of what was given back since.
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
        When it was completed.
        """
    @property
    def discounted(self, /) -> bool:
        """
        Whether it had a discount or a coupon.
        """
    @staticmethod
    def from_json(text: str) -> OrderView:
        """
        The record that `to_json` wrote.
        """
    @property
    def lines(self, /) -> list[OrderLineView]:
        """
        What was bought, at most 50 products.
        """
    @property
    def lines_left_out(self, /) -> int:
        """
        Products that are not among them.
        """
    @property
    def order_id(self, /) -> str:
        """
        The order, or its message where it has no id of its own.
        """
    @property
    def revenue_minor(self, /) -> int:
        """
        Paid for it and not given back, in minor units; what was paid if it was cancelled.
        """
    @property
    def state(self, /) -> str:
        """
        `completed`, `partly_returned`, `returned` or `cancelled`.
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
class OriginReport:
    """
    All ways of forecasting, judged from one moment.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def customers(self, /) -> int:
        """
        Customers known then.
        """
    @property
    def forecasters(self, /) -> list[ForecasterReport]:
        """
        Models first.
        """
    @staticmethod
    def from_json(text: str) -> OriginReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def one_time_buyers(self, /) -> int:
        """
        Those without a repeat purchase.
        """
    @property
    def one_time_observed(self, /) -> float:
        """
        Purchases that these made in the horizon.
        """
    @property
    def origin_ms(self, /) -> int:
        """
        The moment, the whole day known.
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
class OutcomeAdvice:
    """
    What is to be done with a model.
    """
    KEEP: Final[OutcomeAdvice]
    """
    Nothing.
    """
    RECALIBRATE: Final[OutcomeAdvice]
    """
    Set its probabilities right: [`Outcomes::recalibration`].
    """
    REFIT: Final[OutcomeAdvice]
    """
    Fit it again, on what is known now.
    """
    TOO_FEW: Final[OutcomeAdvice]
    """
    Too few outcomes to say, and nothing is due.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

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
class OutcomePrediction:
    """
    One prediction of something that will have happened, or not, by a date.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, prediction_id: str, customer_id: str, model_id: str, made_ms: int, due_ms: int, probability: float, challenger: ChallengerPrediction | None = None) -> OutcomePrediction: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def challenger(self, /) -> ChallengerPrediction | None:
        """
        What a challenger says of the same, without being acted on.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer, 1 to 256 bytes.
        """
    @property
    def due_ms(self, /) -> int:
        """
        The date by which it is decided, not before `made_ms`.
        """
    @staticmethod
    def from_json(text: str) -> OutcomePrediction:
        """
        The record that `to_json` wrote.
        """
    @property
    def made_ms(self, /) -> int:
        """
        When.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that foretold it, 1 to 256 bytes.
        """
    @property
    def prediction_id(self, /) -> str:
        """
        The host's id of it, 1 to 256 bytes, such as the decision that rested on it.
        """
    @property
    def probability(self, /) -> float:
        """
        The probability that was told, 0 to 1.
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
class OutcomeRecalibration:
    """
    A curve that sets a model's probabilities right, and what it rests on.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def calibration(self, /) -> Calibration:
        """
        From the log-odds that were told to those that should have been; `none` where the model is as good without.
        """
    @property
    def candidates(self, /) -> list[CalibrationCandidate]:
        """
        Every kind of curve and how it did on outcomes that it was not fitted to.
        """
    @staticmethod
    def from_json(text: str) -> OutcomeRecalibration:
        """
        What `to_json` wrote.
        """
    @property
    def from_ms(self, /) -> int:
        """
        The first date that one of them was due.
        """
    @property
    def is_worth_it(self, /) -> bool:
        """
        Whether a curve is better than none.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that it is for.
        """
    @property
    def rows(self, /) -> int:
        """
        Outcomes it rests on.
        """
    def to_json(self, /) -> str:
        """
        As canonical JSON.
        """
    @property
    def until_ms(self, /) -> int:
        """
        The last.
        """

@final
class OutcomeReview:
    """
    How a model has fared.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def advice(self, /) -> OutcomeAdvice:
        """
        What is to be done.
        """
    @property
    def auc(self, /) -> MetricInterval | None:
        """
        Area under the curve; nothing where it happened to all or none.
        """
    @property
    def base_log_loss(self, /) -> float | None:
        """
        The log loss of the base rate.
        """
    @property
    def base_rate(self, /) -> float | None:
        """
        The share of the closed to whom it happened.
        """
    @property
    def closed(self, /) -> int:
        """
        Its predictions of which it is known what happened.
        """
    @staticmethod
    def from_json(text: str) -> OutcomeReview:
        """
        The record that `to_json` wrote.
        """
    @property
    def log_loss(self, /) -> MetricInterval | None:
        """
        Mean log loss, in nats.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model.
        """
    @property
    def open(self, /) -> int:
        """
        Those of which it is not known yet.
        """
    @property
    def over_time(self, /) -> CalibrationOverTime | None:
        """
        What was foretold beside what came, by windows of due dates.
        """
    @property
    def overdue(self, /) -> int:
        """
        Open ones whose date has passed: close them, or what is known is only of those where something happened.
        """
    @property
    def reasons(self, /) -> list[str]:
        """
        Why: `scheduled_refit`, `order_lost`, `scheduled_recalibration`, `departs`, `no_better_than_base_rate`, `overdue`.
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
class OutcomeSchedule:
    """
    When the host wants a model to be looked after.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, least_rows: int = ..., recalibrate_after_days: int | None = ..., refit_after_days: int | None = ..., auc_at_fit: float | None = ..., window_days: int = ..., level: float = ...) -> OutcomeSchedule: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def auc_at_fit(self, /) -> float | None:
        """
        The area under the curve that the model had when it was fitted; without it a loss of order is not looked for.
        """
    @staticmethod
    def from_json(text: str) -> OutcomeSchedule:
        """
        The record that `to_json` wrote.
        """
    @property
    def least_rows(self, /) -> int:
        """
        Outcomes below which nothing is said, at least 20.
        """
    @property
    def level(self, /) -> float:
        """
        How often nothing is said of probabilities that are right, above .5, below 1.
        """
    @property
    def recalibrate_after_days(self, /) -> int | None:
        """
        Days after the last fit or recalibration from which another recalibration is due; never, unless said.
        """
    @property
    def refit_after_days(self, /) -> int | None:
        """
        Days after the last fit from which another is due; never, unless said.
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
    def window_days(self, /) -> int:
        """
        Days of one window in which what was foretold is set against what came, at least 1.
        """

@final
class Outcomes:
    """
    The newest predictions, and what came of them. Threads may share it.

    Examples
    --------
    >>> from sartor.predict import OutcomePrediction, Outcomes
    >>> outcomes, day_ms = Outcomes(1_000), 86_400_000
    >>> made_ms = 1_780_300_800_000
    >>> outcomes.record(OutcomePrediction(prediction_id="p1", customer_id="c_17", model_id="5f2c",
    ...     made_ms=made_ms, due_ms=made_ms + 90 * day_ms, probability=0.7))
    True
    >>> outcomes.close("p1", False, made_ms + 10 * day_ms)
    True
    >>> outcomes.counts.closed
    1
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, capacity: int) -> Outcomes:
        """
        Room for so many predictions, 1 to 1,000,000; once it is full the oldest are let go.
        """
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    def close(self, /, prediction_id: str, happened: bool, at: int | str | date | datetime64) -> bool:
        """
        Close a prediction with what happened; whether that is new. The opposite of what is known is `ALREADY_SET`.
        """
    def close_due(self, /, happened: bool, as_of: int | str | datetime | datetime64) -> int:
        """
        Close all that are due and still open in one way, such as churn where no purchase came; how many.
        """
    def contest(self, /, champion_model_id: str, challenger_model_id: str, *, level: float = ...) -> ModelContest:
        """
        Set a challenger against the champion, on predictions of both of which it is known what happened.
        """
    @property
    def counts(self, /) -> PredictionCounts:
        """
        How many predictions there are.
        """
    def erase(self, /, customer_id: str) -> int:
        """
        Forget a customer; how many predictions went.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> Outcomes:
        """
        What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
        """
    def recalibration(self, /, model_id: str, *, seed: int = ...) -> OutcomeRecalibration:
        """
        The curve that would set a model's probabilities right, chosen by what came: for `Churn.recalibrated`. Fewer than 50
        outcomes, or outcomes of one kind, are `TOO_FEW`.
        """
    def record(self, /, prediction: OutcomePrediction | dict[str, Any]) -> bool:
        """
        Record what was foretold; whether it is new. The same again changes nothing; another under the same id is
        `ALREADY_SET`.
        """
    def review(self, /, model_id: str, fitted: int | str | date | datetime64, as_of: int | str | datetime | datetime64, *, recalibrated: int | str | date | datetime64 | None = None, schedule: OutcomeSchedule | dict[str, Any] | None = None) -> OutcomeReview:
        """
        How a model has fared, and whether something is due. `fitted` is when it was fitted, `recalibrated` when it was
        recalibrated last, if it was.
        """
    def to_bytes(self, /) -> bytes:
        """
        The predictions as bytes, the same in every language.
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
        Days until the next purchase of a customer who buys again: median and interval.
        """
    @property
    def personalised(self, /) -> bool:
        """
        Whether this customer's own history was used.
        """
    @property
    def probability_alive(self, /) -> Estimate | None:
        """
        Probability that the customer is still one. The model of purchases decides whether it can fall before a second
        purchase; see `Health.purchase_model`.
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
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
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

    Each column is an attribute, a numpy array; `to_frame` makes a table of all, as do `to_pandas`,
    `to_polars` and `to_arrow`.
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
    def to_frame(self, /) -> Any:
        """
        A `DataFrame` of pandas, as `to_pandas`, or else of polars, whichever is installed.
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
class PageCounts:
    """
    Events of a visit by kind.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cart(self, /) -> int:
        """
        Cart views, additions and removals.
        """
    @property
    def checkout(self, /) -> int:
        """
        Steps of the checkout, coupons and orders.
        """
    @property
    def conversation(self, /) -> int:
        """
        Turns of conversation.
        """
    @staticmethod
    def from_json(text: str) -> PageCounts:
        """
        The record that `to_json` wrote.
        """
    @property
    def lists(self, /) -> int:
        """
        Lists of products, filtered ones too.
        """
    @property
    def other(self, /) -> int:
        """
        Anything else: wishes, reviews, shares, ratings.
        """
    @property
    def products(self, /) -> int:
        """
        Products viewed or clicked.
        """
    @property
    def promotions(self, /) -> int:
        """
        Promotions viewed or clicked.
        """
    @property
    def searches(self, /) -> int:
        """
        Searches.
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
class ParetoNbd:
    """
    Pareto/NBD: as BG/NBD, but a customer may leave at any time, bought or not.

    Schmittlein, Morrison and Colombo (1987). Histories as of `BgNbd`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def aic(self, /) -> float | None:
        """
        Akaike's criterion, lower is better; `None` for given parameters.
        """
    @property
    def bic(self, /) -> float | None:
        """
        Schwarz's criterion, lower is better; `None` for given parameters.
        """
    def bootstrap(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, seed: int, replicates: int = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> Bootstrap:
        """
        Draw as many customers from this model, at the ages of those it was fitted to, and fit again, `replicates`
        times: how differently the parameters, or anything worked out from them, might have come out.

        The parametric bootstrap (Efron and Tibshirani 1993, sections 6.5 and 13.3). 200 replicates (20 to
        1,000,000) give intervals of 90 %, 1,000 of 99 %. `weights` count customers here. The same seed gives
        the same answer on any number of threads.
        """
    @property
    def convergence(self, /) -> ConvergenceReport:
        """
        How the fit ended.
        """
    @property
    def covariance(self, /) -> NDArray[float64]:
        """
        Covariance of the parameters, in the order in which `params` lists them.
        """
    @property
    def customers(self, /) -> float:
        """
        Customers it was fitted to: the sum of their weights.
        """
    def discounted_purchases_for_ever(self, /, discount_rate_per_period: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected for ever, one at time `t` counted `(1 + discount_rate_per_period) ** -t`.

        The discounted expected residual transactions of Fader, Hardie and Shang (2010). The rate is 1e-9 to 1000:
        0.002 a week is about 0.11 a year.
        """
    def expected_purchases(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Purchases expected of a customer in the next `periods`.

        Parameters
        ----------
        periods
            The horizon, 0 to 1e9, in the model's unit of time.
        frequency, last_purchase_age, age
            Histories, as of `probability_alive`: columns of one length, or the numbers of one customer.

        Returns
        -------
        Series, numpy.ndarray or float
            0 or more for each row, in the form of the columns.
        """
    def expected_purchases_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `expected_purchases` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the logarithm (Greene 2012, theorem D.21A). It costs
        `expected_purchases` twice for each parameter.
        """
    def expected_purchases_new_customer(self, /, periods: float) -> float:
        """
        Purchases expected of a new customer in the `periods` after their first.
        """
    @staticmethod
    def fit(frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> ParetoNbd:
        """
        Fit by maximum likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories of at least 10 customers, as of `probability_alive`.
        weights
            How many customers each row counts for, 0 or more; one each without them.
        penalty
            Taken off the mean log-likelihood for the squares of the parameters: 0.001 to 0.1 tames small
            samples, none unless stated.
        progress
            Is told `(done, total)` of the steps.

        Returns
        -------
        The model; `convergence` says whether its parameters are an optimum, on a ridge or at a boundary.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        TooFew
            Fewer than 10 customers, or too few who came back to tell anything.
        NotConverged
            No optimum was found.
        Cancelled
            Ctrl-C.
        """
    @staticmethod
    def from_json(text: str) -> ParetoNbd:
        """
        The model that `to_json` wrote.
        """
    @property
    def log_likelihood(self, /) -> float:
        """
        The log-likelihood of the data it was fitted to; 0 for given parameters.
        """
    def next_purchase(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, levels: Sequence[float] = ...) -> Any:
        """
        When the next purchase comes, of a customer of whom it is not known whether they are still active.

        Parameters
        ----------
        frequency, last_purchase_age, age
            Histories: columns of one length, or the numbers of one customer.
        levels
            Probabilities, 0 to below 1: the time within which the next purchase falls with each of them.

        Returns
        -------
        NextPurchaseColumns or NextPurchase
            Of columns, `periods` with a row for each customer and a column for each level, infinite where a
            purchase comes with a lower probability than that, and `probability_never`; of numbers the record.
        """
    def next_purchase_quantile(self, /, q: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Time from now within which the next purchase falls with probability `q`, of a customer who is active.

        In the model's unit of time, in the form of the columns; infinite where one who is active leaves before
        that with a probability above `1 - q`. `q` is 0 to below 1. `next_purchase` is of customers of whom it is
        not known whether they are active.
        """
    @property
    def params(self, /) -> ParetoNbdParams:
        """
        The parameters.
        """
    def probability_alive(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike) -> Any:
        """
        Probability that a customer is still active.

        Parameters
        ----------
        frequency
            Repeat purchases: whole numbers, 0 to 1,000,000.
        last_purchase_age
            Age at the last of them, in the model's unit of time; 0 without one.
        age
            Age now, since the first purchase; `last_purchase_age` or more, at most 1e9.

        Returns
        -------
        Series, numpy.ndarray or float
            0 to 1 for each row, in the form of the columns; a float where all were numbers.

        Raises
        ------
        OutOfRange
            A history that cannot be: the row and the field are named.
        """
    def probability_alive_interval(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, level: float = ...) -> Any:
        """
        `probability_alive` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`. `level` is the nominal
        coverage, above 0 and below 1; the delta method on the log-odds (Greene 2012, theorem D.21A).
        """
    def profile_intervals(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, parameters: Sequence[str] | None = None, level: float = ..., weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> list[ProfileInterval]:
        """
        The values of each parameter that the data do not exclude, by the profile of the likelihood.

        Parameters
        ----------
        frequency, last_purchase_age, age, weights, penalty
            What the model was fitted to, and how.
        parameters
            The names of those that are asked for, as in `params`; all unless stated.
        level
            Nominal coverage, above 0 and below 1.

        Returns
        -------
        list of ProfileInterval
            Not symmetric, unlike those of standard errors; `low` or `high` is `None` where nothing down or up to
            the limit of the search is excluded (Venzon and Moolgavkar 1988).
        """
    def purchase_distribution(self, /, periods: float, most: int, frequency: float, last_purchase_age: float, age: float) -> NDArray[float64]:
        """
        Probabilities of 0, 1, ... `most` purchases of one customer in the next `periods`: an array of `most + 1`
        numbers; `most` is 0 to 1,000,000.
        """
    def purchase_probability(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ...) -> Any:
        """
        Probability of a purchase in the next `periods`, of a kind that makes up `share` of all purchases (1 for any).
        """
    def purchase_probability_interval(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, share: float = ..., level: float = ...) -> Any:
        """
        `purchase_probability` with the interval that the parameters' uncertainty leaves it.

        Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
        """
    def purchase_quantiles(self, /, periods: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, levels: Sequence[float]) -> Any:
        """
        For each of `levels`, the number of purchases in the next `periods` that is not exceeded with at least
        that probability: `[0.05, 0.95]` are the ends of a predictive interval of 90 %.

        Columns give a matrix with a row for each customer and a column for each level (a frame for pandas and
        polars), the numbers of one customer an array. `levels` are 0 to below 1.
        """
    def refit(self, /, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, *, weights: ArrayLike | None = None, penalty: float = ..., progress: Progress | None = None) -> ParetoNbd:
        """
        Fit again, with more data, from where this model stands: the same optimum, sooner. Arguments are those of `fit`.
        """
    @property
    def standard_errors(self, /) -> NDArray[float64]:
        """
        Standard errors of the parameters, in the order in which `params` lists them.
        """
    def to_json(self, /) -> str:
        """
        The model as canonical JSON.
        """
    @staticmethod
    def with_params(params: ParetoNbdParams) -> ParetoNbd:
        """
        A model with parameters from elsewhere, taken as exact.
        """

@final
class ParetoNbdParams:
    """
    The parameters of a Pareto/NBD model.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, r: float, alpha: float, s: float, beta: float) -> ParetoNbdParams: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def alpha(self, /) -> float:
        """
        Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `r / alpha`.
        """
    @property
    def beta(self, /) -> float:
        """
        Rate of that distribution, in the unit of time of the data; above 0. The mean rate is `s / beta`.
        """
    @staticmethod
    def from_json(text: str) -> ParetoNbdParams:
        """
        The record that `to_json` wrote.
        """
    @property
    def r(self, /) -> float:
        """
        Shape of the gamma distribution of purchase rates; above 0.
        """
    @property
    def s(self, /) -> float:
        """
        Shape of the gamma distribution of rates of leaving; above 0.
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
class PolicyValue:
    """
    What a rule is worth, a row, after the cost of treatment.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> PolicyValue:
        """
        The record that `to_json` wrote.
        """
    @property
    def gain_over_all(self, /) -> MetricInterval:
        """
        That less the mean outcome of treating everyone.
        """
    @property
    def gain_over_none(self, /) -> MetricInterval:
        """
        That less the mean outcome of treating no one.
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
    def treated_share(self, /) -> float:
        """
        The share of rows that the rule treats.
        """
    @property
    def value(self, /) -> MetricInterval:
        """
        The mean outcome under the rule.
        """

@final
class PredictionCounts:
    """
    How many predictions there are.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def closed(self, /) -> int:
        """
        Kept of which it is known what happened.
        """
    @property
    def dropped_closed(self, /) -> int:
        """
        Let go since the ring was full, closed before.
        """
    @property
    def dropped_open(self, /) -> int:
        """
        Let go before it was known what happened: the ring is too small for the horizon.
        """
    @staticmethod
    def from_json(text: str) -> PredictionCounts:
        """
        The record that `to_json` wrote.
        """
    @property
    def open(self, /) -> int:
        """
        Kept of which it is not.
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
class PriceTaste:
    """
    The prices that a customer pays in a category. Amounts are minor units, with fractions.
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
        The category; `all` in a catalogue without categories.
        """
    @property
    def centre_high_minor(self, /) -> float:
        """
        Upper end.
        """
    @property
    def centre_low_minor(self, /) -> float:
        """
        Lower end of the 90 % interval of the centre.
        """
    @property
    def centre_minor(self, /) -> float:
        """
        Half are expected below.
        """
    @property
    def doubt(self, /) -> float:
        """
        Twice the probability that the centre lies on the other side of that of all customers.
        """
    @staticmethod
    def from_json(text: str) -> PriceTaste:
        """
        The record that `to_json` wrote.
        """
    @property
    def high_minor(self, /) -> float:
        """
        One in ten is expected above.
        """
    @property
    def level(self, /) -> float:
        """
        The customer's centre above that, in standard deviations of the category's prices.
        """
    @property
    def low_minor(self, /) -> float:
        """
        One in ten purchases is expected below this price.
        """
    @property
    def offer_centre_minor(self, /) -> float:
        """
        The centre of what all customers buy of the category.
        """
    @property
    def purchases(self, /) -> int:
        """
        Purchases that it rests on.
        """
    @property
    def status(self, /) -> TasteStatus:
        """
        Learned where the interval of the centre excludes that of all customers, as for preferences.
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
    def _repr_html_(self, /) -> str:
        """
        The view as of the last event, as a table for notebooks.
        """
    def compact(self, /, as_of: int | str | datetime | datetime64, policy: CompactPolicy | dict[str, Any] | None = None) -> CompactReport:
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
    def declared(self, /, as_of: int | str | datetime | datetime64) -> DeclaredView:
        """
        Who the customer is said to be: fields by group with source, time and expiry, how complete and how fresh.

        `to_frame()` of the answer makes a table of the values.
        """
    def erase(self, /, request: ErasureRequest | dict[str, Any], as_of: int | str | datetime | datetime64) -> ErasureReceipt:
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
    def explain_to_customer(self, /, as_of: int | str | datetime | datetime64, language: str = "en") -> CustomerExplanation:
        """
        Tell the customer what is used, for what, on which basis, since when, and how to object.

        `language` is a tag such as `en-GB`; English is the one that is written so far.
        """
    def export(self, /, as_of: int | str | datetime | datetime64) -> ProfileExport:
        """
        Everything that is kept, for a machine and for a person (GDPR, articles 15 and 20).
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
    def history(self, /, as_of: int | str | datetime | datetime64, options: HistoryOptions | dict[str, Any] | None = None) -> HistoryView:
        """
        What happened: conversations, visits, orders and returns in detail, months before.

        `to_frame("purchases")` of the answer makes a table of one of them.
        """
    @property
    def identities(self, /) -> list[str]:
        """
        The customer and all identities merged into it, sorted.
        """
    def lift_restriction(self, /, as_of: int | str | datetime | datetime64) -> Event:
        """
        Let what is known be used again. The event that says so.
        """
    def limit_sensitive(self, /, as_of: int | str | datetime | datetime64) -> Event:
        """
        Deny the use of special categories: health, faith, origin and the like. The event that says so.
        """
    def merge(self, /, other: Profile) -> MergeReport:
        """
        Take in everything that is known under another identity, or by another copy. Identities that contradict each
        other are refused as `IdentityConflict`, a profile that equals this one as `SelfMerge`.
        """
    def merge_stated(self, /, other: Profile) -> MergeReport:
        """
        `merge` on the host's word: the customer says that both are theirs, whatever else was seen.
        """
    def observe(self, /, event: Event | DecisionRecord | dict[str, Any], as_of: int | str | datetime | datetime64) -> Observed:
        """
        Fold one event without an engine, which would know the currency of prices that name none.
        """
    def opt_out_of_sale(self, /, as_of: int | str | datetime | datetime64) -> Event:
        """
        Deny sale and sharing. The event that says so.
        """
    def pending_events(self, /, as_of: int | str | datetime | datetime64) -> int:
        """
        Events dated after `as_of`, which wait for their time.
        """
    def read_consents(self, /, path: str | PathLike[str], as_of: int | str | datetime | datetime64, options: ConsentTableOptions | dict[str, Any] | None = None, *, progress: Progress | None = None) -> ReadReport:
        """
        Read this customer's rows of a table of consents, CSV or gzip of it; rows of others are counted as skipped.
        """
    def restrict(self, /, as_of: int | str | datetime | datetime64, reason: str | None = None) -> Event:
        """
        Stop every use of what is known, and keep it (GDPR, article 18). The event that says so.
        """
    def retention_purge(self, /, policy: RetentionPolicy | dict[str, Any], as_of: int | str | datetime | datetime64) -> RetentionReceipt:
        """
        Take out what is older than a policy allows, for good.
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
    def view(self, /, as_of: int | str | datetime | datetime64) -> ProfileView:
        """
        What is known of the customer at a time.
        """

@final
class ProfileExport:
    """
    Everything that is kept of a customer.
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
        The time of the export.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @property
    def events(self, /) -> int:
        """
        Events held, those dated later than the export among them.
        """
    @staticmethod
    def from_json(text: str) -> ProfileExport:
        """
        The record that `to_json` wrote.
        """
    @property
    def machine(self, /) -> str:
        """
        For a machine: the profile in JSON, complete.
        """
    @property
    def months(self, /) -> int:
        """
        Rolled-up months held.
        """
    @property
    def person(self, /) -> str:
        """
        For a person: plain text, complete but for the order in which ids were joined.
        """
    @property
    def sections(self, /) -> list[ExportSection]:
        """
        The same text in parts.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def tombstones(self, /) -> int:
        """
        Marks of what was erased: messages and ranges of time.
        """

@final
class ProfileInterval:
    """
    The values of a parameter that the data do not exclude.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ProfileInterval:
        """
        The record that `to_json` wrote.
        """
    @property
    def high(self, /) -> float | None:
        """
        The largest; none where nothing up to the limit of the search is excluded.
        """
    @property
    def level(self, /) -> float:
        """
        Nominal coverage, such as 0.9.
        """
    @property
    def low(self, /) -> float | None:
        """
        The smallest value not excluded; none where nothing down to the limit of the search is.
        """
    @property
    def parameter(self, /) -> str:
        """
        The parameter.
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
        Its most likely value.
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
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
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
class Propensity:
    """
    A model of purchases by category: whether one comes within a horizon, and after how many days.

    A discrete-time hazard over features of customers and of what they did in each category (Singer and Willett 1993).
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def fit(reader: FeatureReader, profiles: Sequence[Profile], as_of: int | str | datetime | datetime64, *, horizon_days: int = ..., periods: int = ..., cuts: Sequence[int | str | date | datetime64] | ArrayLike | None = None, folds: int = ..., trees: int = ..., rows: int = ..., members: Any = None, seed: int = ..., extras: Sequence[Sequence[FeatureExtra | dict[str, Any]]] | None = None, progress: Progress | None = None) -> Propensity:
        """
        Fit to what customers were known for at past dates, and to what they bought since.

        Parameters
        ----------
        reader
            What reads the profiles. It has to know a catalogue with categories; those in which nobody bought are left out.
        profiles
            The customers. Of whoever does not allow analytics nothing is read.
        as_of
            The time of training: nothing dated later counts.
        horizon_days
            Days within which a purchase counts, 1 to 3,650.
        periods
            Periods of equal length that the horizon is cut into, 1 to 60.
        cuts
            Past dates at which customers are looked at, the last a whole horizon before training; chosen unless stated.
        folds
            Groups of customers each of which one member of the model has not seen, 2 to 20.
        trees
            Trees of each member, 1 to 20,000.
        rows
            Rows of a customer and a category at a cut that are fitted to; where there are more, customers are drawn.
        members
            The learners that are blended; None is boosted trees, logistic regression and, where there are rows enough, a
            network.
        seed
            The seed of what is drawn.
        extras
            What other models knew at each of the cuts: for each cut one for each profile.
        progress
            Is told how many steps of how many are done; raising stops the work, as Ctrl-C does.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> Propensity:
        """
        What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
        """
    @property
    def model_id(self, /) -> str:
        """
        Which one it is: the hash of everything it holds.
        """
    @property
    def options(self, /) -> PropensityOptions:
        """
        How it was fitted, with the past dates that were chosen.
        """
    def predict(self, /, reader: FeatureReader, profile: Profile, as_of: int | str | datetime | datetime64, extra: FeatureExtra | dict[str, Any] | None = None) -> CustomerPropensity:
        """
        What a customer will buy within the horizon, every category that the model knows; the reader has to know the catalogue.
        """
    def predict_many(self, /, reader: FeatureReader, profiles: Sequence[Profile], as_of: int | str | datetime | datetime64, *, extras: Sequence[FeatureExtra | dict[str, Any]] | None = None, progress: Progress | None = None) -> list[CustomerPropensity]:
        """
        The same for many customers; `extras`, where there are any, one for each.
        """
    def report(self, /) -> PropensityReport:
        """
        How good it was on customers that it had not seen.
        """
    def to_bytes(self, /) -> bytes:
        """
        The model as bytes, the same in every language.
        """

@final
class PropensityOptions:
    """
    How a model of purchases by category is fitted.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, horizon_days: int = ..., periods: int = ..., cuts_ms: Sequence[int] = ..., folds: int = ..., trees: int = ..., rows: int = ..., members: Sequence[MemberKind] = ..., seed: int = ...) -> PropensityOptions: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cuts_ms(self, /) -> list[int]:
        """
        Past dates at which customers are looked at, at most 100, the last a whole horizon before training. None: a
        horizon ago, and half a horizon earlier twice.
        """
    @property
    def folds(self, /) -> int:
        """
        Groups of customers each of which one member of every learner has not seen, 2 to 20.
        """
    @staticmethod
    def from_json(text: str) -> PropensityOptions:
        """
        The record that `to_json` wrote.
        """
    @property
    def horizon_days(self, /) -> int:
        """
        Days within which a purchase counts, 1 to 3,650.
        """
    @property
    def members(self, /) -> list[MemberKind]:
        """
        The learners that are blended, each named once; where none are named, boosted trees, logistic regression and, where
        there are rows enough, a network. Trees alone cost least.
        """
    @property
    def periods(self, /) -> int:
        """
        Periods of equal length that the horizon is cut into, 1 to 60.
        """
    @property
    def rows(self, /) -> int:
        """
        Rows of a customer and a category at a cut that are fitted to, 1,000 to 10,000,000; where there are more, customers
        are drawn.
        """
    @property
    def seed(self, /) -> int:
        """
        The seed of what is drawn.
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
    def trees(self, /) -> int:
        """
        Trees where a learner has them, 1 to 20,000.
        """

@final
class PropensityReport:
    """
    What a model said of customers that it had not seen, at the horizon, beside what became of them.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def auc(self, /) -> MetricInterval:
        """
        Area under the curve over all rows, .5 for a coin.
        """
    @property
    def auc_of_rates(self, /) -> float:
        """
        The area that the rate of each category reaches alone.
        """
    @property
    def calibration(self, /) -> ExpectedCalibrationError:
        """
        How far probabilities are from what came true, beside what chance explains.
        """
    @property
    def categories(self, /) -> list[CategoryReport]:
        """
        Each category, sorted by name.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers.
        """
    @property
    def customers_left_out(self, /) -> int:
        """
        Customers that were left out, since there were more rows than asked for.
        """
    @staticmethod
    def from_json(text: str) -> PropensityReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def log_loss(self, /) -> MetricInterval:
        """
        Mean log loss, in nats.
        """
    @property
    def log_loss_of_rates(self, /) -> float:
        """
        The log loss of the rate of each category.
        """
    @property
    def members(self, /) -> list[MemberReport]:
        """
        Each learner that was tried: its part of the blend, and how good its own probabilities at the horizon are.
        """
    @property
    def rows(self, /) -> int:
        """
        Customers and categories at cuts.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class PurchaseModelKind:
    """
    A kind of model of purchases.
    """
    BG_BB: Final[PurchaseModelKind]
    """
    [`BgBb`]: buying or not at each of a number of opportunities, leaving before any of them.
    """
    BG_CNBD: Final[PurchaseModelKind]
    """
    [`BgCnbd`]: buying regularly, leaving after a repeat purchase only.
    """
    BG_NBD: Final[PurchaseModelKind]
    """
    [`BgNbd`]: leaving after a repeat purchase only.
    """
    G_GOMPERTZ_NBD: Final[PurchaseModelKind]
    """
    [`GGompertzNbd`]: leaving at any time, the likelier the older or the younger a customer is.
    """
    MBG_CNBD: Final[PurchaseModelKind]
    """
    [`MbgCnbd`]: buying regularly, leaving after any purchase.
    """
    MBG_NBD: Final[PurchaseModelKind]
    """
    [`MbgNbd`]: leaving after any purchase, the first included.
    """
    NBD: Final[PurchaseModelKind]
    """
    [`Nbd`]: nobody leaves.
    """
    PARETO_NBD: Final[PurchaseModelKind]
    """
    [`ParetoNbd`]: leaving at any time, bought or not.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

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
class QiniPoint:
    """
    One point of a Qini curve.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> QiniPoint:
        """
        The record that `to_json` wrote.
        """
    @property
    def gain(self, /) -> float:
        """
        Outcomes that treating them added, over all rows.
        """
    @property
    def gain_by_lot(self, /) -> float:
        """
        What as many rows by lot would have.
        """
    @property
    def share(self, /) -> float:
        """
        The share of rows taken, those with the highest scores.
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
class QiniReport:
    """
    How a score chooses whom to treat.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def area(self, /) -> MetricInterval:
        """
        The area between the Qini curve and lot, in outcomes of a row: 0 is no better than lot.
        """
    @property
    def coefficient(self, /) -> MetricInterval | None:
        """
        The area over the best possible, at most 1; `None` for outcomes other than 0 and 1, or where all the same came.
        """
    @staticmethod
    def from_json(text: str) -> QiniReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def replicates(self, /) -> int:
        """
        How many bootstrap replicates the intervals rest on.
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
class QueryText:
    """
    A search query. It is personal: its `Debug` text tells its length only.
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
    @staticmethod
    def from_json(text: str) -> QueryText:
        """
        The record that `to_json` wrote.
        """
    @property
    def text(self, /) -> str:
        """
        What was typed.
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
class QuestionOption:
    """
    One answer to a question.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> QuestionOption:
        """
        The record that `to_json` wrote.
        """
    @property
    def probability(self, /) -> float:
        """
        How probable it is taken to be.
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
        The answer, in the catalogue's word.
        """

@final
class QuestionView:
    """
    The question worth asking next.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def alternatives(self, /) -> list[FieldQuestion]:
        """
        The others that were tried, by value.
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
    def from_json(text: str) -> QuestionView:
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
        Whether the answer could be used: without consent to personalisation nothing is asked.
        """
    @property
    def question(self, /) -> FieldQuestion | None:
        """
        The question of the greatest value; absent where no answer would change anything.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def unknown(self, /) -> list[Unknown]:
        """
        What is not known, and why: fields that are missing and whose value cannot be computed (`no_distribution`).
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
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class RankedIntervention:
    """
    An intervention in its rank.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> RankedIntervention:
        """
        The record that `to_json` wrote.
        """
    @property
    def gain_minor(self, /) -> int | None:
        """
        What it brings on average less what it costs, in minor units; nothing where it is untested.
        """
    @property
    def intervention(self, /) -> str:
        """
        Its name.
        """
    @property
    def rank(self, /) -> int:
        """
        From 1.
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
    def uplift(self, /) -> Estimate | None:
        """
        The difference it makes to the probability of staying; nothing where it is untested.
        """
    @property
    def verdict(self, /) -> InterventionVerdict:
        """
        What is known of it.
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
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
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
class ReasonCode:
    """
    One reason for a row's score in words.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def column(self, /) -> str | None:
        """
        The column's name; of the last reason, which sums up the rest, `None`.
        """
    @property
    def contribution(self, /) -> float:
        """
        What it adds to the score, in units of the score.
        """
    @staticmethod
    def from_json(text: str) -> ReasonCode:
        """
        The record that `to_json` wrote.
        """
    @property
    def rank(self, /) -> int:
        """
        1 is the reason that moves the score most, either way.
        """
    @property
    def text(self, /) -> str:
        """
        The reason as a clause, such as `contract is monthly: raises the odds by a factor of 1.6`; text of tables in it is
        bounded and visible.
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
        The row's value of it in words; nothing where the rest is summed up.
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
class ReasonMethod:
    """
    How contributions were found.
    """
    INTEGRATED_GRADIENTS: Final[ReasonMethod]
    """
    Gradients integrated along the straight line from the mean row, which add up to the difference.
    """
    LINEAR_SHAP: Final[ReasonMethod]
    """
    Exact Shapley values of a linear score whose columns are taken for independent.
    """
    RESCALED_TREE_SHAP: Final[ReasonMethod]
    """
    Those of trees whose score is log-odds, carried to the probability by the one factor of a row that makes them add up
    (the rescale rule: Shrikumar, Greenside and Kundaje 2017; Chen, Lundberg and Lee 2022).
    """
    TREE_SHAP: Final[ReasonMethod]
    """
    Exact Shapley values of trees: what is not known of a row follows the paths of the training rows.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

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
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
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
class ReliabilityBin:
    """
    One point of a reliability curve. Bins without rows are left out.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def chance_error(self, /) -> float:
        """
        How far apart the two are by chance, as a standard deviation, if the probabilities are right.
        """
    @staticmethod
    def from_json(text: str) -> ReliabilityBin:
        """
        The record that `to_json` wrote.
        """
    @property
    def high(self, /) -> float:
        """
        The highest.
        """
    @property
    def low(self, /) -> float:
        """
        The lowest probability in it.
        """
    @property
    def mean_probability(self, /) -> float:
        """
        What they were told, on average.
        """
    @property
    def observed_rate(self, /) -> float:
        """
        What came true of it.
        """
    @property
    def rows(self, /) -> int:
        """
        Rows with weight.
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
    def weight(self, /) -> float:
        """
        Their weight.
        """

@final
class ReportCell:
    """
    How many customers there are of one kind, as counted.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, row: str = ..., column: str | None = ..., count: int = ..., sums_minor: Sequence[int] = ...) -> ReportCell: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def column(self, /) -> str | None:
        """
        The column, such as a channel; in a list without columns nothing, in all cells alike.
        """
    @property
    def count(self, /) -> int:
        """
        Customers, each counted in one cell of the report only; 0 to 10^12.
        """
    @staticmethod
    def from_json(text: str) -> ReportCell:
        """
        The record that `to_json` wrote.
        """
    @property
    def row(self, /) -> str:
        """
        The row, such as a segment.
        """
    @property
    def sums_minor(self, /) -> list[int]:
        """
        Sums over them, such as revenue in minor units; as many in every cell.
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
class ReportFigure:
    """
    A cell or total, as it may be shown.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def column(self, /) -> str | None:
        """
        Its column; nothing for a total over columns, and in a list.
        """
    @property
    def count(self, /) -> int | None:
        """
        Customers; nothing where it is hidden.
        """
    @staticmethod
    def from_json(text: str) -> ReportFigure:
        """
        The record that `to_json` wrote.
        """
    @property
    def row(self, /) -> str | None:
        """
        Its row; nothing for a total over rows.
        """
    @property
    def sums_minor(self, /) -> list[int]:
        """
        Sums over them; empty where they are hidden or were not given.
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
class ReportLedger:
    """
    What one report told each time it was released, so that no two of them can be subtracted.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, k: int = ...) -> ReportLedger:
        """
        A ledger without releases; no figure tells of fewer than `k` customers, 2 to 1,000.
        """
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ReportLedger:
        """
        The ledger that `to_json` wrote.
        """
    def release(self, /, cells: Sequence[ReportCell | dict[str, Any]]) -> SegmentReport:
        """
        The report that may be shown of these counts, beside all that were released before.
        """
    @property
    def release_count(self, /) -> int:
        """
        Different releases so far.
        """
    def to_json(self, /) -> str:
        """
        The ledger as JSON, for the host to keep. It holds true counts: keep it as you keep those.
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
    def channel(self, /) -> str | None:
        """
        The channel that the customer asked for, or surely answers best on.
        """
    @property
    def claims(self, /) -> list[Claim]:
        """
        What may be claimed.
        """
    @property
    def experience(self, /) -> list[ExperienceVariant]:
        """
        Variants of other slots that the policy's rules chose, sorted by slot.
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
class ResponseRate:
    """
    How often contacts of one kind are answered.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def answered(self, /) -> Estimate:
        """
        Probability of an answer; the basis is `customer` where this customer was contacted so, else `prior`.
        """
    @property
    def answers(self, /) -> int:
        """
        How many of them were answered.
        """
    @property
    def contacts(self, /) -> int:
        """
        Contacts of the kind.
        """
    @staticmethod
    def from_json(text: str) -> ResponseRate:
        """
        The record that `to_json` wrote.
        """
    @property
    def name(self, /) -> str:
        """
        Channel, tone, or days since the last contact (`under_1_day`, `1_to_3_days`, `3_to_7_days`, `over_7_days`).
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
class RetentionCount:
    """
    How much of a category was purged.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def category(self, /) -> DataCategory:
        """
        The category.
        """
    @property
    def events(self, /) -> int:
        """
        Events purged, those in the sums of months included.
        """
    @staticmethod
    def from_json(text: str) -> RetentionCount:
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
class RetentionPolicy:
    """
    The greatest age of each category in days; what has none is kept.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, browsing_days: int | None = ..., conversations_days: int | None = ..., purchases_days: int | None = ..., decisions_days: int | None = ..., declared_days: int | None = ..., wishes_days: int | None = ..., consents_days: int | None = ...) -> RetentionPolicy: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def browsing_days(self, /) -> int | None:
        """
        Of [`DataCategory::Browsing`].
        """
    @property
    def consents_days(self, /) -> int | None:
        """
        Of [`DataCategory::Consents`]: the proof of an agreement is usually kept longer than what it allowed. A
        purged consent is none, so the purpose is denied.
        """
    @property
    def conversations_days(self, /) -> int | None:
        """
        Of [`DataCategory::Conversations`].
        """
    @property
    def decisions_days(self, /) -> int | None:
        """
        Of [`DataCategory::Decisions`].
        """
    @property
    def declared_days(self, /) -> int | None:
        """
        Of [`DataCategory::Declared`].
        """
    @staticmethod
    def from_json(text: str) -> RetentionPolicy:
        """
        The record that `to_json` wrote.
        """
    @property
    def purchases_days(self, /) -> int | None:
        """
        Of [`DataCategory::Purchases`].
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
    def wishes_days(self, /) -> int | None:
        """
        Of [`DataCategory::Wishes`].
        """

@final
class RetentionReceipt:
    """
    What a purge took out.
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
        The time from which ages were counted.
        """
    @staticmethod
    def from_json(text: str) -> RetentionReceipt:
        """
        The record that `to_json` wrote.
        """
    @property
    def kept_by_restriction(self, /) -> bool:
        """
        Whether nothing was purged because the use of the data is restricted.
        """
    @property
    def months_changed(self, /) -> int:
        """
        Rolled-up months that lost the sums of a category.
        """
    @property
    def remaining_elsewhere(self, /) -> list[ErasureRemainder]:
        """
        Where else the purged may live on, and what ends it; nothing if nothing was purged.
        """
    @property
    def removed(self, /) -> list[RetentionCount]:
        """
        Categories of which something was purged, in order.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class ReturnTotals:
    """
    What returns and cancellations did to purchases.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> ReturnTotals:
        """
        The record that `to_json` wrote.
        """
    @property
    def purchases_undone(self, /) -> int:
        """
        Days of purchases that returns undid.
        """
    @property
    def rows(self, /) -> int:
        """
        Rows with a negative value.
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
    def unmatched_rows(self, /) -> int:
        """
        Rows of which some part found no purchase to be taken off from.
        """
    @property
    def unmatched_value(self, /) -> float:
        """
        The sum of those parts, which is part of `value`.
        """
    @property
    def value(self, /) -> float:
        """
        Their sum, as a positive amount.
        """

@final
class ReturnView:
    """
    A return that names no order that is known.
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
    @staticmethod
    def from_json(text: str) -> ReturnView:
        """
        The record that `to_json` wrote.
        """
    @property
    def product_ids(self, /) -> list[str]:
        """
        What was given back, at most 50 products.
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
        Units.
        """
    @property
    def value_minor(self, /) -> int | None:
        """
        What they cost, in minor units, where it is stated.
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
class RingKey:
    """
    A key of a ring, without the key.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> RingKey:
        """
        The record that `to_json` wrote.
        """
    @property
    def key_id(self, /) -> str:
        """
        16 hexadecimal digits of the key's hash.
        """
    @property
    def state(self, /) -> KeyState:
        """
        What may be done with it.
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
class SchemaColumn:
    """
    One column of a schema.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> SchemaColumn:
        """
        The record that `to_json` wrote.
        """
    @property
    def levels(self, /) -> list[str] | None:
        """
        The levels of a column of categories, sorted; none for a column of numbers.
        """
    @property
    def name(self, /) -> str:
        """
        The column's name.
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
class ScoredLabels:
    """
    Labels of 0 and 1, and the log-odds that a learner gave them: how good are they?

    Every figure that can have one carries its interval, at a `level` of 0.9 unless stated. Columns are numpy arrays, Series
    of pandas or polars, Arrow arrays or lists; yes and no are 1 and 0.

    Parameters
    ----------
    labels
        What came true: 0 or 1, or yes and no.
    scores
        Log-odds, such as `model.scores(table)`; `ScoredLabels.of_probabilities` takes probabilities.
    weights
        How much each row counts.

    Examples
    --------
    >>> from sartor.learn import ScoredLabels
    >>> scored = ScoredLabels([0, 0, 1, 1], [-1.0, 0.2, 0.1, 2.0])
    >>> scored.auc().value
    0.75
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, labels: ArrayLike, scores: ArrayLike, weights: ArrayLike | None = None) -> ScoredLabels: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def accuracy(self, /, *, level: float = ...) -> MetricInterval:
        """
        The share of rows whose label is the likelier one.
        """
    def auc(self, /, *, level: float = ...) -> MetricInterval:
        """
        The area under the receiver operating characteristic (DeLong, DeLong and Clarke-Pearson 1988).
        """
    def auc_gain(self, /, other_scores: ArrayLike, *, level: float = ...) -> MetricInterval:
        """
        How much larger the AUC is than that of other scores of the same rows: an interval without 0 is a difference.
        """
    def average_precision(self, /) -> float:
        """
        The mean precision at which each row of label 1 is found, from the highest score down.
        """
    @property
    def base_log_loss(self, /) -> float:
        """
        The log loss of telling everyone the base rate.
        """
    @property
    def base_rate(self, /) -> float:
        """
        The share of label 1, by weight.
        """
    def brier(self, /, *, level: float = ...) -> MetricInterval:
        """
        The mean squared distance of probability and label.
        """
    def brier_decomposition(self, /, *, bins: int = ..., equal_rows: bool = False) -> BrierDecomposition:
        """
        The Brier score taken apart over bins (Murphy 1973).
        """
    def calibration_error(self, /, *, bins: int = ..., equal_rows: bool = False, level: float = ...) -> ExpectedCalibrationError:
        """
        The expected calibration error, and how much of it chance explains at this level.
        """
    def cox_calibration(self, /, *, level: float = ...) -> CoxCalibration:
        """
        Calibration slope and intercept (Cox 1958): 1 and 0 where probabilities mean what they say.
        """
    def gain(self, /, shares: ArrayLike | None = None) -> list[GainPoint]:
        """
        What is found among the highest scores, at these shares of the rows; every twentieth without any.
        """
    def log_loss(self, /, *, level: float = ...) -> MetricInterval:
        """
        The mean negative log-likelihood of the labels, in nats; `base_log_loss` is what knowing nothing reaches.
        """
    @staticmethod
    def of_probabilities(labels: ArrayLike, probabilities: ArrayLike, weights: ArrayLike | None = None) -> ScoredLabels:
        """
        The same of probabilities; 0 and 1 count as 2.2e-16 away from themselves, since log-odds are finite.
        """
    def reliability(self, /, *, bins: int = ..., equal_rows: bool = False) -> list[ReliabilityBin]:
        """
        What was told and what came true, by bin from the lowest probability up; `sartor.to_frame` makes a table of it.
        """

@final
class ScoredValues:
    """
    What came, and what a learner foretold of it in the same unit: how good is it?

    Examples
    --------
    >>> from sartor.learn import ScoredValues
    >>> round(ScoredValues([1.0, 2.0, 4.0], [1.5, 2.0, 3.5]).spearman().value, 3)
    1.0
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, outcomes: ArrayLike, predictions: ArrayLike, weights: ArrayLike | None = None) -> ScoredValues: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def bias(self, /, *, level: float = ...) -> MetricInterval:
        """
        The mean of prediction less outcome: above 0, too much was foretold.
        """
    def mean_absolute_error(self, /, *, level: float = ...) -> MetricInterval:
        """
        The mean absolute error.
        """
    def normalized_gini(self, /) -> float:
        """
        The normalised Gini coefficient: 1 in the best order there is, 0 without knowledge, -1 in the worst.
        """
    def root_mean_squared_error(self, /, *, level: float = ...) -> MetricInterval:
        """
        The root of the mean squared error.
        """
    def spearman(self, /, *, level: float = ...) -> MetricInterval:
        """
        Spearman's rank correlation.
        """

@final
class SealInfo:
    """
    What sealed bytes or a wrapped key say of themselves. Nothing of it is proven until they are opened.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def data_key_id(self, /) -> str | None:
        """
        Id of the data key, where that is stored elsewhere.
        """
    @staticmethod
    def from_json(text: str) -> SealInfo:
        """
        The record that `to_json` wrote.
        """
    @property
    def host_key_id(self, /) -> str | None:
        """
        Id of the host's key that wraps the data key; nothing where that is stored elsewhere.
        """
    @property
    def payload_bytes(self, /) -> int:
        """
        Size of what is sealed, in bytes; 0 for a wrapped key.
        """
    @property
    def schema(self, /) -> str | None:
        """
        What is said to be sealed, such as `profile/1`; nothing for a wrapped key.
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
    def version(self, /) -> int:
        """
        Version of the format.
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
class SegmentReport:
    """
    A report that may leave the house.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cells(self, /) -> list[ReportFigure]:
        """
        The cells, by row and column.
        """
    @property
    def column_totals(self, /) -> list[ReportFigure]:
        """
        The total of each column; empty in a list.
        """
    @staticmethod
    def from_json(text: str) -> SegmentReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def hidden_cells(self, /) -> int:
        """
        Cells that are hidden.
        """
    @property
    def k(self, /) -> int:
        """
        No figure tells of fewer customers than this, unless of none.
        """
    @property
    def row_totals(self, /) -> list[ReportFigure]:
        """
        The total of each row; empty in a list.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def total(self, /) -> ReportFigure:
        """
        The total of all.
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
class Selection:
    """
    The model chosen, and the comparison that chose it.
    """
    def __eq__(self, other: object, /) -> bool: ...
    def __new__(cls, /, comparison: ModelComparison, model: Any) -> Selection: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> Any: ...
    @property
    def comparison(self, /) -> ModelComparison:
        """
        All models that were compared.
        """
    @property
    def model(self, /) -> Any:
        """
        The model to take, of its own class.
        """
    @property
    def reason(self, /) -> str:
        """
        Why it is the one to take.
        """
    def to_frame(self, /) -> Any:
        """
        The table of the comparison, a row for each model, as a `DataFrame` of pandas, or else of polars.
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
    def deadline(self, /, id: str, at: int | str | datetime | datetime64, product_ids: Sequence[str] = ...) -> None:
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
    def lowest_price_30d(self, /, product_id: str, base_minor: int, as_of: int | str | datetime | datetime64) -> int:
        """
        The lowest price of the 30 days before a reduction, where `base_minor` holds when no override does.
        """
    def next_deadline(self, /, product_id: str, as_of: int | str | datetime | datetime64) -> int | None:
        """
        The next deadline that concerns a product, after `as_of`, in milliseconds.
        """
    def price_at(self, /, product_id: str, as_of: int | str | datetime | datetime64) -> PriceOverride | None:
        """
        The override in force at a time, if there is one.
        """
    def price_override(self, /, product_id: str, price_minor: int, from_: int | str | datetime | datetime64, until: int | str | datetime | datetime64 | None = None, *, reason: str = "") -> None:
        """
        Set a price for a time, the same for everyone.
        """
    def sold_out(self, /) -> list[str]:
        """
        Products whose last count was 0, sorted.
        """
    def stock(self, /, product_id: str, count: int, counted_at: int | str | datetime | datetime64) -> bool:
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
class SimulatedCustomers:
    """
    Customers drawn from a model, as columns.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def age(self, /) -> list[float]:
        """
        Of each customer the age up to which they were followed.
        """
    @property
    def frequency(self, /) -> list[float]:
        """
        Of each customer the purchases up to their age: what a fit takes as `frequency`.
        """
    @staticmethod
    def from_json(text: str) -> SimulatedCustomers:
        """
        The record that `to_json` wrote.
        """
    @property
    def last_purchase_age(self, /) -> list[float]:
        """
        Of each customer the age at the last purchase; 0 without one.
        """
    @property
    def purchase_age(self, /) -> list[float]:
        """
        Of each purchase the customer's age at it, ascending within the customer. The purchase at age 0 with which a
        customer begins is not listed.
        """
    @property
    def purchase_customer(self, /) -> list[int]:
        """
        Of each purchase the customer, counted from 0; ascending.
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
class SmallestChange:
    """
    What has to change for a verdict to flip.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def changes(self, /) -> list[ColumnChange]:
        """
        The columns that change, in the schema's order.
        """
    @property
    def distance(self, /) -> float:
        """
        How far it is changed: the sum over columns of the share of ranks between the two values, 1/3 for a category.
        """
    @staticmethod
    def from_json(text: str) -> SmallestChange:
        """
        The record that `to_json` wrote.
        """
    @property
    def is_proven(self, /) -> bool:
        """
        Whether every smaller change was tried. Otherwise a smaller one may have been missed.
        """
    @property
    def score_after(self, /) -> float:
        """
        What is foretold of it when it is changed, on the other side of the threshold.
        """
    @property
    def score_before(self, /) -> float:
        """
        What was foretold of the row as it is, in units of the threshold.
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
class Spell:
    """
    A stretch of time that ended in a decision, or is not over.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, days: float, decided: bool) -> Spell: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def days(self, /) -> float:
        """
        How long it lasted, or was observed, in any unit of time.
        """
    @property
    def decided(self, /) -> bool:
        """
        Whether it ended in a decision; otherwise it is censored.
        """
    @staticmethod
    def from_json(text: str) -> Spell:
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
class SpendIndependence:
    """
    How the number of repeat purchases and their mean spend go together over the repeat buyers.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def dependent(self, /) -> bool:
        """
        Whether the assumption is refuted by more than chance and by enough to matter: the interval leaves out
        everything within 0.1 of the expected correlation.
        """
    @property
    def expected_correlation(self, /) -> float:
        """
        The rank correlation that the model itself brings about at these frequencies: what to expect under its
        assumption.
        """
    @staticmethod
    def from_json(text: str) -> SpendIndependence:
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
        Nominal coverage of the interval, such as 0.95.
        """
    @property
    def low(self, /) -> float:
        """
        Lower end of its interval.
        """
    @property
    def p_value(self, /) -> float:
        """
        Probability of a rank correlation as far from the expected one under the model.
        """
    @property
    def rank_correlation(self, /) -> float:
        """
        Spearman's rank correlation, -1 to 1.
        """
    @property
    def repeat_buyers(self, /) -> int:
        """
        The repeat buyers it was worked out from.
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
class SpendScore:
    """
    Forecasts of spend against what was spent.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def bias(self, /) -> float | None:
        """
        `expected_total / observed_total - 1`; `None` where nobody spent.
        """
    @property
    def expected_total(self, /) -> float:
        """
        Spend expected of all customers.
        """
    @staticmethod
    def from_json(text: str) -> SpendScore:
        """
        The record that `to_json` wrote.
        """
    @property
    def mean_absolute_error(self, /) -> float:
        """
        Mean of the distances between forecast and spend.
        """
    @property
    def observed_total(self, /) -> float:
        """
        What they spent.
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
class Summaries:
    """
    What the lifetime models need of each customer, as numpy columns of one length, in the order of `customer`.

    The columns are views of what Rust holds, read-only: asking for one copies nothing.

    `frequency`: repeat purchases; `last_purchase_age` and `age`: in periods since the first purchase;
    `paid_frequency` and `monetary`: repeat purchases that cost something, and their mean spend, for `GammaGamma`;
    `log_interval_sum`: how regularly they buy, for `BgCnbd` and `MbgCnbd`. With a calibration end, `holdout_frequency`,
    `holdout_value` and `holdout_monetary` are what came after it, in `holdout_periods`.
    """
    def __len__(self, /) -> int: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]:
        """
        What `pickle` keeps: the rows, which are summarised anew.
        """
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _of_rows(customer: Any, timestamp_ms: Any, value: Any, without_customer: int, period_days: float, as_of_ms: int, calibration_end_ms: int | None, utc_offset_minutes: int) -> Summaries: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def age(self, /) -> NDArray[float64]:
        """
        Age, in periods.
        """
    @property
    def as_of_ms(self, /) -> int:
        """
        Now, in milliseconds since 1970: the last day whose purchases are in the columns or the holdout.
        """
    @property
    def customer(self, /) -> Any:
        """
        The customers, ascending: an array of texts (`object`), or of whole numbers.
        """
    @property
    def frequency(self, /) -> NDArray[float64]:
        """
        Repeat purchases.
        """
    @property
    def holdout_frequency(self, /) -> NDArray[float64]:
        """
        Days with a purchase in the holdout; empty without one.
        """
    @property
    def holdout_monetary(self, /) -> NDArray[float64]:
        """
        Mean spend of the holdout's purchases that cost something; empty without one.
        """
    @property
    def holdout_periods(self, /) -> float:
        """
        Length of the holdout in periods; 0 without one.
        """
    @property
    def holdout_returns(self, /) -> ReturnTotals:
        """
        What returns took off in the holdout.
        """
    @property
    def holdout_value(self, /) -> NDArray[float64]:
        """
        Spend in the holdout, less returns of what was bought in it; empty without one.
        """
    @property
    def last_purchase_age(self, /) -> NDArray[float64]:
        """
        Age at the last purchase, in periods; 0 without repeat purchases.
        """
    @property
    def left_out(self, /) -> LeftOut:
        """
        What is not in the columns.
        """
    @property
    def log_interval_sum(self, /) -> NDArray[float64]:
        """
        Sum of the logarithms of the intervals between purchases, in periods.
        """
    @property
    def monetary(self, /) -> NDArray[float64]:
        """
        Mean spend of those; 0 without any.
        """
    @property
    def paid_frequency(self, /) -> NDArray[float64]:
        """
        Repeat purchases that cost something.
        """
    @property
    def period(self, /) -> str:
        """
        The unit of time: `day`, `week`, `month`, `year`, or a number of days.
        """
    @property
    def period_days(self, /) -> float:
        """
        Days in a period.
        """
    @property
    def returns(self, /) -> ReturnTotals:
        """
        What returns took off, up to the end of the calibration.
        """
    def to_arrow(self, /) -> Any:
        """
        A `pyarrow.Table`.
        """
    def to_frame(self, /) -> Any:
        """
        A `DataFrame` of pandas, as `to_pandas`, or else of polars, whichever is installed.
        """
    def to_pandas(self, /) -> Any:
        """
        A pandas `DataFrame` with the customers as its index; its `attrs` say the period.
        """
    def to_polars(self, /) -> Any:
        """
        A polars `DataFrame`.
        """

@final
class SummaryText:
    """
    What a host wrote of a conversation. It is personal: its `Debug` text tells its length only.
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
        Time of the turn it came with.
        """
    @staticmethod
    def from_json(text: str) -> SummaryText:
        """
        The record that `to_json` wrote.
        """
    @property
    def text(self, /) -> str:
        """
        The summary.
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
class SurvivalPoint:
    """
    One point of a survival curve.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def by_ms(self, /) -> int:
        """
        The date.
        """
    @staticmethod
    def from_json(text: str) -> SurvivalPoint:
        """
        The record that `to_json` wrote.
        """
    @property
    def horizon_days(self, /) -> float:
        """
        Days ahead.
        """
    @property
    def survival(self, /) -> Estimate:
        """
        Probability that it has not happened by then: that no purchase has come, or that nothing was cancelled.
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
class Table:
    """
    Named columns of numbers and of categories: what every learner learns from and answers for.

    Made of a frame of pandas, polars or Arrow, a dict of columns, or a matrix. Numbers, yes and no are numbers; text and
    what a library calls categorical are categories; NaN, None, `pandas.NA` and nulls are missing. Learners take a frame as
    it is, too: a table made once spares reading it again. Answers come back with the index of a pandas frame.

    Parameters
    ----------
    data
        The columns. Times are refused: hand over numbers, such as days since. Infinity is refused by column and row.
    categories
        Columns of numbers that are names rather than amounts, such as a postcode.
    names
        Of a matrix, the names of its columns; `x0`, `x1` and so on without them.

    Examples
    --------
    >>> from sartor.learn import Table
    >>> table = Table({"tenure": [1, 34, None], "contract": ["monthly", "yearly", "monthly"]})
    >>> table
    Table(rows=3, columns=2: 1 of numbers, 1 of categories)
    >>> table.schema[1].levels
    ['monthly', 'yearly']
    """
    def __eq__(self, other: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __new__(cls, /, data: Any, categories: Sequence[str] | None = None, *, names: Sequence[str] | None = None) -> Table: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def _of_columns(columns: dict[str, Any], levels: list[tuple[str, list[str]]], index: Any, polars: bool) -> Table: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def columns(self, /) -> list[str]:
        """
        The names of the columns, in their order.
        """
    @property
    def rows(self, /) -> int:
        """
        The number of rows.
        """
    @property
    def schema(self, /) -> list[SchemaColumn]:
        """
        What each column is: its name, and the levels of one of categories.
        """
    def take(self, /, rows: Sequence[int]) -> Table:
        """
        The table of these rows, by their places from 0 on, in this order; a row may come more than once.
        """
    def to_columns(self, /) -> dict[str, Any]:
        """
        The columns as arrays by name: numbers with NaN, categories as text with None where they are missing.
        """
    def to_frame(self, /) -> Any:
        """
        A `DataFrame` of the library of the frame it was made of, with its index; of pandas (or else polars) otherwise.
        """

@final
class Task:
    """
    What the labels are.
    """
    AMOUNT: Final[Task]
    """
    Amounts of at least 0, many of them 0: means.
    """
    BINARY: Final[Task]
    """
    0 or 1, such as who leaves: probabilities.
    """
    COUNT: Final[Task]
    """
    Counts: means of at least 0.
    """
    REGRESSION: Final[Task]
    """
    Any numbers: means.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class TasteBasis:
    """
    What a preference was compared with.
    """
    ADJUSTED_FOR_EXPOSURE: Final[TasteBasis]
    """
    With what was shown to the customer, for the most part.
    """
    PARTLY_ADJUSTED_FOR_EXPOSURE: Final[TasteBasis]
    """
    With what was shown for the smaller part, else with the shares of all customers.
    """
    UNADJUSTED_FOR_EXPOSURE: Final[TasteBasis]
    """
    With the shares of all customers only: what was shown is not known.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class TastePath:
    """
    How a customer's tastes were learnt.
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
    def from_json(text: str) -> TastePath:
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
        Whether this customer's own history was used.
        """
    @property
    def snapshots(self, /) -> list[TasteSnapshot]:
        """
        Month ends, oldest first, and last the time asked for.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
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
class TastePoint:
    """
    One preference at one time.
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
        The attribute.
        """
    @property
    def divergence(self, /) -> float:
        """
        Hellinger distance between the year's and the weeks' belief.
        """
    @staticmethod
    def from_json(text: str) -> TastePoint:
        """
        The record that `to_json` wrote.
        """
    @property
    def high(self, /) -> float:
        """
        Upper end.
        """
    @property
    def lift(self, /) -> float:
        """
        The lift.
        """
    @property
    def low(self, /) -> float:
        """
        Lower end of its 90 % interval.
        """
    @property
    def status(self, /) -> TasteStatus:
        """
        Learned or tentative, as would have been said then.
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
        Its value.
        """

@final
class TastePreference:
    """
    One preference: how much more than expected a customer engages with one value of an attribute.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def basis(self, /) -> TasteBasis:
        """
        What it was compared with.
        """
    @property
    def confidence(self, /) -> float:
        """
        1 less the width of the interval over that of the prior, on the logarithmic scale; 0 to 1.
        """
    @property
    def dimension(self, /) -> str:
        """
        The attribute, such as `fit`; `category`, `brand` and `price_band` are attributes too.
        """
    @property
    def divergence(self, /) -> float:
        """
        Hellinger distance between the two horizons' beliefs, 0 to 1.
        """
    @property
    def drifting(self, /) -> bool:
        """
        Whether the last weeks differ from the time before by more than chance.
        """
    @property
    def engagements(self, /) -> float:
        """
        Effective sample size: engagements in the weight of recent purchases.
        """
    @property
    def events(self, /) -> list[str]:
        """
        Message ids of the newest events that it rests on, at most 3.
        """
    @staticmethod
    def from_json(text: str) -> TastePreference:
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
        Probability that the interval holds the truth: 0.9.
        """
    @property
    def lift(self, /) -> float:
        """
        Engagement over what was expected, over about a year; 1 is "as expected".
        """
    @property
    def low(self, /) -> float:
        """
        Lower end of its interval.
        """
    @property
    def recent_high(self, /) -> float:
        """
        Upper end.
        """
    @property
    def recent_lift(self, /) -> float:
        """
        The lift of the last weeks.
        """
    @property
    def recent_low(self, /) -> float:
        """
        Lower end of its interval.
        """
    @property
    def status(self, /) -> TasteStatus:
        """
        Learned or tentative.
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
        Its value, such as `slim`; of `price_band` it is `low`, `middle` or `high` within the category.
        """

@final
class TasteScore:
    """
    How well a product meets a customer's taste.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> TasteScore:
        """
        The record that `to_json` wrote.
        """
    @property
    def product_id(self, /) -> str:
        """
        The product.
        """
    @property
    def score(self, /) -> float:
        """
        The sum of the terms: 0 is "as everybody".
        """
    @property
    def terms(self, /) -> list[TasteTerm]:
        """
        What it is made of, in the order of the catalogue's dimensions.
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
class TasteScores:
    """
    How well products meet a customer's taste, in the order asked.
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
    @staticmethod
    def from_json(text: str) -> TasteScores:
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
        Whether this customer's own history was used.
        """
    @property
    def scores(self, /) -> list[TasteScore]:
        """
        The scores.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
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
class TasteSnapshot:
    """
    What was believed at the end of a month.
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
        The time, milliseconds since the epoch.
        """
    @staticmethod
    def from_json(text: str) -> TasteSnapshot:
        """
        The record that `to_json` wrote.
        """
    @property
    def points(self, /) -> list[TastePoint]:
        """
        Each preference of the path, in the order of the newest snapshot.
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
class TasteStatus:
    """
    Whether a preference may be relied on.
    """
    LEARNED: Final[TasteStatus]
    """
    The interval excludes "as expected", with at most 5 % false discoveries among the customer's preferences.
    """
    TENTATIVE: Final[TasteStatus]
    """
    It may be chance.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class TasteTerm:
    """
    What one value of a product adds to its score.
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
        The attribute.
        """
    @staticmethod
    def from_json(text: str) -> TasteTerm:
        """
        The record that `to_json` wrote.
        """
    @property
    def lift(self, /) -> float:
        """
        The customer's lift for it.
        """
    @property
    def score(self, /) -> float:
        """
        Its logarithm, shared among the product's values of the attribute: what is added.
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
        The product's value.
        """

@final
class TasteView:
    """
    What a customer likes.
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
    def encounters(self, /) -> int:
        """
        Meetings with products that were read one by one.
        """
    @staticmethod
    def from_json(text: str) -> TasteView:
        """
        The record that `to_json` wrote.
        """
    @property
    def half_life_days(self, /) -> float:
        """
        Days after which an event counts half.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that answered.
        """
    @property
    def older_summed(self, /) -> bool:
        """
        Whether older ones were read from sums.
        """
    @property
    def personalised(self, /) -> bool:
        """
        Whether this customer's own history was used.
        """
    @property
    def preferences(self, /) -> list[TastePreference]:
        """
        Preferences, learned ones first, then by how surely they differ from "as expected"; at most 24.
        """
    @property
    def prices(self, /) -> list[PriceTaste]:
        """
        Prices by category.
        """
    @property
    def recent_half_life_days(self, /) -> float:
        """
        The same for the recent lifts.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
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
class TcString:
    """
    What a TC string says, without the single vendors.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cmp_id(self, /) -> int:
        """
        The banner's provider.
        """
    @property
    def cmp_version(self, /) -> int:
        """
        The provider's own version.
        """
    @property
    def consent_language(self, /) -> str:
        """
        Two letters of the language in which it was asked.
        """
    @property
    def consent_screen(self, /) -> int:
        """
        The screen on which it was said.
        """
    @property
    def created_ms(self, /) -> int:
        """
        When the string was first made.
        """
    @staticmethod
    def from_json(text: str) -> TcString:
        """
        The record that `to_json` wrote.
        """
    @property
    def is_service_specific(self, /) -> bool:
        """
        Whether it was said for one site only.
        """
    @property
    def last_updated_ms(self, /) -> int:
        """
        When it was last changed; often to the day only.
        """
    @property
    def policy_version(self, /) -> int:
        """
        The framework's policy: 2 and 3 are version 2.0 and 2.1, 4 is 2.2.
        """
    @property
    def publisher_consents(self, /) -> list[int] | None:
        """
        Purposes agreed to for the publisher's own use; nothing without a publisher segment.
        """
    @property
    def publisher_country(self, /) -> str:
        """
        Two letters of the publisher's country.
        """
    @property
    def publisher_legitimate_interests(self, /) -> list[int] | None:
        """
        The publisher's own purposes under legitimate interest; nothing without a publisher segment.
        """
    @property
    def publisher_restrictions(self, /) -> int:
        """
        How many restrictions the publisher put on vendors.
        """
    @property
    def purpose_consents(self, /) -> list[int]:
        """
        Purposes agreed to, from 1.
        """
    @property
    def purpose_legitimate_interests(self, /) -> list[int]:
        """
        Purposes under legitimate interest of which the customer was told and to which they did not object.
        """
    @property
    def purpose_one_treatment(self, /) -> bool:
        """
        Whether purpose 1 was not asked for.
        """
    @property
    def special_feature_opt_ins(self, /) -> list[int]:
        """
        Special features agreed to, from 1.
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
    def uses_non_standard_texts(self, /) -> bool:
        """
        Whether the texts were the publisher's own.
        """
    @property
    def vendor_consents(self, /) -> int:
        """
        How many vendors have consent.
        """
    @property
    def vendor_legitimate_interests(self, /) -> int:
        """
        How many vendors have an undisputed legitimate interest.
        """
    @property
    def vendor_list_version(self, /) -> int:
        """
        The list of vendors that was shown.
        """

@final
class TcfKeys:
    """
    What an app stores under `IABTCF_...` that bears on purposes. What is left out says nothing.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, gdpr_applies: int | None = ..., tc_string: str | None = ..., policy_version: int | None = ..., purpose_consents: str | None = ..., purpose_legitimate_interests: str | None = ...) -> TcfKeys: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> TcfKeys:
        """
        The record that `to_json` wrote.
        """
    @property
    def gdpr_applies(self, /) -> int | None:
        """
        `IABTCF_gdprApplies`: 1, or 0 where the law does not apply and the rest therefore says nothing.
        """
    @property
    def policy_version(self, /) -> int | None:
        """
        `IABTCF_PolicyVersion`.
        """
    @property
    def purpose_consents(self, /) -> str | None:
        """
        `IABTCF_PurposeConsents`: `0` or `1` for each purpose from the first.
        """
    @property
    def purpose_legitimate_interests(self, /) -> str | None:
        """
        `IABTCF_PurposeLegitimateInterests`: the same.
        """
    @property
    def tc_string(self, /) -> str | None:
        """
        `IABTCF_TCString`, or the string of a page.
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
class TotalValue:
    """
    What customers are expected to do together, with intervals that join chance and the parameters' uncertainty.
    """
    def __repr__(self, /) -> str: ...
    @property
    def customers(self, /) -> int:
        """
        How many they are.
        """
    @property
    def expected(self, /) -> float:
        """
        Value expected of all, discounted, in the unit of money of the histories.
        """
    @property
    def high(self, /) -> float | None:
        """
        Upper end.
        """
    @property
    def level(self, /) -> float:
        """
        Nominal coverage of both intervals.
        """
    @property
    def low(self, /) -> float | None:
        """
        Lower end of its interval; `None` where spend has no finite variance, as when Gamma-Gamma's `q` is at most 2.
        """
    @property
    def purchases_expected(self, /) -> float:
        """
        Purchases expected of all, not discounted.
        """
    @property
    def purchases_high(self, /) -> float:
        """
        Upper end.
        """
    @property
    def purchases_low(self, /) -> float:
        """
        Lower end of their interval.
        """

@final
class Tracking:
    """
    Repeat purchases by period, those that were made beside those expected, as numpy columns with a row for each whole
    period since the first purchase of all.
    """
    def __repr__(self, /) -> str: ...
    @property
    def calibration_end(self, /) -> float | None:
        """
        Where the holdout begins, in periods since the day of the first purchase; `None` without one.
        """
    @property
    def cumulative_expected(self, /) -> NDArray[float64]:
        """
        Those expected.
        """
    @property
    def cumulative_high(self, /) -> NDArray[float64]:
        """
        Upper ends.
        """
    @property
    def cumulative_low(self, /) -> NDArray[float64]:
        """
        Lower ends of their intervals.
        """
    @property
    def cumulative_observed(self, /) -> NDArray[float64]:
        """
        Repeat purchases up to the end of each period.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers followed: those known at the end of the calibration.
        """
    @property
    def end(self, /) -> NDArray[float64]:
        """
        Ends of the periods, in periods since the day of the first purchase of all.
        """
    @property
    def expected(self, /) -> NDArray[float64]:
        """
        Those expected.
        """
    @property
    def high(self, /) -> NDArray[float64]:
        """
        Upper ends.
        """
    @property
    def level(self, /) -> float:
        """
        Nominal coverage of the intervals.
        """
    @property
    def low(self, /) -> NDArray[float64]:
        """
        Lower ends of their intervals.
        """
    @property
    def observed(self, /) -> NDArray[float64]:
        """
        Repeat purchases in each period.
        """
    @property
    def period(self, /) -> str:
        """
        The unit of time: `day`, `week`, `month`, `year`, or a number of days.
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
    def fit(self, /, as_of: int | str | datetime | datetime64, progress: Progress | None = None) -> Engine:
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
    def read_consents(self, /, path: str | PathLike[str], options: ConsentTableOptions | dict[str, Any] | None = None, *, progress: Progress | None = None) -> ReadReport:
        """
        Read a table of consents, CSV or gzip of it: who answered what, when. Nothing is kept of a file that fails.
        """
    def read_events(self, /, path: str | PathLike[str], *, currency: str | None = None, format: EventFormat | str | None = None, consent_categories: Sequence[ConsentCategory | dict[str, Any]] = ..., progress: Progress | None = None) -> ReadReport:
        """
        Read a file of events, JSON Lines or gzip of it. Nothing is kept of a file that fails.

        Each line is in the Segment shape, or in another `format`. `consent_categories` say what Segment's consent
        preferences stand for; without any they are passed over.

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
class Trial:
    """
    Rows that were treated or not by lot, and what came of each: what did the treatment add, and for whom?

    Examples
    --------
    >>> from sartor.learn import Trial
    >>> trial = Trial([1, 0, 1, 0], [3.0, 1.0, 2.0, 2.0])
    >>> trial.policy_value(treat=[1, 1, 0, 0], propensity=[0.5] * 4, cost=0.2).value.value
    2.4
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, treatment: ArrayLike, outcomes: ArrayLike) -> Trial:
        """
        Treatment of 0 and 1 (or yes and no), both present, and outcomes.
        """
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def balance(self, /, columns: Any, *, planned_share: float = ..., level: float = ...) -> TrialBalance:
        """
        Look for signs that treatment was not given by lot to the planned share of rows, in a table of what was known
        before it. Of categories each level is looked at.
        """
    def policy_value(self, /, treat: ArrayLike, propensity: ArrayLike, *, cost: float = ..., level: float = ...) -> PolicyValue:
        """
        What treating those rows that `treat` marks would bring, where each row was treated with the probability
        `propensity` and a treatment costs `cost`, in units of the outcome.
        """
    def qini(self, /, scores: ArrayLike, *, replicates: int = ..., seed: int = ..., level: float = ..., progress: Progress | None = None) -> QiniReport:
        """
        Area and coefficient of the Qini curve (Radcliffe 2007), with intervals from bootstrap replicates.
        """
    def qini_curve(self, /, scores: ArrayLike, *, points: int = ...) -> list[QiniPoint]:
        """
        The Qini curve at so many equal shares of the rows, and at 0; `sartor.to_frame` makes a table of it.
        """
    def uplift_at(self, /, scores: ArrayLike, share: float, *, level: float = ...) -> UpliftAt:
        """
        What the treatment adds among the share of rows with the highest scores.
        """

@final
class TrialBalance:
    """
    Whether treatment looks given by lot.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def columns(self, /) -> list[BalanceColumn]:
        """
        Each column.
        """
    @property
    def departs(self, /) -> bool:
        """
        Whether anything departs; if not, nothing speaks against a lot.
        """
    @staticmethod
    def from_json(text: str) -> TrialBalance:
        """
        The record that `to_json` wrote.
        """
    @property
    def level(self, /) -> float:
        """
        How often nothing is found of a fair lot, at least.
        """
    @property
    def share_departs(self, /) -> bool:
        """
        Is the planned share outside of it?
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def treated_share(self, /) -> MetricInterval:
        """
        The share of rows treated, with an exact interval that a fair lot of the planned share is in, with all tests in view.
        """

@final
class TriedIntervention:
    """
    Something that can be done to keep a customer, and the model of its trial where there was one.

    `trial` was learnt with an outcome of 1 for a customer who stayed and 0 for one who did not; `value_minor` is what one who
    stays is worth, `cost_minor` what the intervention costs, in minor units.
    """
    def __new__(cls, /, intervention: str, trial: Uplift | None = None, *, value_minor: int = ..., cost_minor: int = ...) -> TriedIntervention: ...
    def __repr__(self, /) -> str: ...
    @property
    def cost_minor(self, /) -> int: ...
    @property
    def intervention(self, /) -> str: ...
    @property
    def trial(self, /) -> Uplift | None: ...
    @property
    def value_minor(self, /) -> int: ...

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
class Uplift:
    """
    What a treatment adds to each row's outcome, learnt from rows that were treated or not by lot.

    S, T and X learners over boosted trees (Künzel and others 2019) and the mean of S and X. What it says of itself (`qini`, `uplift_at`,
    `policy_value`, `heterogeneity`) comes from rows that the model had not seen; where effects differ by no more than
    chance explains, `heterogeneity` says `NONE_DETECTABLE`.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def balance(self, /) -> UpliftBalance:
        """
        Whether treatment looks given by lot, and between which bounds its probability lies.
        """
    def explain(self, /, table: Any) -> Explanations:
        """
        What each column contributes to the effect on each row, in units of the outcome: with the base they add up to it.

        `NOT_AVAILABLE` of the learners X and Mean where the propensity was estimated.
        """
    def explain_row(self, /, row: Any) -> Explanation:
        """
        What each column contributes to the effect on one row, a dict of values by column or a row of a frame.
        """
    @staticmethod
    def fit(table: Any, treatment: Any, outcome: Any, *, learner: UpliftLearner | str = ..., propensity: float | None = None, estimate_propensity: bool = False, folds: int = ..., outcome_trees: Mapping[str, Any] | None = None, effect_trees: Mapping[str, Any] | None = None, replicates: int = ..., seed: int = ..., progress: Progress | None = None) -> Uplift:
        """
        Fit a learner on rows that were treated or not, and what came.

        Parameters
        ----------
        table
            What was known before the treatment: a `Table`, a frame, or a dict of columns.
        treatment
            1 and 0, or yes and no.
        outcome
            What came: 0 and 1 (or yes and no), or a value of each row.
        learner
            `mean` of S and X (the default), `x`, `t` or `s`.
        propensity
            The planned probability of treatment; the treated share, unless stated.
        estimate_propensity
            Whether to estimate it from the columns, for treatment that was not given by lot. What decided on treatment has to
            be among the columns then; nothing in the data can tell whether it is.
        folds
            Folds whose rows are scored by a model that did not see them, 2 to 20.
        outcome_trees, effect_trees
            Options of `Gbdt.fit` in a dict, such as ``{"trees": 200}``.
        replicates
            Bootstrap replicates behind the intervals of the Qini coefficient.
        seed
            The seed of what is drawn.
        progress
            Is told how many steps of how many are done; raising stops the work, as Ctrl-C does.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> Uplift:
        """
        What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
        """
    def heterogeneity(self, /, *, level: float = ...) -> HeterogeneityReport:
        """
        Do effects differ between rows, as far as these columns and this learner can tell? Where they do not, difference is
        found with probability `1 - level`.
        """
    @property
    def is_of_probability(self, /) -> bool:
        """
        Whether outcomes were 0 and 1, so that effects are on a probability.
        """
    @property
    def learner(self, /) -> UpliftLearner:
        """
        Which learner it is.
        """
    def policy_value(self, /, *, cost: float = ..., level: float = ...) -> PolicyValue:
        """
        What it is worth to treat rows whose effect is above the cost of treatment, in units of the outcome.
        """
    def predict(self, /, table: Any) -> Any:
        """
        What treating each row would add to its outcome: a Series with the index of a pandas frame, or an array.
        """
    def predict_row(self, /, row: Any) -> float:
        """
        What treating one row would add, a dict of values by column or a row of a frame.
        """
    def qini(self, /, *, level: float = ...) -> QiniReport:
        """
        Area and coefficient of the Qini curve (Radcliffe 2007), of rows that the model had not seen.
        """
    def qini_curve(self, /, *, points: int = ...) -> list[QiniPoint]:
        """
        The Qini curve at so many equal shares of the rows, and at 0; `sartor.to_frame` makes a table of it.
        """
    @property
    def schema(self, /) -> list[SchemaColumn]:
        """
        The columns that it was trained on, in the order of training.
        """
    def to_bytes(self, /) -> bytes:
        """
        The model as bytes, the same in every language; `load` reads any learner's.
        """
    def uplift_at(self, /, share: float, *, level: float = ...) -> UpliftAt:
        """
        What treatment added among the share of rows that the model, not having seen them, scored highest; of all rows, the
        average effect.
        """
    def uplift_near(self, /, effect: float, *, share: float = ..., level: float = ...) -> UpliftAt:
        """
        What treatment added among the share of rows that stand nearest to a row of this effect by the scores that the model,
        not having seen them, gave them: what the trial itself knows of rows like it.
        """

@final
class UpliftAt:
    """
    What the treatment adds among the rows with the highest scores.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def control_mean(self, /) -> float:
        """
        Mean outcome of those not.
        """
    @property
    def controls(self, /) -> float:
        """
        The controls among them.
        """
    @staticmethod
    def from_json(text: str) -> UpliftAt:
        """
        The record that `to_json` wrote.
        """
    @property
    def share(self, /) -> float:
        """
        The share of rows, those with the highest scores.
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
    def treated(self, /) -> float:
        """
        The treated among them, by the lot that decides among equal scores not always a whole number.
        """
    @property
    def treated_mean(self, /) -> float:
        """
        Mean outcome of those treated.
        """
    @property
    def uplift(self, /) -> MetricInterval:
        """
        The difference, with the interval of two independent means.
        """

@final
class UpliftBalance:
    """
    Whether treatment looks given by lot.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def columns(self, /) -> list[UpliftBalanceColumn]:
        """
        Each column, or level of one.
        """
    @property
    def departs(self, /) -> bool:
        """
        Whether anything departs; if not, nothing speaks against a lot.
        """
    @staticmethod
    def from_json(text: str) -> UpliftBalance:
        """
        The record that `to_json` wrote.
        """
    @property
    def highest_propensity(self, /) -> float:
        """
        The highest.
        """
    @property
    def is_estimated(self, /) -> bool:
        """
        Whether the probabilities were estimated. Effects then hold for what the columns explain, and no further.
        """
    @property
    def lowest_propensity(self, /) -> float:
        """
        The lowest probability of treatment that was used.
        """
    @property
    def share_departs(self, /) -> bool:
        """
        Is the planned share outside of it?
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def treated_share(self, /) -> MetricInterval:
        """
        The share of rows treated, with an exact interval.
        """

@final
class UpliftBalanceColumn:
    """
    How one column, or one level of it, differs between the arms.
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
        The level of it, of a column of categories.
        """
    @property
    def column(self, /) -> str:
        """
        The column's name.
        """
    @property
    def departs(self, /) -> bool:
        """
        Is that more than chance explains, with all columns in view?
        """
    @property
    def difference(self, /) -> float:
        """
        Mean of the treated less mean of the controls, in standard deviations; 0.1 is much.
        """
    @staticmethod
    def from_json(text: str) -> UpliftBalanceColumn:
        """
        The record that `to_json` wrote.
        """
    @property
    def missing_difference(self, /) -> float:
        """
        The share of missing values among the treated less that among the controls.
        """
    @property
    def p_value(self, /) -> float:
        """
        The probability of such a difference by lot.
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
class UpliftLearner:
    """
    Which learner of effects.
    """
    MEAN: Final[UpliftLearner]
    """
    The mean of the S learner's effects and of those of an X learner that starts from its outcomes: one finds effects
    that follow the outcome, the other those that do not.
    """
    S: Final[UpliftLearner]
    """
    One model of the outcome, with the treatment among its columns; it is drawn to no effect at all.
    """
    T: Final[UpliftLearner]
    """
    A model of each arm; what either gets wrong goes into the effect.
    """
    X: Final[UpliftLearner]
    """
    Models of the effect itself, each on what the other arm's model leaves.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __int__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, str]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...

@final
class Value:
    """
    A model of spend within a horizon, with intervals that hold what is spent of the share of customers that they say.

    Boosted trees over features of profiles, blended with the expected value of a lifetime model where `extras` have one.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def fit(reader: FeatureReader, profiles: Sequence[Profile], as_of: int | str | datetime | datetime64, *, horizon_days: int = ..., cuts: Sequence[int | str | date | datetime64] | ArrayLike | None = None, folds: int = ..., trees: int = ..., level: float = ..., seed: int = ..., extras: Sequence[Sequence[FeatureExtra | dict[str, Any]]] | None = None, progress: Progress | None = None) -> Value:
        """
        Fit to what customers were known for at past dates, and to what they spent since.

        Parameters
        ----------
        reader
            What reads the profiles; `growth` needs one that knows the catalogue.
        profiles
            The customers. Of whoever does not allow analytics nothing is read.
        as_of
            The time of training: nothing dated later counts.
        horizon_days
            Days over which spend is counted, 1 to 3,650.
        cuts
            Past dates at which customers are looked at, the last a whole horizon before training; chosen unless stated.
        folds
            Groups of customers each of which one member of the model has not seen, 2 to 20.
        trees
            Trees of each part of a member, 1 to 20,000.
        level
            Least share of customers whose spend lies in their interval, 0.5 to 0.99.
        seed
            The seed of what is drawn.
        extras
            What other models knew at each of the cuts: for each cut one for each profile. Their `expected_value_minor` is
            blended.
        progress
            Is told how many steps of how many are done; raising stops the work, as Ctrl-C does.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> Value:
        """
        What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
        """
    def growth(self, /, reader: FeatureReader, profile: Profile, as_of: int | str | datetime | datetime64, *, most: int = ...) -> list[GrowthOpportunity]:
        """
        Where a customer spends less than customers of like spend who buy there, what weighs most first; the reader has to
        know the catalogue.
        """
    @property
    def model_id(self, /) -> str:
        """
        Which one it is: the hash of everything it holds.
        """
    @property
    def options(self, /) -> ValueFitOptions:
        """
        How it was fitted, with the past dates that were chosen.
        """
    def predict(self, /, features: Features) -> CustomerValue:
        """
        What a customer will spend within the horizon.
        """
    def predict_many(self, /, table: FeatureTable, *, progress: Progress | None = None) -> list[CustomerValue]:
        """
        The same for many customers; `sartor.to_frame` makes a table of it.
        """
    def report(self, /) -> ValueReport:
        """
        How good it was on customers that it had not seen.
        """
    def to_bytes(self, /) -> bytes:
        """
        The model as bytes, the same in every language.
        """

@final
class ValueColumns:
    """
    What each of many customers is expected to spend.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def discount_rate_per_period(self, /) -> float:
        """
        The discount.
        """
    @property
    def expected(self, /) -> list[float]:
        """
        Expected value of each customer, discounted, in the histories' unit of money.
        """
    @staticmethod
    def from_json(text: str) -> ValueColumns:
        """
        The record that `to_json` wrote.
        """
    @property
    def margin(self, /) -> float | None:
        """
        The share of spend that `expected` is: a margin. None when it is revenue.
        """
    @property
    def periods(self, /) -> float | None:
        """
        The horizon; none for ever.
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
class ValueFigures:
    """
    How good predicted values are, with intervals of 95 %.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def bias(self, /) -> MetricInterval:
        """
        Mean of prediction less outcome.
        """
    @property
    def explained(self, /) -> float:
        """
        The share of the base rate's deviance that is explained: of a regression R², of counts and amounts that of their
        likelihood; 1 is all, 0 no better than the base rate, below 0 worse.
        """
    @staticmethod
    def from_json(text: str) -> ValueFigures:
        """
        The record that `to_json` wrote.
        """
    @property
    def mean_absolute_error(self, /) -> MetricInterval:
        """
        Mean absolute error.
        """
    @property
    def root_mean_squared_error(self, /) -> MetricInterval:
        """
        Root of the mean squared error.
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
class ValueFitOptions:
    """
    How a model of spend is fitted.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, horizon_days: int = ..., cuts_ms: Sequence[int] = ..., folds: int = ..., trees: int = ..., level: float = ..., seed: int = ...) -> ValueFitOptions: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def cuts_ms(self, /) -> list[int]:
        """
        Past dates at which customers are looked at, each at least a horizon before training. None: one horizon ago, and one
        and a half.
        """
    @property
    def folds(self, /) -> int:
        """
        Groups of customers each of which one member of the model has not seen, 2 to 20.
        """
    @staticmethod
    def from_json(text: str) -> ValueFitOptions:
        """
        The record that `to_json` wrote.
        """
    @property
    def horizon_days(self, /) -> int:
        """
        Days over which spend is counted, 1 to 3,650.
        """
    @property
    def level(self, /) -> float:
        """
        Least share of customers whose spend lies in their interval, .5 to .99.
        """
    @property
    def seed(self, /) -> int:
        """
        The seed of what is drawn.
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
    def trees(self, /) -> int:
        """
        Trees of each part of a member, 1 to 20,000.
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
    def margin(self, /) -> float | None:
        """
        The share of spend that `expected`, `low` and `high` are: a margin. None when they are revenue.
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

@final
class ValueGbdt:
    """
    Whether a row brings something, and how much then: boosted trees of either.

    Nothing with probability 1 - p, otherwise a lognormal amount (Wang, Liu and Miao 2019): for spend, of which most customers
    have none and a few have much.

    Examples
    --------
    >>> from sartor.learn import ValueGbdt
    >>> visits = [float(row % 30) for row in range(600)]
    >>> spent = [10.0 + row % 7 + row % 30 if row % 3 == 0 else 0.0 for row in range(600)]
    >>> model = ValueGbdt.fit({"visits": visits}, spent, trees=100)
    >>> bool(abs(model.predict({"visits": visits}).sum() / sum(spent) - 1) < 0.05)
    True
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[bytes]]: ...
    def __repr__(self, /) -> str: ...
    def costs(self, /, table: Any, amounts: Any) -> Any:
        """
        What the amount of each row costs: the negative logarithm of its likelihood.
        """
    @staticmethod
    def fit(table: Any, amounts: Any, *, trees: int = ..., leaves: int | None = None, depth: int = ..., learning_rate: float = ..., l2: float = ..., min_child_weight: float = ..., row_share: float = ..., column_share: float = ..., category_smoothing: float = ..., max_bins: int = ..., monotone: Mapping[str, str] | None = None, early_stopping: EarlyStopping | bool = ..., seed: int = ..., weights: Any = None, times: Any = None, progress: Progress | None = None) -> ValueGbdt:
        """
        Grow trees on a table.

        Parameters
        ----------
        table
            A `Table`, or a frame of pandas, polars or Arrow, or a dict of columns.
        amounts
            What each row brought: at least 0, some of them 0 and at least ten above it.
        trees, leaves, depth, learning_rate, l2, min_child_weight, row_share, column_share, category_smoothing, max_bins,
        monotone, early_stopping, seed, weights, times, progress
            As of `Gbdt.fit`, for both parts.
        """
    @staticmethod
    def from_bytes(bytes: bytes) -> ValueGbdt:
        """
        What `to_bytes` wrote. Damaged, foreign and newer bytes are refused.
        """
    def log_amount(self, /) -> Gbdt:
        """
        How much it brings then: trees whose score is the mean of the logarithm.
        """
    @property
    def log_variance(self, /) -> float:
        """
        The variance of the logarithm of an amount around its mean.
        """
    def occurrence(self, /) -> Gbdt:
        """
        Whether a row brings something: trees whose score is the log-odds.
        """
    def predict(self, /, table: Any) -> Any:
        """
        The mean amount of every row: a Series with the index of a pandas frame, or an array.
        """
    def predict_row(self, /, row: Any) -> float:
        """
        The mean amount of one row, a dict of values by column or a row of a frame.
        """
    @property
    def schema(self, /) -> list[SchemaColumn]:
        """
        The columns that it was trained on, in the order of training.
        """
    def to_bytes(self, /) -> bytes:
        """
        The model as bytes, the same in every language; `load` reads any learner's.
        """

@final
class ValueIntervals:
    """
    Intervals that hold what comes with a promised probability: columns in the form of those asked with.
    """
    def __len__(self, /) -> int: ...
    def __new__(cls, /, low: Any, high: Any, level: float) -> ValueIntervals: ...
    def __reduce__(self, /) -> tuple[Any, tuple[Any, ...]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> Any: ...
    @property
    def high(self, /) -> Any:
        """
        Upper ends.
        """
    @property
    def level(self, /) -> float:
        """
        The least probability, over all rows, that an interval holds what comes.
        """
    @property
    def low(self, /) -> Any:
        """
        Lower ends.
        """
    def to_frame(self, /) -> Any:
        """
        A `DataFrame` of the library of the columns, with their index; of pandas (or else polars) for arrays.
        """

@final
class ValueOptions:
    """
    What value is asked for.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, periods: float | None = ..., discount_rate_per_period: float = ..., margin: float | None = ...) -> ValueOptions: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def discount_rate_per_period(self, /) -> float:
        """
        0 to 1000: 0.002 a week is about 0.11 a year.
        """
    @staticmethod
    def from_json(text: str) -> ValueOptions:
        """
        The record that `to_json` wrote.
        """
    @property
    def margin(self, /) -> float | None:
        """
        The share of spend that is wanted, above 0 and at most 1; none for revenue.
        """
    @property
    def periods(self, /) -> float | None:
        """
        The horizon in the models' unit of time; none for ever, which takes a discount.
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
class ValueReport:
    """
    What a model said of customers that its trees had not seen, beside what they spent.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def base_deviance(self, /) -> float:
        """
        The deviance of the mean of all.
        """
    @property
    def bias(self, /) -> MetricInterval:
        """
        What the blend expects too much on average, in minor units.
        """
    @property
    def customers(self, /) -> int:
        """
        Customers.
        """
    @property
    def deviance(self, /) -> float:
        """
        Mean deviance of the blend (Tweedie of power 1.5, up to what does not depend on the model): lower is better.
        """
    @property
    def deviance_of_lifetime(self, /) -> float | None:
        """
        The deviance of the lifetime model alone, on rows that have one; nothing where there are none.
        """
    @property
    def deviance_of_trees(self, /) -> float:
        """
        The deviance of the trees alone.
        """
    @staticmethod
    def from_json(text: str) -> ValueReport:
        """
        The record that `to_json` wrote.
        """
    @property
    def lifetime_weight(self, /) -> float:
        """
        The share of the lifetime model in the blend.
        """
    @property
    def mean_absolute_error(self, /) -> MetricInterval:
        """
        Mean absolute error of the blend, in minor units.
        """
    @property
    def mean_minor(self, /) -> float:
        """
        Mean spend, in minor units.
        """
    @property
    def rows(self, /) -> int:
        """
        Customers at cuts.
        """
    @property
    def rows_with_lifetime(self, /) -> int:
        """
        Rows with a value of a lifetime model.
        """
    @property
    def spearman(self, /) -> MetricInterval:
        """
        Rank correlation of what was expected and spent.
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
class VisitPatterns:
    """
    When visits begin and orders are placed, on the customer's own clock.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> VisitPatterns:
        """
        The record that `to_json` wrote.
        """
    @property
    def orders_by_hour(self, /) -> list[int]:
        """
        Orders placed in each hour, cancelled ones too: 24 numbers.
        """
    @property
    def orders_by_weekday(self, /) -> list[int]:
        """
        Orders placed on each weekday, cancelled ones too: 7 numbers.
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
    def visits_by_hour(self, /) -> list[int]:
        """
        Visits that began in each hour, from midnight: 24 numbers.
        """
    @property
    def visits_by_weekday(self, /) -> list[int]:
        """
        Visits that began on each weekday, from Monday: 7 numbers.
        """

@final
class VisitView:
    """
    One visit to the shop.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def added(self, /) -> bool:
        """
        Whether something was put into the cart.
        """
    @property
    def duration_seconds(self, /) -> int:
        """
        Seconds from its first to its last event.
        """
    @property
    def first_ms(self, /) -> int:
        """
        Time of its first event.
        """
    @staticmethod
    def from_json(text: str) -> VisitView:
        """
        The record that `to_json` wrote.
        """
    @property
    def ordered(self, /) -> bool:
        """
        Whether something was ordered.
        """
    @property
    def pages(self, /) -> PageCounts:
        """
        What was done, by kind.
        """
    @property
    def product_ids(self, /) -> list[str]:
        """
        The first 20 of them.
        """
    @property
    def products(self, /) -> int:
        """
        Distinct products looked at.
        """
    @property
    def queries(self, /) -> list[QueryText]:
        """
        Search queries, at most 20; empty unless asked for.
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
class WaitingCurve:
    """
    The product-limit estimate.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @staticmethod
    def from_json(text: str) -> WaitingCurve:
        """
        The record that `to_json` wrote.
        """
    @property
    def median_days(self, /) -> float | None:
        """
        The first time at which at most half are waiting; nothing while more than half are.
        """
    @property
    def median_high_days(self, /) -> float | None:
        """
        Upper end; nothing while it cannot be told.
        """
    @property
    def median_low_days(self, /) -> float | None:
        """
        Lower end of the median's interval.
        """
    @property
    def points(self, /) -> list[WaitingPoint]:
        """
        The steps, by time.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

@final
class WaitingPoint:
    """
    One step of a [`WaitingCurve`].
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def at_risk(self, /) -> int:
        """
        Spells that lasted at least so long.
        """
    @property
    def days(self, /) -> float:
        """
        Time of the step.
        """
    @property
    def decided(self, /) -> int:
        """
        Spells decided at this time.
        """
    @staticmethod
    def from_json(text: str) -> WaitingPoint:
        """
        The record that `to_json` wrote.
        """
    @property
    def high(self, /) -> float:
        """
        Upper end of its interval.
        """
    @property
    def low(self, /) -> float:
        """
        Lower end of its interval.
        """
    @property
    def standard_error(self, /) -> float:
        """
        Greenwood's standard error of that share.
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
    def waiting(self, /) -> float:
        """
        Share still waiting after it.
        """

@final
class Watchlist:
    """
    Who is at risk.
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
        The time of the last look.
        """
    @property
    def entries(self, /) -> list[WatchlistEntry]:
        """
        Those at risk now, who rose most first.
        """
    @staticmethod
    def from_json(text: str) -> Watchlist:
        """
        The record that `to_json` wrote.
        """
    @property
    def left_out(self, /) -> int:
        """
        Those at risk now who are not told, because there were more than asked for.
        """
    @property
    def model_id(self, /) -> str:
        """
        The model that says so.
        """
    @property
    def recovered(self, /) -> list[str]:
        """
        Those who were at risk at the look before and are not any more, sorted.
        """
    @property
    def threshold(self, /) -> float:
        """
        The probability from which a customer is at risk.
        """
    def to_columns(self, /, table: str = ...) -> dict[str, list[Any]]:
        """
        A table of this view as lists, by the name of its column; the guide names the tables.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_frame(self, /, table: str = ...) -> Any:
        """
        A table of this view as a `DataFrame` of pandas, or else of polars, whichever is installed.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """
    @property
    def unknown(self, /) -> int:
        """
        Customers of whom nothing could be said now, for want of consent or of a purchase.
        """

@final
class WatchlistEntry:
    """
    One customer at risk.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def before(self, /) -> float | None:
        """
        What it was at the look before the crossing, or at the first look; nothing where the customer was not known then.
        """
    @property
    def churn(self, /) -> Estimate:
        """
        Probability of churn now.
        """
    @property
    def crossed_after_ms(self, /) -> int | None:
        """
        The look before that, when it was not: the crossing lies between. Nothing where the customer was at risk at the
        first look, or not known before.
        """
    @property
    def customer_id(self, /) -> str:
        """
        The customer.
        """
    @staticmethod
    def from_json(text: str) -> WatchlistEntry:
        """
        The record that `to_json` wrote.
        """
    @property
    def reasons(self, /) -> list[ChurnReason]:
        """
        What changed, strongest first: against that look before, or, where there is none, against the typical customer.
        """
    @property
    def rise(self, /) -> float | None:
        """
        How much it rose since.
        """
    @property
    def since_ms(self, /) -> int:
        """
        The first look of this run at which it was above the threshold.
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
class WatchlistOptions:
    """
    Who is to be on the list.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, *, threshold: float = ..., entries: int = ..., reasons: int = ..., standing: bool = ...) -> WatchlistOptions: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    @property
    def entries(self, /) -> int:
        """
        The most entries, 1 to 1,000,000: those that rose most.
        """
    @staticmethod
    def from_json(text: str) -> WatchlistOptions:
        """
        The record that `to_json` wrote.
        """
    @property
    def reasons(self, /) -> int:
        """
        Reasons of each entry, at most 100.
        """
    @property
    def standing(self, /) -> bool:
        """
        Whether also those are told who were at risk at the first look already.
        """
    @property
    def threshold(self, /) -> float:
        """
        The probability of churn from which a customer is at risk, above 0, below 1.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The record as dicts, lists, numbers and strings, with the keys of its JSON.
        """
    def to_json(self, /) -> str:
        """
        The record as canonical JSON.
        """

def auc_standard_error(auc: float, positives: float, negatives: float) -> float:
    """
    The standard error of an AUC that so many rows of either label will have, before there are any (Hanley and McNeil 1982).
    """

def backtest(summaries: Summaries, models: Sequence[PurchaseModelKind] | None = None, *, origins: Sequence[int | str | date | datetime64] | ArrayLike | None = None, horizon_days: int | None = None, level: float = ..., progress: Progress | None = None) -> BacktestReport:
    """
    Would these models have forecast the customers of this shop, better than a spreadsheet?

    From each of `origins` (three by default; dates or times, as those of `summarize`) every model is fitted to what was known then, and judged by the
    `horizon_days` that followed (a quarter of the known time by default), beside each customer's own rate continued
    and the mean of their segment.
    """

def calibration_over_time(labels: ArrayLike, scores: ArrayLike, times: Any, *, window_days: float = ..., level: float = ...) -> CalibrationOverTime:
    """
    What was foretold beside what came, in windows of time counted from the earliest row.

    Each window's count of label 1 is held against that of independent rows with the probabilities told; together the
    windows find fault with a calibrated model with probability at most `1 - level`.
    """

def call(operation: str, input: str) -> str:
    """
    Run one operation that needs no engine, such as `readOrders` or `profile.view`, with JSON in and out.
    """

def check_columns(table: Any, labels: Any, *, level: float = ..., progress: Progress | None = None) -> ColumnChecks:
    """
    Which columns know the answer, say nothing, or say what another says already?

    Parameters
    ----------
    table
        A `Table` or a frame.
    labels
        0 and 1, or yes and no, both present.
    level
        How often no fair column is accused by chance, at least.

    Examples
    --------
    >>> from sartor.learn import check_columns
    >>> left = [row % 5 == 0 for row in range(400)]
    >>> refund = [9.5 if label else None for label in left]
    >>> checks = check_columns({"age": [20 + row * 7 % 50 for row in range(400)], "refund": refund}, left)
    >>> [(check.name, str(check.leakage)) for check in checks.columns]
    [('age', 'none_detectable'), ('refund', 'knows')]
    """

def clumpiness(gaps: ArrayLike) -> Clumpiness | None:
    """
    How clumpy purchases are, by the gaps into which they cut the time observed, the last of them still open.
    """

def consent_events(customer_id: str, changes: Sequence[ConsentSignal | dict[str, Any]], at: int | str | datetime | datetime64) -> list[Event]:
    """
    The events that say what a signal said, at a time, in the order of purposes.
    """

def declared_fields() -> list[DeclaredField]:
    """
    Every field that a customer can be known by, group by group: what it holds, what may be done with it, who reads it.
    """

def events_from_ga4(text: str, currency: str | None = None) -> list[Event]:
    """
    The events of one line of JSON as Google Analytics 4 has them: a payload, or a row of its export.

    Prices that name no currency are in `currency`.
    """

def feature_list() -> list[FeatureSpec]:
    """
    Every feature, in the order of the columns: its name, unit and meaning.
    """

def fit(table: Any, labels: Any, *, task: Task | str = ..., seed: int = ..., folds: int = ..., weights: Any = None, times: Any = None, calibration: CalibrationMethod | str | None = None, members: Sequence[MemberKind | str] | None = None, progress: Progress | None = None) -> Ensemble:
    """
    Learn what labels depend on: a calibrated blend of learners that reports how good it is.

    Parameters
    ----------
    table
        A `Table`, or a frame of pandas, polars or Arrow, or a dict of columns.
    labels
        What is to be learnt of each row. Of a binary task 0 and 1, or yes and no; text is refused: say which text is 1, such
        as ``y == "Yes"``.
    task
        `binary` (the default), `regression` (any numbers), `count`, or `amount` (at least 0, many of them 0).
    seed
        The seed of what is drawn.
    folds
        Parts of the rows that are held out in turn, 2 to 20.
    weights
        How much each row counts; a row of weight 2 counts as two.
    times
        When each row was, so that every row is judged by what was learnt from earlier ones alone.
    calibration
        `none`, `platt`, `beta` or `isotonic`; what rows held out speak for, unless stated.
    members
        Learners to blend, such as ``["gbdt"]``; all that fit the task, unless stated.
    progress
        Is told how many steps of how many are done; raising stops the work, as Ctrl-C does.

    Examples
    --------
    >>> from sartor import learn
    >>> months = [float(row % 40) for row in range(400)]
    >>> left = [row % 40 + row // 40 % 3 * 5 < 15 for row in range(400)]
    >>> model = learn.fit({"tenure": months}, left, members=["gbdt", "logistic"])
    >>> model.report().ensemble.labels.auc.value > 0.9
    True
    """

def global_privacy_control(sec_gpc: str) -> ConsentSignals:
    """
    What the header `Sec-GPC` says: `1` denies sharing, any other value says nothing.
    """

def google_consent_mode(keys: ConsentModeKeys | dict[str, Any]) -> ConsentSignals:
    """
    What Google Consent Mode v2 says.
    """

def guard_of(name: str) -> FieldGuard:
    """
    What may be done with a declared value of this name, in any spelling, known or not.
    """

def iab_tcf(keys: TcfKeys | dict[str, Any]) -> ConsentSignals:
    """
    What the Transparency and Consent Framework says of purposes, by the keys that an app stores.
    """

def kaplan_meier(spells: Sequence[Spell | dict[str, Any]]) -> WaitingCurve:
    """
    How long it takes when some are still waiting: the estimate of Kaplan and Meier of these spells, with intervals
    of 90 %. `to_frame()` of the answer makes a table of its steps.
    """

def load(bytes: bytes) -> Ensemble | Gbdt | Logistic | Network | Uplift | ValueGbdt:
    """
    The learner that `to_bytes` wrote, whichever it is and in whichever language.
    """

def mixing(model: MbgNbd2 | ParetoNbd2 | MbgCnbd2 | GGompertzNbd2 | BgNbd2 | BgCnbd2 | Nbd2 | BgBb2, *, points: int = ...) -> tuple[MixingDistribution, MixingDistribution | None]:
    """
    How the customers of a model differ: in buying, and in leaving, which is `None` where nobody leaves.
    """

def narrowing(scores: ArrayLike, options: NarrowingOptions | dict[str, Any] | None = None) -> ChoiceNarrowing:
    """
    How many of the options with these scores to show; in any order, higher is better.
    """

def parse_tc_string(text: str) -> TcString:
    """
    Read a consent string of the framework, version 2, all of it, or say what is wrong and where.
    """

def pseudonym(key: bytes, customer_id: str) -> str:
    """
    The pseudonym of a customer under a key of at least 16 bytes, as `Engine.trained_on` asks for it.
    """

def rank_interventions(effects: Sequence[InterventionEffect | dict[str, Any]]) -> list[RankedIntervention]:
    """
    Interventions in the order in which they should be thought of: those that help by what they gain, the untested, those that
    cost more than they bring, those without an effect that could be seen, and those that harm.
    """

def rank_tried_interventions(customer: Any, interventions: Sequence[TriedIntervention]) -> list[RankedIntervention]:
    """
    The same for one customer, by what the trials say of customers like this one; without a trial it is untested.

    `customer` is what is known of the customer: `Features`, or a dict of values by column. Every column of every trial has to be
    there.
    """

def regularity(gaps: ArrayLike) -> Estimate | None:
    """
    How regular purchases are, by the gaps between them: 1 as at random, more when more regular; nothing unless there
    are two gaps, all above 0.
    """

def score_holdout(model: MbgNbd2 | ParetoNbd2 | MbgCnbd2 | GGompertzNbd2 | BgNbd2 | BgCnbd2 | Nbd2 | BgBb2, summaries: Summaries, *, level: float = ..., progress: Progress | None = None) -> ForecastScore:
    """
    How well a fitted model forecast the holdout of summaries. `select` scores what it fits itself; this scores any
    model, such as one fitted with a penalty.
    """

def seal_info(sealed_or_key: bytes) -> SealInfo:
    """
    What sealed bytes, or a wrapped data key, say without any key: version, schema, and which key is needed.
    """

def segment_preferences(preferences: dict[str, bool], categories: Sequence[ConsentCategory | dict[str, Any]]) -> ConsentSignals:
    """
    What Segment's `context.consent.categoryPreferences` say, by the host's own map of categories.
    """

def select(summaries: Summaries, *, models: Sequence[PurchaseModelKind] | None = None, progress: Progress | None = None) -> Selection:
    """
    Fit every model of purchases to summaries and choose one: by the holdout where there is one, else by Akaike's
    criterion; of those that are level the simplest under which a customer can leave after the first purchase.

    `models` names the kinds to compare, all by default.
    """

def simulate(model: MbgNbd2 | ParetoNbd2 | MbgCnbd2 | GGompertzNbd2 | BgNbd2 | BgCnbd2 | Nbd2 | BgBb2, customers: int, periods: ArrayLike, *, seed: int, progress: Progress | None = None) -> dict[str, Any]:
    """
    Draw customers from a model and follow each for `periods`: one length for all, or one for each.

    Columns in a dict: `purchase_customer` (from 0) and `purchase_age` of each purchase; `frequency`,
    `last_purchase_age` and `age` of each customer. The same seed gives the same customers everywhere.
    """

def summarize(customer: Any, timestamp: Any, value: ArrayLike | None = None, period: str | float | None = None, *, as_of: int | str | date | datetime64 | None = None, calibration_end: int | str | date | datetime64 | None = None, utc_offset_minutes: int = ...) -> Summaries:
    """
    Summarise a file of transactions: one row each, in any order.

    Purchases of one day, on the clock of `utc_offset_minutes`, count once; returns are taken off what was bought before
    them, and counted.

    Parameters
    ----------
    customer
        Texts, categories or whole numbers; a missing one is nobody, whose rows are counted and left out.
    timestamp
        Datetimes, dates, ISO 8601 texts, or whole milliseconds since 1970; what says no zone is in UTC.
    value
        What was paid, within 1e15 of 0, negative for what was returned; without it all purchases count as free.
    period
        The unit of time: `day`, `week` (the default), `month` (30.4375 days), `year` (365.25) or a number of days.
    as_of
        Now: figures are as of the end of this day. The last of the rows by default; later rows are left out. Any of what
        `timestamp` may hold, such as ``"2010-12-09"``.
    calibration_end
        The last day that a model may learn from, as `as_of`; what came after it is the holdout.
    utc_offset_minutes
        Minutes east of UTC of the clock whose days are counted.

    Returns
    -------
    Summaries
        A row for each customer, ascending.

    Raises
    ------
    OutOfRange
        A time or value that cannot be: the row is named.
    InvalidValue
        A column that is not of customers, times or amounts, or an id among them that is none: the row is named.
    TooFew
        No row, none with a customer, or no customer with a purchase in the time to learn from.
    """

def summarize_customer(purchases: Sequence[tuple[int | str | date | datetime64, float]], as_of_day: int | str | date | datetime64, *, period_days: float = ...) -> PurchaseSummary:
    """
    Summarise one customer's purchases: `(day, spend)` pairs in ascending order of days.

    Days are dates, ISO 8601 texts or their numbers counted from 1970.
    Purchases on one day count once; `period_days` is the length of a period in days, 7 for weeks.
    """

def to_frame(records: Sequence[Any]) -> Any:
    """
    A list of records of one kind, such as events, verdicts or products, as a `DataFrame` of pandas, or else of polars.

    A column is a field; `evidence.login_days` is one of a record within. Views have `to_frame()` of their own.
    """

def total_value(purchases: MbgNbd2 | ParetoNbd2 | MbgCnbd2 | GGompertzNbd2 | BgNbd2 | BgCnbd2 | Nbd2 | BgBb2, spend: GammaGamma, summaries: Summaries, periods: float, *, discount_rate_per_period: float = ..., margin: float | None = None, level: float = ..., progress: Progress | None = None) -> TotalValue:
    """
    The value that all customers of summaries have together over the next `periods`, with its interval. Intervals of
    customers must not be added up: their chances even out, and the parameters' errors do not.
    """

def tracking(model: MbgNbd2 | ParetoNbd2 | MbgCnbd2 | GGompertzNbd2 | BgNbd2 | BgCnbd2 | Nbd2 | BgBb2, summaries: Summaries, *, level: float = ..., progress: Progress | None = None) -> Tracking:
    """
    Follow the customers of a file of transactions under a fitted model, period by period.

    What is expected rests on nothing but the day of each customer's first purchase. The intervals join chance, by
    10,000 drawn customers, and the parameters' uncertainty.
    """

def value(purchases: MbgNbd2 | ParetoNbd2 | MbgCnbd2 | GGompertzNbd2 | BgNbd2 | BgCnbd2 | Nbd2 | BgBb2, spend: GammaGamma, periods: float | None, discount_rate_per_period: float, frequency: ArrayLike, last_purchase_age: ArrayLike, age: ArrayLike, monetary: ArrayLike, *, paid_frequency: ArrayLike | None = None, margin: float | None = None, level: float | None = None, progress: Progress | None = None) -> CustomerValues:
    """
    What are customers worth: discounted purchases times expected spend, over a horizon or for ever?

    Parameters
    ----------
    purchases, spend
        A fitted model of purchases of any class, and the model of what is spent at one.
    periods
        The horizon, 0 to 1e9, in the unit of time of the ages; `None` (or infinity) is for ever, the residual lifetime
        value of Fader, Hardie and Lee (2005), and takes a discount.
    discount_rate_per_period
        0 to 1000: 0.002 a week is about 0.11 a year.
    frequency, last_purchase_age, age, monetary
        Histories of `Summaries`: columns of one length, or the numbers of one customer.
    paid_frequency
        Repeat purchases that cost something; `frequency` where all did.
    margin
        The share of spend that is wanted, above 0 and at most 1; revenue without it.
    level
        Coverage of predictive intervals, such as 0.9: they are worked out on demand, since they cost more than the
        expectation does, and only over a horizon.

    Returns
    -------
    CustomerValues
        `expected`, and with a level `low`, `high` and `probability_of_none`, in the form of the columns; `measure` says
        whether they are revenue or margin.

    Raises
    ------
    OutOfRange
        A history that cannot be (the row is named), or a horizon, discount, margin or level outside its range.
    NotAvailable
        The expected spend of a customer is infinite under the model (`q` of at most 1).
    """

def verify_audit(log_id: str, lines: bytes, anchors: Sequence[AuditAnchor | dict[str, Any]], anchor_key: bytes | None = None) -> AuditVerdict:
    """
    What is found in the lines of a log: see `AuditVerdict`.
    """
