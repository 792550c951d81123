"""What is typed to sign in, to set a second factor up, to invite somebody and to get a new password."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts import attempts, links, second_factor
from portal.accounts.models import Outcome

WRONG_CODE = _("This code is not right. Wait for the next one; a code works only once.")
# No help from the phone's keyboard: a code is not a word.
PLAIN = {"autocapitalize": "none", "spellcheck": "false", "autocorrect": "off"}
ONE_TIME = {"autocomplete": "one-time-code", "autofocus": True, **PLAIN}
DIGITS = ONE_TIME | {"inputmode": "numeric"}


class SignInForm(AdminAuthenticationForm):
    """Name and password. A valid one leaves the attempt in `attempt`; raises attempts.Locked."""

    def clean(self):
        name = self.cleaned_data.get("username")
        if not name or not self.cleaned_data.get("password"):
            return super().clean()
        self.attempt = attempts.begin(self.request, name)
        return super().clean()


class CodeForm(forms.Form):
    """A code of the app, or a recovery code. A valid one leaves the attempt in `attempt`; raises attempts.Locked."""

    code = forms.CharField(label=_("Code"), max_length=40, widget=forms.TextInput(ONE_TIME))

    def __init__(self, request, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.user = user

    def clean_code(self):
        self.attempt = attempts.begin(self.request, self.user.get_username(), Outcome.WRONG_CODE)
        self.outcome = second_factor.accept(self.user, self.cleaned_data["code"])
        if not self.outcome:
            raise ValidationError(WRONG_CODE)
        return self.cleaned_data["code"]


class SetUpForm(forms.Form):
    """The first code of a new entry in the app; a valid form has its time `step`."""

    new_code = forms.CharField(label=_("Code that the app shows now"), max_length=12, widget=forms.TextInput(DIGITS))

    def __init__(self, request, user, secret, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.secret = secret

    def clean_new_code(self):
        self.step = second_factor.step_of(self.secret, self.cleaned_data["new_code"].replace(" ", ""))
        if self.step is None:
            raise ValidationError(_("This is not the code that the app should show now. Check the time of the phone."))
        return self.cleaned_data["new_code"]


class ReplaceForm(SetUpForm, CodeForm):
    """The same for somebody who has a second factor already, and shows that with a code of it."""

    field_order = ["new_code", "code"]

    def __init__(self, request, user, secret, *args, **kwargs):
        CodeForm.__init__(self, request, user, *args, **kwargs)
        self.secret = secret
        self.fields["code"].label = _("Code of the entry that you have used so far, or a recovery code")
        del self.fields["code"].widget.attrs["autofocus"]

    def clean_code(self):
        # A right code is used up, so it is not asked before the other one is right.
        return super().clean_code() if "new_code" in self.cleaned_data else ""


class ForgottenForm(PasswordResetForm):
    """An e-mail address; whether an account has it is not to be seen, neither in the answer nor in its time."""

    def save(self, request, **options):
        """Send a link if an account has the address. Raises attempts.Locked."""
        email = self.cleaned_data["email"]
        user = next(iter(self.get_users(email)), None)
        if attempts.may_send(request, email, user) and user:
            links.later(links.send_reset, user)


class InvitationForm(forms.Form):
    """Who is invited, and what that person may do. The e-mail address becomes the name to sign in with."""

    name = forms.CharField(
        label=_("Full name"), max_length=150, help_text=_("As the person writes it, e.g. Nguyễn Văn An.")
    )
    email = forms.EmailField(label=_("E-mail address"), max_length=150, help_text=_("It is the account's name too."))
    roles = forms.ModelMultipleChoiceField(
        label=_("Roles"), queryset=Group.objects.order_by("name"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"].label_from_instance = lambda group: gettext(group.name)

    def clean_email(self):
        """Return the address in lower case; somebody who never came may be invited again."""
        email = self.cleaned_data["email"].lower()
        users = list(get_user_model().objects.filter(Q(email__iexact=email) | Q(username__iexact=email)))
        if len(users) > 1 or any(user.last_login or user.has_usable_password() for user in users):
            raise ValidationError(_("Somebody with this address has an account already."))
        self.user = users[0] if users else None
        if self.user and self.user.is_superuser:
            raise ValidationError(_("This is the account of a superuser, which no invitation changes."))
        if self.user and not self.user.is_active:
            raise ValidationError(_("This account was disabled. An invitation does not open it again."))
        return email

    def save(self):
        """Return the account, made or brought up to date, with no password until the invitation is taken up."""
        user = self.user or get_user_model()()
        user.username = user.email = self.cleaned_data["email"]
        # Whole names, not halves: Vietnamese puts the family first, and Django would turn that round.
        user.first_name, user.last_name = self.cleaned_data["name"], ""
        user.is_staff = user.is_active = True
        user.set_unusable_password()
        user.save()
        user.groups.set(self.cleaned_data["roles"])
        return user
