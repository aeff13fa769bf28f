"""Passphrases for what leaves the building: made by the program, shown once, kept nowhere.

The words are those of the list for dice of the Electronic Frontier Foundation, which xkcdpass brings along, without
some that nobody wants to read out to a parent or a child. How they are chosen is ours: `secrets` and nothing else.
"""

import secrets
from functools import cache

from xkcdpass.xkcd_password import generate_wordlist

WORDS = 6
FEWEST = 7_000  # six of them are then worth 76 bits or more
_NOT_READ_OUT = """
agony anger angrily angriness boozy bruising bully bust casket chubby crazy cruelly cruelness cruelty curse
deceased defeat demise depraved depravity despair diaper disgrace dislike disliking disown distress divorcee
dreaded dreadful drown duress enslave evil exile famine filth gloomily gloomy graves graveyard grief groom grope
handcuff handgun harmful hatchet hate haunt hazing hurt irate jackknife jailbird jailbreak jailer jailhouse
lustfully lustily lustiness lusty maimed mangle manhunt morbidity morbidly mortuary mutilated mutilator
neglector opium outrage overkill panic pantyhose parole penalty penknife persecute poison police predator
pregnancy pregnant prison punch pureblood racism rage rehab repulsion repulsive revenge riot ruined sadden sadly
sadness scam scary scolding shady shame sinister skeleton slander slapping smother starved starving stinking
stinky strangle suffocate tamper tantrum theft thieving thong threaten tragedy trouble troubling undead
underwear undress unhappily unhappy unholy unisexual unkind unlovable unloved unlucky unsafe unwanted villain
violate violation violator wound wrath wreckage wrecker
"""
LEFT_OUT = frozenset(_NOT_READ_OUT.split())


@cache
def words() -> tuple[str, ...]:
    """What is chosen from: plain small letters, in the order of the alphabet. Raises RuntimeError where the library
    brings too few, so that no passphrase is ever weak."""
    found = sorted(set(generate_wordlist("eff-long", min_length=3, max_length=9, valid_chars="[a-z]")) - LEFT_OUT)
    if len(found) < FEWEST:
        raise RuntimeError(f"only {len(found)} words to make a passphrase of; at least {FEWEST} are needed")
    return tuple(found)


def made() -> str:
    """WORDS of them with hyphens between, from the system's own source of chance."""
    return "-".join(secrets.choice(words()) for _ in range(WORDS))
