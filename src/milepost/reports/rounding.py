"""How are parts of a sum printed so that what is printed adds up?"""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal


def printed(value: Decimal, places: int) -> Decimal:
    """The value as the page prints it: rounded half away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def parts_that_add_up(parts: Sequence[Decimal], total: Decimal, places: int) -> tuple[Decimal, ...]:
    """Round parts, above or below 0, so that they add up to a total as it is printed.

    Each part is rounded down; what is left over goes, one unit of the last place each, to the largest remainders, the
    first of equals first. Where more is to be taken away than given, the smallest remainders give it.

    Args:
        parts: Exact parts.
        total: What they add up to as printed, with so many places; it may differ from their sum by rounding.
        places: Decimal places of all.

    Source:
        Largest remainder method (Hare quota).
    """
    if not parts:
        return ()
    unit = Decimal(1).scaleb(-places)
    made = [part.quantize(unit, rounding=ROUND_FLOOR) for part in parts]
    left = int((total - sum(made, Decimal(0))) / unit)
    order = sorted(range(len(parts)), key=lambda place: (made[place] - parts[place], place))
    if left < 0:
        order.reverse()
    for n in range(abs(left)):
        made[order[n % len(order)]] += unit if left > 0 else -unit
    return tuple(made)
