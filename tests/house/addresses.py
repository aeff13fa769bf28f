"""Every address of ours, every method, every role: what each may expect.

An address that is missing here, or stays here after it has gone, fails test_urls. A method that is not declared must
not be answered. Objects belong to Elmfield, where Alice and Bob work: a stranger gets 404, another role 403.
Zoe, Yan and Olu lead, manage and administer in another area.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from onlinelives.accounts.actions import elevations, invitations
from onlinelives.audits.actions import evidence, imports
from onlinelives.audits.actions.evidence import Told
from onlinelives.audits.models import Check, Draw, EvidenceRevision, Round, WorkbookImport
from onlinelives.cases.models import Release
from onlinelives.files.actions import stored, work
from onlinelives.files.models import Work
from onlinelives.rules import roles
from onlinelives.rules.questionnaires import editing
from onlinelives.sharing.actions import packs
from onlinelives.sharing.models import Met, NeverShare, Pack
from onlinelives.survey.actions import places, questionnaires, waves
from onlinelives.survey.actions.places import Part
from onlinelives.survey.actions.questionnaires import Edit
from onlinelives.survey.models import (
    AnswerSet,
    BroughtFile,
    DraftQuestionnaire,
    Finding,
    Place,
    Setting,
    SurveyRelease,
    Wave,
)
from onlinelives.trail import clock
from tests.answered import answered_wave
from tests.brought import look, send
from tests.counted import publish
from tests.drafts import add_question, begin
from tests.files import chores
from tests.findings import found, proposed
from tests.findings import laid as answers_of
from tests.house import (
    addresses_bringing,
    addresses_cases,
    addresses_figures,
    addresses_findings,
    addresses_incidents,
    addresses_keeping,
    addresses_questionnaires,
    addresses_sharing,
    addresses_studies,
    addresses_survey,
    addresses_survey_results,
    scenarios_imports,
    scenarios_sharing,
)
from tests.house.answers import BAD, GONE, IN, NO, NOT_NOW, OK, ROLES, Row
from tests.partners import Partners
from tests.practice import Practice
from tests.waves import Fieldwork, add_setting, answered_elsewhere, plan
from tests.world import World, add_note, add_person, again, checked, draw, return_of

ALL = (IN, *[OK] * 11)
# fmt: off
#                             anon  alice    bob   charl    dana   ravi   ines   omar    zoe    yan    olu   nobody
TABLE: dict[tuple[str, str], Row] = {
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
    ("teams", "GET"):              (IN, NO, OK, NO, NO, NO, NO, NO, NO, OK, NO, NO),
    ("team_add", "GET"):           (IN, NO, OK, NO, NO, NO, NO, NO, NO, OK, NO, NO),
    ("team_add", "POST"):          (IN, NO, IN, NO, NO, NO, NO, NO, NO, BAD, NO, NO),
    ("team", "GET"):               (IN, NO, OK, NO, NO, NO, NO, NO, NO, GONE, NO, NO),
    ("team", "POST"):              (IN, NO, IN, NO, NO, NO, NO, NO, NO, GONE, NO, NO),
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
    ("section_results", "GET"):    (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("return_report", "POST"):     (IN, IN, IN, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("round_area_report", "POST"): (IN, NO, NO, NO, IN, NO, IN, NO, GONE, NO, NO, NO),
    ("round_area_workbook", "GET"): (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("agency_trends", "GET"):      (IN, OK, OK, GONE, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("statement_trends", "GET"):   (IN, OK, OK, GONE, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("area_trends", "GET"):        (IN, NO, NO, NO, OK, NO, OK, NO, OK, NO, NO, NO),
    ("work", "GET"):               (IN, OK, *[GONE] * 10),
    ("work_result", "GET"):        (IN, OK, *[GONE] * 10),
    ("work_locked", "GET"):        (IN, *[GONE] * 11),
    ("work_locked", "POST"):       (IN, *[GONE] * 11),
    ("return_workbook", "GET"):    (IN, OK, OK, *[GONE] * 9),
    ("return_import", "GET"):      (IN, OK, OK, *[GONE] * 9),
    ("return_import", "POST"):     (IN, BAD, BAD, *[GONE] * 9),
    ("import_preview", "GET"):     (IN, GONE, OK, *[GONE] * 9),
    ("import_preview", "POST"):    (IN, GONE, IN, *[GONE] * 9),
    ("return_carry", "GET"):       (IN, NO, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("return_carry", "POST"):      (IN, NO, IN, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("return_carry_undo", "POST"): (IN, NO, NOT_NOW, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("answer_confirm", "POST"):    (IN, BAD, BAD, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("answer_evidence", "GET"):    (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("answer_evidence", "POST"):   (IN, IN, IN, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("evidence", "GET"):           (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("evidence_add", "GET"):       (IN, OK, OK, OK, NO, NO, NO, NO, NO, OK, NO, NO),
    ("evidence_add", "POST"):      (IN, IN, IN, BAD, NO, NO, NO, NO, NO, BAD, NO, NO),
    ("evidence_item", "GET"):      (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("evidence_revise", "GET"):    (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("evidence_revise", "POST"):   (IN, IN, IN, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("evidence_care", "GET"):      (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("evidence_care", "POST"):     (IN, IN, IN, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("evidence_withdraw", "POST"): (IN, NO, IN, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("evidence_bring_back", "POST"): (IN, NO, NOT_NOW, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("evidence_remove", "POST"):   (IN, NO, IN, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("evidence_revision", "GET"):  (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("evidence_file", "GET"):      (IN, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE),
    ("round_quality", "GET"):      (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("round_coverage", "GET"):     (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("round_draw", "GET"):         (IN, NO, NO, NO, OK, NO, NO, NO, GONE, NO, NO, NO),
    ("round_draw", "POST"):        (IN, NO, NO, NO, IN, NO, NO, NO, GONE, NO, NO, NO),
    ("round_schedule", "GET"):     (IN, NO, NO, NO, OK, NO, NO, NO, GONE, NO, NO, NO),
    ("round_schedule", "POST"):    (IN, NO, NO, NO, IN, NO, NO, NO, GONE, NO, NO, NO),
    ("round_schedule_stop", "POST"): (IN, NO, NO, NO, NOT_NOW, NO, NO, NO, GONE, NO, NO, NO),
    ("draw", "GET"):               (IN, NO, NO, NO, OK, NO, NO, NO, GONE, NO, NO, NO),
    ("draw_export", "GET"):        (IN, NO, NO, NO, OK, NO, NO, NO, GONE, NO, NO, NO),
    ("checks", "GET"):             (IN, OK, OK, OK, OK, OK, NO, NO, OK, OK, NO, NO),
    ("check", "GET"):              (IN, OK, OK, GONE, OK, OK, GONE, GONE, GONE, GONE, GONE, GONE),
    ("check_take", "POST"):        (IN, NO, NO, GONE, NO, IN, GONE, GONE, GONE, GONE, GONE, GONE),
    ("check_hand_back", "POST"):   (IN, NO, NO, GONE, NO, NOT_NOW, GONE, GONE, GONE, GONE, GONE, GONE),
    ("check_find", "GET"):         (IN, IN, IN, GONE, IN, IN, GONE, GONE, GONE, GONE, GONE, GONE),
    ("check_settle", "GET"):       (IN, IN, IN, GONE, IN, IN, GONE, GONE, GONE, GONE, GONE, GONE),
    ("check_reply", "GET"):        (IN, IN, IN, GONE, IN, IN, GONE, GONE, GONE, GONE, GONE, GONE),
    ("check_set_aside", "GET"):    (IN, IN, IN, GONE, IN, IN, GONE, GONE, GONE, GONE, GONE, GONE),
    ("check_find", "POST"):        (IN, NO, NO, GONE, NO, NOT_NOW, GONE, GONE, GONE, GONE, GONE, GONE),
    ("check_settle", "POST"):      (IN, NO, NO, GONE, NO, NOT_NOW, GONE, GONE, GONE, GONE, GONE, GONE),
    ("check_reply", "POST"):       (IN, NO, IN, GONE, NO, NO, GONE, GONE, GONE, GONE, GONE, GONE),
    ("check_set_aside", "POST"):   (IN, NO, NO, GONE, NOT_NOW, NO, GONE, GONE, GONE, GONE, GONE, GONE),
}
# fmt: on
# Rooms with many addresses have files of their own.
PARTS = (
    addresses_incidents,
    addresses_figures,
    addresses_studies,
    addresses_keeping,
    addresses_sharing,
    addresses_cases,
    addresses_survey,
    addresses_questionnaires,
    addresses_findings,
    addresses_survey_results,
    addresses_bringing,
)
for _part in PARTS:
    TABLE |= _part.ROWS
MOST = ("anon", "bob", "dana", "omar")
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
        self.note = add_note(world.elmfield, world.bob)
        self.sessions: dict[str, str] = {}
        self.needed: dict[str, tuple[list[Any], dict[str, Any]]] = {}

    @cached_property
    def practice(self) -> Practice:
        return Practice(self.world)

    @cached_property
    def release(self) -> Release:
        """Figures of the newest finished quarter, without anybody in them."""
        return publish(self.world.ines, "online-age")

    @cached_property
    def partners(self) -> Partners:
        return Partners(self.world, self.practice)

    @cached_property
    def met(self) -> Met:
        """Charlie has looked up somebody whose record only Bob sees."""
        return scenarios_sharing.met(self.world, self.practice)

    @cached_property
    def never(self) -> NeverShare:
        return scenarios_sharing.never_entry(self.world, self.practice.tariq)

    @cached_property
    def pack(self) -> Pack:
        return packs.make(extract=self.partners.for_mother, by=self.world.alice)[0]

    @cached_property
    def fieldwork(self) -> Fieldwork:
        return Fieldwork(self.world, on_device=True)

    @cached_property
    def planned_wave(self) -> Place:
        """A setting that takes part in a wave that is planned."""
        wave = waves.prepare(plan=plan("Spring survey"), by=self.world.ines)
        return places.take_part(wave=wave, setting=self.fieldwork.school, part=Part({8: 20}), by=self.world.ines)

    @cached_property
    def answers(self) -> AnswerSet:
        return answered_elsewhere(self.world)

    @cached_property
    def draft_questionnaire(self) -> DraftQuestionnaire:
        return add_question(begin(self.world.dana), self.world.dana)

    @cached_property
    def translated_questionnaire(self) -> DraftQuestionnaire:
        """A draft that is also to be offered in Polish."""
        draft, edit = begin(self.world.dana), Edit("add language", "", lambda m: editing.add_language(m, "pl"))
        return questionnaires.change(draft=draft, edit=edit, expected=1, by=self.world.dana)

    @cached_property
    def answered_wave(self) -> Wave:
        """A wave that is over, with answers that can be analysed."""
        return answered_wave(self.world.ines)

    @cached_property
    def brought(self) -> BroughtFile:
        """A file of answers that was looked through."""
        return look(send(self.world))

    @cached_property
    def idle_setting(self) -> Setting:
        """It takes part in nothing; a wave is open elsewhere."""
        return add_setting("Club at the Mill" if self.fieldwork else "", self.world.ines, "youth")

    @cached_property
    def finding(self) -> Finding:
        """Proposed by Ines, released by Dana."""
        return found(self.world, answers_of(self.world, "Survey of the findings"))

    @cached_property
    def waiting_release(self) -> SurveyRelease:
        """Proposed by Ines, of the same answers."""
        return proposed(self.world, self.finding.release.answers, cut="all")

    @cached_property
    def past(self) -> Round:
        """Elmfield's signed return of last year."""
        return self.world.last_year((self.world.elmfield, self.world.bob))

    @cached_property
    def draw(self) -> Draw:
        return draw(self.past, self.world.dana)

    @cached_property
    def check(self) -> Check:
        """Found lower by Ravi; the agency may reply."""
        return checked(self.draw, self.people["ravi"])

    @cached_property
    def file(self) -> EvidenceRevision:
        """Evidence of Elmfield with a file."""
        kept = stored.receive(content=b"Minutes of the group", name="minutes.txt", by=self.world.bob)
        told = Told(title="Minutes", shows="What was agreed", file=kept)
        made = evidence.add(
            agency=self.world.elmfield, told=told, owner=self.world.bob, review_on=clock.today(), by=self.world.bob
        )
        return made.revisions.get()

    @cached_property
    def work(self) -> Work:
        """Done for Alice, with a file."""
        asked = work.begin(str(work.ask(title="Report", leads_to="/", task=chores.greet, by=self.world.alice).pk))
        return work.finish(work=asked, result=stored.keep_made(b"A report", "report.txt", self.world.partnership))

    @cached_property
    def workbook(self) -> WorkbookImport:
        """Sent by Bob, waiting to be decided on."""
        return imports.receive(
            audit_return=self.world.elmfield_return, reading=scenarios_imports.READ, by=self.world.bob
        )

    def args(self, name: str) -> list[Any]:
        """What the address is about: the first of ARGS whose pattern is the whole name."""
        every = (*(pair for part in PARTS for pair in part.ARGS), *ARGS)
        return next((make(self) for pattern, make in every if re.fullmatch(pattern, name)), [])

    def data(self, name: str) -> dict[str, Any]:
        world = self.world
        key = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c11"
        day = {"opens_on_0": 1, "opens_on_1": 3, "opens_on_2": 2027, "due_on_0": 1, "due_on_1": 5, "due_on_2": 2027}
        answers = {f"s1_{n}-version": 0 for n in range(1, 7)} | {"s1_1-choice": "2"}
        soon = clock.today() + timedelta(days=30)
        review = {"review_on_0": soon.day, "review_on_1": soon.month, "review_on_2": soon.year}
        first = {"first_on_0": soon.day, "first_on_1": soon.month, "first_on_2": soon.year}
        telling = {"title": "Policy", "shows": "What we do", "note": "On the shelf", "declared": "on", "form_key": key}
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
            "team_add": lambda: {"name": "Day team", "agency": world.elmfield.code, "form_key": key},
            "team": lambda: {"name": "Pastoral team", "version": 1, "people": [world.alice.pk]},
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
            "return_carry": lambda: {"from": return_of(world.elmfield, self.past).pk, "statements": ["1.1", "1.2"]},
            "import_preview": lambda: {"do": "give up"},
            "answer_confirm": lambda: {"version": 0},
            "answer_evidence": lambda: {"revisions": [str(self.note.revisions.get().pk)]},
            "evidence_add": lambda: {**telling, **review, "owner": world.bob.pk},
            "evidence_revise": lambda: {**telling, "version": 1},
            "evidence_care": lambda: {**review, "owner": world.alice.pk},
            "round_draw": lambda: {
                "per_agency": 5,
                "thin_factor": 2,
                "never_factor": 2,
                "reply_days": 14,
                "form_key": key,
            },
            "round_schedule": lambda: {"every_months": 1, "per_agency": 5, "reply_days": 14, **first},
            "check_find": lambda: {"version": self.check.version, "verdict": "agree"},
            "check_settle": lambda: {"version": self.check.version, "verdict": "agree"},
            "check_reply": lambda: {"version": self.check.version, "words": "We accept this."},
            "check_set_aside": lambda: {"version": self.check.version, "words": "The file cannot be opened here."},
            "return_reopen": lambda: {"reason": "We found a mistake in section 2."},
        }
        elsewhere = {found: part.DATA[found] for part in PARTS for found in part.DATA}
        return elsewhere[name](self) if name in elsewhere else made.get(name, dict)()

    def session(self, role: str) -> str:
        """The cookies of somebody who has signed in."""
        if role not in self.sessions:
            client = Client()
            client.force_login(self.people[role])
            self.sessions[role] = client.cookies.output(header="", sep=";")
        return self.sessions[role]

    def send(self, name: str, method: str, role: str) -> int:
        """The status that `role` gets. Whatever it did is undone."""
        if name not in self.needed:  # made before, so that it is not undone
            self.needed[name] = self.args(name), self.data(name)
        args, data = self.needed[name]
        client = Client()
        client.raise_request_exception = False
        if role != "anon":
            client.cookies.load(self.session(role))
        try:
            with transaction.atomic():
                url = reverse(name, args=args)
                send = getattr(client, method.lower())
                got = send(url, data) if method == "POST" else send(url)
                raise _UndoError(got.status_code)
        except _UndoError as undo:
            return undo.status


# pattern of a name -> what its address needs. Objects are made when they are first asked for.
ARGS: tuple[tuple[str, Callable[[Scene], list[Any]]], ...] = (
    ("framework", lambda s: ["planning-2020"]),
    ("invitation", lambda s: [s.token]),
    ("invitation_(again|withdraw)", lambda s: [s.invitation.pk]),
    ("person_end_role", lambda s: [s.world.alice.pk, s.membership.pk]),
    ("person(_.*)?", lambda s: [s.world.alice.pk]),
    ("agency(_edit|_leave|_trends)?", lambda s: [s.world.elmfield.code]),
    ("statement_trends", lambda s: [return_of(s.world.elmfield, s.past).agency.code, "1.1"]),
    ("extra_access_review", lambda s: [s.elevation.pk]),
    ("team", lambda s: [s.practice.pastoral.pk]),
    ("round_remove", lambda s: [s.world.round.pk, s.world.elmfield.code]),
    ("round_draw", lambda s: [s.past.pk]),
    ("round_new", lambda s: []),
    ("round(_.*)?", lambda s: [s.world.round.pk]),
    ("section|section_results", lambda s: [s.world.elmfield_return.pk, 1]),
    ("answer_.*", lambda s: [s.world.elmfield_return.pk, "1.1"]),
    ("(return|results)(_.*)?", lambda s: [s.world.elmfield_return.pk]),
    ("import_preview", lambda s: [s.workbook.pk]),
    ("work(_.*)?", lambda s: [s.work.pk]),
    ("evidence_add", lambda s: ["note"]),
    ("evidence_revision", lambda s: [s.note.revisions.get().pk]),
    ("evidence_file", lambda s: [s.file.pk]),
    ("evidence_.*", lambda s: [s.note.pk]),
    ("draw(_export)?", lambda s: [s.draw.pk]),
    ("check(_.*)?", lambda s: [s.check.pk]),
)


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
        if row is None and method not in ("GET", "POST"):
            continue  # declared nowhere: test_urls asks those who may see the page
        # A method that is not declared is refused before anybody is looked at: those who see most are enough.
        for role in roles_ if row is not None else [each for each in roles_ if each in MOST]:
            got = scene.send(name, method, role)
            if row is not None and got != row[ROLES.index(role)]:
                found.append(f"{method} {name} as {role}: {got}, declared {row[ROLES.index(role)]}")
            if row is None and got not in (405, IN, NO, GONE):
                found.append(f"{method} {name} as {role}: {got}, but the method is not declared")
    return found
