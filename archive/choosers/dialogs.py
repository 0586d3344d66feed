"""The dialogs in which a person, a place or a word is made without leaving the record that needs it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from archive.choosers.base import ArchiveChooserViewSet
from archive.forms.curated import CuratedForm, PersonForm
from archive.models import Organisation, Person, Place, Term


class NewPersonForm(PersonForm):
    """A draft, which needs no yes."""

    consent_ground = None  # type: ignore[assignment]  # Django's way to leave a field out
    consent_note = None  # type: ignore[assignment]  # as above

    class Meta(WagtailAdminModelForm.Meta):
        model = Person
        fields = ["name", "generation", "living"]


class NewPlaceForm(CuratedForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = Place
        fields = ["name", "kind"]


class NewOrganisationForm(CuratedForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = Organisation
        fields = ["name"]


class NewTermForm(WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = Term
        fields = ["vocabulary", "name", "broader"]


class NewInPlace(ArchiveChooserViewSet):
    create_action_label = _("新建并选用")
    creation_tab_label = _("新建")


class PersonChooser(NewInPlace):
    creation_form_class = NewPersonForm


class PlaceChooser(NewInPlace):
    creation_form_class = NewPlaceForm


class OrganisationChooser(NewInPlace):
    creation_form_class = NewOrganisationForm


class TermChooser(NewInPlace):
    creation_form_class = NewTermForm
