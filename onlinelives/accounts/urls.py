from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.openid_connect import views as council
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from onlinelives.accounts.views import agencies, people, teams, trail, yourself
from onlinelives.accounts.views.library import keeps_the_last, when_the_council_is_silent

# Pages of the sign-in library, at addresses and with templates of our own. Their names are the library's.
sign_in = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-up/", account.signup, name="account_signup"),
    path("switched-off/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/first/", account.password_set, name="account_set_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/new/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("second-step/", mfa.index, name="mfa_index"),
    path("second-step/ask/", mfa.authenticate, name="mfa_authenticate"),
    path("second-step/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-step/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-step/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-step/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-step/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-step/codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("second-step/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("second-step/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("second-step/passkeys/confirm/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-step/passkeys/sign-in/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("second-step/passkeys/<int:pk>/remove/", keeps_the_last(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("second-step/passkeys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("council/", include("allauth.socialaccount.urls")),
    path(
        "council/oidc/<str:provider_id>/login/", when_the_council_is_silent(council.login), name="openid_connect_login"
    ),
    path(
        "council/oidc/<str:provider_id>/login/callback/",
        when_the_council_is_silent(council.callback),
        name="openid_connect_callback",
    ),
]

urlpatterns = [
    path("account/", yourself.your_account, name="your_account"),
    path("account/", include(sign_in)),
    path("invitation/<str:token>/", yourself.invitation, name="invitation"),
    path("people/", people.people_list, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invitations/<int:pk>/again/", people.invitation_again, name="invitation_again"),
    path("people/invitations/<int:pk>/withdraw/", people.invitation_withdraw, name="invitation_withdraw"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/roles/", people.person_give, name="person_give"),
    path("people/<int:pk>/name/", people.person_rename, name="person_rename"),
    path("people/<int:pk>/roles/<int:membership>/end/", people.person_end_role, name="person_end_role"),
    path("people/<int:pk>/switch/", people.person_switch, name="person_switch"),
    path("people/<int:pk>/second-step/remove/", people.person_reset, name="person_reset"),
    path("agencies/", agencies.agency_list, name="agencies"),
    path("agencies/add/", agencies.agency_add, name="agency_add"),
    path("agencies/<slug:code>/", agencies.agency, name="agency"),
    path("agencies/<slug:code>/edit/", agencies.agency_edit, name="agency_edit"),
    path("agencies/<slug:code>/leave/", agencies.agency_leave, name="agency_leave"),
    path("teams/", teams.team_list, name="teams"),
    path("teams/add/", teams.team_add, name="team_add"),
    path("teams/<int:pk>/", teams.team_edit, name="team"),
    path("area/", agencies.area, name="area"),
    path("extra-access/", yourself.extra_access, name="extra_access"),
    path("extra-access/end/", yourself.extra_access_end, name="extra_access_end"),
    path("extra-access/<int:pk>/review/", yourself.extra_access_review, name="extra_access_review"),
    path("trail/", trail.trail, name="trail"),
]
