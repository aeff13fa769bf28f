"""Ages in bands, for what is told of young people without saying who they are.

Source: notes on case systems, section 10, step 1. The broad bands are ours, for where a narrow one tells too much.
"""

NARROW = {  # code -> (words, youngest, oldest), whole years
    "under_11": ("under 11", 0, 10),
    "11_13": ("11 to 13", 11, 13),
    "14_15": ("14 or 15", 14, 15),
    "16_17": ("16 or 17", 16, 17),
    "18_over": ("18 or over", 18, 120),
}
BROAD = {
    "under_14": ("under 14", 0, 13),
    "14_over": ("14 or over", 14, 120),
}
ALL = {**NARROW, **BROAD}


def band_of(age: int) -> str:
    """The code of the narrow band of an age in whole years. Raises ValueError for an age below 0 or above 120."""
    return _holding(NARROW, age)


def broader(code: str) -> str:
    """The code of the broad band that holds a narrow one. Raises KeyError for any other code."""
    return _holding(BROAD, NARROW[code][1])


def ages(code: str) -> tuple[int, int]:
    """The youngest and the oldest age of a band, narrow or broad. Raises KeyError for an unknown code."""
    _, youngest, oldest = ALL[code]
    return youngest, oldest


def _holding(bands: dict[str, tuple[str, int, int]], age: int) -> str:
    for code, (_, youngest, oldest) in bands.items():
        if youngest <= age <= oldest:
            return code
    raise ValueError(f"{age} is no age in whole years")
