"""Taking any one scope out must turn the table of addresses red: otherwise the table proves nothing."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import QuerySet

from tests.house.addresses import Scene, wrong_cells
from tests.world import World

STRANGERS = ("charlie", "dana", "zoe", "yan", "olu")


def scoped() -> list[type[QuerySet[Any]]]:
    """Every queryset of ours that has a scope."""
    found = {
        type(model._default_manager.all())
        for model in apps.get_models()
        if model.__module__.startswith("onlinelives.") and hasattr(model._default_manager.all(), "visible_to")
    }
    return sorted(found, key=lambda kind: kind.__name__)


# For each scope an address that strangers would see through if it were gone. test_urls shows that they do not.
SHOWS = {
    "AgencyCheckQuerySet": "sharing_answer",
    "AgencyQuerySet": "agency",
    "AgreementQuerySet": "sharing_agreement_edit",
    "AnswerSetQuerySet": "survey_results_wave",
    "ApprovedStudyQuerySet": "case_study",
    "BroughtFileQuerySet": "survey_brought",
    "CertificateQuerySet": "certificate",
    "CheckQuerySet": "check",
    "DraftQuestionnaireQuerySet": "survey_questionnaire",
    "DrawQuerySet": "draw",
    "ElevationQuerySet": "extra_access_review",
    "EvidenceQuerySet": "evidence_item",
    "ExtractQuerySet": "sharing_extract",
    "FindingQuerySet": "finding",
    "InvitationQuerySet": "invitation_again",
    "LegalHoldQuerySet": "area_hold_lift",
    "LegalBasisQuerySet": "sharing_basis",
    "MetQuerySet": "sharing_called",
    "PersonQuerySet": "person",
    "ReleaseQuerySet": "figures_release",
    "ReturnQuerySet": "return",
    "RevisionQuerySet": "evidence_revision",
    "RoundQuerySet": "round",
    "StudyAskQuerySet": "case_study_asked",
    "SettingQuerySet": "survey_setting",
    "SurveyReleaseQuerySet": "survey_release",
    "TeamQuerySet": "team",
    "WaveQuerySet": "survey_wave",
    "WorkQuerySet": "work",
    "WorkbookImportQuerySet": "import_preview",
    "YoungPersonQuerySet": "young_person",
}


def test_there_is_a_scope_for_every_kind_of_thing_with_pages() -> None:
    assert [kind.__name__ for kind in scoped()] == sorted(SHOWS)


@pytest.mark.parametrize("kind", scoped(), ids=lambda kind: kind.__name__)
def test_removing_a_scope_is_noticed(kind: type[QuerySet[Any]], world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    scene, name = Scene(world), SHOWS[kind.__name__]
    assert wrong_cells(scene, name, STRANGERS, ("GET", "POST")) == []
    monkeypatch.setattr(kind, "visible_to", lambda self, person: self.all())
    assert wrong_cells(scene, name, STRANGERS, ("GET", "POST")) != []
