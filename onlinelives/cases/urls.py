from django.urls import include, path

from onlinelives.cases.views import case_studies, referrals, settings, study_checks, study_reading, young_people

referral = [
    path("", referrals.referral, name="young_person_referral"),
    path("edit/", referrals.referral_edit, name="young_person_referral_edit"),
    path("decide/", referrals.referral_decide, name="young_person_referral_decide"),
    path("online/", referrals.referral_found_online, name="young_person_referral_online"),
]

study = [
    path("", case_studies.study, name="young_person_study"),
    path("features/", case_studies.study_features, name="young_person_study_features"),
    path("text/", case_studies.study_text, name="young_person_study_text"),
    path("take-over/", case_studies.study_take, name="young_person_study_take"),
    path("names/", study_checks.study_names, name="young_person_study_names"),
    path("names/nicknames/", study_checks.study_nicknames, name="young_person_study_nicknames"),
    path("names/<uuid:name>/remove/", study_checks.study_unname, name="young_person_study_unname"),
    path("flags/", study_checks.study_flags, name="young_person_study_flags"),
    path("flags/<int:number>/", study_checks.study_flag, name="young_person_study_flag"),
    path("rare/", study_checks.study_rare, name="young_person_study_rare"),
    path("foresee/", study_checks.study_foresee, name="young_person_study_foresee"),
    path("ask/", case_studies.study_ask, name="young_person_study_ask"),
    path("take-back/", case_studies.study_take_back, name="young_person_study_take_back"),
    path("revise/", case_studies.study_revise, name="young_person_study_revise"),
    path("set-aside/", case_studies.study_set_aside, name="young_person_study_set_aside"),
]

reading = [
    path("", study_reading.case_studies, name="case_studies"),
    path("<uuid:pk>/", study_reading.case_study, name="case_study"),
    path("<uuid:pk>/withdraw/", study_reading.case_study_withdraw, name="case_study_withdraw"),
    path("asked/<uuid:pk>/", study_reading.case_study_asked, name="case_study_asked"),
    path("asked/<uuid:pk>/flags/<int:number>/", study_reading.case_study_flag, name="case_study_flag"),
    path("asked/<uuid:pk>/approve/", study_reading.case_study_approve, name="case_study_approve"),
    path("asked/<uuid:pk>/send-back/", study_reading.case_study_send_back, name="case_study_send_back"),
]

urlpatterns = [
    path("settings/records/", settings.record_settings, name="record_settings"),
    path("young-people/", young_people.young_people, name="young_people"),
    path("young-people/new/", young_people.young_person_new, name="young_person_new"),
    path("young-people/<str:reference>/", young_people.young_person, name="young_person"),
    path("young-people/<str:reference>/identity/", young_people.young_person_identity, name="young_person_identity"),
    path("young-people/<str:reference>/looks/", young_people.young_person_looks, name="young_person_looks"),
    path("young-people/<str:reference>/move/", young_people.young_person_move, name="young_person_move"),
    path("young-people/<str:reference>/restrict/", young_people.young_person_restrict, name="young_person_restrict"),
    path("young-people/<str:reference>/restrict/lift/", young_people.young_person_lift, name="young_person_lift"),
    path("young-people/<str:reference>/referrals/new/", referrals.referral_new, name="young_person_referral_new"),
    path("young-people/<str:reference>/referrals/<uuid:pk>/", include(referral)),
    path("young-people/<str:reference>/case-studies/new/", case_studies.study_new, name="young_person_study_new"),
    path("young-people/<str:reference>/case-studies/<uuid:pk>/", include(study)),
    path("case-studies/", include(reading)),
]
