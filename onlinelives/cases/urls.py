from django.urls import include, path

from onlinelives.cases.views import copies, keeping, referrals, restrictions, retention, settings, young_people

referral = [
    path("", referrals.referral, name="young_person_referral"),
    path("edit/", referrals.referral_edit, name="young_person_referral_edit"),
    path("decide/", referrals.referral_decide, name="young_person_referral_decide"),
    path("online/", referrals.referral_found_online, name="young_person_referral_online"),
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
    path("settings/records/", settings.record_settings, name="record_settings"),
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
    path("young-people/new/", young_people.young_person_new, name="young_person_new"),
    path("young-people/<str:reference>/", young_people.young_person, name="young_person"),
    path("young-people/<str:reference>/identity/", young_people.young_person_identity, name="young_person_identity"),
    path("young-people/<str:reference>/forget/", young_people.young_person_forget, name="young_person_forget"),
    path("young-people/<str:reference>/copies/", include(copied)),
    path("young-people/<str:reference>/keeping/", include(kept)),
    path("young-people/<str:reference>/looks/", young_people.young_person_looks, name="young_person_looks"),
    path("young-people/<str:reference>/move/", young_people.young_person_move, name="young_person_move"),
    path("young-people/<str:reference>/restrict/", young_people.young_person_restrict, name="young_person_restrict"),
    path("young-people/<str:reference>/restrict/lift/", young_people.young_person_lift, name="young_person_lift"),
    path("young-people/<str:reference>/referrals/new/", referrals.referral_new, name="young_person_referral_new"),
    path("young-people/<str:reference>/referrals/<uuid:pk>/", include(referral)),
]
