from django.urls import URLPattern, URLResolver, include, path

from onlinelives.sharing.views import agreements, checks, decisions, extracts, known, overview, received

checks_of_record = [
    path("new/", checks.check_new, name="young_person_check_new"),
    path("<uuid:pk>/", checks.check, name="young_person_check"),
    path("<uuid:pk>/withdraw/", checks.check_withdraw, name="young_person_check_withdraw"),
]

decision = [
    path("", decisions.decision, name="young_person_sharing_decision"),
    path("again/", decisions.decision_again, name="young_person_sharing_again"),
    path("complete/", decisions.decision_complete, name="young_person_sharing_complete"),
    path("agree/", decisions.decision_agree, name="young_person_sharing_agree"),
    path("to/<uuid:recipient>/", extracts.extract_new, name="young_person_extract_new"),
]

sharing_of_record: list[URLPattern | URLResolver] = [
    path("", overview.dealings, name="young_person_sharing"),
    path("new/", decisions.decision_new, name="young_person_sharing_new"),
    path("never/", decisions.never, name="young_person_never"),
    path("never/<uuid:pk>/", decisions.never_end, name="young_person_never_end"),
    path("decisions/<uuid:pk>/", include(decision)),
    path("extracts/<uuid:pk>/", extracts.extract, name="young_person_extract"),
    path("extracts/<uuid:pk>/revoke/", extracts.extract_revoke, name="young_person_extract_revoke"),
    path("extracts/<uuid:pk>/pack/", extracts.pack_new, name="young_person_pack_new"),
    path("packs/<uuid:pk>/", extracts.pack_file, name="young_person_pack_file"),
]

urlpatterns = [
    path("young-people/<str:reference>/checks/", include(checks_of_record)),
    path("young-people/<str:reference>/sharing/", include(sharing_of_record)),
    path("sharing/", overview.sharing, name="sharing"),
    path("sharing/ours/", overview.ours, name="sharing_ours"),
    path("sharing/known/", known.known, name="sharing_known"),
    path("sharing/calls/", known.calls, name="sharing_calls"),
    path("sharing/calls/<uuid:pk>/", known.called, name="sharing_called"),
    path("sharing/asked/", received.asked, name="sharing_asked"),
    path("sharing/asked/<uuid:pk>/", received.answer, name="sharing_answer"),
    path("sharing/received/", received.received, name="sharing_received"),
    path("sharing/received/<uuid:pk>/", received.extract, name="sharing_extract"),
    path("sharing/agreements/", agreements.agreements, name="sharing_agreements"),
    path("sharing/agreements/add/", agreements.agreement_new, name="sharing_agreement_new"),
    path("sharing/agreements/<int:pk>/", agreements.agreement_edit, name="sharing_agreement_edit"),
    path("sharing/agreements/<int:pk>/end/", agreements.agreement_end, name="sharing_agreement_end"),
    path("sharing/bases/", agreements.bases, name="sharing_bases"),
    path("sharing/bases/add/", agreements.basis_new, name="sharing_basis_new"),
    path("sharing/bases/<slug:code>/", agreements.basis, name="sharing_basis"),
    path("sharing/bases/<slug:code>/change/", agreements.basis_revise, name="sharing_basis_revise"),
]
