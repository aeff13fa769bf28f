from django.urls import include, path

from onlinelives.cases.views import referrals, restrictions, settings, young_people

referral = [
    path("", referrals.referral, name="young_person_referral"),
    path("edit/", referrals.referral_edit, name="young_person_referral_edit"),
    path("decide/", referrals.referral_decide, name="young_person_referral_decide"),
    path("online/", referrals.referral_found_online, name="young_person_referral_online"),
]

urlpatterns = [
    path("settings/records/", settings.record_settings, name="record_settings"),
    path("settings/records/locked-out/", restrictions.locked_out, name="locked_out"),
    path("settings/records/locked-out/<str:reference>/", restrictions.locked_out_record, name="locked_out_record"),
    path("young-people/", young_people.young_people, name="young_people"),
    path("young-people/new/", young_people.young_person_new, name="young_person_new"),
    path("young-people/<str:reference>/", young_people.young_person, name="young_person"),
    path("young-people/<str:reference>/identity/", young_people.young_person_identity, name="young_person_identity"),
    path("young-people/<str:reference>/forget/", young_people.young_person_forget, name="young_person_forget"),
    path("young-people/<str:reference>/looks/", young_people.young_person_looks, name="young_person_looks"),
    path("young-people/<str:reference>/move/", young_people.young_person_move, name="young_person_move"),
    path("young-people/<str:reference>/restrict/", young_people.young_person_restrict, name="young_person_restrict"),
    path("young-people/<str:reference>/restrict/lift/", young_people.young_person_lift, name="young_person_lift"),
    path("young-people/<str:reference>/referrals/new/", referrals.referral_new, name="young_person_referral_new"),
    path("young-people/<str:reference>/referrals/<uuid:pk>/", include(referral)),
]
