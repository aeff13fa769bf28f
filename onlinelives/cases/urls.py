from django.urls import include, path

from onlinelives.cases.views import (
    assessments,
    case_studies,
    caseloads,
    copies,
    figures,
    incidents,
    keeping,
    local_items,
    referrals,
    restrictions,
    retention,
    settings,
    signals,
    study_checks,
    study_reading,
    young_people,
)

referral = [
    path("", referrals.referral, name="young_person_referral"),
    path("edit/", referrals.referral_edit, name="young_person_referral_edit"),
    path("decide/", referrals.referral_decide, name="young_person_referral_decide"),
    path("online/", referrals.referral_found_online, name="young_person_referral_online"),
]

assessment = [
    path("", assessments.assessment, name="young_person_assessment"),
    path("all/", assessments.assessment_all, name="young_person_assessment_all"),
    path("finish/", assessments.assessment_finish, name="young_person_assessment_finish"),
    path("flag/", assessments.assessment_flag, name="young_person_assessment_flag"),
    path("set-aside/", assessments.assessment_set_aside, name="young_person_assessment_set_aside"),
    path("<slug:code>/", assessments.topic, name="young_person_assessment_topic"),
    path("<slug:code>/save/", assessments.topic_save, name="young_person_assessment_save"),
]

of_one = [
    path("", assessments.assessments_compared, name="young_person_compared"),
    path("new/", assessments.assessment_new, name="young_person_assessment_new"),
]

incident = [
    path("", incidents.incident, name="young_person_incident"),
    path("edit/", incidents.incident_edit, name="young_person_incident_edit"),
    path("history/", incidents.incident_history, name="young_person_incident_history"),
    path("follow-ups/", incidents.follow_up_plan, name="young_person_follow_up_plan"),
    path("follow-ups/<uuid:number>/done/", incidents.follow_up_done, name="young_person_follow_up_done"),
]

signal = [
    path("", signals.signal, name="young_person_signal"),
    path("acknowledge/", signals.signal_acknowledge, name="young_person_signal_acknowledge"),
    path("settle/", signals.signal_settle, name="young_person_signal_settle"),
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

kept = [
    path("", keeping.young_person_keeping, name="young_person_keeping"),
    path("longer/", keeping.young_person_keep_longer, name="young_person_keep_longer"),
    path("hold/", keeping.young_person_hold, name="young_person_hold"),
    path("hold/<uuid:pk>/lift/", keeping.young_person_hold_lift, name="young_person_hold_lift"),
    path("dispose/", keeping.young_person_dispose, name="young_person_dispose"),
    path("dispose/<uuid:pk>/", keeping.young_person_disposal, name="young_person_disposal"),
    path("dispose/<uuid:pk>/yes/", keeping.young_person_disposal_approve, name="young_person_disposal_approve"),
    path("dispose/<uuid:pk>/no/", keeping.young_person_disposal_turn_down, name="young_person_disposal_turn_down"),
    path("dispose/<uuid:pk>/back/", keeping.young_person_disposal_withdraw, name="young_person_disposal_withdraw"),
]

copied = [
    path("", copies.young_person_copies, name="young_person_copies"),
    path("new/", copies.young_person_copy_new, name="young_person_copy_new"),
    path("<uuid:pk>/", copies.young_person_copy, name="young_person_copy"),
    path("<uuid:pk>/edit/", copies.young_person_copy_edit, name="young_person_copy_edit"),
    path("<uuid:pk>/clock/", copies.young_person_copy_clock, name="young_person_copy_clock"),
    path("<uuid:pk>/end/", copies.young_person_copy_end, name="young_person_copy_end"),
    path("<uuid:pk>/passages/<str:key>/", copies.young_person_copy_passage, name="young_person_copy_passage"),
    path("<uuid:pk>/approve/", copies.young_person_copy_approve, name="young_person_copy_approve"),
    path("<uuid:pk>/files/<slug:form>/", copies.young_person_copy_file, name="young_person_copy_file"),
]

urlpatterns = [
    path("assessment/", assessments.assessment_blank, name="assessment_blank"),
    path("settings/local-items/", local_items.local_items, name="local_items"),
    path("settings/local-items/<int:pk>/end/", local_items.local_item_end, name="local_item_end"),
    path("settings/records/", settings.record_settings, name="record_settings"),
    path("figures/", figures.figures, name="figures"),
    path("figures/publish/", figures.figures_publish, name="figures_publish"),
    path("figures/<int:pk>/", figures.figures_release, name="figures_release"),
    path("figures/<int:pk>/csv/", figures.figures_release_csv, name="figures_release_csv"),
    path("our-figures/", figures.own_figures, name="own_figures"),
    path("settings/records/locked-out/", restrictions.locked_out, name="locked_out"),
    path("settings/records/locked-out/<str:reference>/", restrictions.locked_out_record, name="locked_out_record"),
    path("settings/records/retention/", retention.retention_rules, name="retention_rules"),
    path("settings/records/retention/<slug:kind>/", retention.retention_rule, name="retention_rule"),
    path("settings/records/holds/", retention.area_holds, name="area_holds"),
    path("settings/records/holds/<uuid:pk>/lift/", retention.area_hold_lift, name="area_hold_lift"),
    path("copies/", copies.copies, name="copies"),
    path("closed-records/", retention.closed_records, name="closed_records"),
    path("disposals/", retention.disposals, name="disposals"),
    path("certificates/", retention.certificates, name="certificates"),
    path("certificates/<uuid:pk>/", retention.certificate, name="certificate"),
    path("young-people/", young_people.young_people, name="young_people"),
    path("young-people/teams/", caseloads.caseloads, name="young_people_teams"),
    path("young-people/new/", young_people.young_person_new, name="young_person_new"),
    path("young-people/<str:reference>/", young_people.young_person, name="young_person"),
    path("young-people/<str:reference>/identity/", young_people.young_person_identity, name="young_person_identity"),
    path("young-people/<str:reference>/forget/", young_people.young_person_forget, name="young_person_forget"),
    path("young-people/<str:reference>/copies/", include(copied)),
    path("young-people/<str:reference>/keeping/", include(kept)),
    path("young-people/<str:reference>/looks/", young_people.young_person_looks, name="young_person_looks"),
    path("young-people/<str:reference>/move/", young_people.young_person_move, name="young_person_move"),
    path("young-people/<str:reference>/plan/", caseloads.plan, name="young_person_plan"),
    path("young-people/<str:reference>/close/", caseloads.close, name="young_person_close"),
    path("young-people/<str:reference>/reopen/", caseloads.reopen, name="young_person_reopen"),
    path("young-people/<str:reference>/restrict/", young_people.young_person_restrict, name="young_person_restrict"),
    path("young-people/<str:reference>/restrict/lift/", young_people.young_person_lift, name="young_person_lift"),
    path("young-people/<str:reference>/referrals/new/", referrals.referral_new, name="young_person_referral_new"),
    path("young-people/<str:reference>/referrals/<uuid:pk>/", include(referral)),
    path("young-people/<str:reference>/assessments/", include(of_one)),
    path("young-people/<str:reference>/assessments/<uuid:pk>/", include(assessment)),
    path("young-people/<str:reference>/incidents/new/", incidents.incident_new, name="young_person_incident_new"),
    path("young-people/<str:reference>/incidents/<uuid:pk>/", include(incident)),
    path("young-people/<str:reference>/signals/new/", signals.signal_new, name="young_person_signal_new"),
    path("young-people/<str:reference>/signals/<uuid:pk>/", include(signal)),
    path("young-people/<str:reference>/case-studies/new/", case_studies.study_new, name="young_person_study_new"),
    path("young-people/<str:reference>/case-studies/<uuid:pk>/", include(study)),
    path("case-studies/", include(reading)),
]
