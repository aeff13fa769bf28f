"""The cast: who is who in Brackenmoor. Every name and place is invented."""

from dataclasses import dataclass

from onlinelives.rules import roles
from onlinelives.rules.roles import Role

AREA_CODE, AREA_NAME = "brackenmoor", "Brackenmoor"


@dataclass(frozen=True)
class Place:
    """An agency of the demonstration. `signs_off_after`: days after the open round began, or None."""

    code: str
    name: str
    kind: str
    signs_off_after: int | None = None


@dataclass(frozen=True)
class Player:
    """Somebody of the demonstration. `line`: what a visitor can do as them; empty for the supporting cast."""

    first: str
    name: str
    role: Role
    agency: str | None = None
    line: str = ""

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@{AREA_CODE}.example"


CHILDRENS, SCHOOL = "brackenmoor-childrens-services", "quillhaven-school"
HEALTH, POLICE = "brackenmoor-community-health", "brackenmoor-police-early-action"
YOUTH, CARERS = "lanternlight-youth-service", "otterbank-young-carers"

PLACES = (
    Place(CHILDRENS, "Brackenmoor Children's Services", "social_care"),
    Place(SCHOOL, "Quillhaven School", "school"),
    Place(HEALTH, "Brackenmoor Community Health", "health", signs_off_after=30),
    Place(POLICE, "Brackenmoor Police Early Action", "police"),
    Place(YOUTH, "Lanternlight Youth Service", "youth", signs_off_after=24),
    Place(CARERS, "Otterbank Young Carers", "charity", signs_off_after=33),
)

PLAYERS = (
    Player(
        "Alice",
        "Alice Quillfeather",
        roles.PRACTITIONER,
        CHILDRENS,
        "Answer the sections you were given, and see how your words are saved while you type.",
    ),
    Player(
        "Bob",
        "Bob Marrowby",
        roles.MANAGER,
        CHILDRENS,
        "Give out sections, answer the last one, read the results and sign off your agency's return.",
    ),
    Player(
        "Charlie",
        "Charlie Duskwater",
        roles.PRACTITIONER,
        SCHOOL,
        "Work for another agency, and find that you cannot see Bob's answers.",
    ),
    Player(
        "Dana",
        "Dana Otterwick",
        roles.STRATEGY_LEAD,
        None,
        "See the whole area, open and close rounds, and export the results.",
    ),
    Player(
        "Ravi",
        "Ravi Saffronvale",
        roles.REVIEWER,
        None,
        "Be the independent person. You see no answers until you are asked to check some.",
    ),
    Player(
        "Ines",
        "Ines Almondra",
        roles.ANALYST,
        None,
        "Look at totals for the area, and find that single answers stay closed to you.",
    ),
    Player(
        "Omar",
        "Omar Bridgelight",
        roles.ADMINISTRATOR,
        None,
        "Invite people, look after agencies and read the trail, without seeing a single answer.",
    ),
    Player("Mina", "Mina Copperlake", roles.MANAGER, SCHOOL),
    Player("Tove", "Tove Ashenbrook", roles.MANAGER, HEALTH),
    Player("Idris", "Idris Fennimoor", roles.MANAGER, POLICE),
    Player("Solange", "Solange Wrenfield", roles.MANAGER, YOUTH),
    Player("Pádraig", "Pádraig O'Hollow", roles.MANAGER, CARERS),
    Player("Noor", "Noor Pebblewick", roles.PRACTITIONER, CHILDRENS),
    Player("Yusuf", "Yusuf Thornaby-Vale", roles.PRACTITIONER, YOUTH),
)
