"""Pictures of every screen of the demo; `python -m tests.pictures` takes them."""
