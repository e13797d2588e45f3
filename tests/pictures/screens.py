"""Which screens there are: by whom they are seen, on which day, and at which address."""

from tests.pictures import of_everybody, of_working_group
from tests.pictures.screen import Screen

_PARTS = (of_everybody.SCREENS, of_working_group.SCREENS)
SCREENS: dict[str, list[Screen]] = {
    day: [screen for part in _PARTS for screen in part.get(day, [])] for day in dict.fromkeys([*_PARTS[0], *_PARTS[1]])
}
