"""Every address of ours, every method, every role: what each may expect.

An address that is missing here, or stays here after it has gone, fails test_urls. A method that is not declared must
not be answered. Objects belong to Elmfield, where Alice and Bob work: a stranger gets 404, another role 403.
Zoe, Yan and Olu lead, manage and administer in another area.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from onlinelives.accounts.actions import elevations, invitations
from onlinelives.rules import roles
from onlinelives.trail import clock
from tests.world import World, add_person, again

ROLES = ("anon", "alice", "bob", "charlie", "dana", "ravi", "ines", "omar", "zoe", "yan", "olu", "nobody")
IN = 302  # sent to sign in, or a redirect after something was done
OK, NO, GONE = 200, 403, 404
BAD, NOT_NOW = 422, 409

ALL = (IN, *[OK] * 11)
# fmt: off
#                             anon  alice    bob   charl    dana   ravi   ines   omar    zoe    yan    olu   nobody
TABLE: dict[tuple[str, str], tuple[int, ...]] = {
    ("front", "GET"):              (OK, *[IN] * 11),
    ("health", "GET"):             (OK, *[OK] * 11),
    ("home", "GET"):               ALL,
    ("help", "GET"):               ALL,
    ("frameworks", "GET"):         ALL,
    ("framework", "GET"):          ALL,
    ("framework_compare", "GET"):  ALL,
    ("your_account", "GET"):       ALL,
    ("your_account", "POST"):      (IN, *[IN] * 11),
    ("invitation", "GET"):         (OK, *[OK] * 11),
    ("invitation", "POST"):        (IN, *[OK] * 11),
    ("people", "GET"):             (IN, NO, OK, NO, NO, NO, NO, OK, NO, OK, OK, NO),
    ("invite", "GET"):             (IN, NO, OK, NO, NO, NO, NO, OK, NO, OK, OK, NO),
    ("invite", "POST"):            (IN, NO, OK, NO, NO, NO, NO, OK, NO, BAD, BAD, NO),
    ("invitation_again", "POST"):  (IN, NO, OK, NO, NO, NO, NO, OK, NO, GONE, GONE, NO),
    ("invitation_withdraw", "POST"): (IN, NO, IN, NO, NO, NO, NO, IN, NO, GONE, GONE, NO),
    ("person", "GET"):             (IN, NO, OK, NO, NO, NO, NO, OK, NO, GONE, GONE, NO),
    ("person_give", "GET"):        (IN, NO, NO, NO, NO, NO, NO, OK, NO, GONE, GONE, NO),
    ("person_give", "POST"):       (IN, NO, NO, NO, NO, NO, NO, IN, NO, GONE, GONE, NO),
    ("person_rename", "GET"):      (IN, NO, NO, NO, NO, NO, NO, OK, NO, GONE, GONE, NO),
    ("person_rename", "POST"):     (IN, NO, NO, NO, NO, NO, NO, IN, NO, GONE, GONE, NO),
    ("person_end_role", "POST"):   (IN, NO, IN, NO, NO, NO, NO, IN, NO, GONE, GONE, NO),
    ("person_switch", "POST"):     (IN, NO, NO, NO, NO, NO, NO, IN, NO, GONE, GONE, NO),
    ("person_reset", "POST"):      (IN, NO, NO, NO, NO, NO, NO, BAD, NO, GONE, GONE, NO),
    ("agencies", "GET"):           (IN, NO, NO, NO, NO, NO, NO, OK, NO, NO, OK, NO),
    ("agency_add", "GET"):         (IN, NO, NO, NO, NO, NO, NO, OK, NO, NO, OK, NO),
    ("agency_add", "POST"):        (IN, NO, NO, NO, NO, NO, NO, IN, NO, NO, IN, NO),
    ("agency", "GET"):             (IN, NO, NO, NO, NO, NO, NO, OK, NO, NO, GONE, NO),
    ("agency_edit", "GET"):        (IN, NO, NO, NO, NO, NO, NO, OK, NO, NO, GONE, NO),
    ("agency_edit", "POST"):       (IN, NO, NO, NO, NO, NO, NO, IN, NO, NO, GONE, NO),
    ("agency_leave", "POST"):      (IN, NO, NO, NO, NO, NO, NO, BAD, NO, NO, GONE, NO),
    ("area", "GET"):               (IN, NO, NO, NO, NO, NO, NO, OK, NO, NO, OK, NO),
    ("area", "POST"):              (IN, NO, NO, NO, NO, NO, NO, IN, NO, NO, IN, NO),
    ("extra_access", "GET"):       (IN, NO, NO, NO, OK, NO, NO, OK, OK, NO, OK, NO),
    ("extra_access", "POST"):      (IN, NO, NO, NO, IN, NO, NO, NO, IN, NO, NO, NO),
    ("extra_access_end", "POST"):  (IN, NO, NO, NO, GONE, NO, NO, NO, GONE, NO, NO, NO),
    ("extra_access_review", "GET"):  (IN, NO, NO, NO, NO, NO, NO, OK, GONE, NO, GONE, NO),
    ("extra_access_review", "POST"): (IN, NO, NO, NO, NO, NO, NO, IN, GONE, NO, GONE, NO),
    ("trail", "GET"):              (IN, NO, NO, NO, OK, NO, NO, OK, OK, NO, OK, NO),
    ("rounds", "GET"):             (IN, OK, OK, OK, OK, NO, OK, NO, OK, OK, NO, NO),
    ("round_new", "GET"):          (IN, NO, NO, NO, OK, NO, NO, NO, OK, NO, NO, NO),
    ("round_new", "POST"):         (IN, NO, NO, NO, IN, NO, NO, NO, BAD, NO, NO, NO),
    ("round", "GET"):              (IN, OK, OK, OK, OK, NO, OK, NO, GONE, GONE, NO, NO),
    ("round_edit", "GET"):         (IN, NO, NO, NO, OK, NO, NO, NO, GONE, NO, NO, NO),
    ("round_edit", "POST"):        (IN, NO, NO, NO, IN, NO, NO, NO, GONE, NO, NO, NO),
    ("round_invite", "GET"):       (IN, NO, NO, NO, OK, NO, NO, NO, GONE, NO, NO, NO),
    ("round_invite", "POST"):      (IN, NO, NO, NO, BAD, NO, NO, NO, GONE, NO, NO, NO),
    ("round_remove", "POST"):      (IN, NO, NO, NO, NOT_NOW, NO, NO, NO, GONE, NO, NO, NO),
    ("round_open", "GET"):         (IN, NO, NO, NO, NOT_NOW, NO, NO, NO, GONE, NO, NO, NO),
    ("round_open", "POST"):        (IN, NO, NO, NO, NOT_NOW, NO, NO, NO, GONE, NO, NO, NO),
    ("round_close", "GET"):        (IN, NO, NO, NO, OK, NO, NO, NO, GONE, NO, NO, NO),
    ("round_close", "POST"):       (IN, NO, NO, NO, IN, NO, NO, NO, GONE, NO, NO, NO),
    ("round_area", "GET"):         (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("round_area_export", "GET"):  (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("return", "GET"):             (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("section", "GET"):            (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("section", "POST"):           (IN, IN, IN, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("answer_save", "POST"):       (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("answer_history", "GET"):     (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("return_assign", "GET"):      (IN, NO, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("return_assign", "POST"):     (IN, NO, IN, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("return_sign_off", "GET"):    (IN, NO, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("return_sign_off", "POST"):   (IN, NO, NOT_NOW, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("return_reopen", "GET"):      (IN, NO, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("return_reopen", "POST"):     (IN, NO, NOT_NOW, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("results", "GET"):            (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("results_export", "GET"):     (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
}
# fmt: on
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# Pages of the sign-in library that are part of the product; tests/accounts covers them.
LIBRARY = {
    "account_change_password",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_set_password",
    "account_signup",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "openid_connect_callback",
    "openid_connect_login",
    "socialaccount_connections",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
    "usersessions_list",
}


class Scene:
    """The world, with one object of each kind, and people by role."""

    def __init__(self, world: World):
        self.world = world
        self.invitation, token = invitations.send(
            name="Ida", email="ida@mossley-vale.example", role=roles.PRACTITIONER, agency=world.elmfield, by=world.omar
        )
        self.token = token or ""
        self.elevation = elevations.begin(reason="The return is due today and nobody answers.", by=world.dana)
        elevations.end(elevation=self.elevation, by=world.dana)
        nobody = add_person("Nils", roles.REVIEWER, by=world.omar)
        nobody.memberships.update(ended_at=clock.now())
        names = {name: getattr(world, name) for name in ROLES if name not in ("anon", "nobody", "olu")}
        names["olu"] = world.far_omar
        self.people = {name: again(person) for name, person in names.items()} | {"nobody": again(nobody)}
        self.membership = world.alice.memberships.get()

    def args(self, name: str) -> list[Any]:
        world = self.world
        return {
            "framework": ["planning-2020"],
            "invitation": [self.token],
            "invitation_again": [self.invitation.pk],
            "invitation_withdraw": [self.invitation.pk],
            "person_end_role": [world.alice.pk, self.membership.pk],
            "extra_access_review": [self.elevation.pk],
            "round_remove": [world.round.pk, world.elmfield.code],
            "section": [world.elmfield_return.pk, 1],
            "answer_save": [world.elmfield_return.pk, "1.1"],
            "answer_history": [world.elmfield_return.pk, "1.1"],
        }.get(name) or self._by_kind(name)

    def _by_kind(self, name: str) -> list[Any]:
        world = self.world
        if name in ("agency", "agency_edit", "agency_leave"):
            return [world.elmfield.code]
        if name == "person" or name.startswith("person_"):
            return [world.alice.pk]
        if name == "round" or (name.startswith("round_") and name != "round_new"):
            return [world.round.pk]
        if name == "return" or name.startswith(("return_", "results")):
            return [world.elmfield_return.pk]
        return []

    def data(self, name: str) -> dict[str, Any]:
        world = self.world
        key = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c11"
        day = {"opens_on_0": 1, "opens_on_1": 3, "opens_on_2": 2027, "due_on_0": 1, "due_on_1": 5, "due_on_2": 2027}
        answers = {f"s1_{n}-version": 0 for n in range(1, 7)} | {"s1_1-choice": "2"}
        made: dict[str, Callable[[], dict[str, Any]]] = {
            "your_account": lambda: {"name": "Somebody Else"},
            "invitation": lambda: {"name": "Ida", "password": "velvet harbour kite 7"},
            "invite": lambda: {
                "name": "Per",
                "email": "per@mossley-vale.example",
                "role": "practitioner",
                "agency": world.elmfield.pk,
                "form_key": key,
            },
            "person_give": lambda: {"role": "manager", "agency": world.elmfield.pk, "form_key": key},
            "person_rename": lambda: {"name": "Alys"},
            "person_switch": lambda: {"to": "off"},
            "agency_add": lambda: {"name": "New Place", "kind": "charity", "form_key": key},
            "agency_edit": lambda: {"name": "Elmfield Academy", "kind": "school", "form_key": key},
            "area": lambda: {"name": "Mossley"},
            "extra_access": lambda: {"reason": "The return is due and the manager is away.", "form_key": key},
            "extra_access_review": lambda: {"review": "Fine."},
            "round_new": lambda: {
                "name": "Next",
                "edition": "planning-2020",
                "agencies": [world.elmfield.pk],
                "form_key": key,
                **day,
            },
            "round_edit": lambda: {"name": "Renamed", "version": world.round.version, **day},
            "section": lambda: answers,
            "answer_save": lambda: {"s1_1-version": 0, "s1_1-choice": "2"},
            "return_sign_off": lambda: {"declared": "on", "digest": "0" * 64},
            "return_reopen": lambda: {"reason": "We found a mistake in section 2."},
        }
        return made.get(name, dict)()

    def send(self, name: str, method: str, role: str) -> int:
        """The status that `role` gets. Whatever it did is undone."""
        client = Client()
        client.raise_request_exception = False
        try:
            with transaction.atomic():
                if role != "anon":
                    client.force_login(self.people[role])
                url = reverse(name, args=self.args(name))
                send = getattr(client, method.lower())
                got = send(url, self.data(name)) if method == "POST" else send(url)
                raise _UndoError(got.status_code)
        except _UndoError as undo:
            return undo.status


class _UndoError(Exception):
    def __init__(self, status: int):
        super().__init__(status)
        self.status = status


def patterns(resolver: Any = None) -> Iterator[URLPattern]:
    """Every address, however deep."""
    for part in (resolver or get_resolver()).url_patterns:
        if isinstance(part, URLResolver):
            yield from patterns(part)
        else:
            yield part


def ours() -> set[str]:
    return {str(p.name) for p in patterns() if p.callback.__module__.startswith("onlinelives.")}


def names() -> list[str]:
    return sorted({name for name, _ in TABLE})


def wrong_cells(
    scene: Scene, name: str, roles_: tuple[str, ...] = ROLES, methods: tuple[str, ...] = METHODS
) -> list[str]:
    """What answers otherwise than declared, one line each."""
    found = []
    for method in methods:
        row = TABLE.get((name, method))
        for role in roles_:
            got = scene.send(name, method, role)
            if row is not None and got != row[ROLES.index(role)]:
                found.append(f"{method} {name} as {role}: {got}, declared {row[ROLES.index(role)]}")
            if row is None and got not in (405, IN, NO, GONE):
                found.append(f"{method} {name} as {role}: {got}, but the method is not declared")
    return found
