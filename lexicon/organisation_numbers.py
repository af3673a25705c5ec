"""Numbers of organisations, and their check digits where the country has one."""

import re
from collections.abc import Callable, Sequence


class WrongNumber(ValueError):
    """A number that no organisation of the country has; the text says why."""


class PersonsNumber(WrongNumber):
    """A number that may be a person's, which is not kept."""


def canonical(number: str, country: str) -> str:
    """Return the number as its country writes it, without its prefix; raise WrongNumber.

    Of countries whose rule is not here, it is returned as it stands.
    """
    bare = re.sub(r"[\s.\-/–]", "", number).upper().removeprefix(country)
    rule = RULES.get(country)
    return rule(bare) if rule else " ".join(number.split())


def swedish(bare: str) -> str:
    """Check NNNNNN-NNNN by the Luhn algorithm (modulus 10).

    Source: Skatteverket, SKV 709 "Organisationsnummer". The third digit is at least 2; a smaller
    one is a personal identity number, as that of a sole trader.
    """
    digits = numbers(bare.removeprefix("16") if len(bare) == 12 else bare, 10)
    doubled = (each * (2 - at % 2) for at, each in enumerate(digits))
    if sum(each // 10 + each % 10 for each in doubled) % 10:
        raise WrongNumber("the check digit is wrong")
    if digits[2] < 2:
        raise PersonsNumber("a personal identity number")
    return "".join(map(str, digits[:6])) + "-" + "".join(map(str, digits[6:]))


def norwegian(bare: str) -> str:
    """Check NNN NNN NNN: weights 3 2 7 6 5 4 3 2 1, modulus 11.

    Source: Brønnøysundregistrene, "Organisasjonsnummeret".
    """
    digits = weighed(bare.removesuffix("MVA").removeprefix("NO"), (3, 2, 7, 6, 5, 4, 3, 2, 1))
    return " ".join(digits[at : at + 3] for at in (0, 3, 6))


def danish(bare: str) -> str:
    """Check the CVR number NNNNNNNN: weights 2 7 6 5 4 3 2 1, modulus 11.

    Source: Erhvervsstyrelsen, Det Centrale Virksomhedsregister.
    """
    return weighed(bare.removeprefix("CVR").removeprefix("DK"), (2, 7, 6, 5, 4, 3, 2, 1))


def finnish(bare: str) -> str:
    """Check the Y-tunnus NNNNNNN-N: weights 7 9 10 5 8 4 2 1, modulus 11.

    Source: Verohallinto, "Y-tunnuksen tarkistusnumeron laskenta".
    """
    digits = weighed(bare.removeprefix("FI").zfill(8), (7, 9, 10, 5, 8, 4, 2, 1))
    return f"{digits[:7]}-{digits[7]}"


def icelandic(bare: str) -> str:
    """Check the kennitala NNNNNN-NNNN: weights 3 2 7 6 5 4 3 2 1 over nine digits, modulus 11.

    Source: Þjóðskrá. An organisation's first digit is 4 to 7, since 40 is added to the day.
    """
    digits = "".join(map(str, numbers(bare, 10)))
    weighed(digits[:9], (3, 2, 7, 6, 5, 4, 3, 2, 1))
    if digits[0] not in "4567":
        raise PersonsNumber("a personal identity number")
    return f"{digits[:6]}-{digits[6:]}"


def weighed(bare: str, weights: Sequence[int]) -> str:
    """Return the digits if their weighed sum can be divided by eleven."""
    digits = numbers(bare, len(weights))
    if sum(map(int.__mul__, digits, weights)) % 11:
        raise WrongNumber("the check digit is wrong")
    return "".join(map(str, digits))


def numbers(bare: str, many: int) -> list[int]:
    """Return the digits, if there are as many."""
    if not re.fullmatch(rf"[0-9]{{{many}}}", bare):
        raise WrongNumber(f"{many} digits are needed")
    return [int(each) for each in bare]


RULES: dict[str, Callable[[str], str]] = {
    "DK": danish, "FI": finnish, "IS": icelandic, "NO": norwegian, "SE": swedish,
}  # fmt: skip
