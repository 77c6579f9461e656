"""How do all pictures look alike, without changing how others look?

Nothing global is touched: no pyplot, no ``rcParams``. Colours are Okabe and Ito's (2008), which people who confuse red
and green can tell apart, and what was observed is never told from what was expected by colour alone.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, TypeAlias

from .. import _sartor as lifetime
from ..errors import NotAvailable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Model: TypeAlias = (
    lifetime.BgBb
    | lifetime.BgCnbd
    | lifetime.BgNbd
    | lifetime.GGompertzNbd
    | lifetime.MbgCnbd
    | lifetime.MbgNbd
    | lifetime.Nbd
    | lifetime.ParetoNbd
)
"""A fitted model of purchases."""

OBSERVED = "#1a1a1a"
EXPECTED = "#0072b2"
NOTE = "#d55e00"
QUIET = "#6b6b6b"
COLOURS = "cividis"
BAND_ALPHA = 0.22


def axes(ax: Axes | None, *, width: float = 6.4, height: float = 4.0) -> Axes:
    """The axes to draw on, or new ones in a figure of their own.

    Parameters
    ----------
    ax : Axes or None
        Axes of the caller.
    width, height : float
        Size of a new figure in inches.

    Returns
    -------
    Axes
        Never known to pyplot unless the caller's are.

    Raises
    ------
    ImportError
        Where matplotlib is missing; it names the extra.
    """
    try:
        from matplotlib.figure import Figure
        from matplotlib.layout_engine import ConstrainedLayoutEngine
    except ImportError as missing:
        raise ImportError(
            "pictures are drawn with matplotlib, which is not installed: pip install 'sartor[pictures]'"
        ) from missing
    if ax is None:
        figure = Figure(figsize=(width, height), layout=ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08))
        ax = figure.add_subplot()
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("bottom", "left"):
        ax.spines[side].set_color(QUIET)
    ax.tick_params(colors="#333333", labelsize=9)
    return ax


def words(ax: Axes, title: str, x: str, y: str) -> None:
    """Title and the names of the axes, units included."""
    ax.set_title(title, fontsize=11, loc="left", parse_math=False)
    ax.set_xlabel(x, fontsize=9.5, parse_math=False)
    ax.set_ylabel(y, fontsize=9.5, parse_math=False)


def legend(ax: Axes, place: str = "best") -> None:
    """The legend, without a frame."""
    ax.legend(loc=place, frameon=False, fontsize=9)


def grid(ax: Axes, axis: str = "y") -> None:
    """Thin lines behind what is drawn."""
    ax.grid(axis=axis, color="#e3e3e3", linewidth=0.8)  # type: ignore[arg-type]
    ax.set_axisbelow(True)


def refuse_opportunities(model: Model, picture: str) -> None:
    """Refuse BG/BB where a picture needs times of purchases."""
    if isinstance(model, lifetime.BgBb):
        raise NotAvailable(
            f"{picture} of BG/BB is not available: it knows opportunities to buy, and these are times of purchases",
            "NOT_AVAILABLE",
            {"subject": f"{picture} of BG/BB", "reason": "it knows opportunities to buy, not times"},
        )


def plural(period: str) -> str:
    """``weeks`` of ``week``; ``periods of 10 days`` of ``10 days``."""
    return f"periods of {period}" if period[:1].isdigit() else f"{period}s"


def per(period: str) -> str:
    """``a week`` of ``week``; ``in 10 days`` of ``10 days``."""
    return f"in {period}" if period[:1].isdigit() else f"a {period}"


def to_svg(ax: Axes, name: str = "picture") -> str:
    """The picture of these axes as SVG, the same bytes every time: no date, no random names.

    Parameters
    ----------
    ax : Axes
        What a picture returned.
    name : str
        Makes the names inside differ from those of other pictures on the same page.

    Returns
    -------
    str
        One ``<svg>`` element with its text as text, so that it can be searched and read aloud.
    """
    import matplotlib

    out = io.StringIO()
    figure = ax.get_figure(root=True)
    assert figure is not None
    with matplotlib.rc_context({"svg.hashsalt": f"sartor {name}", "svg.fonttype": "none"}):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    text = out.getvalue()
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text[text.index("<svg") :], flags=re.S)
    # Groups are numbered alike in every picture, and names on a page are unique.
    text = re.sub(r'(<g id=")', rf"\g<1>{re.sub('[^a-z0-9]+', '-', name.lower())}-", text)
    return re.sub(r"[ \t]+$", "", text, flags=re.M)
