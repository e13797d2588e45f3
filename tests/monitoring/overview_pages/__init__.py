"""The pages of an overview: where they are, and what is typed there."""

BASE = "/druten-2025-2028/overzichten/2027/woonstichting-druten/"


def typed(agreement, **fields):
    return {
        "version": "0",
        "title": "Zonnepanelen",
        "agreements": [agreement.pk],
        "first_quarter": "1",
        "last_quarter": "2",
        **fields,
    }
