"""The pages of the evaluation input: where they are."""

LIST = "/druten-2025-2028/evaluatie/inbreng/"
BASE = f"{LIST}2026/woonstichting-druten/"
