"""The forms of the sign-in library in our words: a label, a hint, and a message for every way a field can be wrong.

Registered in the settings ACCOUNT_FORMS and MFA_FORMS. Messages that belong to no field are in adapters.py.
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

NOT_AN_ADDRESS = "Enter an e-mail address in the right form, like name@example.org"
HARD_TO_GUESS = "At least 12 characters. Three random words work well."
LONGEST = 200
NO_PASSKEY = "Your passkey was not accepted. Try again, or choose another way."


def _say(field: forms.Field, label: str, hint: str = "", *, autocomplete: str = "", **wrong: str) -> None:
    """Our words for one field of the library. `wrong` maps the codes of what can be wrong to messages."""
    field.label, field.help_text = label, hint
    field.error_messages = {
        **field.error_messages,
        "null_characters_not_allowed": "Type this again: it holds a character that cannot be used",
        **wrong,
    }
    if autocomplete:
        field.widget.attrs["autocomplete"] = autocomplete


def _say_address(field: forms.Field, autocomplete: str) -> None:
    _say(
        field,
        "E-mail address",
        autocomplete=autocomplete,
        required="Enter your e-mail address",
        invalid=NOT_AN_ADDRESS,
        max_length=NOT_AN_ADDRESS,
    )


def _say_password(field: forms.Field, label: str = "New password") -> None:
    """A password that is being chosen. As long as an invitation allows, so that every page agrees."""
    _say(
        field,
        label,
        HARD_TO_GUESS,
        required="Choose a password",
        max_length=f"Use {LONGEST} characters or fewer",
    )
    field.validators.append(MaxLengthValidator(LONGEST))


class SignIn(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say_address(self.fields["login"], "username")
        _say(self.fields["password"], "Password", required="Enter your password")


class ConfirmByPassword(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], "Your password", required="Enter your password")


class ChangePassword(account.ChangePasswordForm):
    """Typed once: the button beside the field shows it."""

    password2 = None

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], "Current password", required="Enter your current password")
        _say_password(self.fields["password1"])


class FirstPassword(account.SetPasswordForm):
    password2 = None

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say_password(self.fields["password1"], "Password")


class ForgottenPassword(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say_address(self.fields["email"], "email")


class NewPassword(account.ResetPasswordKeyForm):
    password2 = None

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say_password(self.fields["password1"])


class _Code(forms.Form):
    """What the forms that ask for a code have in common. Both kinds of code are digits only."""

    def _say_code(self, label: str, hint: str) -> None:
        field = self.fields["code"]
        _say(field, label, hint, required="Enter the code", max_length="Enter the code: it has 6 or 8 digits")
        field.validators.append(MaxLengthValidator(20))
        field.widget.attrs.update({"inputmode": "numeric", "class": "govuk-input--width-10"})


class _AnyCode(_Code):
    """Which kinds of second step the person has decides what the page offers first."""

    user: Any

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kinds = set(Authenticator.objects.filter(user_id=self.user.pk).values_list("type", flat=True))
        self.has_app, self.has_passkey = "totp" in kinds, "webauthn" in kinds
        if self.has_app:
            self._say_code("Code", "The 6 digits your authenticator app shows now, or one of your recovery codes.")
        else:
            self._say_code("Recovery code", "One of the 8-digit codes you kept. Each works once.")


class SecondStep(_AnyCode, mfa.AuthenticateForm):
    pass


class ConfirmByCode(_AnyCode, mfa.ReauthenticateForm):
    pass


class SetUpApp(_Code, totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._say_code("Code", "The 6 digits your app shows for Online Lives now.")


class _Passkey(forms.Form):
    """What the browser answers is in a hidden field, so its messages are shown for the whole form."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say(self.fields["credential"], "Passkey", required=NO_PASSKEY, invalid=NO_PASSKEY)

    def clean_credential(self) -> Any:
        """The library speaks of an incorrect code here, though nobody typed one."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError as error:
            if error.code != "incorrect_code":
                raise
            raise ValidationError(NO_PASSKEY, code=error.code) from error


class SecondStepByPasskey(_Passkey, passkeys.AuthenticateWebAuthnForm):
    pass


class SignInByPasskey(_Passkey, passkeys.LoginWebAuthnForm):
    pass


class ConfirmByPasskey(_Passkey, passkeys.ReauthenticateWebAuthnForm):
    pass


def _say_name(field: forms.Field) -> None:
    _say(
        field,
        "Name of this passkey",
        "So that you recognise it later, for example “Work laptop”.",
        autocomplete="off",
        required="Enter a name for this passkey",
        max_length="Use 60 characters or fewer",
    )
    field.validators.append(MaxLengthValidator(60))


class AddPasskey(passkeys.AddWebAuthnForm):
    """A passkey that is added can sign the person in alone, unless they take the tick away."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say_name(self.fields["name"])
        _say(self.fields["credential"], "Passkey", required=NO_PASSKEY, invalid=NO_PASSKEY)
        _say(
            self.fields["passwordless"],
            "Let me sign in with this passkey alone",
            "Your device asks for your finger, face or PIN. Take the tick away for a security key without a PIN: "
            "it then follows your password.",
        )
        self.fields["passwordless"].initial = True

    def clean(self) -> Any:
        try:
            return super().clean()
        except ValidationError as error:
            raise ValidationError(NO_PASSKEY, code=error.code) from error


class RenamePasskey(passkeys.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _say_name(self.fields["name"])
