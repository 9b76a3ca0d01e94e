"""Who may do what: the only place that asks."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils.translation import gettext as _

from staff.refusals import NotAllowed

if TYPE_CHECKING:
    from staff.models import Officer


def allows(officer: Any, right: str) -> bool:
    """Whether the officer is active and one of their roles gives the right (`app.verb_noun`)."""
    return bool(getattr(officer, "is_active", False)) and right in getattr(officer, "rights", frozenset())


def require(by: Any, right: str) -> None:
    """Raises: NotAllowed when the officer's roles do not give the right."""
    if not allows(by, right):
        raise NotAllowed(_("Your role does not allow this step. Ask a supervisor."))


def require_second_person(by: "Officer", first: "Officer | None") -> None:
    """Raises: NotAllowed when the one who approves is the one who proposed."""
    if first is not None and by.pk == first.pk:
        raise NotAllowed(_("A second person must approve this: you proposed it yourself."))


class OfficerBackend(ModelBackend):
    """Passwords as Django keeps them; rights from the table of roles only."""

    def get_user(self, user_id: Any) -> Any:
        """Who signed in, with what each page of the desk asks of them."""
        # Here, since models of other packages stand in it, and this module is read before they are.
        from staff.models import Officer
        from staff.second_factor import with_factor

        officer = with_factor(Officer.objects.all()).filter(pk=user_id).first()
        return officer if officer and self.user_can_authenticate(officer) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return allows(user_obj, perm)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return bool(user_obj.is_active) and any(right.startswith(f"{app_label}.") for right in user_obj.rights)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set(user_obj.rights) if user_obj.is_active else set()

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:  # type: ignore[override]
        return super().authenticate(request, **credentials)
