"""Why a call was refused.

Every error of Sartor is a :class:`SartorError` with a stable ``code`` and its ``fields``; nothing has changed
when one is raised. What is wrong with an input is also a :class:`ValueError`, a file that cannot be read also
an :class:`OSError`, and work stopped by Ctrl-C also a :class:`KeyboardInterrupt`.

>>> import sartor
>>> try:
...     sartor.Profile("")
... except ValueError as error:
...     print(error.code)
OUT_OF_RANGE
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "AlreadySet",
    "Cancelled",
    "CurrencyMismatch",
    "Forbidden",
    "IdentityConflict",
    "InputError",
    "InternalError",
    "InvalidValue",
    "Malformed",
    "NewerVersion",
    "NotAvailable",
    "NotConverged",
    "NothingToUndo",
    "OutOfRange",
    "PurposeNeeded",
    "RetiredKey",
    "SartorError",
    "SelfMerge",
    "Tampered",
    "TooFew",
    "TooLarge",
    "TooOld",
    "Truncated",
    "UnknownEvent",
    "UnknownField",
    "UnknownKey",
    "UnknownProduct",
    "Unreadable",
    "WrongCustomer",
    "WrongOwner",
]


class SartorError(Exception):
    """Any error of Sartor."""

    code: str
    """The stable name of this kind of error, such as ``OUT_OF_RANGE``."""
    fields: dict[str, Any]
    """The values that explain it."""

    def __init__(self, message: str, code: str = "INTERNAL", fields: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.fields = fields or {}

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.code, self.fields)


class InputError(SartorError, ValueError):
    """Something that was handed in cannot be used."""


class OutOfRange(InputError):
    """A number lies outside its documented range, or is not finite."""


class InvalidValue(InputError):
    """A value is of the wrong kind, is missing, or cannot be parsed."""


class UnknownField(InputError):
    """An option or request has a field that does not exist."""


class TooLarge(InputError):
    """An input is larger than its documented maximum."""


class TooOld(InputError):
    """An event is older than the watermark behind which a ledger was rolled up."""


class WrongCustomer(InputError):
    """An event or ledger belongs to another customer."""


class CurrencyMismatch(InputError):
    """Two currencies met where one is needed."""


class UnknownProduct(InputError):
    """A product is not in the catalogue."""


class UnknownEvent(InputError):
    """An event name is not in the vocabulary."""


class Malformed(InputError):
    """Bytes or text are not in the format they should be in."""


class Truncated(InputError):
    """Input ended before it was complete."""


class NewerVersion(InputError):
    """A file was written by a newer Sartor."""


class TooFew(InputError):
    """There is too little data for what was asked."""


class AlreadySet(InputError):
    """A fact that may be set once was set to something else."""


class NothingToUndo(InputError):
    """Something that was to be undone was never done."""


class SelfMerge(InputError):
    """A profile was merged with itself, or with a copy that equals it."""


class IdentityConflict(InputError):
    """Two identities contradict each other and are not one customer."""


class PurposeNeeded(InputError):
    """A value of a special category was sent without the purpose for it."""


class UnknownKey(InputError):
    """A key that is needed is not among those given."""


class RetiredKey(InputError):
    """A key that only opens was to seal."""


class Tampered(InputError):
    """Something was changed after it was sealed or logged."""


class WrongOwner(InputError):
    """Something is another customer's, or belongs to another log than the one named."""


class NotConverged(SartorError):
    """A search for parameters ended without an optimum."""


class NotAvailable(SartorError):
    """Part of an engine is absent: not fitted, or left out of a device artefact."""


class Forbidden(SartorError):
    """The law of the jurisdiction forbids what was asked."""


class Cancelled(SartorError, KeyboardInterrupt):
    """Long work was stopped by Ctrl-C."""


class Unreadable(SartorError, OSError):
    """A file could not be read."""


class InternalError(SartorError):
    """A defect in Sartor itself, caught at the border."""


_BY_CODE: dict[str, type[SartorError]] = {
    "ALREADY_SET": AlreadySet,
    "CANCELLED": Cancelled,
    "CURRENCY_MISMATCH": CurrencyMismatch,
    "FORBIDDEN": Forbidden,
    "IDENTITY_CONFLICT": IdentityConflict,
    "INTERNAL": InternalError,
    "INVALID_VALUE": InvalidValue,
    "MALFORMED": Malformed,
    "NEWER_VERSION": NewerVersion,
    "NOTHING_TO_UNDO": NothingToUndo,
    "NOT_AVAILABLE": NotAvailable,
    "NOT_CONVERGED": NotConverged,
    "OUT_OF_RANGE": OutOfRange,
    "PURPOSE_NEEDED": PurposeNeeded,
    "RETIRED_KEY": RetiredKey,
    "SELF_MERGE": SelfMerge,
    "TAMPERED": Tampered,
    "TOO_FEW": TooFew,
    "TOO_LARGE": TooLarge,
    "TOO_OLD": TooOld,
    "TRUNCATED": Truncated,
    "UNKNOWN_EVENT": UnknownEvent,
    "UNKNOWN_FIELD": UnknownField,
    "UNKNOWN_KEY": UnknownKey,
    "UNKNOWN_PRODUCT": UnknownProduct,
    "UNREADABLE": Unreadable,
    "WRONG_CUSTOMER": WrongCustomer,
    "WRONG_OWNER": WrongOwner,
}


def of(code: str, message: str, fields: dict[str, Any]) -> SartorError:
    """The error of a code; one that this package does not know yet is a plain :class:`SartorError`."""
    return _BY_CODE.get(code, SartorError)(message, code, fields)
