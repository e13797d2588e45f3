"""The accounts of the demo."""

from agreements.models import Covenant, CovenantRole, Membership, Partner
from druten.accounts.models import User

PASSWORD = "druten-demo"  # noqa: S105
PARTNER_ROLES = {
    "indiener": Membership.Role.SUBMITTER,
    "invuller": Membership.Role.EDITOR,
    "lezer": Membership.Role.READER,
}


class People:
    """Makes the accounts where they are not there yet, and finds them by their address."""

    def __init__(self, covenant: Covenant) -> None:
        self.covenant = covenant

    def make(self) -> None:
        """Two submitters' desks a partner would be better; a demo shows one of each role."""
        signed = Partner.objects.filter(parties__covenant=self.covenant, parties__signed=True)
        for partner in signed:
            for word, role in PARTNER_ROLES.items():
                user = self._account(f"{word}@{partner.slug}.example", f"{word.title()} {partner.short_name}")
                Membership.objects.get_or_create(user=user, partner=partner, covenant=None, defaults={"role": role})
        self._working_group("werkgroep@druten.example", "Secretaris werkgroep", "gemeente-druten")
        self._working_group("werkgroep2@druten.example", "Lid werkgroep", "woonwaarts")
        board = self._account("bestuur@druten.example", "Wethouder Bouwen en Wonen")
        CovenantRole.objects.get_or_create(user=board, covenant=self.covenant, role=CovenantRole.Role.BOARD)
        administrator = self._account("beheer@druten.example", "Beheerder")
        if not administrator.is_superuser:
            administrator.is_superuser = administrator.is_staff = True
            administrator.save(update_fields=["is_superuser", "is_staff"])

    def submitter(self, slug: str) -> User:
        return User.objects.get(email=f"indiener@{slug}.example")

    def editor(self, slug: str) -> User:
        return User.objects.get(email=f"invuller@{slug}.example")

    def reviewer_of(self, slug: str) -> User:
        """A member of the working group of another partner (four eyes)."""
        word = "werkgroep2" if slug == "gemeente-druten" else "werkgroep"
        return User.objects.get(email=f"{word}@druten.example")

    @property
    def secretary(self) -> User:
        return User.objects.get(email="werkgroep@druten.example")

    @property
    def second(self) -> User:
        return User.objects.get(email="werkgroep2@druten.example")

    def _working_group(self, email: str, name: str, partner: str) -> None:
        user = self._account(email, name)
        CovenantRole.objects.get_or_create(user=user, covenant=self.covenant, role=CovenantRole.Role.WORKING_GROUP)
        Membership.objects.get_or_create(
            user=user,
            partner=Partner.objects.get(slug=partner),
            covenant=None,
            defaults={"role": Membership.Role.READER},
        )

    def _account(self, email: str, name: str) -> User:
        found = User.objects.filter(email=email).first()
        return found or User.objects.create_user(email, PASSWORD, name=name)
