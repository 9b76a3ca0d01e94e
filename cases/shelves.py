"""The register of stores: shelves are entered, and closed when nothing lies on them."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Exhibit, Shelf
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus


@transaction.atomic
def open_shelf(store: str, name: str, note: str = "", *, by: Officer) -> Shelf:
    """Enter a shelf; one that was closed is used again. Raises: NotAllowed; Invalid."""
    access.require(by, "cases.manage_shelves")
    store, name = " ".join(store.split())[:60], " ".join(name.split())[:50]
    if not store or not name:
        raise Invalid(_("Name the store and the shelf."), name=_("Name the store and the shelf."))
    shelf, is_new = Shelf.objects.get_or_create(store=store, name=name, defaults={"note": note.strip()[:200]})
    if not is_new and not shelf.is_closed:
        raise Invalid(_("That shelf stands in the register."), name=_("That shelf stands in the register."))
    Shelf.objects.filter(pk=shelf.pk).update(is_closed=False)
    shelf.refresh_from_db()
    audit.record(by, "shelf.opened", shelf)
    return shelf


@transaction.atomic
def close_shelf(shelf: Shelf, *, by: Officer) -> Shelf:
    """No longer use a shelf. Raises: NotAllowed; WrongStatus while something lies there."""
    access.require(by, "cases.manage_shelves")
    fresh = Shelf.objects.select_for_update().get(pk=shelf.pk)
    if Exhibit.objects.filter(shelf=fresh).exists():
        raise WrongStatus(_("Something lies there still."))
    fresh.is_closed = True
    fresh.save(update_fields=["is_closed"])
    audit.record(by, "shelf.closed", fresh)
    return fresh
