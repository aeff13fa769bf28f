"""A password for a file that leaves."""

from django import forms

SHORTEST, LONGEST = 12, 120  # characters; AES-256 in a PDF takes 127 bytes of it


class LockForm(forms.Form):
    password = forms.CharField(
        label="Password for the file",
        min_length=SHORTEST,
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text=f"At least {SHORTEST} characters. It is not kept here: write it down, and tell it to the reader "
        "another way than you send the file.",
        error_messages={
            "required": "Enter a password",
            "min_length": f"Use at least {SHORTEST} characters",
            "max_length": f"Use at most {LONGEST} characters",
        },
    )
